// What an illness looks like in a bill: diagnoses, department, usual tests and medicines, days and cost.
import type { Sex } from '@yibao/kernel'
import type { CareLevel } from '../cities/index.ts'
import type { DepartmentCode } from '../city/index.ts'
import type { ItemName } from './items.ts'

export interface Illness {
  /** Main diagnosis. */
  readonly diagnosis: string
  /** Further diagnoses, each present in about a third of cases. */
  readonly also?: readonly string[]
  readonly department: DepartmentCode
  /** How frequent, against the others of its list. */
  readonly weight: number
  readonly sex?: Sex
  readonly ages?: readonly [number, number]
  readonly tests: readonly ItemName[]
  readonly drugs: readonly ItemName[]
}

export interface StayIllness extends Illness {
  /** Usual days in hospital. */
  readonly days: number
  /** Cost against the mean of all stays. */
  readonly cost: number
  /** Levels that treat it; left out: all. */
  readonly levels?: readonly CareLevel[]
  readonly surgery?: Surgery
}

export interface Surgery {
  /** Code of the procedure (ICD-9-CM-3). */
  readonly procedure: string
  readonly items: readonly ItemName[]
}

/** A certified disease and what is bought for it. */
export interface ChronicCare {
  readonly disease: string
  readonly diagnosis: string
  readonly department: DepartmentCode
  readonly drugs: readonly ItemName[]
  readonly tests: readonly ItemName[]
  /** Mean cost of one visit against the mean of its kind. */
  readonly cost: number
}

export function suits(illness: Illness, who: { sex: Sex; age: number }): boolean {
  if (illness.sex && illness.sex !== who.sex) return false
  const [from, to] = illness.ages ?? [0, 200]
  return who.age >= from && who.age <= to
}
