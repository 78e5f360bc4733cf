// Requests, payouts, invoices and settings at rest.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { PERSON_FACT } from '../person/index.ts'
import { CLAW_BACKS_FACT, EFFECTIVE_IDS_FACT, OPEN_ITEMS_FACT, TRACES_FACT, VISITS_FACT } from '../settlement/index.ts'
import { fact, VISIT_JSON } from '../visit/index.ts'
import type { FlowRequest, Payout } from './model.ts'

const at = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const REQUEST_JSON = `json_build_object('requestId', r.request_id, 'personNo', r.person_no, 'kind', r.kind, 'state', r.state,
  'area', r.area, 'provider', r.provider, 'settlementId', r.settlement_id, 'input', r.input, 'preview', r.preview,
  'reason', r.reason, 'proposedBy', r.proposed_by, 'proposedAt', ${at('r.proposed_at')}, 'decidedBy', r.decided_by,
  'decidedAt', ${at('r.decided_at')}, 'decisionNote', r.decision_note, 'result', r.result)`

const PAYOUT_JSON = `json_build_object('payoutId', o.payout_id, 'personNo', o.person_no, 'requestId', o.request_id,
  'settlementId', o.settlement_id, 'kind', o.kind, 'state', o.state, 'area', o.area, 'payee', o.payee,
  'amounts', o.amounts, 'totalFen', o.total_fen, 'approvedBy', o.approved_by, 'dueAt', ${at('o.due_at')},
  'paidBy', o.paid_by, 'paidAt', ${at('o.paid_at')}, 'reference', o.reference)`

export const REQUEST_FACT = `(select ${REQUEST_JSON} from flow_request r
  where r.request_id = (q.args ->> 'requestId')::uuid and r.person_no = q.person_no)`

export const OPEN_REQUEST_FACT = `(select r.request_id from flow_request r
  where r.person_no = q.person_no and r.state = 'proposed' and r.settlement_id = (q.args ->> 'settlementId')::uuid
    and r.request_id is distinct from (q.args ->> 'requestId')::uuid limit 1)`

export const PAYOUTS_FACT = `(select coalesce(json_agg(${PAYOUT_JSON} order by o.payout_id), '[]') from payout o
  where o.person_no = q.person_no
    and o.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x))`

export const PAYOUT_FACT = `(select ${PAYOUT_JSON} from payout o
  where o.payout_id = (q.args ->> 'payoutId')::uuid and o.person_no = q.person_no)`

/** Used before, by whomever; and those of settlements that the flow names. */
export const INVOICES_FACT = `(select coalesce(json_agg(json_build_object('invoiceNo', i.invoice_no, 'personNo', i.person_no,
    'settlementId', i.settlement_id, 'settledAt', (select ${at('s.settled_at')} from settlement s
      where s.settlement_id = i.settlement_id and s.person_no = i.person_no)) order by i.invoice_no), '[]')
  from claim_invoice i where i.invoice_no in (select jsonb_array_elements_text(q.args -> 'invoices'))
    or i.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x))`

export const SETTINGS_FACT = `(select json_object_agg(c.name, c.value) from city_setting c)`

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

export const requestRow = (request: FlowRequest): Row => ({
  request_id: request.requestId,
  person_no: request.personNo,
  kind: request.kind,
  state: request.state,
  area: request.area,
  provider: request.provider,
  settlement_id: request.settlementId,
  input: request.input,
  preview: request.preview,
  reason: request.reason,
  proposed_by: request.proposedBy,
  proposed_at: request.proposedAt,
})

export interface FlowDecision {
  readonly state: FlowRequest['state']
  readonly by: string
  readonly at: string
  readonly note: string
  readonly result?: Json
}

export const decidedUpdate = (
  { requestId, personNo }: Pick<FlowRequest, 'requestId' | 'personNo'>,
  { state, by, at: decidedAt, note, result }: FlowDecision,
): Update => ({
  key: { request_id: requestId, person_no: personNo },
  set: {
    state,
    decided_by: by,
    decided_at: decidedAt,
    decision_note: note,
    ...(result !== undefined && { result }),
  },
})

export const payoutRow = (payout: Payout): Row => ({
  payout_id: payout.payoutId,
  person_no: payout.personNo,
  request_id: payout.requestId,
  settlement_id: payout.settlementId,
  kind: payout.kind,
  state: payout.state,
  area: payout.area,
  payee: payout.payee as unknown as Json,
  amounts: payout.amounts as unknown as Json,
  total_fen: payout.totalFen,
  approved_by: payout.approvedBy,
  due_at: payout.dueAt,
})

