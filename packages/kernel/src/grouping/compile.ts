// A scheme compiled once: lists become rows of bits, and each principal diagnosis knows the ADRGs it could reach, in order.
import { CodeBook } from './code-book.ts'
import type { Books } from './coded-record.ts'
import type { Condition } from './condition.ts'
import type { Adrg, Drg, Mdc, Scheme } from './scheme.ts'
import { compileTest, type Test } from './test.ts'

/** 信息校验不通过, 分组成功, 歧义病案, 无法入组. */
export type GroupStatus = 'rejected' | 'grouped' | 'ambiguous' | 'ungroupable'

/** One of the answers a scheme can give. */
export interface Answer {
  readonly status: GroupStatus
  /** As written in results: `MDCF`, `FB1`, `FB11`; `0000`, `00`, `0000` without a group. */
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
}

export interface CompiledDrg {
  readonly drg: Drg
  readonly tests: readonly Test[]
  /** Number of its answer. */
  readonly answer: number
}

export interface CompiledAdrg {
  readonly adrg: Adrg
  readonly tests: readonly Test[]
  readonly drgs: readonly CompiledDrg[]
}

export interface CompiledMdc {
  readonly mdc: Mdc
  /** Any of them opens. */
  readonly entry: readonly (readonly Test[])[]
  readonly adrgs: readonly CompiledAdrg[]
  /** How many of the ADRGs are tried before the ambiguous group. */
  readonly beforeAmbiguous: number
  readonly ambiguousAnswer: number
}

export interface CompiledScheme {
  readonly scheme: Scheme
  readonly books: Books
  /** The same books, reading clinical codes as the insurance codes that they map to. */
  readonly clinicalBooks: Books
  readonly mdcs: readonly CompiledMdc[]
  readonly answers: readonly Answer[]
  /** By diagnosis: 0 none, 1 CC, 2 MCC. */
  readonly level: Uint8Array
  /** By diagnosis: number of the exclusion table that excludes it as a secondary one, 0 none. */
  readonly excludedBy: Int32Array
  /** By principal diagnosis: number of the table that it brings along, 0 none. */
  readonly excludes: Int32Array
  readonly exclusionTables: readonly string[]
  readonly validProcedures: Uint32Array
  readonly grey: { readonly diagnoses: Uint32Array; readonly procedures: Uint32Array }
  /** By principal diagnosis: the MDCs and ADRGs that it does not rule out. */
  readonly reach: readonly (readonly CompiledMdc[])[]
}

export const REJECTED = 0
export const UNGROUPABLE = 1

export function compileScheme(scheme: Scheme): CompiledScheme {
  const books = booksOf(scheme)
  const answers: Answer[] = [
    { status: 'rejected', mdc: '0000', adrg: '00', drg: '0000' },
    { status: 'ungroupable', mdc: '0000', adrg: '00', drg: '0000' },
  ]
  const mdcs = scheme.mdcs.map((mdc) => compileMdc(mdc, scheme, books, answers))
  return {
    scheme,
    books,
    clinicalBooks: {
      diagnoses: books.diagnoses.translated(scheme.diagnosisMap),
      procedures: books.procedures.translated(scheme.procedureMap),
      departments: books.departments,
    },
    mdcs,
    answers,
    ...compileSeverity(scheme, books),
    validProcedures: books.procedures.bits(scheme.validProcedures),
    grey: {
      diagnoses: books.diagnoses.bits(scheme.greyDiagnoses),
      procedures: books.procedures.bits(scheme.greyProcedures),
    },
    reach: reachOf(mdcs, books.diagnoses),
  }
}

/** Every code that a table knows, so that a code of a record is unknown only when the whole scheme has never heard of it. */
function booksOf(scheme: Scheme): Books {
  const diagnoses = new CodeBook()
  const procedures = new CodeBook()
  const departments = new CodeBook()
  const add = (book: CodeBook, codes: Iterable<string>): void => {
    for (const code of codes) book.add(code)
  }
  for (const [name, codes] of scheme.lists)
    add(name.endsWith(':dx') ? diagnoses : name.endsWith(':proc') ? procedures : departments, codes)
  for (const codes of [scheme.severity, scheme.exclusions, scheme.diagnosisNames]) add(diagnoses, codes.keys())
  add(diagnoses, scheme.greyDiagnoses)
  add(diagnoses, scheme.diagnosisMap.values())
  add(procedures, scheme.validProcedures)
  add(procedures, scheme.procedureNames.keys())
  add(procedures, scheme.greyProcedures)
  add(procedures, scheme.procedureMap.values())
  for (const condition of scheme.drgs
    .flatMap(({ conditions }) => conditions)
    .concat(scheme.adrgs.flatMap((a) => a.conditions)))
    if (condition.kind === 'department') add(departments, condition.values)
  return { diagnoses, procedures, departments }
}

