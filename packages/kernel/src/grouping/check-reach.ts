// Groups that nobody could ever reach: behind a row that takes everybody, outside their MDC, or with conditions that exclude each other.
import type { Condition, NumberFact } from './condition.ts'
import type { Adrg, Drg, Mdc, Scheme } from './scheme.ts'
import { finder, type Row, type Tables } from './table.ts'

type RowOf = (file: string, title: string, value: string) => Row | undefined

export function checkReach(scheme: Scheme, tables: Tables): void {
  const rowOf = finder(tables)
  for (const mdc of scheme.mdcs) checkAdrgs(mdc, scheme, rowOf)
  for (const { adrg, conditions } of scheme.adrgs) checkPossible(conditions, rowOf('adrg.csv', 'adrg', adrg))
  const byAdrg = Map.groupBy(scheme.drgs, ({ adrg }) => adrg)
  for (const { adrg } of scheme.adrgs) checkDrgs(adrg, byAdrg.get(adrg) ?? [], tables, rowOf)
}

const takesAll = (conditions: readonly Condition[]): boolean => conditions.every(({ kind }) => kind === 'always')

function checkAdrgs({ mdc, entry }: Mdc, scheme: Scheme, rowOf: RowOf): void {
  const adrgs = scheme.adrgs.filter((each) => each.mdc === mdc)
  const byPrincipal = entry.every((all) => all.some((each) => isPrincipalIn(each, `mdc:${mdc}:dx`)))
  if (adrgs.length === 0) rowOf('mdc.csv', 'mdc', mdc)?.fault('mdc', '此 MDC 没有 ADRG(has no ADRG)')
  let last: Adrg | undefined
  let taker: Adrg | undefined
  for (const adrg of adrgs) {
    const row = rowOf('adrg.csv', 'adrg', adrg.adrg)
    if (taker) row?.fault('adrg', `排在无条件的 ${taker.adrg} 之后，永远不会分到(never reached behind ${taker.adrg})`)
    if (last?.isAfterAmbiguous && !adrg.isAfterAmbiguous)
      row?.fault('ambiguous_check', `不得排在 after 的 ${last.adrg} 之后(must not stand behind one marked after)`)
    if (byPrincipal && isOutside(adrg, scheme))
      row?.fault('conditions', '主要诊断均不在本 MDC 中，永远不会分到(none of its diagnoses is in the MDC)')
    if (takesAll(adrg.conditions)) taker = adrg
    last = adrg
  }
}

const isPrincipalIn = (condition: Condition, list?: string): boolean =>
  condition.kind === 'dx' &&
  condition.which === 'principal' &&
  !condition.negated &&
  (list === undefined || condition.list === list)

function isOutside({ mdc, conditions }: Adrg, { lists }: Scheme): boolean {
  const ofMdc = lists.get(`mdc:${mdc}:dx`)
  return conditions.some((each) => {
    if (each.kind !== 'dx' || !isPrincipalIn(each)) return false
    const codes = lists.get(each.list)
    return codes !== undefined && ofMdc !== undefined && codes.isDisjointFrom(ofMdc)
  })
}

function checkDrgs(adrg: string, drgs: readonly Drg[], tables: Tables, rowOf: RowOf): void {
  const at = (drg: Drg): Row | undefined =>
    tables.get('drg.csv')?.rows.find((row) => row.text('adrg') === adrg && row.text('order') === String(drg.order))
  const last = drgs.at(-1)
  if (!last) rowOf('adrg.csv', 'adrg', adrg)?.fault('adrg', 'drg.csv 中没有它的行(has no row in drg.csv)')
  else if (!takesAll(last.conditions))
    at(last)?.fault('severity_test', `${adrg} 的最后一行应为 NONE 且无条件(the last row must be NONE)`)
  const taker = drgs.findIndex(({ conditions }) => takesAll(conditions))
  for (const drg of taker < 0 ? [] : drgs.slice(taker + 1))
    at(drg)?.fault('drg', `排在无条件的 ${drgs[taker]?.drg} 之后，永远不会分到(never reached behind it)`)
  for (const drg of drgs) checkPossible(drg.conditions, at(drg))
}

/** `age_years<6+age_years>14` holds for nobody. */
function checkPossible(conditions: readonly Condition[], row: Row | undefined): void {
  const ranges = new Map<NumberFact, { low: number; high: number }>()
  for (const each of conditions) {
    if (each.kind !== 'number') continue
    const range = ranges.get(each.fact) ?? { low: 0, high: Number.POSITIVE_INFINITY }
    const step = 0.001
    if (each.comparison.startsWith('>') || each.comparison === '=')
      range.low = Math.max(range.low, each.value + (each.comparison === '>' ? step : 0))
    if (each.comparison.startsWith('<') || each.comparison === '=')
      range.high = Math.min(range.high, each.value - (each.comparison === '<' ? step : 0))
    ranges.set(each.fact, range)
  }
  for (const [fact, { low, high }] of ranges)
    if (low > high) row?.fault('conditions', `${fact} 的条件互相矛盾，永远不会分到(they exclude each other)`)
}
