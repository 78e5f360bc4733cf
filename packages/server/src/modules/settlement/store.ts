// Settlements at rest: the facts that settling and cancelling decide on, their rows, and what is read of them.
import { type Day, type EntryLine, PAYERS, type Payer, type Settlement } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { PERSON_FACT } from '../person/index.ts'
import { BATCHES_FACT, fact, VISIT_FACT, VOIDED_FACT } from '../visit/index.ts'
import { CLAW_BACKS_FACT } from './claw-back/store.ts'
import { packDocument, type RowAmounts, type SettlementDocument } from './document.ts'
import type { SettlementRecord } from './model.ts'
import { OPEN_ITEMS_FACT } from './pay-later/store.ts'

/** A settlement's row as JSON: `s` is the row. */
export const SETTLEMENT_JSON = `json_build_object('settlementId', s.settlement_id, 'personNo', s.person_no,
  'visitId', s.visit_id, 'msgid', s.msgid, 'provider', s.provider, 'area', s.area,
  'settledAt', to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS'), 'clearing', s.clearing, 'reverses', s.reverses,
  'reversedBy', s.reversed_by, 'setting', s.setting, 'totalFen', s.total_fen, 'inScopeFen', s.in_scope_fen,
  'fundFen', s.fund_fen, 'personFen', s.person_fen, 'accountFen', s.account_fen, 'cashFen', s.cash_fen,
  'document', s.document)`

const ONE_BATCH_FACT = `(select coalesce(json_agg(json_build_array(b.seq, b.batch_no, b.serials, b.withdrawn, b.lines)), '[]')
  from fee_batch b where b.visit_id = (q.args ->> 'visitId')::uuid and b.person_no = q.person_no
    and b.batch_no = q.args ->> 'batchNo')`

/** Interim settlements of the visit that are in effect, oldest first. */
const PRIOR_FACT = `(select coalesce(json_agg(${SETTLEMENT_JSON} order by s.settlement_id), '[]')
  from visit v cross join unnest(v.settlements) sid
  join settlement s on s.settlement_id = sid and s.person_no = v.person_no
  where v.visit_id = (q.args ->> 'visitId')::uuid and v.person_no = q.person_no
    and s.reverses is null and s.reversed_by is null)`

export const OUTPATIENT_FACTS = fact({
  visit: VISIT_FACT,
  person: PERSON_FACT,
  batches: ONE_BATCH_FACT,
  voided: VOIDED_FACT,
})
export const STAY_FACTS = fact({
  visit: VISIT_FACT,
  person: PERSON_FACT,
  batches: BATCHES_FACT,
  prior: PRIOR_FACT,
  voided: VOIDED_FACT,
})
export const PURCHASE_FACTS = fact({ person: PERSON_FACT, voided: VOIDED_FACT })

/** The settlement that the command's `settlementId` names, its visit, and its journal where it has one. */
export const SETTLEMENT_FACT = `(select ${SETTLEMENT_JSON} from settlement s
  where s.settlement_id = (q.args ->> 'settlementId')::uuid and s.person_no = q.person_no)`

/** A journal's identifier is made right after that of the settlement it books. */
const JOURNAL_FACT = `(select json_build_array(j.journal_id, j.lines) from journal j
  where j.journal_id > (q.args ->> 'settlementId')::uuid and j.journal_id < (q.args ->> 'journalBefore')::uuid
    and j.person_no = q.person_no and j.cause_id = q.args ->> 'settlementId' and j.reverses is null
  order by j.journal_id limit 1)`

/** Later settlements of the person in effect, with the accumulators each read or changed. */
const LATER_FACT = `(select coalesce(json_agg(json_build_array(s.settlement_id, s.visit_id, s.setting, s.document -> 'acc',
    to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS')) order by s.settlement_id), '[]')
  from visit v cross join unnest(v.settlements) sid
  join settlement s on s.settlement_id = sid and s.person_no = v.person_no
  where v.person_no = q.person_no and sid > (q.args ->> 'settlementId')::uuid
    and s.reverses is null and s.reversed_by is null)`

