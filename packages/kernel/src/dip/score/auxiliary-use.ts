// When a group may be refined by auxiliary types, and which coefficient a case takes: the highest, never a product of several.
import { compare, type Exact, exact, isZero, over } from '../../money/exact.ts'
import type { DipGroup } from '../catalogue.ts'
import { squareRoot, variationE4 } from '../form/statistics.ts'
import { AUXILIARY_KINDS, type AuxiliaryKind } from './auxiliary.ts'

export interface UseLimits {
  /** Last year's cases of the group must be above this. */
  readonly groupCases: number
  /** Cases of the type must be above this. */
  readonly typeCases: number
  /** The group's variation must be above this: 7 000 = 0.7. */
  readonly cvE4: number
  /** The split must lower it by at least this: 2 000 = 20 %. */
  readonly loweredBp: number
}

export type UseRefusal =
  | 'not_core'
  | 'tcm'
  | 'bed_day'
  | 'group_cases'
  | 'type_cases'
  | 'small_variation'
  | 'not_lowered'
  | 'no_cost'

/** Costs of last year's cases by type. */
export type CostsByType = ReadonlyMap<string, readonly number[]>

export interface AuxiliaryUse {
  readonly kind: AuxiliaryKind
  readonly used: boolean
  readonly refusal?: UseRefusal | undefined
  readonly cvE4: number
  readonly splitCvE4: number
  /** Types that have enough cases, with average of the type ÷ average of the group. */
  readonly coefficients: ReadonlyMap<string, Exact>
  /** Types left at 1 for want of cases. */
  readonly few: readonly string[]
}

/** Variation that stays inside the types: √(Σ n var ÷ N) ÷ mean of the group, × 10 000, rounded down. */
export function splitVariationE4(byType: CostsByType): number {
  const all = [...byType.values()]
  const [n, total] = [
    all.reduce((sum, costs) => sum + BigInt(costs.length), 0n),
    all.reduce((sum, costs) => sum + sumOf(costs), 0n),
  ]
  if (total === 0n) return 0
  // n Σx² ÷ N: each type's n Σx² − (Σx)² over its own n, brought to one fraction.
  let within = exact(0)
  for (const costs of all) {
    if (costs.length === 0) continue
    const sum = sumOf(costs)
    const squares = costs.reduce((own, cost) => own + BigInt(cost) * BigInt(cost), 0n)
    const own = exact(BigInt(costs.length) * squares - sum * sum, BigInt(costs.length))
    within = { n: within.n * own.d + own.n * within.d, d: within.d * own.d }
  }
  return Number(squareRoot((within.n * n * 100_000_000n) / (within.d * total * total)))
}

const sumOf = (costs: readonly number[]): bigint => costs.reduce((sum, cost) => sum + BigInt(cost), 0n)

export function auxiliaryUse(
  kind: AuxiliaryKind,
  group: Pick<DipGroup, 'type' | 'tcm'>,
  byType: CostsByType,
  limits: UseLimits,
  isBedDay = false,
): AuxiliaryUse {
  const costs = [...byType.values()].flat()
  const [cvE4, splitCvE4] = [variationE4(costs), splitVariationE4(byType)]
  const average = costs.length === 0 ? exact(0) : exact(sumOf(costs), costs.length)
  const few = [...byType]
    .filter(([, own]) => own.length <= limits.typeCases)
    .map(([type]) => type)
    .sort()
  const refusal = refusalOf(group, isBedDay, costs.length, byType.size - few.length, cvE4, splitCvE4, limits, average)
  const coefficients = new Map(
    refusal
      ? []
      : [...byType]
          .filter(([type]) => !few.includes(type))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([type, own]): [string, Exact] => [type, over(exact(sumOf(own), own.length), average)]),
  )
  return { kind, used: refusal === undefined, refusal, cvE4, splitCvE4, coefficients, few }
}

function refusalOf(
  group: Pick<DipGroup, 'type' | 'tcm'>,
  isBedDay: boolean,
  cases: number,
  types: number,
  cvE4: number,
  splitCvE4: number,
  limits: UseLimits,
  average: Exact,
): UseRefusal | undefined {
  if (group.type !== 'core') return 'not_core'
  if (group.tcm) return 'tcm'
  if (isBedDay) return 'bed_day'
  if (cases <= limits.groupCases) return 'group_cases'
  if (isZero(average)) return 'no_cost'
  if (types === 0) return 'type_cases'
  if (cvE4 <= limits.cvE4) return 'small_variation'
  return (cvE4 - splitCvE4) * 10_000 < cvE4 * limits.loweredBp ? 'not_lowered' : undefined
}

export interface AuxiliaryChoice {
  readonly kind: AuxiliaryKind
  readonly type: string
  readonly coefficient: Exact
}

/** 多个辅助分型取最高, never multiplied with each other; nothing when none of the case's types has a coefficient. */
export function highestAuxiliary(
  types: ReadonlyMap<AuxiliaryKind, string>,
  uses: readonly AuxiliaryUse[],
): AuxiliaryChoice | undefined {
  let best: AuxiliaryChoice | undefined
  for (const kind of AUXILIARY_KINDS) {
    const type = types.get(kind)
    const coefficient = uses.find((use) => use.kind === kind && use.used)?.coefficients.get(type ?? '')
    if (type === undefined || !coefficient) continue
    if (!best || compare(coefficient, best.coefficient) > 0) best = { kind, type, coefficient }
  }
  return best
}
