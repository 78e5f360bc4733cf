// Indicators over a lake: exact fractions of what was counted; what cannot be counted yet says why.
import { indicator } from '@yibao/kernel'
import { passText, tableNamed } from './compose.ts'
import { type Found, measuresOf, Numbers, whyNot } from './numbers.ts'
import { asked as askedOf, checked, type LakeTables, unreadable } from './open.ts'
import { type Period, type Scope, yearBefore } from './scope.ts'

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
  readonly waitsForEn: string | undefined
}

export interface IndicatorAsk {
  /** All that may be referred to. */
  readonly indicators: readonly indicator.Indicator[]
  readonly period: Period
  readonly area?: string | undefined
  /** Only these, with whatever they are made of; all of them when absent. */
  readonly ids?: readonly string[] | undefined
}

/** Each indicator once, in the order given. */
export async function computeIndicators(lake: LakeTables, ask: IndicatorAsk): Promise<IndicatorValue[]> {
  const byId = new Map(ask.indicators.map((each) => [each.id, each]))
  const asked = ask.ids ? ask.ids.flatMap((id) => byId.get(id) ?? []) : ask.indicators
  const needed = needsOf(asked, byId)
  const now = new Numbers(lake, { period: ask.period, area: ask.area })
  const before = new Numbers(lake, { period: yearBefore(ask.period), area: ask.area })
  await now.count([...needed.now].flatMap(measuresOf))
  await before.count([...needed.before].flatMap(measuresOf))
  const finder: Finder = { byId, now, before, pending: new Set() }
  return asked.map((each) => shownValue(each, ask, finder))
}

/** What must be counted, of this period and of the one a year before. */
function needsOf(
  asked: readonly indicator.Indicator[],
  byId: ReadonlyMap<string, indicator.Indicator>,
): { readonly now: ReadonlySet<indicator.Indicator>; readonly before: ReadonlySet<indicator.Indicator> } {
  const needs = { now: new Set<indicator.Indicator>(), before: new Set<indicator.Indicator>() }
  const walk = (each: indicator.Indicator, when: 'now' | 'before'): void => {
    if (needs[when].has(each)) return
    needs[when].add(each)
    const { formula } = each
    const parts = formula?.kind === 'of' ? formula.of : formula?.kind === 'change' ? [formula.of] : []
    for (const part of parts.flatMap((id) => byId.get(id) ?? [])) {
      walk(part, when)
      if (formula?.kind === 'change') walk(part, 'before')
    }
  }
  for (const each of asked) walk(each, 'now')
  return needs
}

interface Finder {
  readonly byId: ReadonlyMap<string, indicator.Indicator>
  readonly now: Numbers
  readonly before: Numbers
  readonly pending: Set<string>
}

function shownValue(
  each: indicator.Indicator,
  { period, area }: Pick<IndicatorAsk, 'period' | 'area'>,
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
    waitsForEn: 'waitsFor' in found ? found.waitsForEn : undefined,
  }
}

function fractionOf(each: indicator.Indicator, finder: Finder, numbers: Numbers): Found {
  const { formula } = each
  if (!formula) return { waitsFor: each.waitsFor ?? each.module, waitsForEn: each.waitsForEn ?? each.module }
  if (formula.kind === 'count' || formula.kind === 'ratio') return numbers.fractionOf(formula)
  if (finder.pending.has(each.id)) throw new Error(`${each.id} is made of itself`)
  finder.pending.add(each.id)
  try {
    if (formula.kind === 'change') {
      const parts = [partOf(formula.of, finder, finder.now), partOf(formula.of, finder, finder.before)]
      return combine(formula.as, parts)
    }
    const parts = formula.of.map((id) => partOf(id, finder, numbers))
    return combine(formula.operation, parts, formula.signs)
  } finally {
    finder.pending.delete(each.id)
  }
}

function partOf(id: string, finder: Finder, numbers: Numbers): Found {
  const part = finder.byId.get(id)
  return part ? fractionOf(part, finder, numbers) : { waitsFor: `指标 ${id}`, waitsForEn: `indicator ${id}` }
}

function combine(operation: indicator.Operation, parts: readonly Found[], signs?: readonly indicator.Sign[]): Found {
  const missing = parts.find((part) => 'waitsFor' in part)
  if (missing) return missing
  const fractions = parts.flatMap((part) => ('fraction' in part ? part.fraction : []))
  return { fraction: indicator.combined(operation, fractions, signs) }
}

/** One value for each group: groups are columns of the table over which the indicator is counted. */
export async function computeBy(
  lake: LakeTables,
  each: indicator.Indicator,
  scope: Scope,
  by: string,
): Promise<readonly { readonly group: string; readonly value: string | undefined }[]> {
  const measures = measuresOf(each)
  const table = measures[0]?.over
  if (table === undefined || measures.some(({ over }) => over !== table)) return []
  const { columns, reads } = tableNamed(table)
  if (!columns.has(by) || whyNot(lake, table, scope)) return []
  await checked(lake, reads)
  const name = askedOf(lake, scope.period)
  try {
    const rows = (await lake.engine.connection.runAndReadAll(passText(table, measures, scope, { name, by }))).getRows()
    return rows.map(([group, ...numbers]) => ({
      group: String(group ?? ''),
      value: groupValue(each, measures, numbers as (bigint | number | null)[]),
    }))
  } catch (error) {
    return unreadable(lake, reads, error)
  }
}

function groupValue(
  each: indicator.Indicator,
  measures: readonly indicator.Measure[],
  numbers: readonly (bigint | number | null)[],
): string | undefined {
  const [numerator, denominator] = measures.map(({ times }, at) => {
    const value = numbers[at]
    return value === null || value === undefined ? undefined : BigInt(value) * BigInt(times)
  })
  if (numerator === undefined || (measures.length > 1 && denominator === undefined)) return undefined
  return indicator.valueText({ numerator, denominator: denominator ?? 1n }, each)
}
