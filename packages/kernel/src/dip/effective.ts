// What of a record counts for its group: the procedures that the exclusion list leaves, and the one that is the main procedure.
import type { MedicalRecord } from '../grouping/record.ts'
import type { ExclusionRule } from './catalogue.ts'
import type { CompiledDip } from './compile.ts'
import { longestPrefix } from './diagnosis-cell.ts'

/** A listed procedure that was met, and what became of it. */
export interface Excluded {
  readonly code: string
  readonly rule: ExclusionRule
  /** A limited one inside its range counts as any other. */
  readonly isAllowed: boolean
}

export interface EffectiveProcedures {
  readonly main: string | undefined
  /** All that count but the main one. */
  readonly related: readonly string[]
  readonly all: readonly string[]
  readonly excluded: readonly Excluded[]
}

const NONE: readonly Excluded[] = []

/** A listed code means that code alone: 99.2800 on the list says nothing about 99.2800x005. */
export function effectiveProcedures(
  compiled: CompiledDip,
  { diagnoses, procedures }: MedicalRecord,
): EffectiveProcedures {
  const listed = compiled.catalogue.excludedProcedures
  if (listed.size === 0 || !procedures.some((code) => listed.has(code))) {
    return { main: procedures[0], related: procedures.slice(1), all: procedures, excluded: NONE }
  }
  const excluded: Excluded[] = []
  const all: string[] = []
  let mainAt = -1
  for (const code of procedures) {
    const rule = listed.get(code)?.rule
    const isAllowed = rule === undefined || (rule === 'limited' && isInScope(compiled, code, diagnoses[0] ?? ''))
    if (rule !== undefined) excluded.push({ code, rule, isAllowed })
    if (rule === 'conservative') continue
    if (isAllowed && mainAt < 0) mainAt = all.length
    all.push(code)
  }
  return { main: all[mainAt], related: all.filter((_, at) => at !== mainAt), all, excluded }
}

function isInScope(compiled: CompiledDip, code: string, pdx: string): boolean {
  const scope = compiled.limitedScopes.get(code)
  return scope !== undefined && longestPrefix(scope.prefixes, scope.lengths, pdx) !== undefined
}
