// A catalogue formed from history, by the steps of the specification: candidates, threshold, related procedures, core and mixed groups,
// trimmed and weighted averages, scores. The same cases in any order give the same catalogue, byte for byte.
import { type Exact, exact } from '../../money/exact.ts'
import { accepted, type Outcome, refused } from '../../outcome.ts'
import type { DipCatalogue, DipGroup } from '../catalogue.ts'
import { compileDip } from '../compile.ts'
import {
  type Candidate,
  candidateSizes,
  casesOf,
  minCasesOf,
  nameOfCandidate,
  splitByRelated,
  type Weighed,
} from './candidates.ts'
import { addYears, figuresOf, type GroupFigures } from './group-figures.ts'
import { basicRow, type CodeNames, mixedRow, NO_NAMES, numbering } from './group-rows.ts'
import type { DipHistory } from './history.ts'
import { formMixed, type MixedResult } from './mixed.ts'
import { keyOfGroup, markLocal, type NationalComparison } from './national.ts'
import type { FormOptions } from './options.ts'
import { placedBy, RowsByPattern, weighedPatterns } from './placed.ts'
import { scoreE4, scoreFrom } from './score-of-group.ts'
import { weightedAverage } from './statistics.ts'

export type FormRefusal = 'no_cases' | 'no_groups' | 'no_reference_group' | 'no_average'

export interface FormedGroup {
  readonly group: DipGroup
  readonly figures: GroupFigures
  readonly raiseE4?: number | undefined
}

export interface Formed {
  readonly catalogue: DipCatalogue
  readonly groups: readonly FormedGroup[]
  readonly minCases: number
  /** Cases that count, and those of them that no group takes. */
  readonly cases: number
  readonly ungrouped: number
  readonly mixed: MixedResult
  /** M: what the scores are measured against, in fen. */
  readonly base: Exact
  readonly national: NationalComparison | undefined
}

export function formCatalogue(
  history: DipHistory,
  options: FormOptions,
  national?: DipCatalogue,
  names: CodeNames = NO_NAMES,
): Outcome<Formed, FormRefusal> {
  const rows = new RowsByPattern(history)
  if (rows.total === 0) return refused('no_cases', { seen: history.seen })
  const patterns = weighedPatterns(history, rows)
  const { core, basic, candidates, framed, minCases, placed } = coreOf(history, patterns, options, names)
  const mixedSeq = numbering('ZH', framed.keys())
  const mixed = formMixed(compileDip(core), leftoversOf(history, rows, patterns, placed), options.mixed)
  const all = [...core.groups, ...mixed.groups.map((each, at) => mixedRow(each, mixedSeq(at), names))]
  if (all.length === 0) return refused('no_groups', { cases: rows.total, minCases })
  const raises = new Map(candidates.map((each, at) => [basic[at]?.seq ?? '', each.raiseE4]))
  return scored({ history, rows, patterns, options, national, minCases, mixed, raises }, { ...core, groups: all })
}

const headOf = ({ id, version, validFrom, validTo }: FormOptions) => ({ id, version, validFrom, validTo })

interface Core extends CandidatesOf {
  readonly core: DipCatalogue
  /** A row of the catalogue for each candidate. */
  readonly basic: readonly DipGroup[]
  /** The group of each pattern. */
  readonly placed: readonly string[]
}

/**
 * The core groups. Where the assignment leaves a group that was split off, or what it left behind, fewer cases than make a core group,
 * that split is taken back and all are formed again: a case coded with a bare code may fit another group better than the one it was counted in.
 */
function coreOf(history: DipHistory, patterns: readonly Weighed[], options: FormOptions, names: CodeNames): Core {
  const refused = new Set<string>()
  for (;;) {
    const found = candidatesOf(patterns, options, refused)
    const { candidates, framed, minCases } = found
    const seq = numbering('JC', framed.keys())
    const basic = candidates.map((each, at) => basicRow(each, seq(at), names))
    const frameRows = history.frame.catalogue.groups
      .filter((group) => framed.has(group.seq))
      .map((group): DipGroup => ({ ...group, type: (framed.get(group.seq) ?? 0) >= minCases ? 'core' : 'blank' }))
    const core: DipCatalogue = {
      ...history.frame.catalogue,
      ...headOf(options),
      groups: [...frameRows, ...basic],
      ties: ['order'],
    }
    const placed = placedBy(compileDip(core), patterns)
    const short = shortSplit(candidates, sizesOf(basic, patterns, placed), minCases)
    if (!short) return { ...found, core, basic, placed }
    refused.add(nameOfCandidate(short))
  }
}

function sizesOf(basic: readonly DipGroup[], patterns: readonly Weighed[], placed: readonly string[]): number[] {
  const sizes = new Map<string, number>()
  for (const [at, seq] of placed.entries()) sizes.set(seq, (sizes.get(seq) ?? 0) + (patterns[at]?.cases ?? 0))
  return basic.map(({ seq }) => sizes.get(seq) ?? 0)
}

