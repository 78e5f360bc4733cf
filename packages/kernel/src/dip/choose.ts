// Which group of a layer takes a case: those that fit, and what decides when several do.
import type { MedicalRecord } from '../grouping/record.ts'
import type { DipLayer, TieRule } from './catalogue.ts'
import type { CompiledDip, CompiledGroup, LayerIndex, PdxEntry } from './compile.ts'
import { longestPrefix } from './diagnosis-cell.ts'
import type { EffectiveProcedures } from './effective.ts'
import { bareCode, type CellMatch, isBetter, matchCell, NO_MATCH } from './procedure-cell.ts'

export interface Case {
  readonly record: MedicalRecord
  readonly pdx: string
  readonly procedures: EffectiveProcedures
}

export interface Candidate {
  readonly group: CompiledGroup
  readonly main: CellMatch
  readonly related: CellMatch
}

/** What put the winner before the next: nothing (it stood alone), codes of the main cell, a better fit, related procedures, or a tie rule. */
export type DecidedBy = 'alone' | 'main_codes' | 'main_fit' | 'related' | TieRule

export interface Choice {
  readonly group: CompiledGroup
  readonly decidedBy: DecidedBy
  /** The others that fitted, best first. */
  readonly rivals: readonly CompiledGroup[]
}

export function chooseIn(compiled: CompiledDip, layer: DipLayer, each: Case): Choice | undefined {
  const index = compiled.layers[layer]
  if (index.groups.length === 0) return undefined
  if (layer === 'priority') return firstOf(priorityCandidates(compiled, index, each))
  const found = mostSpecific(compiled, layer, index, each)
  return found.length === 0 ? undefined : best(compiled, found, each)
}

/** By number: neither the number of codes nor the fit matters among 先期分组. */
function firstOf(candidates: readonly Candidate[]): Choice | undefined {
  if (candidates.length === 0) return undefined
  const [first, ...rest] = [...candidates].sort((a, b) => a.group.order - b.group.order) as [Candidate, ...Candidate[]]
  return {
    group: first.group,
    decidedBy: rest.length === 0 ? 'alone' : 'order',
    rivals: rest.map(({ group }) => group),
  }
}

function priorityCandidates(compiled: CompiledDip, index: LayerIndex, each: Case): Candidate[] {
  // Nearly no case has any: nothing is made until one is found.
  let groups: Set<CompiledGroup> | undefined
  for (const code of each.procedures.all)
    for (const key of keysOf(compiled, code)) {
      const own = index.byAnyProc.get(key)
      if (own) groups = new Set([...(groups ?? []), ...own])
    }
  for (const length of index.lengths) {
    const own = length <= each.pdx.length ? index.byPdx.get(each.pdx.slice(0, length)) : undefined
    if (own) groups = new Set([...(groups ?? []), ...own.all])
  }
  return groups ? [...groups].flatMap((group) => candidateOf(compiled, 'priority', group, each)) : NO_CANDIDATES
}

const NO_CANDIDATES: Candidate[] = []

/** Groups under the longest prefix of the principal diagnosis under which any group fits. */
function mostSpecific(compiled: CompiledDip, layer: DipLayer, index: LayerIndex, each: Case): Candidate[] {
  for (const length of index.lengths) {
    const entry = length <= each.pdx.length ? index.byPdx.get(each.pdx.slice(0, length)) : undefined
    if (!entry) continue
    const found = recalled(compiled, layer, entry, each).flatMap((group) => candidateOf(compiled, layer, group, each))
    if (found.length > 0) return found
  }
  return NO_CANDIDATES
}

export function* entriesOf(index: LayerIndex, pdx: string): Generator<PdxEntry> {
  for (const length of index.lengths) {
    if (length > pdx.length) continue
    const entry = index.byPdx.get(pdx.slice(0, length))
    if (entry) yield entry
  }
}

/** Groups that may fit by their main procedure: looked up, not walked through. */
function recalled(
  compiled: CompiledDip,
  layer: DipLayer,
  entry: PdxEntry,
  { procedures }: Case,
): readonly CompiledGroup[] {
  if (layer === 'dx_aux' || layer === 'mixed') return entry.all
  const { main } = procedures
  if (main === undefined) return entry.withoutMain
  let found: readonly CompiledGroup[] | undefined
  for (const key of keysOf(compiled, main)) {
    const own = entry.byMain.get(key)
    if (own) found = found ? [...new Set([...found, ...own])] : own
  }
  return found ?? []
}

function keysOf(compiled: CompiledDip, code: string): string[] {
  const keys = [code]
  const bare = bareCode(code)
  if (bare !== code) keys.push(bare)
  for (const length of compiled.shortLengths) if (length < code.length) keys.push(code.slice(0, length))
  return keys
}

const MET: CellMatch = { whole: true, codes: 0, fit: 0 }

/** The group as a candidate when all its conditions hold; else nothing. */
export function candidateOf(
  compiled: CompiledDip,
  layer: DipLayer,
  group: CompiledGroup,
  each: Case,
): [Candidate] | [] {
  if (group.hasConditions && !conditionsHold(compiled, group, each)) return []
  if (layer === 'mixed') return hasClass(compiled, group, each) ? [{ group, main: MET, related: MET }] : []
  const main = mainMatch(layer, group, each)
  if (!main.whole) return []
  const related = relatedMatch(layer, group, each)
  const isEnough = layer === 'basic' ? related.whole || related.codes > 0 : related.whole
  return isEnough ? [{ group, main, related }] : []
}