/** Packs that the settlement dispensed: they may be dispensed again. */
const TRACE_FACT = `(select coalesce(json_agg(t.code), '[]') from trace_code_use t
  where t.settlement_id = (q.args ->> 'settlementId')::uuid and t.person_no = q.person_no)`

export const CANCEL_FACTS = fact({
  visit: VISIT_FACT,
  person: PERSON_FACT,
  settlement: SETTLEMENT_FACT,
  journal: JOURNAL_FACT,
  later: LATER_FACT,
  traces: TRACE_FACT,
  items: OPEN_ITEMS_FACT,
  clawBacks: CLAW_BACKS_FACT,
  voided: `exists (select from message_void m where m.sender = q.args ->> 'sender' and m.msgid = q.args ->> 'voids'
    and m.person_no = q.person_no)`,
})

export interface StoredSettlement
  extends RowAmounts,
    Omit<SettlementRecord, 'frozen' | 'settlement' | 'accountAfterFen' | 'notes'> {
  readonly setting: string
  readonly document: SettlementDocument
}

export type StoredJournal = readonly [journalId: string, lines: readonly Json[]]
export type LaterSettlement = readonly [
  settlementId: string,
  visitId: string,
  setting: string,
  accumulators: SettlementDocument['acc'],
  settledAt: string,
]

/** What each payer paid, in the order of PAYERS. */
export function payerAmounts({ tiers }: Settlement): number[] {
  const sums = PAYERS.map(() => 0)
  for (const { payer, paid } of tiers) sums[PAYERS.indexOf(payer)]! += paid
  return sums
}

export function settlementRow(record: SettlementRecord): Row {
  const { settlement, frozen } = record
  return {
    settlement_id: record.settlementId,
    person_no: record.personNo,
    visit_id: record.visitId,
    msgid: record.msgid,
    provider: record.provider,
    area: record.area,
    scheme: frozen.person.scheme,
    setting: frozen.visit.setting,
    clearing: record.clearing,
    settled_at: record.settledAt,
    total_fen: settlement.total,
    in_scope_fen: settlement.inScope,
    fund_fen: settlement.fundPaid,
    person_fen: settlement.personPaid,
    account_fen: settlement.accountPaid + settlement.mutualPaid,
    cash_fen: settlement.cash,
    payers: payerAmounts(settlement),
    reverses: record.reverses,
    document: packDocument(record),
  }
}

export const reversedUpdate = (settlementId: string, personNo: string, reversedBy: string): Update => ({
  key: { settlement_id: settlementId, person_no: personNo },
  set: { reversed_by: reversedBy },
})

export const traceRow = (code: string, personNo: string, settlementId: string): Row => ({
  code,
  person_no: personNo,
  settlement_id: settlementId,
})

export const voidRow = (sender: string, msgid: string, personNo: string, at: string): Row => ({
  sender,
  msgid,
  person_no: personNo,
  voided_at: at,
})

const one = async (reader: Reader, name: string, where: string, values: string[]) => {
  const text = `select ${SETTLEMENT_JSON} as settlement from settlement s where ${where}`
  const { rows } = await reader.query<{ settlement: StoredSettlement }>({ name, text, values })
  return rows[0]?.settlement
}

export const findSettlement = (reader: Reader, settlementId: string): Promise<StoredSettlement | undefined> =>
  one(reader, 'settlement', 's.settlement_id = $1', [settlementId])

export const findSettlementOf = (
  reader: Reader,
  settlementId: string,
  personNo: string,
): Promise<StoredSettlement | undefined> =>
  one(reader, 'settlement of person', 's.settlement_id = $1 and s.person_no = $2', [settlementId, personNo])

/** What a message did, by its number: the kind of change and the identifiers it named. */
export async function operationOf(
  reader: Reader,
  sender: string,
  msgid: string,
): Promise<{ personNo: string; kind: string; objects: string[] } | undefined> {
  const { rows } = await reader.query<{ personNo: string; kind: string; objects: string[] }>({
    name: 'operation of message',
    text: `select k.person_no as "personNo", o.kind, o.objects from message_key k
      join operation o on o.op_id = k.op_id and o.person_no = k.person_no where k.sender = $1 and k.msgid = $2`,
    values: [sender, msgid],
  })
  return rows[0]
}

