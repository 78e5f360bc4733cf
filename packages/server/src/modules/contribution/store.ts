// Contributions at rest, and who is to be charged.
import type { contribution, Day, Status } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { MONEY_FACT } from '../ledger/index.ts'
import { fact } from '../visit/index.ts'
import type {
  Charge,
  Refund,
  SpanTotals,
  StepNote,
  StoredArrival,
  StoredBreak,
  SuspenseAge,
  TakenArrival,
  TakenReceipt,
} from './model.ts'

export const CHARGE_JSON = `json_build_object('chargeNo', c.charge_no, 'personNo', c.person_no, 'kind', c.kind,
  'payerKind', c.payer_kind, 'payer', c.payer, 'area', c.area, 'fund', c.fund, 'period', c.period,
  'amountFen', c.amount_fen, 'people', c.people, 'dueOn', c.due_on, 'state', c.state, 'assessedOn', c.assessed_on,
  'batchId', c.batch_id, 'receiptNo', c.receipt_no, 'arrivalNo', c.arrival_no, 'confirmedOn', c.confirmed_on)`
export const RECEIPT_JSON = `json_build_object('receiptNo', r.receipt_no, 'personNo', r.person_no, 'chargeNo', r.charge_no,
  'fund', r.fund, 'period', r.period, 'amountFen', r.amount_fen, 'paidOn', r.paid_on)`
export const ARRIVAL_JSON = `json_build_object('arrivalNo', a.arrival_no, 'receiptNo', a.receipt_no, 'fund', a.fund,
  'amountFen', a.amount_fen, 'arrivedOn', a.arrived_on, 'state', a.state, 'chargeNo', a.charge_no)`
export const BREAK_JSON = `json_build_object('breakNo', b.break_no, 'kind', b.kind, 'fund', b.fund, 'amountFen', b.amount_fen,
  'chargeNo', b.charge_no, 'receiptNo', b.receipt_no, 'arrivalNo', b.arrival_no, 'expected', b.expected,
  'owner', b.owner, 'state', b.state, 'openedOn', b.opened_on, 'steps', b.steps)`
export const REFUND_JSON = `json_build_object('refundId', f.refund_id, 'arrivalNo', f.arrival_no, 'fund', f.fund,
  'amountFen', f.amount_fen, 'reason', f.reason, 'state', f.state, 'steps', f.steps)`

const NUMBERS = (name: string): string => `any (array(select jsonb_array_elements_text(q.args -> '${name}')))`
const listOf = (json: string, from: string): string => `(select coalesce(json_agg(${json}), '[]') from ${from})`

export const HAND_OVER_FACTS = fact({
  charges: listOf(CHARGE_JSON, `contribution_charge c where c.charge_no = ${NUMBERS('charges')}`),
})
export const RECEIPT_FACTS = fact({
  receipts: listOf(RECEIPT_JSON, `contribution_receipt r where r.receipt_no = ${NUMBERS('receipts')}`),
  charges: listOf(CHARGE_JSON, `contribution_charge c where c.charge_no = ${NUMBERS('charges')}`),
})
export const ARRIVAL_FACTS = fact({
  arrivals: listOf(ARRIVAL_JSON, `contribution_arrival a where a.arrival_no = ${NUMBERS('arrivals')}`),
  receipts: listOf(RECEIPT_JSON, `contribution_receipt r where r.receipt_no = ${NUMBERS('receipts')}`),
  charges: listOf(
    CHARGE_JSON,
    `contribution_charge c where c.charge_no = any (array(select r.charge_no from contribution_receipt r
      where r.receipt_no = ${NUMBERS('receipts')}))`,
  ),
})
export const CREDIT_FACTS = fact({
  lines: listOf(
    `json_build_object('personNo', l.person_no, 'chargeNo', l.charge_no, 'area', l.area, 'fund', l.fund,
      'accountFen', l.account_fen, 'creditedOn', l.credited_on)`,
    `contribution_line l where l.person_no = ${NUMBERS('persons')} and l.charge_no = ${NUMBERS('charges')}`,
  ),
})
export const BREAK_FACTS = fact({
  breaks: listOf(BREAK_JSON, `contribution_break b where b.break_no = ${NUMBERS('breaks')}`),
  totals: listOf('t.fund', `contribution_reconciliation t where t.span = q.args ->> 'span'`),
})
export const REFUND_FACTS = fact({
  arrival: `(select ${ARRIVAL_JSON} from contribution_arrival a where a.arrival_no = q.args ->> 'arrival')`,
  refunds: listOf(REFUND_JSON, `contribution_refund f where f.arrival_no = q.args ->> 'arrival'`),
  money: MONEY_FACT,
})

