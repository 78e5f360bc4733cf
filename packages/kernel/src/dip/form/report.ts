// The report on a formed catalogue: what was read, how much is covered, how much groups vary, and what an expert should look at.
import { exact, exactText, sumExact, times } from '../../money/exact.ts'
import type { DipGroup, ProcedureClass } from '../catalogue.ts'
import { classesOf } from '../choose.ts'
import type { CompiledDip } from '../compile.ts'
import type { Formed, FormedGroup } from './form.ts'
import type { DipHistory } from './history.ts'
import type { FormOptions } from './options.ts'

export interface InvertedScore {
  readonly pdx: string
  /** The simpler treatment, which has the higher score. */
  readonly simpler: string
  readonly simplerScoreE4: number
  readonly harder: string
  readonly harderScoreE4: number
}

export interface FormReport {
  readonly catalogue: string
  readonly seen: number
  readonly counted: number
  readonly rejected: Readonly<Record<string, number>>
  readonly minCases: number
  readonly groups: Readonly<Record<'core' | 'mixed' | 'blank' | 'priority' | 'merged' | 'dx_aux' | 'basic', number>>
  /** Cases by kind of group, and their shares × 10 000. */
  readonly coverage: Readonly<
    Record<'core' | 'mixed' | 'blank' | 'ungrouped', { readonly cases: number; readonly shareE4: number }>
  >
  /** M in yuan, six decimals. */
  readonly base: string
  readonly variation: {
    /** Of core groups, each weighing as many cases as it has. */
    readonly meanE4: number
    readonly above: number
    readonly bands: readonly { readonly uptoE4: number | undefined; readonly groups: number; readonly cases: number }[]
  }
  readonly trimmed: {
    readonly cases: number
    readonly shareE4: number
    readonly isMuch: boolean
    readonly groups: readonly string[]
  }
  readonly related: readonly {
    readonly seq: string
    readonly dipCode: string
    readonly cases: number
    readonly raiseE4: number
  }[]
  readonly inverted: readonly InvertedScore[]
  readonly auxiliaryCandidates: readonly {
    readonly seq: string
    readonly dipCode: string
    readonly cases: number
    readonly cvE4: number
  }[]
  readonly basicLevel: readonly string[]
  readonly mixedDropped: Formed['mixed']['dropped']
  /** Cases whose main procedure has no known class: they count as conservative among mixed groups. */
  readonly unknownClassCases: number
  readonly national: Formed['national']
  /** Σ score × cases ÷ (1000 × cases) of grouped cases × 10 000: near 10 000 where scores are measured against all cases. */
  readonly scoreCheckE4: number
}

const BANDS = [3_000, 5_000, 7_000, 10_000, undefined]

export function reportOf(history: DipHistory, formed: Formed, options: FormOptions): FormReport {
  const { groups, cases, catalogue } = formed
  const core = groups.filter(({ group }) => group.type === 'core')
  const casesIn = (type: DipGroup['type']): number => sum(groups.filter(({ group }) => group.type === type))
  const part = (own: number) => ({ cases: own, shareE4: shareE4(own, cases) })
  const many = core.filter(({ figures }) => figures.cvE4 > options.auxiliaryCvE4)
  return {
    catalogue: `${catalogue.id} ${catalogue.version}`,
    seen: history.seen,
    counted: cases,
    rejected: Object.fromEntries(history.rejected),
    minCases: formed.minCases,
    groups: countsOf(groups),
    coverage: {
      core: part(casesIn('core')),
      mixed: part(casesIn('mixed')),
      blank: part(casesIn('blank')),
      ungrouped: part(formed.ungrouped),
    },
    base: exactText(times(formed.base, exact(1, 100)), 6),
    variation: { meanE4: meanVariation(core), above: many.length, bands: bandsOf(core) },
    trimmed: trimmedOf(groups, cases, options),
    related: groups.flatMap(({ group, figures, raiseE4 }) =>
      raiseE4 === undefined ? [] : [{ seq: group.seq, dipCode: group.dipCode, cases: figures.cases, raiseE4 }],
    ),
    inverted: invertedScores(history.frame, groups),
    auxiliaryCandidates: many
      .sort((a, b) => b.figures.cvE4 - a.figures.cvE4 || (a.group.dipCode < b.group.dipCode ? -1 : 1))
      .map(({ group, figures }) => ({
        seq: group.seq,
        dipCode: group.dipCode,
        cases: figures.cases,
        cvE4: figures.cvE4,
      })),
    basicLevel: groups.filter(({ group }) => group.basicLevel).map(({ group }) => group.seq),
    mixedDropped: formed.mixed.dropped,
    unknownClassCases: unknownClasses(history),
    national: formed.national,
    scoreCheckE4: scoreCheck(groups),
  }
}

