// What every flow is told in the snapshot in which it is decided: one query serves all of them.
import type { Json } from '../../platform/index.ts'
import type { personFrom } from '../person/index.ts'
import type { OpenItem, StoredClawBack } from '../settlement/index.ts'
import type { Visit } from '../visit/index.ts'
import type { FlowRequest, InvoiceUsed, Payout } from './model.ts'

export interface FlowFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  /** Those that the flow names, and those that are open or a stay. */
  readonly visits: readonly Visit[]
  readonly care: readonly Visit[]
  readonly effective: readonly string[]
  readonly traces: readonly (readonly [code: string, settlementId: string])[]
  readonly items: readonly OpenItem[]
  readonly clawBacks: readonly StoredClawBack[]
  readonly payouts: readonly Payout[]
  readonly invoices: readonly InvoiceUsed[]
  readonly settings: Readonly<Record<string, string>> | null
  readonly request: FlowRequest | null
  /** Another request for the same settlement that waits for its decision. */
  readonly open: string | null
}

export interface KnownFacts extends FlowFacts {
  readonly states: Readonly<Record<string, Json>>
}
