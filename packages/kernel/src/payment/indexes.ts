// What is published of a provider beside its money: CMI, cost and time index, grouping rate, shares of low and high cases, readmission.
import { EXACT_ZERO, type Exact, exact, isZero, over, plus, roundedTo, times } from '../money/exact.ts'
import { dayNumber } from '../time/day.ts'
import type { Kept, Sums } from './period.ts'

export interface ProviderIndexes {
  readonly provider: string
  readonly method: string
  readonly cases: number
  readonly grouped: number
  /** Σ weight × cases ÷ cases, of cases with a weight; the average score of DIP. */
  readonly cmi: Exact | undefined
  /** Σ (cost ÷ area average of the group) ÷ cases; the area's mean is 1. */
  readonly costIndex: Exact | undefined
  readonly timeIndex: Exact | undefined
  readonly groups: number
  readonly low: number
  readonly high: number
  /** Stays that began within 14 days after another of the same person at the same provider. */
  readonly readmitted: number
}

/** Sums over groups are kept to this many places: fractions of a thousand groups have no common end. */
const PLACES = 12
const READMISSION_DAYS = 14

export const caseMix = (weights: readonly { readonly weight: Exact; readonly cases: number }[]): Exact => {
  const cases = weights.reduce((sum, each) => sum + each.cases, 0)
  const total = weights.reduce((sum, each) => plus(sum, times(each.weight, exact(each.cases))), EXACT_ZERO)
  return cases === 0 ? EXACT_ZERO : over(total, exact(cases))
}

/** Mean of own ÷ area average over cases. */
export const consumptionIndex = (cases: readonly { readonly own: Exact; readonly area: Exact }[]): Exact =>
  cases.length === 0
    ? EXACT_ZERO
    : over(
        cases.reduce((sum, { own, area }) => plus(sum, over(own, area)), EXACT_ZERO),
        exact(cases.length),
      )

/** Grouped ÷ (all − excluded). */
export const groupingRate = (grouped: number, all: number, excluded = 0): Exact =>
  all - excluded <= 0 ? EXACT_ZERO : exact(grouped, all - excluded)

interface Volume {
  cases: number
  cost: bigint
  days: bigint
}

const addTo = (volumes: Map<string, Volume>, key: string, { case: each }: Kept): void => {
  const own = volumes.get(key) ?? { cases: 0, cost: 0n, days: 0n }
  own.cases += 1
  own.cost += BigInt(each.costFen)
  own.days += BigInt(each.days)
  volumes.set(key, own)
}

const isGrouped = ({ weight }: Kept): boolean => weight !== undefined

export function indexesOf(all: Iterable<Sums>): ProviderIndexes[] {
  const area = new Map<string, Volume>()
  const byProvider = new Map<string, Kept[]>()
  for (const { kept, method, provider } of all) {
    const key = `${provider} ${method}`
    const own = byProvider.get(key)
    if (own) own.push(...kept)
    else byProvider.set(key, [...kept])
    for (const each of kept) if (isGrouped(each)) addTo(area, `${method} ${each.case.group}`, each)
  }
  const keys = [...byProvider.keys()].sort()
  return keys.map((key) => indexesFor(key, byProvider.get(key) ?? [], area))
}

function indexesFor(key: string, kept: readonly Kept[], area: ReadonlyMap<string, Volume>): ProviderIndexes {
  const [provider = '', method = ''] = key.split(' ')
  const own = new Map<string, Volume>()
  const grouped = kept.filter(isGrouped)
  for (const each of grouped) addTo(own, `${method} ${each.case.group}`, each)
  const mean = (of: (volume: Volume) => bigint): Exact | undefined => {
    if (grouped.length === 0) return undefined
    let total = EXACT_ZERO
    for (const [group, volume] of own) {
      const all = area.get(group)
      if (all && of(all) > 0n) total = plus(total, roundedTo(exact(of(volume) * BigInt(all.cases), of(all)), PLACES))
    }
    return over(total, exact(grouped.length))
  }
  const weights = grouped.reduce((sum, { weight }) => plus(sum, weight ?? EXACT_ZERO), EXACT_ZERO)
  return {
    ...{ provider, method, cases: kept.length, grouped: grouped.length, groups: own.size },
    cmi: grouped.length === 0 || isZero(weights) ? undefined : over(weights, exact(grouped.length)),
    costIndex: mean((volume) => volume.cost),
    timeIndex: mean((volume) => volume.days),
    low: kept.filter(({ rule }) => rule === 'low').length,
    high: kept.filter(({ rule }) => rule.startsWith('high')).length,
    readmitted: readmissions(kept),
  }
}

/** 2-week readmission: same person, same provider, admitted within 14 days after discharge. */
function readmissions(kept: readonly Kept[]): number {
  const stays = kept.filter(({ case: each }) => each.person !== '' && each.setting === 'inpatient')
  const sorted = stays.sort((a, b) => {
    const [x, y] = [a.case, b.case]
    if (x.person !== y.person) return x.person < y.person ? -1 : 1
    return x.admittedOn === y.admittedOn ? (x.id < y.id ? -1 : 1) : x.admittedOn < y.admittedOn ? -1 : 1
  })
  return sorted.filter(({ case: each }, at) => {
    const before = sorted[at - 1]?.case
    if (before?.person !== each.person) return false
    const gap = dayNumber(each.admittedOn) - dayNumber(before.dischargedOn)
    return gap >= 0 && gap <= READMISSION_DAYS
  }).length
}
