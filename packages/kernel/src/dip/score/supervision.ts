// 违规行为监管辅助目录: what a hospital's cases look like beside its peers. For clearing and inspection, never at the counter.
import { EXACT_ZERO, type Exact, exact, isZero, over, sumExact, times } from '../../money/exact.ts'

export interface SupervisedCase {
  readonly id: string
  readonly provider: string
  readonly person: string
  /** Days counted from any one day. */
  readonly admittedDay: number
  readonly dischargedDay: number
  readonly pdx: string
  /** Number of the group, '' when it has none. */
  readonly group: string
  readonly scoreE4: number
  readonly costFen: number
  readonly losDays: number
  readonly died: boolean
}

/** Figures of a group over the area: averages and mortality. */
export interface SupervisedGroup {
  readonly avgCostFen: number
  readonly avgLosDaysE2: number
  readonly deaths: number
  readonly cases: number
}

/** A band and what it counts, × 10 000; the first that fits. */
export interface SupervisionBand {
  readonly limitE4: number
  readonly scoreE4: number
}

export interface SupervisionLimits {
  readonly readmissionDays: number
  readonly sameDiagnosisE4: number
  readonly otherDiagnosisE4: number
  /** Cost below this share of the group's average. */
  readonly lowStandard: readonly SupervisionBand[]
  /** Groups whose patients seldom need a bed, each case counting whole; absent: by cost alone. */
  readonly lowGroups?: ReadonlySet<string> | undefined
  /** Stay above this multiple of the group's average. */
  readonly longStay: readonly SupervisionBand[]
  /** Death in a group with a mortality below this. */
  readonly mortalityE4: number
}

/** Bands of one tool, not of a document: a city writes its own. */
export const SUPERVISION_DEFAULTS: SupervisionLimits = {
  readmissionDays: 31,
  sameDiagnosisE4: 10_000,
  otherDiagnosisE4: 5_000,
  lowStandard: [
    { limitE4: 3_000, scoreE4: 10_000 },
    { limitE4: 5_000, scoreE4: 7_000 },
    { limitE4: 7_000, scoreE4: 3_000 },
  ],
  longStay: [
    { limitE4: 30_000, scoreE4: 10_000 },
    { limitE4: 20_000, scoreE4: 6_000 },
    { limitE4: 15_000, scoreE4: 3_000 },
  ],
  mortalityE4: 500,
}

/** Below the share, strictly: exactly 30 % is not below 30 %. */
export function lowStandardE4(
  { group, costFen }: SupervisedCase,
  own: SupervisedGroup | undefined,
  limits: SupervisionLimits,
): number {
  if (limits.lowGroups?.has(group)) return 10_000
  if (!own || own.avgCostFen <= 0) return 0
  return limits.lowStandard.find(({ limitE4 }) => costFen * 10_000 < own.avgCostFen * limitE4)?.scoreE4 ?? 0
}

/** Above the multiple, strictly. */
export function longStayE4(
  { losDays }: SupervisedCase,
  own: SupervisedGroup | undefined,
  limits: SupervisionLimits,
): number {
  if (!own || own.avgLosDaysE2 <= 0) return 0
  return limits.longStay.find(({ limitE4 }) => losDays * 1_000_000 > own.avgLosDaysE2 * limitE4)?.scoreE4 ?? 0
}

/** The one death of its own group counts as well: mortality is that of the area. */
export const deathRiskE4 = (
  { died }: SupervisedCase,
  own: SupervisedGroup | undefined,
  limits: SupervisionLimits,
): number => (died && own && own.cases > 0 && own.deaths * 10_000 < own.cases * limits.mortalityE4 ? 10_000 : 0)

/** By case: readmitted within so many days after the discharge before, whatever the hospital; the same diagnosis weighs more. */
export function readmissionsE4(cases: readonly SupervisedCase[], limits: SupervisionLimits): Map<string, number> {
  const sorted = cases
    .filter(({ person }) => person !== '')
    .sort((a, b) => {
      if (a.person !== b.person) return a.person < b.person ? -1 : 1
      return a.admittedDay - b.admittedDay || a.dischargedDay - b.dischargedDay || (a.id < b.id ? -1 : 1)
    })
  const found = new Map<string, number>()
  sorted.forEach((each, at) => {
    const before = sorted[at - 1]
    if (before?.person !== each.person) return
    const gap = each.admittedDay - before.dischargedDay
    if (gap < 0 || gap > limits.readmissionDays) return
    found.set(each.id, before.pdx === each.pdx ? limits.sameDiagnosisE4 : limits.otherDiagnosisE4)
  })
  return found
}

export const SUPERVISION_INDEXES = [
  'readmission',
  'low_standard',
  'long_stay',
  'death_risk',
  'over_coding',
  'under_coding',
] as const
export type SupervisionIndex = (typeof SUPERVISION_INDEXES)[number]

