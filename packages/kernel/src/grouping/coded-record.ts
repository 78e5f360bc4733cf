// A record in numbers, used again for every record: what the tests of a compiled scheme read.
import { type CodeBook, UNKNOWN } from './code-book.ts'
import type { MedicalRecord } from './record.ts'

/** What is not known; every real value is 0 or more. */
export const ABSENT = -1
const ROOM = 64

export interface Books {
  readonly diagnoses: CodeBook
  readonly procedures: CodeBook
  readonly departments: CodeBook
}

export class CodedRecord {
  /** 1 male, 2 female, 0 unknown. */
  sex = 0
  ageYears = ABSENT
  ageDays = ABSENT
  birthWeightG = ABSENT
  losDays = ABSENT
  icuHours = ABSENT
  /** 0 unknown. */
  dischargeType = 0
  diagnoses = new Int32Array(ROOM)
  diagnosisCount = 0
  procedures = new Int32Array(ROOM)
  procedureCount = 0
  departments = new Int32Array(ROOM)
  departmentCount = 0
  /** Worked out when first asked for: −1 not yet, else bits 1 CC, 2 MCC. */
  severity = -1
  /** Whether any procedure is valid: −1 not yet. */
  anyValid = -1

  /** Ready for the next record. */
  clear(): void {
    this.diagnosisCount = 0
    this.procedureCount = 0
    this.departmentCount = 0
    this.severity = -1
    this.anyValid = -1
  }

  addDiagnosis(id: number): void {
    if (this.diagnosisCount === this.diagnoses.length) this.diagnoses = doubled(this.diagnoses)
    this.diagnoses[this.diagnosisCount++] = id
  }

  addProcedure(id: number): void {
    if (this.procedureCount === this.procedures.length) this.procedures = doubled(this.procedures)
    this.procedures[this.procedureCount++] = id
  }

  addDepartment(id: number): void {
    if (this.departmentCount === this.departments.length) this.departments = doubled(this.departments)
    this.departments[this.departmentCount++] = id
  }

  get principal(): number {
    return this.diagnosisCount === 0 ? UNKNOWN : this.diagnoses[0]!
  }

  read(record: MedicalRecord, books: Books): void {
    this.clear()
    this.sex = record.sex === 'male' ? 1 : record.sex === 'female' ? 2 : 0
    this.ageYears = record.ageYears ?? ABSENT
    this.ageDays = record.ageDays ?? ABSENT
    this.birthWeightG = record.birthWeightG ?? ABSENT
    this.losDays = record.losDays ?? ABSENT
    this.icuHours = record.icuHours ?? ABSENT
    this.dischargeType = record.dischargeType === undefined ? 0 : Number(record.dischargeType)
    for (const code of record.diagnoses) this.addDiagnosis(books.diagnoses.idOf(code))
    for (const code of record.procedures) this.addProcedure(books.procedures.idOf(code))
    for (const code of record.departments ?? []) this.addDepartment(books.departments.idOf(code))
  }
}

function doubled(room: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(room.length * 2)
  larger.set(room)
  return larger
}