/** For a message that never came: whether it has come by now. */
export const VOID_FACTS = fact({
  arrived: `exists (select from message_key k where k.sender = q.args ->> 'sender' and k.msgid = q.args ->> 'voids')`,
  voided: `exists (select from message_void m where m.sender = q.args ->> 'sender' and m.msgid = q.args ->> 'voids'
    and m.person_no = q.person_no)`,
})

/** For an admission that is undone: the visit as it stands. */
export const UNDO_ADMISSION_FACTS = fact({
  visit: VISIT_FACT,
  voided: `exists (select from message_void m where m.sender = q.args ->> 'sender' and m.msgid = q.args ->> 'voids'
    and m.person_no = q.person_no)`,
})

export async function isVoided(reader: Reader, sender: string, msgid: string): Promise<boolean> {
  const { rowCount } = await reader.query({
    name: 'message voided',
    text: 'select 1 from message_void where sender = $1 and msgid = $2',
    values: [sender, msgid],
  })
  return (rowCount ?? 0) > 0
}

/** Settlements of a span in the order they were made, for replay and checks; `after` is the last one seen. */
export async function settlementsAfter(reader: Reader, after: string, limit: number): Promise<StoredSettlement[]> {
  const { rows } = await reader.query<{ settlement: StoredSettlement }>({
    name: 'settlements after',
    text: `select ${SETTLEMENT_JSON} as settlement from settlement s where s.settlement_id > $1
      order by s.settlement_id limit $2`,
    values: [after, limit],
  })
  return rows.map(({ settlement }) => settlement)
}

/** The months in which anything was settled, ascending: 2025-11. */
export async function settledMonths(reader: Reader): Promise<string[]> {
  const { rows } = await reader.query<{ month: string }>({
    name: 'settled months',
    text: `select distinct to_char(s.settled_at, 'YYYY-MM') as month from settlement s order by 1`,
    values: [],
  })
  return rows.map(({ month }) => month)
}

/** What was settled in a month and is in effect; a part of a stay that a later part continues is left out. */
export async function effectiveOfMonth(
  reader: Reader,
  month: string,
  after: string,
  limit: number,
): Promise<StoredSettlement[]> {
  const { rows } = await reader.query<{ settlement: StoredSettlement }>({
    name: 'effective settlements of month',
    text: `select ${SETTLEMENT_JSON} as settlement from settlement s
      where s.settled_at >= $1::date and s.settled_at < $1::date + interval '1 month' and s.settlement_id > $2
        and s.reverses is null and s.reversed_by is null
        and not exists (select from settlement n where n.visit_id = s.visit_id and n.person_no = s.person_no
          and n.settlement_id > s.settlement_id and n.reverses is null and n.reversed_by is null
          and (n.document -> 'prior')::jsonb ? s.settlement_id::text)
      order by s.settlement_id limit $3`,
    values: [`${month}-01`, after, limit],
  })
  return rows.map(({ settlement }) => settlement)
}

export interface SettlementFilter {
  readonly from?: Day
  readonly to?: Day
  readonly personNo?: string
  readonly provider?: string
  readonly scheme?: string
  readonly setting?: string
  readonly state?: 'settled' | 'cancelled' | 'mirror'
}

export interface SettlementListRow extends RowAmounts {
  readonly settlementId: string
  readonly settledAt: string
  readonly personNo: string
  readonly personName: string
  readonly provider: string
  readonly scheme: string
  readonly setting: string
  readonly reverses: string | null
  readonly reversedBy: string | null
}

const FILTER = `($1::date is null or s.settled_at >= $1::date) and ($2::date is null or s.settled_at < $2::date + 1)
  and ($3::text is null or s.person_no = $3) and ($4::text is null or s.provider = $4)
  and ($5::text is null or s.scheme = $5) and ($6::text is null or s.setting = $6)
  and ($7::text is null or $7 = case when s.reverses is not null then 'mirror'
    when s.reversed_by is not null then 'cancelled' else 'settled' end)`

const filterValues = (filter: SettlementFilter): (string | null)[] => [
  filter.from ?? null,
  filter.to ?? null,
  filter.personNo ?? null,
  filter.provider ?? null,
  filter.scheme ?? null,
  filter.setting ?? null,
  filter.state ?? null,
]

