// What every flow is told in the snapshot in which it is decided: one query serves all of them.
import type { Decision, Json } from '../../platform/index.ts'
import { PERSON_FACT, type personFrom } from '../person/index.ts'
import {
  CLAW_BACKS_FACT,
  EFFECTIVE_IDS_FACT,
  OPEN_ITEMS_FACT,
  type OpenItem,
  type StoredClawBack,
  TRACES_FACT,
  VISITS_FACT,
} from '../settlement/index.ts'
import { fact, VISIT_JSON, type Visit } from '../visit/index.ts'
import type { FlowRequest, InvoiceUsed, Payout } from './model.ts'
import { INVOICES_FACT, OPEN_REQUEST_FACT, PAYOUTS_FACT, REQUEST_FACT, SETTINGS_FACT } from './store.ts'

export type JournalEntries = NonNullable<Decision['journals']>

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

/** Stays, and whatever has begun and not ended. */
const CARE_FACT = `(select coalesce(json_agg(${VISIT_JSON} order by v.visit_id), '[]') from visit v
  where v.person_no = q.person_no and v.state <> 'cancelled'
    and (v.kind = 'inpatient' or v.state in ('registered', 'open')))`

export const FLOW_FACTS = fact({
  person: PERSON_FACT,
  visits: VISITS_FACT(VISIT_JSON),
  care: CARE_FACT,
  effective: EFFECTIVE_IDS_FACT,
  traces: TRACES_FACT,
  items: OPEN_ITEMS_FACT,
  clawBacks: CLAW_BACKS_FACT,
  payouts: PAYOUTS_FACT,
  invoices: INVOICES_FACT,
  settings: SETTINGS_FACT,
  request: REQUEST_FACT,
  open: OPEN_REQUEST_FACT,
})
