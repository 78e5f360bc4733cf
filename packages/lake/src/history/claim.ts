// A settled claim as history keeps it: every fact it was decided on, how its lines were classified, and what was paid.
import type { Bill, Day, DischargeType, Instant, Line, LineSplit, Settlement } from '@yibao/kernel'

/** What the front page of a case says beside the bill, as groupers and audits read it. What is not known is absent. */
export interface CareFacts {
  readonly department?: string
  readonly practitioner?: string
  /** Main diagnosis first, codes in 医保版 2.0. */
  readonly diagnoses?: readonly string[]
  readonly procedures?: readonly string[]
  /** Days since birth, recorded only under one year. */
  readonly ageDays?: number
  readonly birthWeightG?: number
  /** Days in hospital; a stay that ends on the day of admission counts one. */
  readonly losDays?: number
  readonly dischargeType?: DischargeType
  readonly icuHours?: number
}

/** A fee line as history keeps it. */
export type LakeLine = Line

export interface SettledClaim {
  readonly id: string
  readonly visitId: string
  readonly personNo: string
  readonly provider: string
  /** Six digits: the county in which the person is insured. */
  readonly county: string
  readonly settledAt: Instant
  /** The governing day, and the day by which a policy had to be published. */
  readonly on: Day
  readonly knownOn: Day
  readonly bill: Bill
  readonly care?: CareFacts
  /** The day of each line, in days since 1970; absent where nobody knows more than the day of settling. */
  readonly usedDays?: readonly number[]
  /** The classification of the bill's lines, and the parts its numbers stand for. */
  readonly splits: readonly LineSplit[]
  readonly parts: readonly string[]
  readonly settlement: Settlement
  /** Settlements of the platform that make up this claim: more than one for a stay settled in parts. */
  readonly settlements: number
}
