// 转移接续 as it is kept: where from or to, what was told and paid, and every step with its hand.
import type { Day, enrolment, Scheme } from '@yibao/kernel'
import type { Spell } from '../../person/index.ts'

export interface TransferNote {
  readonly step: enrolment.TransferStep | 'apply'
  readonly by: string
  readonly at: string
  readonly note: string
}

/** What closing or certifying changed of the person: restored as long as nothing has been built on it. */
export interface TransferEffect {
  readonly before: readonly Spell[]
  readonly after: readonly Spell[]
  readonly employerBefore: string | null
  readonly employerAfter: string | null
  readonly continuousMonths: number
  readonly gapMonths: number
  readonly waitingLifted: boolean
}

export interface Transfer {
  readonly transferId: string
  readonly personNo: string
  readonly area: string
  readonly direction: enrolment.TransferDirection
  readonly scheme: Scheme
  readonly otherArea: string
  readonly otherName: string
  readonly state: enrolment.TransferState
  readonly appliedOn: Day
  readonly dueOn: Day
  readonly closedOn: Day | null
  readonly number: string | null
  readonly lastMonth: string | null
  readonly stretches: readonly enrolment.PaidStretch[]
  readonly balanceFen: number
  readonly effect: TransferEffect | null
  readonly steps: readonly TransferNote[]
}

export interface TransferAsked {
  readonly personNo: string
  readonly direction: enrolment.TransferDirection
  readonly scheme: Scheme
  readonly otherArea: string
  readonly otherName: string
  readonly note: string
}

export interface TransferStepAsked {
  readonly personNo: string
  readonly transferId: string
  readonly step: enrolment.TransferStep
  readonly note: string
  /** Of the form: months paid at the other place. */
  readonly stretches?: readonly enrolment.PaidStretch[]
  /** Of the form: the balance told; of closing: what arrived or is paid. */
  readonly amountFen?: number
  /** Of the certificate: the last month paid here. */
  readonly lastMonth?: string
}
