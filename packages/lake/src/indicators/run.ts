// Indicators over a lake: every measure of a table in one pass, exact fractions after that; what cannot be counted yet says why.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { addMonths, type Day, indicator } from '@yibao/kernel'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { LakeError, type Manifest, readManifest } from '../history/manifest.ts'
import { verifyLake } from '../replay/verify.ts'
import { type Period, passText, rowsText, type Scope } from './compose.ts'
import { INDICATOR_TABLES } from './tables.ts'

export interface IndicatorValue {
  readonly id: string
  readonly title: string
  readonly titleEn: string
  readonly status: 'computed' | 'waiting'
  /** As shown, in the unit; absent while waiting and over a denominator of zero. */
  readonly value: string | undefined
  readonly unit: string
  /** As stored: rows, persons, fen, days. */
  readonly numerator: string | undefined
  readonly denominator: string | undefined
  readonly definition: string
  readonly version: number
  readonly asOf: string
  readonly from: string
  readonly area: string
  readonly waitsFor: string | undefined
}

export interface IndicatorAsk {
  readonly folder: string
  readonly indicators: readonly indicator.Indicator[]
  readonly period: Period
  readonly area?: string | undefined
}

export interface OpenLake {
  readonly engine: Engine
  readonly manifest: Manifest
  /** How the engine calls a table of the lake, where the lake has it. */
  sourceOf(table: string): string | undefined
}

/** What a question needs: a lake of either form answers it. */
export type LakeTables = Pick<OpenLake, 'engine' | 'sourceOf'>

export async function openLake(folder: string): Promise<OpenLake> {
  const manifest = readManifest(folder)
  const engine = await openEngine({ memoryMb: 2048, threads: 2 })
  try {
    await refuseUnread(engine, folder, manifest)
  } catch (error) {
    engine.close()
    throw error
  }
  return {
    engine,
    manifest,
    sourceOf: (table) => {
      const found = INDICATOR_TABLES[table]
      if (!found || !existsSync(join(folder, table))) return undefined
      return `read_parquet(${quoted(join(folder, found.files))}, hive_partitioning = false)`
    },
  }
}