/** 先期 and 诊断辅助细分 look at all procedures; the others want the main one among the codes, and an empty cell wants none. */
export function mainMatch(layer: DipLayer, group: CompiledGroup, { procedures }: Case): CellMatch {
  const anywhere = layer === 'priority' || layer === 'dx_aux'
  if (group.main.length === 0) return anywhere || procedures.main === undefined ? MET : NO_MATCH
  if (anywhere) return matchCell(group.main, procedures.all)
  return procedures.main === undefined ? NO_MATCH : matchCell(group.main, procedures.all, procedures.main)
}

export function relatedMatch(layer: DipLayer, group: CompiledGroup, { procedures }: Case): CellMatch {
  if (group.related.length === 0) return MET
  return matchCell(group.related, layer === 'priority' ? procedures.all : procedures.related)
}

export function conditionsHold(compiled: CompiledDip, each: CompiledGroup, { record }: Case): boolean {
  const { group, otherDx, otherLengths } = each
  if (
    otherDx &&
    !record.diagnoses.some((code, at) => at > 0 && longestPrefix(otherDx, otherLengths, code) !== undefined)
  )
    return false
  return (
    isWithin(group.ageDays, record.ageDays) &&
    isWithin(group.ageYears, record.ageYears) &&
    isWithin(group.birthWeightG, record.birthWeightG) &&
    (group.resistant === undefined || group.resistant === isResistant(compiled, record))
  )
}

/** What is not known does not fit. */
export function isWithin(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  value?: number,
): boolean {
  if (min === undefined && max === undefined) return true
  return value !== undefined && value >= (min ?? value) && value <= (max ?? value)
}

/** A listed code, or an extension of it, as principal diagnosis or beside it. */
export function isResistant({ catalogue }: CompiledDip, { diagnoses }: MedicalRecord): boolean {
  const listed = catalogue.resistantDiagnoses
  return diagnoses.some((code) => listed.has(code) || listed.has(code.replace(/x\d{3}$/, '')))
}

export function hasClass(compiled: CompiledDip, { classes }: CompiledGroup, each: Case): boolean {
  return classesOf(compiled, each.procedures.main).some((name) => classes.has(name))
}

/** 手术, and 手术4级 where the level is known; without a main procedure of a known class 保守治疗. */
export function classesOf({ catalogue }: CompiledDip, main: string | undefined): string[] {
  if (main === undefined) return ['保守治疗']
  const known = catalogue.procedureClasses.get(main) ?? catalogue.procedureClasses.get(bareCode(main))
  if (!known) return ['保守治疗']
  return known.level === undefined ? [known.class] : [known.class, `${known.class}${known.level}级`]
}

function best({ catalogue }: CompiledDip, candidates: readonly Candidate[], { record }: Case): Choice {
  const [only] = candidates
  if (candidates.length === 1 && only) return { group: only.group, decidedBy: 'alone', rivals: [] }
  const compare = (a: Candidate, b: Candidate) => compared(catalogue.ties, a, b, record.totalFen)
  const sorted = [...candidates].sort((a, b) => compare(a, b).sign)
  const [first, second] = sorted as [Candidate, Candidate]
  return {
    group: first.group,
    decidedBy: compare(first, second).by,
    rivals: sorted.slice(1).map(({ group }) => group),
  }
}

/** Negative: `a` comes first. */
function compared(
  ties: readonly TieRule[],
  a: Candidate,
  b: Candidate,
  totalFen: number | undefined,
): { sign: number; by: DecidedBy } {
  if (a.main.codes !== b.main.codes) return { sign: b.main.codes - a.main.codes, by: 'main_codes' }
  if (a.main.fit !== b.main.fit) return { sign: b.main.fit - a.main.fit, by: 'main_fit' }
  const rank = relatedRank(b) - relatedRank(a)
  if (rank !== 0) return { sign: rank, by: 'related' }
  if (isBetter(a.related, b.related)) return { sign: -1, by: 'related' }
  if (isBetter(b.related, a.related)) return { sign: 1, by: 'related' }
  for (const by of ties) {
    const sign = tieSign(by, a.group, b.group, totalFen)
    if (sign !== 0) return { sign, by }
  }
  return { sign: a.group.order - b.group.order, by: 'order' }
}

/** Related procedures met whole, then those met in part, then a group that asks for none. */
const relatedRank = ({ group, related }: Candidate): number => (group.related.length === 0 ? 0 : related.whole ? 2 : 1)

function tieSign(rule: TieRule, a: CompiledGroup, b: CompiledGroup, totalFen: number | undefined): number {
  if (rule === 'order') return a.order - b.order
  if (rule === 'nearest_cost') {
    if (totalFen === undefined) return 0
    const distance = ({ group }: CompiledGroup): number =>
      group.avgCostFen === undefined ? Number.POSITIVE_INFINITY : Math.abs(totalFen - group.avgCostFen)
    return signOf(distance(a), distance(b))
  }
  const unknown = rule === 'highest_score' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const [left, right] = [a.group.scoreE4 ?? unknown, b.group.scoreE4 ?? unknown]
  return rule === 'highest_score' ? signOf(right, left) : signOf(left, right)
}

const signOf = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