const sum = (groups: readonly FormedGroup[]): number => groups.reduce((total, { figures }) => total + figures.cases, 0)
const shareE4 = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 10_000) / whole))

function countsOf(groups: readonly FormedGroup[]): FormReport['groups'] {
  const count = (fits: (group: DipGroup) => boolean): number => groups.filter(({ group }) => fits(group)).length
  const ofLayer = (layer: DipGroup['layer']): number => count((group) => group.layer === layer)
  return {
    core: count(({ type }) => type === 'core'),
    mixed: count(({ type }) => type === 'mixed'),
    blank: count(({ type }) => type === 'blank'),
    priority: ofLayer('priority'),
    merged: ofLayer('merged'),
    dx_aux: ofLayer('dx_aux'),
    basic: ofLayer('basic'),
  }
}

function meanVariation(core: readonly FormedGroup[]): number {
  const cases = sum(core)
  const total = core.reduce((all, { figures }) => all + BigInt(figures.cvE4) * BigInt(figures.cases), 0n)
  return cases === 0 ? 0 : Number((2n * total + BigInt(cases)) / BigInt(2 * cases))
}

function bandsOf(core: readonly FormedGroup[]): FormReport['variation']['bands'] {
  return BANDS.map((uptoE4, at) => {
    const above = at === 0 ? -1 : (BANDS[at - 1] as number)
    const own = core.filter(({ figures }) => figures.cvE4 > above && (uptoE4 === undefined || figures.cvE4 <= uptoE4))
    return { uptoE4, groups: own.length, cases: sum(own) }
  })
}

function trimmedOf(groups: readonly FormedGroup[], cases: number, { trim }: FormOptions): FormReport['trimmed'] {
  const trimmed = groups.reduce((total, { figures }) => total + figures.trimmed, 0)
  const much = groups.filter(({ figures }) => figures.trimmed * 10_000 > figures.cases * trim.warnBp)
  return {
    cases: trimmed,
    shareE4: shareE4(trimmed, cases),
    isMuch: trimmed * 10_000 > cases * trim.warnBp,
    groups: much.map(({ group }) => group.seq),
  }
}

/** Conservative, diagnostic, therapeutic, operation: the more is done, the higher the score should be. */
const EFFORT: Readonly<Record<ProcedureClass, number>> = {
  保守治疗: 0,
  诊断性操作: 1,
  治疗性操作: 2,
  介入治疗: 3,
  手术: 3,
}

function invertedScores(compiled: CompiledDip, groups: readonly FormedGroup[]): InvertedScore[] {
  const byPdx = new Map<string, { group: DipGroup; effort: number }[]>()
  for (const { group } of groups) {
    if (group.layer !== 'basic' || group.type !== 'core' || group.scoreE4 === undefined) continue
    const [name = '保守治疗'] = classesOf(compiled, group.mainProc || undefined)
    if (group.mainProc !== '' && name === '保守治疗') continue
    byPdx.set(group.pdx, [...(byPdx.get(group.pdx) ?? []), { group, effort: EFFORT[name as ProcedureClass] }])
  }
  return [...byPdx].flatMap(([pdx, own]) =>
    own.flatMap((simpler) =>
      own
        .filter(({ group, effort }) => effort > simpler.effort && (group.scoreE4 ?? 0) < (simpler.group.scoreE4 ?? 0))
        .map((harder) => ({
          pdx,
          simpler: simpler.group.seq,
          simplerScoreE4: simpler.group.scoreE4 ?? 0,
          harder: harder.group.seq,
          harderScoreE4: harder.group.scoreE4 ?? 0,
        })),
    ),
  )
}

function unknownClasses(history: DipHistory): number {
  const unknown = history.patterns.map(
    ({ main }) => main !== undefined && classesOf(history.frame, main)[0] === '保守治疗',
  )
  let cases = 0
  for (const row of history.rows()) if (unknown[history.pattern.at(row)]) cases += 1
  return cases
}

function scoreCheck(groups: readonly FormedGroup[]): number {
  const own = groups.filter(({ group }) => group.scoreE4 !== undefined)
  const cases = sum(own)
  const total = sumExact(
    own.map(({ group, figures }) => exact(BigInt(group.scoreE4 ?? 0) * BigInt(figures.cases), 10_000n)),
  )
  return cases === 0 ? 0 : Number((total.n * 10_000n) / (total.d * BigInt(cases) * 1000n))
}
