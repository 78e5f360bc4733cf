// A discharged stay as groupers read it (DRG and DIP): a slice of the settlement list's front page, codes in 医保版 2.0.
import type { Sex } from '../codes/identity-number.ts'
import type { Fen } from '../money/fen.ts'

/** 离院方式: 1 医嘱离院, 2 医嘱转院, 3 医嘱转社区, 4 非医嘱离院, 5 死亡, 9 其他. */
export type DischargeType = '1' | '2' | '3' | '4' | '5' | '9'

export const DISCHARGE_TYPES: readonly DischargeType[] = ['1', '2', '3', '4', '5', '9']

/**
 * What is not known is absent, never 0: an unknown age in days must not make a newborn, an unknown weight must not be a weight.
 * A condition on something absent does not hold.
 */
export interface MedicalRecord {
  readonly recordId: string
  readonly sex?: Sex | undefined
  /** Whole years at admission. */
  readonly ageYears?: number | undefined
  /** Days since birth at admission, recorded only under one year. */
  readonly ageDays?: number | undefined
  /** Birth weight, recorded only for newborns. */
  readonly birthWeightG?: number | undefined
  readonly losDays?: number | undefined
  readonly dischargeType?: DischargeType | undefined
  readonly totalFen?: Fen | undefined
  /** The first is the principal diagnosis (主要诊断), the others are secondary in the order of the list. */
  readonly diagnoses: readonly string[]
  /** The first is the principal procedure (主要手术); may be empty. */
  readonly procedures: readonly string[]
  /** Hours in intensive care, over all units of the stay. */
  readonly icuHours?: number | undefined
  /** Departments of the stay, by the codes that the city's scheme uses. */
  readonly departments?: readonly string[] | undefined
}

export const principalDiagnosis = (record: MedicalRecord): string | undefined => record.diagnoses[0]
export const principalProcedure = (record: MedicalRecord): string | undefined => record.procedures[0]