export const chargeRow = (charge: Charge): Row => ({
  charge_no: charge.chargeNo,
  person_no: charge.personNo,
  kind: charge.kind,
  payer_kind: charge.payerKind,
  payer: charge.payer,
  area: charge.area,
  fund: charge.fund,
  period: charge.period,
  amount_fen: charge.amountFen,
  people: charge.people,
  due_on: charge.dueOn,
  state: charge.state,
  assessed_on: charge.assessedOn,
})

export const lineRow = (line: contribution.ChargeLine, charge: Charge): Row => ({
  person_no: line.personNo,
  charge_no: charge.chargeNo,
  fund: charge.fund,
  period: charge.period,
  payer: charge.payer,
  area: line.area,
  base_fen: line.baseFen,
  amount_fen: line.amountFen,
  account_fen: line.accountFen,
})

export const chargeUpdate = ({ chargeNo, personNo }: Pick<Charge, 'chargeNo' | 'personNo'>, set: Row): Update => ({
  key: { charge_no: chargeNo, person_no: personNo },
  set,
})

export const receiptRow = (receipt: TakenReceipt, takenOn: Day): Row => ({
  receipt_no: receipt.receiptNo,
  person_no: receipt.personNo,
  charge_no: receipt.chargeNo,
  fund: receipt.fund,
  period: receipt.period,
  amount_fen: receipt.amountFen,
  paid_on: receipt.paidOn,
  taken_on: takenOn,
})

export const arrivalRow = (arrival: TakenArrival, personNo: string, takenOn: Day, chargeNo: string | null): Row => ({
  arrival_no: arrival.arrivalNo,
  person_no: personNo,
  receipt_no: arrival.receiptNo,
  fund: arrival.fund,
  amount_fen: arrival.amountFen,
  arrived_on: arrival.arrivedOn,
  taken_on: takenOn,
  state: chargeNo === null ? 'suspense' : 'matched',
  charge_no: chargeNo,
  settled_on: chargeNo === null ? null : takenOn,
})

export const arrivalUpdate = (arrivalNo: string, set: Row): Update => ({ key: { arrival_no: arrivalNo }, set })

export const creditedLine = (personNo: string, chargeNo: string, on: Day): Update => ({
  key: { person_no: personNo, charge_no: chargeNo },
  set: { credited_on: on },
})

export const breakRow = (row: StoredBreak): Row => ({
  break_no: row.breakNo,
  kind: row.kind,
  fund: row.fund,
  amount_fen: row.amountFen,
  charge_no: row.chargeNo,
  receipt_no: row.receiptNo,
  arrival_no: row.arrivalNo,
  expected: row.expected,
  owner: row.owner,
  state: row.state,
  opened_on: row.openedOn,
  steps: row.steps as unknown as Json,
})

export const breakUpdate = (breakNo: string, state: string, steps: readonly StepNote[]): Update => ({
  key: { break_no: breakNo },
  set: { state, steps: steps as unknown as Json },
})

export const totalsRow = (totals: SpanTotals, at: string): Row => ({
  span: totals.span,
  fund: totals.fund,
  ...sumsOf(totals, at),
})
export const totalsUpdate = (totals: SpanTotals, at: string): Update => ({
  key: { span: totals.span, fund: totals.fund },
  set: sumsOf(totals, at),
})
const sumsOf = (totals: SpanTotals, at: string): Row => ({
  confirmed_fen: totals.confirmedFen,
  credited_fen: totals.creditedFen,
  suspense_fen: totals.suspenseFen,
  ...{ refunded_fen: totals.refundedFen, paid_back_fen: totals.paidBackFen },
  arrivals: totals.arrivals,
  matched: totals.matched,
  made_at: at,
})

