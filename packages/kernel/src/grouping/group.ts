// The group of a record: CHS-DRG's walk over MDCs, ADRGs and severity, for one record or for each line of a file.
import { ABSENT, CodedRecord } from './coded-record.ts'
import {
  type Answer,
  type CompiledAdrg,
  type CompiledMdc,
  type CompiledScheme,
  REJECTED,
  UNGROUPABLE,
} from './compile.ts'
import type { MedicalRecord } from './record.ts'
import type { Mdc } from './scheme.ts'
import { hasBit, type Test, testHolds } from './test.ts'

export interface GroupOptions {
  /** Use the ambiguous group (歧义病组) where the scheme provides for it; absent: as the scheme says. */
  readonly ambiguous?: boolean | undefined
  /** Codes are clinical ones (国家临床版), to be translated first. */
  readonly map?: boolean | undefined
  /** What a grey code (灰码) as principal diagnosis or procedure does. */
  readonly grey?: 'accept' | 'refuse' | undefined
}

/** Why a record has no group, or may not have the one it would get. */
export type GroupReason =
  | 'sex_missing'
  | 'newborn_weight_missing'
  | 'grey_principal_diagnosis'
  | 'grey_principal_procedure'
  | 'principal_diagnosis_missing'
  | 'principal_diagnosis_unknown'
  | 'principal_diagnosis_in_no_mdc'
  | 'no_group_fits'

export interface GroupResult extends Answer {
  readonly recordId: string
  readonly reason?: GroupReason | undefined
  /** Weight in hundred-millionths, where the scheme has one. */
  readonly weightE8?: number | undefined
}

/** As the published groupers call the four outcomes. */
export const STATUS_TEXT = {
  rejected: '信息校验不通过',
  grouped: '分组成功',
  ambiguous: '歧义病案',
  ungroupable: '无法入组',
} as const

/** Groups records one after another; keeps the room that a record is read into. */
export class Grouper {
  readonly compiled: CompiledScheme
  readonly record = new CodedRecord()
  /** By MDC. */
  readonly ambiguousIn: ReadonlySet<string>
  readonly refusesGrey: boolean
  readonly #clinical: boolean
  readonly #severityOf: (record: CodedRecord) => number

  constructor(compiled: CompiledScheme, options: GroupOptions = {}) {
    this.compiled = compiled
    this.ambiguousIn = ambiguousMdcs(compiled, options.ambiguous)
    this.refusesGrey = options.grey === 'refuse'
    this.#clinical = options.map === true
    this.#severityOf = (record) => severityOf(compiled, record)
  }

  get books() {
    return this.#clinical ? this.compiled.clinicalBooks : this.compiled.books
  }

  group(record: MedicalRecord): GroupResult {
    this.record.read(record, this.books)
    const answer = this.compiled.answers[this.answer()]!
    const reason = answer.status === 'grouped' ? undefined : this.reason()
    // A city may weigh what has no group (`0000`); a record that was turned away has nothing to be weighed.
    const weightE8 = answer.status === 'rejected' ? undefined : this.compiled.scheme.weights.get(answer.drg)?.weightE8
    return { recordId: record.recordId, ...answer, reason, weightE8 }
  }