export interface ProviderSupervision {
  readonly provider: string
  readonly cases: number
  /** Σ case scores ÷ cases. */
  readonly own: Readonly<Record<SupervisionIndex, Exact>>
  /** Own ÷ that of the area; nothing where the area has none. */
  readonly againstArea: Readonly<Partial<Record<SupervisionIndex, Exact>>>
  /** 病案质量 合规指数: 1 − over-coding − under-coding. */
  readonly compliance: Exact
}

/** Every provider beside the area, by name. */
export function supervise(
  cases: readonly SupervisedCase[],
  groups: ReadonlyMap<string, SupervisedGroup>,
  limits: SupervisionLimits = SUPERVISION_DEFAULTS,
): ProviderSupervision[] {
  const again = readmissionsE4(cases, limits)
  const coding = codingShares(cases)
  const byProvider = new Map<string, SupervisedCase[]>()
  for (const each of cases) pushTo(byProvider, each.provider, each)
  const indexes = (
    own: readonly SupervisedCase[],
    over_coding: Exact,
    under_coding: Exact,
  ): ProviderSupervision['own'] => {
    const mean = (of: (each: SupervisedCase) => number): Exact =>
      own.length === 0
        ? EXACT_ZERO
        : exact(
            own.reduce((sum, each) => sum + of(each), 0),
            own.length * 10_000,
          )
    return {
      readmission: mean(({ id }) => again.get(id) ?? 0),
      low_standard: mean((each) => lowStandardE4(each, groups.get(each.group), limits)),
      long_stay: mean((each) => longStayE4(each, groups.get(each.group), limits)),
      death_risk: mean((each) => deathRiskE4(each, groups.get(each.group), limits)),
      over_coding,
      under_coding,
    }
  }
  const names = [...byProvider.keys()].sort()
  // The area's share of either is the mean over its cases.
  const shares = (of: 'over' | 'under'): Exact => {
    const weighed = names.map((name) =>
      times(coding.get(name)?.[of] ?? EXACT_ZERO, exact(byProvider.get(name)?.length ?? 0)),
    )
    return over(sumExact(weighed), exact(cases.length || 1))
  }
  const area = indexes(cases, shares('over'), shares('under'))
  return names.map((provider) => {
    const own = byProvider.get(provider) ?? []
    const { over: above, under: below } = coding.get(provider) ?? { over: EXACT_ZERO, under: EXACT_ZERO }
    const figures = indexes(own, above, below)
    const againstArea = Object.fromEntries(
      SUPERVISION_INDEXES.filter((index) => !isZero(area[index])).map((index) => [
        index,
        over(figures[index], area[index]),
      ]),
    )
    return {
      provider,
      cases: own.length,
      own: figures,
      againstArea,
      compliance: sumExact([exact(1), negative(above), negative(below)]),
    }
  })
}

function pushTo(map: Map<string, SupervisedCase[]>, key: string, each: SupervisedCase): void {
  const own = map.get(key)
  if (own) own.push(each)
  else map.set(key, [each])
}

const negative = ({ n, d }: Exact): Exact => ({ n: -n, d })

interface Coding {
  readonly over: Exact
  readonly under: Exact
}

/**
 * Among cases of one category of diagnosis, those above the area's average score of the category are high-score choices. A hospital's
 * share of them against that of its peers: what is above counts as over-coding, what is below as under-coding, weighed by its cases.
 */
function codingShares(cases: readonly SupervisedCase[]): Map<string, Coding> {
  const byCategory = new Map<string, SupervisedCase[]>()
  for (const each of cases) pushTo(byCategory, each.pdx.slice(0, 3), each)
  const sums = new Map<string, { over: Exact[]; under: Exact[]; cases: number }>()
  for (const [, own] of [...byCategory].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const total = own.reduce((sum, { scoreE4 }) => sum + scoreE4, 0)
    const isHigh = ({ scoreE4 }: SupervisedCase): boolean => scoreE4 * own.length > total
    const [high, all] = [own.filter(isHigh).length, own.length]
    const counts = new Map<string, { high: number; all: number }>()
    for (const each of own) {
      const known = counts.get(each.provider) ?? { high: 0, all: 0 }
      counts.set(each.provider, { high: known.high + (isHigh(each) ? 1 : 0), all: known.all + 1 })
    }
    for (const [provider, mine] of counts) {
      const known = sums.get(provider) ?? { over: [], under: [], cases: 0 }
      sums.set(provider, known)
      known.cases += mine.all
      if (all === mine.all) continue
      // (own share − peers' share) × own cases.
      const excess = exact(
        BigInt(mine.high) * BigInt(all - mine.all) - BigInt(high - mine.high) * BigInt(mine.all),
        BigInt(all - mine.all),
      )
      if (excess.n > 0n) known.over.push(excess)
      else if (excess.n < 0n) known.under.push(negative(excess))
    }
  }
  return new Map(
    [...sums].map(([provider, { over: above, under: below, cases: own }]) => [
      provider,
      { over: over(sumExact(above), exact(own)), under: over(sumExact(below), exact(own)) },
    ]),
  )
}