export const refundRow = (refund: Refund): Row => ({
  refund_id: refund.refundId,
  arrival_no: refund.arrivalNo,
  fund: refund.fund,
  amount_fen: refund.amountFen,
  reason: refund.reason,
  state: refund.state,
  steps: refund.steps as unknown as Json,
})
export const refundUpdate = (refundId: string, state: string, steps: readonly StepNote[]): Update => ({
  key: { refund_id: refundId },
  set: { state, steps: steps as unknown as Json },
})

export const batchRow = (batch: {
  batchId: string
  sha256: string
  charges: number
  amountFen: number
  at: string
}): Row => ({
  batch_id: batch.batchId,
  sha256: batch.sha256,
  charges: batch.charges,
  amount_fen: batch.amountFen,
  made_at: batch.at,
})

export interface EmployeeFound extends Omit<contribution.EmployeeInMonth, 'wageFen' | 'employerNo'> {
  readonly employerNo: string | null
  readonly wageFen: number | null
}

const ACTIVE_IN = (from: string, until: string): string =>
  `x ->> 'state' <> 'suspended' and x ->> 'from' <= ${until} and coalesce(x ->> 'until', '9999-12-31') >= ${from}`

/** Jobs that stand on the last day of a month; a month already charged is left out, job by job. */
export async function employeesToCharge(reader: Reader, period: string, employerNo?: string): Promise<EmployeeFound[]> {
  const { rows } = await reader.query<EmployeeFound>(
    `select p.person_no as "personNo", x ->> 'area' as area, x ->> 'status' as status, x ->> 'employerNo' as "employerNo",
       coalesce((select w.wage_fen from contribution_wage w where w.person_no = p.person_no
         and w.employer_no = x ->> 'employerNo' and w.from_month <= $1 order by w.from_month desc limit 1),
         e.average_monthly_wage_fen) as "wageFen"
     from person p cross join lateral json_array_elements(p.dossier -> 'spells') x
     left join employer e on e.employer_no = x ->> 'employerNo'
     where x ->> 'scheme' = 'employee' and (p.died_on is null or p.died_on >= ($1 || '-01')::date) and ${ACTIVE_IN(`($1 || '-28')`, `($1 || '-28')`)}
       and not exists (select from contribution_line l where l.person_no = p.person_no and l.fund = 'employee_basic'
         and l.period = $1)${employerNo === undefined ? '' : ' and p.employer_no = $2'}
     order by p.person_no, 4`,
    employerNo === undefined ? [period] : [period, employerNo],
  )
  return rows
}

export async function residentsToCharge(reader: Reader, year: number): Promise<contribution.ResidentInYear[]> {
  const { rows } = await reader.query<{ personNo: string; area: string; status: Status; categories: string[] }>(
    `select distinct on (p.person_no) p.person_no as "personNo", x ->> 'area' as area, x ->> 'status' as status,
       array(select c ->> 'category' from json_array_elements(p.dossier -> 'categories') c
         where c ->> 'from' <= $1 || '-12-31' and coalesce(c ->> 'until', '9999-12-31') >= $1 || '-01-01') as categories
     from person p cross join lateral json_array_elements(p.dossier -> 'spells') x
     where x ->> 'scheme' = 'resident' and p.died_on is null and ${ACTIVE_IN(`$1 || '-01-01'`, `$1 || '-12-31'`)}
       and not exists (select from contribution_line l where l.person_no = p.person_no and l.fund = 'resident_basic'
         and l.period = $1)
     order by p.person_no, x ->> 'from'`,
    [String(year)],
  )
  return rows
}

