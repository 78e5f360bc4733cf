// Core groups from history: candidates by diagnosis and main procedure, the threshold, and related procedures that change the cost.
import type { DipGroup } from '../catalogue.ts'
import { subcategoryOf } from './history.ts'
import type { FormOptions, Threshold } from './options.ts'

/** A pattern with its cases. */
export interface Weighed {
  readonly framed: DipGroup | undefined
  readonly pdx: string
  readonly main: string | undefined
  readonly related: readonly string[]
  readonly cases: number
  readonly costFen: number
}

export interface Candidate {
  /** 亚目 or 类目. */
  readonly pdx: string
  readonly main: string
  /** One related procedure at most: '' for the group without. */
  readonly related: string
  readonly cases: number
  /** By how much the related procedure raised the average, × 10 000. */
  readonly raiseE4?: number | undefined
}

/** Cases by candidate before related procedures are looked at; cases of the frame are by its group. */
export function candidateSizes(patterns: readonly Weighed[]): Map<string, Weighed[]> {
  const byKey = new Map<string, Weighed[]>()
  for (const pattern of patterns) {
    const key = pattern.framed ? `!${pattern.framed.seq}` : `${subcategoryOf(pattern.pdx)}\t${pattern.main ?? ''}`
    const own = byKey.get(key)
    if (own) own.push(pattern)
    else byKey.set(key, [pattern])
  }
  return byKey
}

export const casesOf = (patterns: readonly Weighed[]): number => patterns.reduce((sum, { cases }) => sum + cases, 0)

/** How many cases make a core group. */
export function minCasesOf(threshold: Threshold, sizes: readonly number[]): number {
  if (threshold.kind === 'fixed') return threshold.minCases
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let covered = 0
  let last = 1
  for (const size of [...sizes].sort((a, b) => b - a)) {
    last = size
    covered += size
    if (covered * 10_000 >= all * threshold.shareBp) break
  }
  return Math.max(1, last)
}

/**
 * Splits one candidate by its related procedures: the one whose cases cost most against those without it goes first, its cases leave,
 * and the rest is looked at again, until none raises the average by the limit. Both sides keep at least `minCases`, so that a
 * threshold reached before the split is reached after it, by every part.
 */
export function splitByRelated(
  key: string,
  patterns: readonly Weighed[],
  minCases: number,
  options: FormOptions,
): Candidate[] {
  const [pdx = '', main = ''] = key.split('\t')
  let rest = [...patterns]
  const split: Candidate[] = []
  for (;;) {
    const best = main === '' ? undefined : dearest(rest, minCases, options.relatedBp)
    if (!best) break
    split.push({ pdx, main, related: best.code, cases: best.cases, raiseE4: best.raiseE4 })
    rest = rest.filter(({ related }) => !related.includes(best.code))
  }
  return [{ pdx, main, related: '', cases: casesOf(rest) }, ...split]
}

interface Raise {
  readonly code: string
  readonly cases: number
  readonly raiseE4: number
}

function dearest(patterns: readonly Weighed[], minCases: number, relatedBp: number): Raise | undefined {
  const sums = new Map<string, { cases: number; costFen: number }>()
  let [allCases, allCost] = [0, 0]
  for (const { related, cases, costFen } of patterns) {
    allCases += cases
    allCost += costFen
    for (const code of related) {
      const own = sums.get(code) ?? { cases: 0, costFen: 0 }
      sums.set(code, { cases: own.cases + cases, costFen: own.costFen + costFen })
    }
  }
  let best: Raise | undefined
  for (const code of [...sums.keys()].sort()) {
    const { cases, costFen } = sums.get(code) as { cases: number; costFen: number }
    const [otherCases, otherCost] = [allCases - cases, allCost - costFen]
    if (cases < minCases || otherCases < minCases) continue
    const raiseE4 = raiseOf(costFen, cases, otherCost, otherCases)
    if (raiseE4 >= relatedBp && (!best || raiseE4 > best.raiseE4)) best = { code, cases, raiseE4 }
  }
  return best
}

/** (with ÷ without − 1) × 10 000, rounded down: a limit of 1 000 is reached by 10 % and not by a hair less. */
function raiseOf(withFen: number, withCases: number, otherFen: number, otherCases: number): number {
  const top = BigInt(withFen) * BigInt(otherCases) * 10_000n
  const bottom = BigInt(otherFen) * BigInt(withCases)
  return Number(top / bottom) - 10_000
}