const payoutKey = ({ payoutId, personNo }: Payout): Row => ({ payout_id: payoutId, person_no: personNo })

export const payoutVoided = (payout: Payout): Update => ({ key: payoutKey(payout), set: { state: 'void' } })

export const payoutPaid = (payout: Payout, by: string, paidAt: string, reference: string): Update => ({
  key: payoutKey(payout),
  set: { state: 'paid', paid_by: by, paid_at: paidAt, reference },
})

export const invoiceRow = (invoice: {
  readonly invoiceNo: string
  readonly personNo: string
  readonly requestId: string
  readonly settlementId: string
  readonly amountFen: number
}): Row => ({
  invoice_no: invoice.invoiceNo,
  person_no: invoice.personNo,
  request_id: invoice.requestId,
  settlement_id: invoice.settlementId,
  amount_fen: invoice.amountFen,
})

export interface RequestFilter {
  readonly state?: string
  readonly kind?: string
  readonly personNo?: string
  readonly settlementId?: string
}

const WHERE = `($1::text is null or r.state = $1) and ($2::text is null or r.kind = $2)
  and ($3::text is null or r.person_no = $3) and ($4::uuid is null or r.settlement_id = $4)`

export interface RequestListed extends FlowRequest {
  /** Null: not in the asker's scope, or no person's. */
  readonly personName: string | null
}

export async function listRequests(
  reader: Reader,
  { state, kind, personNo, settlementId }: RequestFilter,
  page: { readonly offset: number; readonly size: number },
): Promise<{ rows: RequestListed[]; total: number }> {
  const values = [state ?? null, kind ?? null, personNo ?? null, settlementId ?? null]
  const { rows } = await reader.query<{ request: RequestListed }>(
    `select (${REQUEST_JSON})::jsonb || jsonb_build_object('personName', p.name) as request
     from flow_request r left join person p on p.person_no = r.person_no
     where ${WHERE} order by r.request_id desc offset $5 limit $6`,
    [...values, page.offset, page.size],
  )
  const count = await reader.query<{ total: number }>(
    `select count(*)::int as total from flow_request r where ${WHERE}`,
    values,
  )
  return { rows: rows.map(({ request }) => request), total: count.rows[0]?.total ?? 0 }
}

export async function findRequest(reader: Reader, requestId: string): Promise<RequestListed | undefined> {
  const { rows } = await reader.query<{ request: RequestListed }>(
    `select (${REQUEST_JSON})::jsonb || jsonb_build_object('personName', p.name) as request
     from flow_request r left join person p on p.person_no = r.person_no where r.request_id = $1`,
    [requestId],
  )
  return rows[0]?.request
}

export interface PayoutListed extends Payout {
  readonly personName: string | null
}

export async function listPayouts(
  reader: Reader,
  state: string | undefined,
  page: { readonly offset: number; readonly size: number },
): Promise<{ rows: PayoutListed[]; total: number; dueFen: number }> {
  const { rows } = await reader.query<{ payout: PayoutListed }>(
    `select (${PAYOUT_JSON})::jsonb || jsonb_build_object('personName', p.name) as payout
     from payout o left join person p on p.person_no = o.person_no
     where ($1::text is null or o.state = $1) order by o.payout_id desc offset $2 limit $3`,
    [state ?? null, page.offset, page.size],
  )
  const sums = await reader.query<{ total: number; dueFen: number }>(
    `select count(*)::int as total, coalesce(sum(o.total_fen) filter (where o.state = 'due'), 0)::bigint as "dueFen"
     from payout o where ($1::text is null or o.state = $1)`,
    [state ?? null],
  )
  return { rows: rows.map(({ payout }) => payout), total: sums.rows[0]?.total ?? 0, dueFen: sums.rows[0]?.dueFen ?? 0 }
}

export async function findPayout(reader: Reader, payoutId: string): Promise<Payout | undefined> {
  const { rows } = await reader.query<{ payout: Payout }>(
    `select ${PAYOUT_JSON} as payout from payout o where o.payout_id = $1`,
    [payoutId],
  )
  return rows[0]?.payout
}

export async function sumOfPayouts(reader: Reader): Promise<number> {
  const { rows } = await reader.query<{ fen: number }>(
    `select coalesce(sum(o.total_fen), 0)::bigint as fen from payout o where o.state = 'due'`,
  )
  return rows[0]?.fen ?? 0
}

export async function readSettings(reader: Reader): Promise<Record<string, string>> {
  const { rows } = await reader.query<{ name: string; value: string }>('select name, value from city_setting')
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}
