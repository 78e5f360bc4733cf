// A contribution on its way from charge to credit, as it is kept.
import type { contribution, Day } from '@yibao/kernel'

export type ChargeState = 'assessed' | 'sent' | 'collected' | 'confirmed' | 'credited'

export interface Charge {
  readonly chargeNo: string
  /** The payer: a person's number, or employer:…, payer:…. */
  readonly personNo: string
  readonly kind: 'contribution' | 'late_fee'
  readonly payerKind: contribution.PayerKind
  readonly payer: string
  readonly area: string
  readonly fund: string
  readonly period: string
  readonly amountFen: number
  readonly people: number
  readonly dueOn: Day
  readonly state: ChargeState
  readonly assessedOn: Day
  readonly batchId: string | null
  readonly receiptNo: string | null
  readonly arrivalNo: string | null
  readonly confirmedOn: Day | null
}

export interface TakenReceipt {
  readonly receiptNo: string
  /** As the tax office names the payer; '-' where it does not. */
  readonly personNo: string
  readonly chargeNo: string | null
  readonly fund: string
  readonly period: string
  readonly amountFen: number
  readonly paidOn: Day
}

export interface TakenArrival {
  readonly arrivalNo: string
  readonly receiptNo: string
  readonly fund: string
  readonly amountFen: number
  readonly arrivedOn: Day
}

export interface StoredArrival extends TakenArrival {
  readonly state: 'suspense' | 'matched' | 'refunded'
  readonly chargeNo: string | null
}

export const BREAK_STATES = ['open', 'explained', 'corrected', 'closed'] as const
export type BreakState = (typeof BREAK_STATES)[number]

export interface StepNote {
  readonly step: string
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface StoredBreak {
  readonly breakNo: string
  readonly kind: contribution.BreakKind
  readonly fund: string
  readonly amountFen: number
  readonly chargeNo: string | null
  readonly receiptNo: string | null
  readonly arrivalNo: string | null
  readonly expected: string | null
  readonly owner: contribution.BreakOwner
  readonly state: BreakState
  readonly openedOn: Day
  readonly steps: readonly StepNote[]
}

export interface Refund {
  readonly refundId: string
  readonly arrivalNo: string
  readonly fund: string
  readonly amountFen: number
  readonly reason: string
  readonly state: 'proposed' | 'paid' | 'withdrawn'
  readonly steps: readonly StepNote[]
}

export interface SpanTotals {
  readonly span: string
  readonly fund: string
  readonly confirmedFen: number
  readonly creditedFen: number
  readonly suspenseFen: number
  readonly refundedFen: number
  /** 已记账退费 paid on the days of the span; what arrived on them stays what it was. */
  readonly paidBackFen: number
  readonly arrivals: number
  readonly matched: number
}

export interface SuspenseAge {
  readonly fund: string
  readonly days: '0-7' | '8-30' | '31-'
  readonly count: number
  readonly amountFen: number
}

/** Everything that changes charges, receipts and arrivals happens one after the other. */
export const COLLECTION = 'contribution:collection'

/** The subject of a payer: a person is their own. */
export const payerSubject = (kind: contribution.PayerKind, payer: string): string =>
  kind === 'person' ? payer : kind === 'employer' ? `employer:${payer}` : `payer:${payer}`
