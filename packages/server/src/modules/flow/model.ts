// A request of the agency: what is proposed, by whom, what it would do to the fen, and what somebody else decided of it.
import type { Fen, Fund, FundAmount } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'

export const FLOW_KINDS = ['correction', 'cancellation', 'claim', 'claw_back', 'death', 'setting'] as const
export type FlowKind = (typeof FLOW_KINDS)[number]

export const FLOW_STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const
export type FlowState = (typeof FLOW_STATES)[number]

export interface FlowRequest {
  readonly requestId: string
  readonly personNo: string
  readonly kind: FlowKind
  readonly state: FlowState
  readonly area: string
  readonly provider: string
  readonly settlementId: string | null
  readonly input: Json
  readonly preview: Json
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionNote: string | null
  readonly result: Json
}

/** To whom the funds pay. */
export interface Payee {
  readonly name: string
  readonly bank: string
  readonly account: string
}

export interface Payout {
  readonly payoutId: string
  readonly personNo: string
  readonly requestId: string
  readonly settlementId: string | null
  readonly kind: 'claim' | 'inheritance'
  readonly state: 'due' | 'paid' | 'void'
  readonly area: string
  readonly payee: Payee
  readonly amounts: readonly FundAmount[]
  readonly totalFen: number
  readonly approvedBy: string
  readonly dueAt: string
  readonly paidBy: string | null
  readonly paidAt: string | null
  readonly reference: string | null
}

export interface InvoiceUsed {
  readonly invoiceNo: string
  readonly personNo: string
  readonly settlementId: string
  readonly settledAt: string
}

const NO_FUNDS: ReadonlySet<Fund> = new Set(['outside', 'provider', 'personal_account'])

/** Σ by fund of what our funds pay; payers outside pay on their own. */
export function fundAmounts(
  tiers: readonly { readonly fund: Fund; readonly paidFen: number }[],
): readonly FundAmount[] {
  const sums = new Map<Fund, number>()
  for (const { fund, paidFen } of tiers) if (!NO_FUNDS.has(fund)) sums.set(fund, (sums.get(fund) ?? 0) + paidFen)
  return [...sums]
    .filter(([, amountFen]) => amountFen !== 0)
    .map(([fund, amountFen]) => ({ fund, amountFen: amountFen as Fen }))
}
