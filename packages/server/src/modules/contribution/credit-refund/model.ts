// 已记账退费: a credited contribution on its way back to whoever paid it.
import type { contribution, Day } from '@yibao/kernel'
import type { StepNote } from '../model.ts'

/** 停保、死亡或转出；重复缴费；基数有误；身份认定后由资助方承担。 */
export const REFUND_REASONS = ['left', 'duplicate', 'wrong_base', 'identity'] as const
export type RefundReason = (typeof REFUND_REASONS)[number]

export const CREDIT_REFUND_STATES = [
  ...(['applied', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn', 'revoked'] as const),
] as const
export type CreditRefundState = (typeof CREDIT_REFUND_STATES)[number]
export type CreditRefundStep = 'review' | 'approve' | 'pay' | 'return' | 'withdraw' | 'revoke'
export type PaidFrom = 'treasury' | 'expenditure'

/** A contribution of one person as it was credited, with what speaks for and against giving it back. */
export interface CreditedLine {
  readonly personNo: string
  readonly chargeNo: string
  readonly fund: string
  readonly period: string
  readonly area: string
  readonly payerKind: contribution.PayerKind
  readonly payer: string
  readonly baseFen: number
  readonly amountFen: number
  readonly accountFen: number
  readonly refundedFen: number
  readonly refundedAccountFen: number
  readonly creditedOn: Day | null
  /** Enrolled by it at some time of the period. */
  readonly isEnrolled: boolean
  /** Settlements of the period under the scheme, those that were cancelled left out. */
  readonly settlements: number
  /** Other jobs that paid for the person and the period: insured by them all the same. */
  readonly otherJobs: number
}

export interface CreditRefund {
  readonly refundId: string
  readonly personNo: string
  readonly chargeNo: string
  readonly fund: string
  readonly period: string
  readonly area: string
  readonly payerKind: contribution.PayerKind
  readonly payer: string
  readonly reason: RefundReason
  readonly amountFen: number
  /** Of the amount: what had gone into the personal account, and what of that was spent and is kept back. */
  readonly accountFen: number
  readonly keptFen: number
  readonly baseFen: number | null
  readonly paidFrom: PaidFrom
  readonly state: CreditRefundState
  readonly approvalId: string | null
  readonly paymentId: string | null
  readonly paidOn: Day | null
  readonly appliedOn: Day
  readonly steps: readonly StepNote[]
}

/** What the payer gets. */
export const payoutOf = ({ amountFen, keptFen }: Pick<CreditRefund, 'amountFen' | 'keptFen'>): number =>
  amountFen - keptFen

export const REFUND_STATE_WORDS: Readonly<Record<CreditRefundState, string>> = {
  applied: '待复核',
  reviewed: '待审批',
  approved: '待支付',
  paid: '已支付',
  returned: '已退汇',
  withdrawn: '已撤回',
  revoked: '已撤销',
}