export type SettlementSort = 'newest' | 'total' | 'fund'
const ORDER: Readonly<Record<SettlementSort, string>> = {
  newest: 's.settlement_id desc',
  total: 's.total_fen desc, s.settlement_id desc',
  fund: 's.fund_fen desc, s.settlement_id desc',
}

export async function listSettlements(
  reader: Reader,
  filter: SettlementFilter,
  page: { readonly sort: SettlementSort; readonly offset: number; readonly limit: number },
): Promise<SettlementListRow[]> {
  const { rows } = await reader.query<SettlementListRow>(
    `select s.settlement_id as "settlementId", s.settled_at as "settledAt", s.person_no as "personNo",
       p.name as "personName", s.provider, s.scheme, s.setting, s.reverses, s.reversed_by as "reversedBy",
       s.total_fen as "totalFen", s.in_scope_fen as "inScopeFen", s.fund_fen as "fundFen", s.person_fen as "personFen",
       s.account_fen as "accountFen", s.cash_fen as "cashFen"
     from settlement s join person p on p.person_no = s.person_no
     where ${FILTER} order by ${ORDER[page.sort]} offset $8 limit $9`,
    [...filterValues(filter), page.offset, page.limit],
  )
  return rows
}

export interface SettlementSums {
  readonly count: number
  readonly totalFen: number
  readonly inScopeFen: number
  readonly fundFen: number
  readonly personFen: number
  readonly accountFen: number
  readonly cashFen: number
}

const SUMS = `count(*) as count, coalesce(sum(s.total_fen), 0)::bigint as "totalFen",
  coalesce(sum(s.in_scope_fen), 0)::bigint as "inScopeFen", coalesce(sum(s.fund_fen), 0)::bigint as "fundFen",
  coalesce(sum(s.person_fen), 0)::bigint as "personFen", coalesce(sum(s.account_fen), 0)::bigint as "accountFen",
  coalesce(sum(s.cash_fen), 0)::bigint as "cashFen"`

export async function sumSettlements(reader: Reader, filter: SettlementFilter): Promise<SettlementSums> {
  const { rows } = await reader.query<SettlementSums>(
    `select ${SUMS} from settlement s where ${FILTER}`,
    filterValues(filter),
  )
  return rows[0]!
}

export interface GroupedSums extends SettlementSums {
  readonly group: string
}

const GROUPS = {
  day: "to_char(s.settled_at, 'YYYY-MM-DD')",
  provider: 's.provider',
  scheme: 's.scheme',
  setting: 's.setting',
} as const

export async function sumSettlementsBy(
  reader: Reader,
  by: keyof typeof GROUPS,
  filter: SettlementFilter,
): Promise<GroupedSums[]> {
  const { rows } = await reader.query<GroupedSums>(
    `select ${GROUPS[by]} as "group", ${SUMS} from settlement s where ${FILTER} group by 1 order by 1`,
    filterValues(filter),
  )
  return rows
}

/** Σ by payer over a filter, mirrors included, so that what was cancelled counts nothing. */
export async function sumByPayer(reader: Reader, filter: SettlementFilter): Promise<Map<Payer, number>> {
  const columns = PAYERS.map((payer, at) => `coalesce(sum(s.payers[${at + 1}]), 0)::bigint as ${payer}`)
  const { rows } = await reader.query<Record<Payer, number>>(
    `select ${columns.join(', ')} from settlement s where ${FILTER}`,
    filterValues(filter),
  )
  return new Map(PAYERS.map((payer) => [payer, rows[0]?.[payer] ?? 0]))
}

/** Lines of the journals of a page of settlements, by settlement. A journal's identifier follows its settlement's. */
export async function journalLinesOf(
  reader: Reader,
  first: string,
  last: string,
): Promise<Map<string, readonly EntryLine[]>> {
  const { rows } = await reader.query<{ id: string; lines: readonly EntryLine[] }>(
    `select j.cause_id as id, j.lines from journal j
     where j.cause_kind = 'settlement' and j.journal_id >= $1 and j.cause_id >= $1::text and j.cause_id <= $2::text`,
    [first, last],
  )
  return new Map(rows.map(({ id, lines }) => [id, lines]))
}
