// What `yibao policy check` and `yibao policy test` say: plain results for every pack below a path.
import {
  type Built,
  type CaseResult,
  type Fault,
  FaultList,
  faultText,
  type Grade,
  governsEver,
  type Library,
  PlanBook,
  type PolicyCase,
  readCases,
  runCase,
  unknownWords,
  usedSlots,
} from '@yibao/kernel'
import { checkContribution, contributionFilesAt } from './contribution.ts'
import { buildPack, hasPacks, type PackOnDisk, packsAt } from './disk.ts'
import { checkPayment, type PaymentCheck, paymentFilesAt } from './payment.ts'

/** What the values that govern on some day stand on. `own` are those written in the pack itself, the others are inherited. */
export interface ValueCount {
  readonly total: number
  readonly own: number
  readonly assumed: number
  readonly byGrade: Readonly<Record<Grade | 'none', number>>
}

export interface PackCheck {
  readonly path: string
  readonly id: string | undefined
  readonly title: string | undefined
  /** Whether bills may be settled under it: no fault that refuses. */
  readonly usable: boolean
  readonly faults: readonly Fault[]
  readonly warnings: readonly Fault[]
  readonly values: ValueCount
}

export interface CheckResult {
  readonly ok: boolean
  readonly packs: readonly PackCheck[]
  readonly payments: readonly PaymentCheck[]
}

export interface CaseFailure {
  readonly file: string
  readonly line: number
  readonly name: string
  /** `tiers.basic: expected 6,500.00元, found 6,400.00元` */
  readonly differences: readonly string[]
}

export interface PackTest {
  readonly path: string
  readonly cases: number
  readonly passed: number
  readonly failures: readonly CaseFailure[]
  /** Faults of the pack or of the cases themselves; a case that cannot be read is not a case that passed. */
  readonly faults: readonly string[]
}

export interface TestResult {
  readonly ok: boolean
  readonly cases: number
  readonly passed: number
  readonly packs: readonly PackTest[]
}

export function checkPath(path: string, overlay?: string): CheckResult {
  const payments = [...paymentFilesAt(path).map(checkPayment), ...contributionFilesAt(path).map(checkContribution)]
  const packs = payments.length > 0 && !hasPacks(path) ? [] : packsAt(path, overlay).map(checkPack)
  return { ok: [...packs, ...payments].every(({ usable }) => usable), packs, payments }
}

export function testPath(path: string, overlay?: string): TestResult {
  const packs = packsAt(path, overlay).map(testPack)
  const sum = (of: (pack: PackTest) => number) => packs.reduce((total, pack) => total + of(pack), 0)
  return {
    ok: packs.every((pack) => pack.failures.length === 0 && pack.faults.length === 0),
    cases: sum((pack) => pack.cases),
    passed: sum((pack) => pack.passed),
    packs,
  }
}

function checkPack(pack: PackOnDisk): PackCheck {
  const built = buildPack(pack)
  const own = built.library?.content.packs.at(-1)
  return {
    path: pack.path,
    id: own?.id,
    title: own?.title,
    usable: built.library !== undefined,
    faults: built.faults.filter((fault) => !fault.warning),
    warnings: built.faults.filter((fault) => fault.warning),
    values: countValues(built.library, pack.layers.length - 1),
  }
}

function countValues(library: Library | undefined, top: number): ValueCount {
  const slots = library ? usedSlots(library.content).map(({ slot }) => slot) : []
  const entries = slots.flatMap((slot) => slot.filter((entry) => governsEver(entry, slot)))
  const byGrade: Record<Grade | 'none', number> = { S: 0, A: 0, B: 0, C: 0, I: 0, G: 0, none: 0 }
  for (const entry of entries) {
    const source = entry.source === undefined ? undefined : library?.content.sources.get(entry.source)
    byGrade[entry.grade ?? source?.grade ?? 'none'] += 1
  }
  return {
    total: entries.length,
    own: entries.filter((entry) => entry.layer === top).length,
    assumed: entries.filter((entry) => entry.assumed).length,
    byGrade,
  }
}

/** Cases of the pack's own files, in their order; what cannot be read goes to `faults`. */
export function ownCases(pack: PackOnDisk, built: Built, faults: FaultList): PolicyCase[] {
  const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
  return built.files
    .filter((file) => own.has(file.path))
    .flatMap((file) => (file.cases ? readCases(file.cases, faults) : []))
}

/** The cases that stand in the pack itself; those of inherited packs are run where they stand. */
function testPack(pack: PackOnDisk): PackTest {
  const built = buildPack(pack)
  const list = new FaultList()
  const cases = ownCases(pack, built, list)
  const { library } = built
  if (!library) {
    const faults = built.faults.filter((fault) => !fault.warning).map(faultText)
    return { path: pack.path, cases: cases.length, passed: 0, failures: [], faults }
  }
  const book = new PlanBook(library)
  const failures = cases.flatMap((each) => failureOf(runCase(book, each)) ?? [])
  return {
    path: pack.path,
    cases: cases.length,
    passed: cases.length - failures.length,
    failures,
    faults: [...list.faults.map(faultText), ...cases.flatMap((each) => unknownWords(each, library).map(faultText))],
  }
}

function failureOf({ case: policyCase, differences }: CaseResult): CaseFailure | undefined {
  if (differences.length === 0) return undefined
  return {
    file: policyCase.at.file,
    line: policyCase.at.line,
    name: policyCase.name,
    differences: differences.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`),
  }
}
