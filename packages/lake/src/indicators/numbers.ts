// Measures counted over a lake: every measure of a table in one pass over its rows, each once however many indicators ask for it.
import type { indicator } from '@yibao/kernel'
import { IMPORT_TABLES } from '../intake/tables.ts'
import { passText, tableNamed } from './compose.ts'
import { asked, checked, type LakeTables, unreadable } from './open.ts'
import type { Scope } from './scope.ts'
import { isWholeMonths } from './tables.ts'

/** What is missing, in both languages. */
export interface Waits {
  readonly waitsFor: string
  readonly waitsForEn: string
}

export type Found = { readonly fraction: indicator.Fraction } | Waits

const waits = (waitsFor: string, waitsForEn: string): Waits => ({ waitsFor, waitsForEn })

export const measuresOf = ({ formula }: indicator.Indicator): indicator.Measure[] => {
  if (formula?.kind === 'count') return [formula.numerator]
  return formula?.kind === 'ratio' ? [formula.numerator, formula.denominator] : []
}

/** The command that makes a table that a lake may lack. */
function madeBy(table: string): string {
  if (table === 'groups') return 'yibao group --lake'
  if (table === 'findings') return 'yibao audit run、yibao lake findings'
  return table in IMPORT_TABLES ? `yibao lake import --table ${table}` : 'yibao synth --out'
}

/** Why a table cannot be asked in this scope; nothing when it can. */
export function whyNot(lake: LakeTables, table: string, { period, area }: Scope): Waits | undefined {
  const { reads, within, area: column } = tableNamed(table)
  const missing = reads.find((own) => lake.sourceOf(own) === undefined)
  if (missing !== undefined) {
    const made = madeBy(missing)
    return waits(`数据表 ${missing}${made && `（由 ${made} 得到）`}`, `table ${missing}${made && `, made by ${made}`}`)
  }
  if (within.kind === 'months' && !isWholeMonths(period, lake.lastDay))
    return waits(`整月的时段（数据表 ${table} 只分到月）`, `whole months: the rows of ${table} are known by the month`)
  return area !== undefined && column === undefined ? waits(`数据表 ${table} 的县区`, `areas in ${table}`) : undefined
}

export class Numbers {
  readonly #found = new Map<string, bigint | undefined>()
  readonly #lake: LakeTables
  readonly #scope: Scope

  constructor(lake: LakeTables, scope: Scope) {
    this.#lake = lake
    this.#scope = scope
  }

  async count(measures: readonly indicator.Measure[]): Promise<void> {
    const unique = new Map(measures.map((measure) => [keyOf(measure), measure]))
    for (const table of new Set([...unique.values()].map(({ over }) => over))) {
      if (whyNot(this.#lake, table, this.#scope)) continue
      await this.#pass(
        table,
        [...unique].filter(([, { over }]) => over === table),
      )
    }
  }

  async #pass(table: string, own: readonly (readonly [string, indicator.Measure])[]): Promise<void> {
    const lake = this.#lake
    const { reads } = tableNamed(table)
    await checked(lake, reads)
    const measures = own.map(([, measure]) => measure)
    const name = asked(lake, this.#scope.period)
    try {
      const sql = passText(table, measures, this.#scope, { name })
      const [row = []] = (await lake.engine.connection.runAndReadAll(sql)).getRows()
      for (const [at, [key, { times }]] of own.entries()) {
        const value = row[at]
        const isThere = value !== null && value !== undefined
        this.#found.set(key, isThere ? BigInt(value as bigint | number) * BigInt(times) : undefined)
      }
    } catch (error) {
      await unreadable(lake, reads, error)
    }
  }

  fractionOf(formula: Extract<indicator.Formula, { kind: 'count' | 'ratio' }>): Found {
    const numerator = this.#numberOf(formula.numerator)
    if (typeof numerator === 'object') return numerator
    if (formula.kind === 'count') return { fraction: { numerator, denominator: 1n } }
    const denominator = this.#numberOf(formula.denominator)
    return typeof denominator === 'object' ? denominator : { fraction: { numerator, denominator } }
  }

  /** The number, or what is missing. */
  #numberOf(measure: indicator.Measure): bigint | Waits {
    const key = keyOf(measure)
    const found = this.#found.get(key)
    if (found !== undefined) return found
    if (this.#found.has(key))
      return waits(`数据表 ${measure.over} 中这一时点的这一项`, `this entry of ${measure.over} on that day`)
    return whyNot(this.#lake, measure.over, this.#scope) ?? waits(`数据表 ${measure.over}`, `table ${measure.over}`)
  }
}

const keyOf = (measure: indicator.Measure): string => JSON.stringify(measure)