/** How many charges a payer has for a period. */
export async function chargesBefore(reader: Reader, period: string): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ key: string; n: number }>(
    `select c.payer || ' ' || case c.payer_kind when 'body' then c.area else '' end as key, count(*) as n
     from contribution_charge c where c.period = $1 and c.kind = 'contribution' group by 1`,
    [period],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}

const charges = async (reader: Reader, where: string, values: unknown[]): Promise<Charge[]> => {
  const { rows } = await reader.query<{ charge: Charge }>(
    `select ${CHARGE_JSON} as charge from contribution_charge c where ${where}`,
    values,
  )
  return rows.map(({ charge }) => charge)
}

export const chargesToHandOver = (reader: Reader, limit: number): Promise<Charge[]> =>
  charges(reader, `c.state = 'assessed' order by c.charge_no limit $1`, [limit])
export const chargesOfBatch = (reader: Reader, batchId: string): Promise<Charge[]> =>
  charges(reader, 'c.batch_id = $1 order by c.charge_no', [batchId])
/** Every hand-over ever made: one a night at most, or a few. */
export async function batches(reader: Reader): Promise<{ batchId: string; sha256: string }[]> {
  const { rows } = await reader.query<{ batchId: string; sha256: string }>(
    'select batch_id as "batchId", sha256 from contribution_batch order by batch_id',
  )
  return rows
}
export const confirmedCharges = (reader: Reader): Promise<Charge[]> =>
  charges(reader, `c.state = 'confirmed' order by c.charge_no`, [])
/** Due and not arrived, or named by one of the receipts. */
export const chargesConcerned = (reader: Reader, dueBy: string, named: readonly string[]): Promise<Charge[]> =>
  charges(reader, `(c.state in ('assessed', 'sent', 'collected') and c.due_on <= $1) or c.charge_no = any ($2)`, [
    dueBy,
    named,
  ])

export async function linesToCredit(
  reader: Reader,
  chargeNos: readonly string[],
): Promise<{ personNo: string; chargeNo: string }[]> {
  const { rows } = await reader.query<{ personNo: string; chargeNo: string }>(
    `select l.person_no as "personNo", l.charge_no as "chargeNo" from contribution_line l
     where l.charge_no = any ($1) and l.credited_on is null order by l.person_no, l.charge_no`,
    [chargeNos],
  )
  return rows
}

export async function suspenseFor(reader: Reader, receiptNos: readonly string[]): Promise<StoredArrival[]> {
  const { rows } = await reader.query<{ arrival: StoredArrival }>(
    `select ${ARRIVAL_JSON} as arrival from contribution_arrival a
     where a.receipt_no = any ($1) and a.state = 'suspense' order by a.arrival_no`,
    [receiptNos],
  )
  return rows.map(({ arrival }) => arrival)
}

/** Arrivals in suspense whose receipt names a charge of these. */
export async function suspenseOfCharges(reader: Reader, chargeNos: readonly string[]): Promise<StoredArrival[]> {
  const { rows } = await reader.query<{ arrival: StoredArrival }>(
    `select ${ARRIVAL_JSON} as arrival from contribution_arrival a
     join contribution_receipt r on r.receipt_no = a.receipt_no
     where r.charge_no = any ($1) and a.state = 'suspense' order by a.arrival_no`,
    [chargeNos],
  )
  return rows.map(({ arrival }) => arrival)
}

export async function findArrival(reader: Reader, arrivalNo: string): Promise<StoredArrival | undefined> {
  const { rows } = await reader.query<{ arrival: StoredArrival }>(
    `select ${ARRIVAL_JSON} as arrival from contribution_arrival a where a.arrival_no = $1`,
    [arrivalNo],
  )
  return rows[0]?.arrival
}

export async function arrivalsIn(reader: Reader, from: Day, until: Day): Promise<StoredArrival[]> {
  const { rows } = await reader.query<{ arrival: StoredArrival }>(
    `select ${ARRIVAL_JSON} as arrival from contribution_arrival a
     where a.arrived_on between $1 and $2 or (a.state = 'suspense' and a.arrived_on <= $2) order by a.arrival_no`,
    [from, until],
  )
  return rows.map(({ arrival }) => arrival)
}

