// Figures of a group from the costs of its cases: trimming at quantiles, averages weighted by year, variation. Exact, in any order.
import { EXACT_ZERO, type Exact, exact, isZero, over, plus, scaledTo, times } from '../../money/exact.ts'

const ALL_BP = 10_000

/** The smallest and largest whole cost that stays: quantiles are linear between neighbours, and compared exactly. */
export function keptBetween(sorted: Float64Array, lowBp: number, highBp: number): { min: number; max: number } {
  const at = (bp: number): bigint => {
    const place = (sorted.length - 1) * bp
    const below = Math.floor(place / ALL_BP)
    const part = BigInt(place - below * ALL_BP)
    const left = BigInt(sorted[below] as number)
    const right = BigInt(sorted[Math.min(below + 1, sorted.length - 1)] as number)
    return left * BigInt(ALL_BP) + (right - left) * part
  }
  const scale = BigInt(ALL_BP)
  return { min: Number((at(lowBp) + scale - 1n) / scale), max: Number(at(highBp) / scale) }
}

/** Cases and costs of one year. */
export interface YearSum {
  readonly cases: number
  readonly costFen: number
  readonly losDays: number
}

/** Σ weight × average ÷ Σ weight, over the years that have cases; nothing without any. */
export function weightedAverage(
  sums: readonly YearSum[],
  weights: readonly number[],
  of: 'costFen' | 'losDays',
): Exact | undefined {
  let total = EXACT_ZERO
  let weight = 0
  sums.forEach((sum, at) => {
    if (sum.cases === 0) return
    const own = weights[at] ?? 0
    weight += own
    total = plus(total, times(exact(own), exact(sum[of], sum.cases)))
  })
  return weight === 0 ? undefined : over(total, exact(weight))
}

/** 变异系数 × 10 000 = √(n Σx² − (Σx)²) ÷ Σx, the population's, rounded down exactly. */
export function variationE4(costs: Iterable<number>): number {
  let [n, sum, squares] = [0n, 0n, 0n]
  for (const cost of costs) {
    const value = BigInt(cost)
    n += 1n
    sum += value
    squares += value * value
  }
  if (sum === 0n) return 0
  return Number(squareRoot(((n * squares - sum * sum) * 100_000_000n) / (sum * sum)))
}

/** The whole part of the root. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = BigInt(Math.floor(Math.sqrt(Number(value))))
  while (root * root > value) root -= 1n
  while ((root + 1n) * (root + 1n) <= value) root += 1n
  return root
}

/** A ratio as whole 1/10 000, rounded half up; 0 when the base is nothing. */
export const shareE4 = (part: Exact, whole: Exact): number =>
  isZero(whole) ? 0 : Number(scaledTo(over(part, whole), 4))