  /** The number of the answer for what stands in `record`. */
  answer(): number {
    const record = this.record
    if (record.sex === 0 || lacksWeight(record)) return REJECTED
    if (this.refusesGrey && greyOf(this.compiled, record) !== undefined) return REJECTED
    for (const mdc of this.compiled.reach[record.principal]!) {
      if (!this.#enters(mdc)) continue
      const found = this.#inside(mdc)
      if (found !== undefined) return found
    }
    return UNGROUPABLE
  }

  holds(tests: readonly Test[]): boolean {
    for (let at = 0; at < tests.length; at += 1) {
      if (!testHolds(tests[at]!, this.record, this.#severityOf)) return false
    }
    return true
  }

  #enters({ entry }: CompiledMdc): boolean {
    for (let at = 0; at < entry.length; at += 1) if (this.holds(entry[at]!)) return true
    return false
  }

  #inside({ mdc, adrgs, beforeAmbiguous, ambiguousAnswer }: CompiledMdc): number | undefined {
    for (let at = 0; at <= adrgs.length; at += 1) {
      if (at === beforeAmbiguous && this.ambiguousIn.has(mdc.mdc) && this.#anyValid()) return ambiguousAnswer
      if (at < adrgs.length && this.holds(adrgs[at]!.tests)) return this.#divided(adrgs[at]!)
    }
    return undefined
  }

  #divided({ drgs }: CompiledAdrg): number {
    for (let at = 0; at < drgs.length - 1; at += 1) if (this.holds(drgs[at]!.tests)) return drgs[at]!.answer
    return drgs.at(-1)!.answer
  }

  #anyValid(): boolean {
    const record = this.record
    if (record.anyValid < 0) record.anyValid = anyOf(this.compiled.validProcedures, record) ? 1 : 0
    return record.anyValid === 1
  }

  /** Why there is no group, for the record that was just answered. */
  reason(): GroupReason | undefined {
    const record = this.record
    if (record.sex === 0) return 'sex_missing'
    if (lacksWeight(record)) return 'newborn_weight_missing'
    const grey = this.refusesGrey ? greyOf(this.compiled, record) : undefined
    if (grey) return grey
    const answer = this.answer()
    if (answer !== UNGROUPABLE) return undefined
    if (record.diagnosisCount === 0) return 'principal_diagnosis_missing'
    if (record.principal === 0) return 'principal_diagnosis_unknown'
    const isInMdc = this.compiled.reach[record.principal]!.some(({ mdc }) => isByDiagnosis(mdc))
    return isInMdc ? 'no_group_fits' : 'principal_diagnosis_in_no_mdc'
  }
}

const isByDiagnosis = ({ entry }: Mdc): boolean => entry.some((all) => all.some(({ kind }) => kind === 'dx'))

export const group = (compiled: CompiledScheme, record: MedicalRecord, options?: GroupOptions): GroupResult =>
  new Grouper(compiled, options).group(record)

export function ambiguousMdcs({ scheme }: CompiledScheme, asked: boolean | undefined): ReadonlySet<string> {
  const { ambiguous, ambiguousMdcs: named } = scheme.manifest
  if (!(asked ?? ambiguous)) return new Set()
  return new Set(named ?? scheme.mdcs.filter(({ ambiguousTypical }) => ambiguousTypical).map(({ mdc }) => mdc))
}

/** A newborn of up to 28 days, or of unknown days, needs a birth weight: without it no group of newborns can be told. */
export const lacksWeight = ({ ageYears, ageDays, birthWeightG }: CodedRecord): boolean =>
  ageYears === 0 && ageDays <= 28 && (birthWeightG === ABSENT || birthWeightG === 0)

function anyOf(bits: Uint32Array, { procedures, procedureCount }: CodedRecord): boolean {
  for (let at = 0; at < procedureCount; at += 1) if (hasBit(bits, procedures[at]!)) return true
  return false
}

export function greyOf({ grey }: CompiledScheme, record: CodedRecord): GroupReason | undefined {
  if (hasBit(grey.diagnoses, record.principal)) return 'grey_principal_diagnosis'
  if (record.procedureCount > 0 && hasBit(grey.procedures, record.procedures[0]!)) return 'grey_principal_procedure'
  return undefined
}

/** Severities of the secondary diagnoses as bits: 1 CC, 2 MCC. One that its own table excludes beside this principal one does not count. */
export function severityOf({ level, excludedBy, excludes }: CompiledScheme, record: CodedRecord): number {
  if (record.severity >= 0) return record.severity
  const table = excludes[record.principal]!
  let found = 0
  for (let at = 1; at < record.diagnosisCount; at += 1) {
    const id = record.diagnoses[at]!
    const own = level[id]!
    if (own !== 0 && (table === 0 || excludedBy[id] !== table)) found |= own
  }
  record.severity = found
  return found
}