/** Paid within the days, or earlier and not matched by an arrival; and those that the arrivals name. */
export async function receiptsIn(
  reader: Reader,
  from: Day,
  until: Day,
  named: readonly string[],
): Promise<TakenReceipt[]> {
  const { rows } = await reader.query<{ receipt: TakenReceipt }>(
    `select ${RECEIPT_JSON} as receipt from contribution_receipt r
     where r.paid_on between $1 and $2 or r.receipt_no = any ($3) or (r.paid_on < $1 and not exists (
       select from contribution_arrival a where a.receipt_no = r.receipt_no and a.state <> 'suspense'))
     order by r.receipt_no`,
    [from, until, named],
  )
  return rows.map(({ receipt }) => receipt)
}

export async function breaksWhere(reader: Reader, where: string, values: unknown[]): Promise<StoredBreak[]> {
  const { rows } = await reader.query<{ found: StoredBreak }>(
    `select ${BREAK_JSON} as found from contribution_break b where ${where}`,
    values,
  )
  return rows.map(({ found }) => found)
}
export const openBreaks = (reader: Reader): Promise<StoredBreak[]> => breaksWhere(reader, `b.state <> 'closed'`, [])

export async function suspenseByAge(reader: Reader, today: Day): Promise<SuspenseAge[]> {
  const { rows } = await reader.query<SuspenseAge>(
    `select a.fund, case when $1::date - a.arrived_on <= 7 then '0-7' when $1::date - a.arrived_on <= 30 then '8-30'
       else '31-' end as days, count(*) as count, sum(a.amount_fen)::bigint as "amountFen"
     from contribution_arrival a where a.state = 'suspense' group by 1, 2 order by 1, min(a.arrived_on) desc`,
    [today],
  )
  return rows
}

export async function totalsOf(reader: Reader, limit: number): Promise<SpanTotals[]> {
  const { rows } = await reader.query<SpanTotals>(
    `select span, fund, confirmed_fen as "confirmedFen", credited_fen as "creditedFen", suspense_fen as "suspenseFen",
       refunded_fen as "refundedFen", paid_back_fen as "paidBackFen", arrivals, matched
     from contribution_reconciliation order by span desc, fund limit $1`,
    [limit],
  )
  return rows
}

/** What the module's own rows say was booked, for the tie to the ledger: by account of the treasury and suspense. */
export async function collectionSums(
  reader: Reader,
): Promise<{ arrivedFen: number; suspenseFen: number; refundedFen: number }> {
  const { rows } = await reader.query<{ arrivedFen: number; suspenseFen: number; refundedFen: number }>(
    `select coalesce(sum(a.amount_fen), 0)::bigint as "arrivedFen",
       coalesce(sum(a.amount_fen) filter (where a.state = 'suspense'), 0)::bigint as "suspenseFen",
       coalesce(sum(a.amount_fen) filter (where a.state = 'refunded'), 0)::bigint as "refundedFen"
     from contribution_arrival a`,
  )
  return rows[0]!
}

/** Booked by this module, not by the finance office's own hand: into the treasury, and in suspense. */
export async function bookedCollections(reader: Reader): Promise<{ treasuryFen: number; suspenseFen: number }> {
  const { rows } = await reader.query<{ treasuryFen: number; suspenseFen: number }>(
    `select coalesce(sum(case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint)
         filter (where l ->> 'account' = '1005'), 0)::bigint as "treasuryFen",
       coalesce(sum(case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint)
         filter (where l ->> 'account' = '2001.02'), 0)::bigint as "suspenseFen"
     from journal j cross join lateral jsonb_array_elements(j.lines) l
     where j.person_no = 'contribution:collection' and j.cause_kind in ('contribution_received', 'late_fee_received', 'receipt_unmatched', 'receipt_matched',
       'late_fee_matched', 'receipt_refunded')`,
  )
  return rows[0]!
}