/** No number over data that could not be read: every row of the manifest must be there, or the first fault is named. */
async function refuseUnread(engine: Engine, folder: string, manifest: Manifest): Promise<void> {
  const files = `read_parquet(${quoted(join(folder, INDICATOR_TABLES.claims?.files ?? ''))}, hive_partitioning = false)`
  const columns = [...(INDICATOR_TABLES.claims?.columns ?? [])].join(', ')
  let rows = -1
  let reason = ''
  try {
    await engine.connection.run(`SELECT ${columns} FROM ${files} LIMIT 0`)
    rows = Number((await engine.connection.runAndReadAll(`SELECT count(*) FROM ${files}`)).getRows()[0]?.[0] ?? -1)
  } catch (error) {
    reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
  if (rows === manifest.claims) return
  await verifyLake(folder, manifest)
  throw new LakeError(`${folder}：清单有 ${manifest.claims} 行，读到 ${rows} 行(rows missing) ${reason}`)
}

/** Each indicator once, in the order given. */
export async function computeIndicators(
  lake: LakeTables,
  ask: Omit<IndicatorAsk, 'folder'>,
): Promise<IndicatorValue[]> {
  const byId = new Map(ask.indicators.map((each) => [each.id, each]))
  const now = new Numbers(lake, { period: ask.period, area: ask.area })
  const before = new Numbers(lake, { period: yearBefore(ask.period), area: ask.area })
  await now.count(ask.indicators.flatMap(measuresOf))
  const changing = ask.indicators.flatMap(({ formula }) =>
    formula?.kind === 'change' ? (byId.get(formula.of) ?? []) : [],
  )
  await before.count(changing.flatMap(measuresOf))
  const finder: Finder = { byId, now, before, pending: new Set() }
  return ask.indicators.map((each) => shownValue(each, ask, finder))
}

interface Finder {
  readonly byId: ReadonlyMap<string, indicator.Indicator>
  readonly now: Numbers
  readonly before: Numbers
  readonly pending: Set<string>
}

type Found = { readonly fraction: indicator.Fraction } | { readonly waitsFor: string }

function shownValue(
  each: indicator.Indicator,
  { period, area }: Omit<IndicatorAsk, 'folder'>,
  finder: Finder,
): IndicatorValue {
  const found = fractionOf(each, finder, finder.now)
  const fraction = 'fraction' in found ? found.fraction : undefined
  return {
    id: each.id,
    title: each.title,
    titleEn: each.titleEn,
    status: fraction ? 'computed' : 'waiting',
    value: fraction && indicator.valueText(fraction, each),
    unit: each.unit,
    numerator: fraction && String(fraction.numerator),
    denominator: fraction && String(fraction.denominator),
    definition: each.definition,
    version: each.version,
    asOf: period.to,
    from: period.from,
    area: area ?? '',
    waitsFor: 'waitsFor' in found ? found.waitsFor : undefined,
  }
}

function fractionOf(each: indicator.Indicator, finder: Finder, numbers: Numbers): Found {
  const { formula } = each
  if (!formula) return { waitsFor: each.waitsFor ?? each.module }
  if (formula.kind === 'count' || formula.kind === 'ratio') return numbers.fractionOf(formula)
  if (finder.pending.has(each.id)) throw new Error(`${each.id} is made of itself`)
  finder.pending.add(each.id)
  try {
    if (formula.kind === 'change') {
      const parts = [partOf(formula.of, finder, finder.now), partOf(formula.of, finder, finder.before)]
      return combine(formula.as, parts)
    }
    const parts = formula.of.map((id) => partOf(id, finder, numbers))
    return combine(formula.operation, parts)
  } finally {
    finder.pending.delete(each.id)
  }
}

function partOf(id: string, finder: Finder, numbers: Numbers): Found {
  const part = finder.byId.get(id)
  return part ? fractionOf(part, finder, numbers) : { waitsFor: `指标 ${id}` }
}

function combine(operation: Parameters<typeof indicator.combined>[0], parts: readonly Found[]): Found {
  const missing = parts.find((part) => 'waitsFor' in part)
  if (missing) return missing
  const fractions = parts.flatMap((part) => ('fraction' in part ? part.fraction : []))
  return { fraction: indicator.combined(operation, fractions) }
}

const measuresOf = ({ formula }: indicator.Indicator): indicator.Measure[] => {
  if (formula?.kind === 'count') return [formula.numerator]
  return formula?.kind === 'ratio' ? [formula.numerator, formula.denominator] : []
}

/** The same days a year earlier. */
export const yearBefore = ({ from, to }: Period): Period => ({
  from: addMonths(from as Day, -12),
  to: addMonths(to as Day, -12),
})

/** Measures that were counted, each once however many indicators ask for it. */
class Numbers {
  readonly #found = new Map<string, bigint>()
  readonly #lake: LakeTables
  readonly #scope: Scope

  constructor(lake: LakeTables, scope: Scope) {
    this.#lake = lake
    this.#scope = scope
  }

  async count(measures: readonly indicator.Measure[]): Promise<void> {
    const unique = new Map(measures.map((measure) => [keyOf(measure), measure]))
    for (const table of new Set([...unique.values()].map(({ over }) => over))) {
      const own = [...unique].filter(([, { over }]) => over === table)
      const from = this.#lake.sourceOf(table)
      if (from === undefined) continue
      const sql = passText(
        table,
        own.map(([, measure]) => measure),
        this.#scope,
        { from },
      )
      const [row = []] = (await this.#lake.engine.connection.runAndReadAll(sql)).getRows()
      for (const [at, [key]] of own.entries()) this.#found.set(key, BigInt(row[at] as bigint | number))
    }
  }

  fractionOf(formula: Extract<indicator.Formula, { kind: 'count' | 'ratio' }>): Found {
    const numerator = this.#found.get(keyOf(formula.numerator))
    if (numerator === undefined) return { waitsFor: `数据表 ${formula.numerator.over}` }
    if (formula.kind === 'count') return { fraction: { numerator, denominator: 1n } }
    const denominator = this.#found.get(keyOf(formula.denominator))
    return denominator === undefined
      ? { waitsFor: `数据表 ${formula.denominator.over}` }
      : { fraction: { numerator, denominator } }
  }
}

const keyOf = (measure: indicator.Measure): string => JSON.stringify(measure)

/** One value for each group: county, month of settling is not a column, so groups are columns of the table. */
export async function computeBy(
  lake: LakeTables,
  each: indicator.Indicator,
  scope: Scope,
  by: string,
): Promise<readonly { readonly group: string; readonly value: string | undefined }[]> {
  const measures = measuresOf(each)
  const table = measures[0]?.over
  const from = table === undefined ? undefined : lake.sourceOf(table)
  if (table === undefined || from === undefined || !INDICATOR_TABLES[table]?.columns.has(by)) return []
  if (measures.some(({ over }) => over !== table)) return []
  const rows = (await lake.engine.connection.runAndReadAll(passText(table, measures, scope, { from, by }))).getRows()
  return rows.map(([group, numerator, denominator = 1n]) => ({
    group: String(group ?? ''),
    value: indicator.valueText(
      { numerator: BigInt(numerator as bigint), denominator: BigInt(denominator as bigint) },
      each,
    ),
  }))
}

export interface RowPage {
  readonly limit: number
  readonly offset: number
}

/** The rows behind an indicator, oldest first: of its numerator, or of what it is divided by. */
export async function indicatorRows(
  lake: LakeTables,
  each: indicator.Indicator,
  scope: Scope,
  part: 'numerator' | 'denominator',
  page: RowPage,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const measures = measuresOf(each)
  const measure = part === 'numerator' ? measures[0] : measures[1]
  const from = measure && lake.sourceOf(measure.over)
  if (!measure || !from) return []
  const sql = rowsText(measure, scope, { from, ...page })
  return (await lake.engine.connection.runAndReadAll(sql)).getRowObjectsJson()
}
