// Core groups from history: candidates by diagnosis and main procedure, the threshold, and related procedures that change the cost.
import type { DipGroup } from '../catalogue.ts'
import { bareCode, bestFit } from '../procedure-cell.ts'
import { subcategoryOf } from './history.ts'
import type { Threshold } from './options.ts'

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

/** A candidate in words: what is split off is known by it from round to round. */
export const nameOfCandidate = ({ pdx, main, related }: Pick<Candidate, 'pdx' | 'main' | 'related'>): string =>
  `${pdx}\t${main}\t${related}`

/** What decides about a split beside the cases. */
export interface SplitRules {
  readonly minCases: number
  readonly relatedBp: number
  /** Names of candidates that are not to be split off. */
  readonly refused: ReadonlySet<string>
}

/**
 * Splits one candidate by its related procedures: the one whose cases cost most against those without it goes first, its cases leave,
 * and the rest is looked at again, until none raises the average by the limit. Both sides keep at least `minCases`, so that a
 * threshold reached before the split is reached after it, by every part. A case has a procedure when the assignment will say so:
 * an extension is covered by its bare code.
 */
export function splitByRelated(key: string, patterns: readonly Weighed[], rules: SplitRules): Candidate[] {
  const [pdx = '', main = ''] = key.split('\t')
  let rest = [...patterns]
  const split: Candidate[] = []
  for (;;) {
    const isOpen = (related: string): boolean => !rules.refused.has(nameOfCandidate({ pdx, main, related }))
    const best = main === '' ? undefined : dearest(rest, rules, isOpen)
    if (!best) break
    split.push({ pdx, main, related: best.code, cases: best.cases, raiseE4: best.raiseE4 })
    rest = rest.filter(({ related }) => bestFit(best.code, related) === 0)
  }
  return [{ pdx, main, related: '', cases: casesOf(rest) }, ...split]
}

interface Raise {
  readonly code: string
  readonly cases: number
  readonly raiseE4: number
}

function dearest(
  patterns: readonly Weighed[],
  { minCases, relatedBp }: SplitRules,
  isOpen: (code: string) => boolean,
): Raise | undefined {
  const codes = oftenEnough(patterns, minCases).filter(isOpen)
  const allCases = casesOf(patterns)
  const allCost = patterns.reduce((sum, { costFen }) => sum + costFen, 0)
  let best: Raise | undefined
  for (const code of codes) {
    let [cases, costFen] = [0, 0]
    for (const each of patterns) {
      if (bestFit(code, each.related) === 0) continue
      cases += each.cases
      costFen += each.costFen
    }
    const [otherCases, otherCost] = [allCases - cases, allCost - costFen]
    if (cases < minCases || otherCases < minCases) continue
    const raiseE4 = raiseOf(costFen, cases, otherCost, otherCases)
    if (raiseE4 >= relatedBp && (!best || raiseE4 > best.raiseE4)) best = { code, cases, raiseE4 }
  }
  return best
}

/** Codes that may be met often enough, in order; most are not, and need no look at every pattern. */
function oftenEnough(patterns: readonly Weighed[], minCases: number): string[] {
  const byBare = new Map<string, Map<string, number>>()
  for (const { related, cases } of patterns) {
    for (const code of related) {
      const own = byBare.get(bareCode(code)) ?? new Map<string, number>()
      byBare.set(bareCode(code), own.set(code, (own.get(code) ?? 0) + cases))
    }
  }
  return [...byBare.values()]
    .filter((own) => [...own.values()].reduce((sum, cases) => sum + cases, 0) >= minCases)
    .flatMap((own) => [...own.keys()])
    .sort()
}

/** (with ÷ without − 1) × 10 000, rounded down: a limit of 1 000 is reached by 10 % and not by a hair less. */
function raiseOf(withFen: number, withCases: number, otherFen: number, otherCases: number): number {
  const top = BigInt(withFen) * BigInt(otherCases) * 10_000n
  const bottom = BigInt(otherFen) * BigInt(withCases)
  return Number(top / bottom) - 10_000
}