/** A split to take back: one that came out too small, or the smallest of those that left too little behind. */
function shortSplit(
  candidates: readonly Candidate[],
  sizes: readonly number[],
  minCases: number,
): Candidate | undefined {
  const sized = candidates.map((candidate, at) => ({ candidate, size: sizes[at] ?? 0 }))
  const short = sized.find(({ candidate, size }) => candidate.related !== '' && size < minCases)
  if (short) return short.candidate
  const splitsOf = ({ pdx, main }: Candidate) =>
    sized.filter(({ candidate: { related, ...own } }) => related !== '' && own.pdx === pdx && own.main === main)
  const left = sized
    .filter(({ candidate, size }) => candidate.related === '' && size < minCases)
    .flatMap(({ candidate }) => splitsOf(candidate))
  return left.toSorted((a, b) => a.size - b.size)[0]?.candidate
}

interface CandidatesOf {
  readonly minCases: number
  readonly candidates: readonly Candidate[]
  /** Groups of the frame that have cases. */
  readonly framed: ReadonlyMap<string, number>
}

function candidatesOf(patterns: readonly Weighed[], options: FormOptions, refused: ReadonlySet<string>): CandidatesOf {
  const sizes = [...candidateSizes(patterns)].sort(([a], [b]) => (a < b ? -1 : 1))
  const cases = sizes.map(([key, own]) => ({ key, own, cases: casesOf(own) })).filter((each) => each.cases > 0)
  const minCases = minCasesOf(
    options.threshold,
    cases.map((each) => each.cases),
  )
  const framed = new Map(cases.filter(({ key }) => key.startsWith('!')).map((each) => [each.key.slice(1), each.cases]))
  const candidates = cases
    .filter(({ key, cases: own }) => !key.startsWith('!') && own >= minCases)
    .flatMap(({ key, own }) => splitByRelated(key, own, { minCases, relatedBp: options.relatedBp, refused }))
  return { minCases, candidates, framed }
}

function leftoversOf(
  history: DipHistory,
  rows: RowsByPattern,
  patterns: readonly Weighed[],
  placed: readonly string[],
): Parameters<typeof formMixed>[1] {
  return patterns.flatMap(({ pdx, main, cases }, at) =>
    placed[at] !== '' || cases === 0 ? [] : [{ pdx, main, costs: [...rows.of(at)].map((row) => history.cost.at(row)) }],
  )
}

interface Work {
  readonly history: DipHistory
  readonly rows: RowsByPattern
  readonly patterns: readonly Weighed[]
  readonly options: FormOptions
  readonly national: DipCatalogue | undefined
  readonly minCases: number
  readonly mixed: MixedResult
  readonly raises: ReadonlyMap<string, number | undefined>
}

/** Places all cases under the catalogue as it will be used, and takes figures and scores from where they fell. */
function scored(work: Work, unscored: DipCatalogue): Outcome<Formed, FormRefusal> {
  const { history, rows, options } = work
  const placed = placedBy(compileDip(unscored), work.patterns)
  const runs = new Map<string, Int32Array[]>()
  placed.forEach((seq, at) => {
    const own = runs.get(seq)
    if (own) own.push(rows.of(at))
    else runs.set(seq, [rows.of(at)])
  })
  const figures = unscored.groups.map(({ seq }) => figuresOf(history, runs.get(seq) ?? [], options))
  const outside = figuresOf(history, runs.get('') ?? [], {
    ...options,
    trim: { ...options.trim, minCases: Number.MAX_SAFE_INTEGER },
  })
  const base = baseOf(unscored, figures, outside, options)
  if (!base) return refused(options.score.method === 'reference' ? 'no_reference_group' : 'no_average', {})
  const full = unscored.groups.map((group, at) => withFigures(group, figures[at] as GroupFigures, base, options))
  const { groups, comparison } = markLocal(
    full,
    work.national,
    figures.map((each) => each.cases),
  )
  return accepted({
    catalogue: { ...unscored, groups },
    groups: groups.map((group, at) => ({
      group,
      figures: figures[at] as GroupFigures,
      raiseE4: work.raises.get(group.seq),
    })),
    minCases: work.minCases,
    cases: rows.total,
    ungrouped: outside.cases,
    mixed: work.mixed,
    base,
    national: comparison,
  })
}

function baseOf(
  { groups }: DipCatalogue,
  figures: readonly GroupFigures[],
  outside: GroupFigures,
  { score, years }: FormOptions,
): Exact | undefined {
  if (score.method === 'quota') return exact(score.quotaFen)
  if (score.method === 'reference') {
    const at = groups.findIndex((group) => group.dipCode === score.dipCode || keyOfGroup(group) === score.dipCode)
    return figures[at]?.average
  }
  const sums = addYears([...figures.map((each) => each.years), outside.years], years.length)
  return weightedAverage(
    sums,
    years.map(({ weight }) => weight),
    'costFen',
  )
}

function withFigures(
  group: DipGroup,
  figures: GroupFigures,
  base: Exact,
  { score, basicLevel }: FormOptions,
): DipGroup {
  const { average, avgCostFen, avgLosE2, cases, cvE4, basicLevelCases } = figures
  const isBasic =
    group.type === 'core' &&
    cases >= basicLevel.minCases &&
    cvE4 <= basicLevel.cvMaxE4 &&
    basicLevelCases * 10_000 >= cases * basicLevel.shareBp
  return {
    ...group,
    scoreE4: average && scoreE4(scoreFrom(score.method, average, base)),
    avgCostFen,
    avgLosE2,
    caseCount: cases,
    cvE4,
    basicLevel: isBasic || group.basicLevel,
  }
}