function compileMdc(mdc: Mdc, scheme: Scheme, books: Books, answers: Answer[]): CompiledMdc {
  const compile = (condition: Condition): Test => compileTest(condition, scheme, books)
  const name = `MDC${mdc.mdc}`
  const ambiguousAnswer = answers.push({ status: 'ambiguous', mdc: name, adrg: 'QY', drg: `${mdc.mdc}QY` }) - 1
  const compileDrg = (drg: Drg): CompiledDrg => ({
    drg,
    tests: drg.conditions.map(compile),
    answer: answers.push({ status: 'grouped', mdc: name, adrg: drg.adrg, drg: drg.drg }) - 1,
  })
  const drgsOf = Map.groupBy(scheme.drgs, ({ adrg }) => adrg)
  const adrgs = scheme.adrgs
    .filter((adrg) => adrg.mdc === mdc.mdc)
    .map((adrg) => ({
      adrg,
      tests: adrg.conditions.map(compile),
      drgs: (drgsOf.get(adrg.adrg) ?? []).map(compileDrg),
    }))
  const beforeAmbiguous = adrgs.filter(({ adrg }) => !adrg.isAfterAmbiguous).length
  return { mdc, entry: mdc.entry.map((all) => all.map(compile)), adrgs, beforeAmbiguous, ambiguousAnswer }
}

function compileSeverity({ severity, exclusions }: Scheme, { diagnoses }: Books) {
  const tables = new CodeBook()
  const level = new Uint8Array(diagnoses.size)
  const excludedBy = new Int32Array(diagnoses.size)
  const excludes = new Int32Array(diagnoses.size)
  for (const [code, each] of severity) {
    level[diagnoses.idOf(code)] = each.level === 'MCC' ? 2 : 1
    excludedBy[diagnoses.idOf(code)] = tables.add(each.exclusionTable)
  }
  for (const [code, table] of exclusions) excludes[diagnoses.idOf(code)] = tables.add(table)
  return { level, excludedBy, excludes, exclusionTables: tables.codes }
}

/** Tests of the principal diagnosis alone are answered here, once; diagnoses with the same answers share one row. */
function reachOf(mdcs: readonly CompiledMdc[], diagnoses: CodeBook): (readonly CompiledMdc[])[] {
  const shared = new Map<string, readonly CompiledMdc[]>()
  const tests = mdcs.flatMap(({ entry, adrgs }) => [...entry.flat(), ...adrgs.flatMap((each) => each.tests)])
  const fixed = tests.filter(({ isOfPrincipal }) => isOfPrincipal)
  const words = Math.ceil(fixed.length / 16)
  const letters = new Uint16Array(words)
  return Array.from({ length: diagnoses.size }, (_, id) => {
    letters.fill(0)
    for (let at = 0; at < fixed.length; at += 1) if (fixed[at]!.hasPrincipal(id)) letters[at >> 4]! |= 1 << (at & 15)
    const key = String.fromCharCode(...letters)
    const known = shared.get(key)
    if (known) return known
    const reached = mdcs.flatMap((mdc) => reachedIn(mdc, id))
    shared.set(key, reached)
    return reached
  })
}

function reachedIn(mdc: CompiledMdc, id: number): CompiledMdc[] {
  const left = (tests: readonly Test[]): Test[] => tests.filter(({ isOfPrincipal }) => !isOfPrincipal)
  const possible = (tests: readonly Test[]): boolean =>
    tests.every((test) => !test.isOfPrincipal || test.hasPrincipal(id))
  const entry = mdc.entry.filter(possible).map(left)
  if (entry.length === 0) return []
  const kept = mdc.adrgs.map(({ adrg, tests, drgs }) => ({
    adrg,
    drgs,
    tests: left(tests),
    isPossible: possible(tests),
  }))
  const adrgs = kept.filter(({ isPossible }) => isPossible)
  return [{ ...mdc, entry, adrgs, beforeAmbiguous: adrgs.filter(({ adrg }) => !adrg.isAfterAmbiguous).length }]
}
