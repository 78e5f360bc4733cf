// Weights from costs (权重测算) and what may be done with them. 按病种付费管理办法 art. 15: group average ÷ area average.
import { type Exact, exact, over, plus, sumExact, times, yuanOf } from '../money/exact.ts'
import type { Fen } from '../money/fen.ts'

export interface GroupCost {
  readonly group: string
  readonly cases: number
  readonly costFen: Fen
}

/** RW = average of the group ÷ average of all, unrounded. Σ RW × cases = number of cases. */
export function weightsOf(groups: readonly GroupCost[]): Map<string, Exact> {
  const cases = groups.reduce((sum, each) => sum + each.cases, 0)
  const cost = sumExact(groups.map((each) => yuanOf(each.costFen)))
  if (cases === 0 || cost.n === 0n) return new Map()
  const average = over(cost, exact(cases))
  return new Map(
    groups
      .filter((each) => each.cases > 0)
      .map((each) => [each.group, over(over(yuanOf(each.costFen), exact(each.cases)), average)]),
  )
}

/** Points as some areas write them: base points = RW × 100. */
export const pointsOfWeight = (weight: Exact): Exact => times(weight, exact(100))

/** Σ weight × cases: an adjustment by experts moves weight between groups and leaves this as it was. */
export const totalWeight = (weights: ReadonlyMap<string, Exact>, groups: readonly GroupCost[]): Exact =>
  sumExact(groups.map(({ group, cases }) => times(weights.get(group) ?? exact(0), exact(cases))))

export const YEAR_WEIGHTS = [1, 2, 7] as const

/** Three years weighted 1 : 2 : 7, the last year most (DIP 3.0 技术规范). */
export function weightedYears(values: readonly Exact[], weights: readonly number[] = YEAR_WEIGHTS): Exact {
  const all = weights.slice(0, values.length)
  const total = all.reduce((sum, weight) => sum + weight, 0)
  return over(sumExact(values.map((value, at) => times(value, exact(all[at] ?? 0)))), exact(total))
}

export interface GroupSpread {
  readonly cases: number
  readonly mean: Exact
  /** Standard deviation ÷ mean, squared, exactly: a square root is not needed to compare it with a limit. */
  readonly cvSquared: Exact
}

/** Population form: mean of squares less square of the mean. */
export function spreadOf(costs: readonly Fen[]): GroupSpread {
  const count = exact(costs.length)
  let [sum, squares] = [0n, 0n]
  for (const cost of costs) {
    sum += BigInt(cost)
    squares += BigInt(cost) * BigInt(cost)
  }
  const mean = exact(sum, BigInt(Math.max(1, costs.length)) * 100n)
  const top = squares * BigInt(costs.length) - sum * sum
  return { cases: Number(count.n), mean, cvSquared: sum === 0n ? exact(0) : exact(top, sum * sum) }
}

export type GroupStability = 'stable' | 'unstable' | 'no_cases'

/** 稳定组: CV at most the limit and at least so many cases. */
export function stabilityOf({ cases, cvSquared }: GroupSpread, cvAtMost: Exact, casesAtLeast: number): GroupStability {
  if (cases === 0) return 'no_cases'
  const limit = times(cvAtMost, cvAtMost)
  const within = cvSquared.n * limit.d <= limit.n * cvSquared.d
  return within && cases >= casesAtLeast ? 'stable' : 'unstable'
}

/** Removes the lowest and highest share of values, whole values only; the order of the input does not matter. */
export function trimmed<T>(values: readonly T[], by: (value: T) => Exact, low: Exact, high: Exact): T[] {
  const sorted = [...values].sort((a, b) => {
    const [x, y] = [by(a), by(b)]
    const difference = x.n * y.d - y.n * x.d
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  })
  const cut = (share: Exact): number => Number((BigInt(sorted.length) * share.n) / share.d)
  return sorted.slice(cut(low), sorted.length - cut(high))
}

export const sumWeights = (weights: Iterable<Exact>): Exact => {
  let total = exact(0)
  for (const weight of weights) total = plus(total, weight)
  return total
}
