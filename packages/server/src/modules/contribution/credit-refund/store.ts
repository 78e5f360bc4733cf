// Refunds of credited contributions at rest, and the contribution that one is asked for.
import type { JournalEntry } from '@yibao/kernel'
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { MONEY_FACT } from '../../ledger/index.ts'
import { fact } from '../../visit/index.ts'
import type { CreditedLine, CreditRefund } from './model.ts'

const REFUND_JSON = `json_build_object('refundId', f.refund_id, 'personNo', f.person_no, 'chargeNo', f.charge_no,
  'fund', f.fund, 'period', f.period, 'area', f.area, 'payerKind', f.payer_kind, 'payer', f.payer, 'reason', f.reason,
  'amountFen', f.amount_fen, 'accountFen', f.account_fen, 'keptFen', f.kept_fen, 'baseFen', f.base_fen,
  'paidFrom', f.paid_from, 'state', f.state, 'approvalId', f.approval_id, 'paymentId', f.payment_id,
  'paidOn', f.paid_on, 'appliedOn', f.applied_on, 'steps', f.steps)`

const SCHEME = `case when l.fund like 'employee%' then 'employee' else 'resident' end`
const FIRST_DAY = `case length(l.period) when 4 then l.period || '-01-01' else l.period || '-01' end`
const LAST_DAY = `case length(l.period) when 4 then l.period || '-12-31' else l.period || '-31' end`

const LINE_JSON = `json_build_object('personNo', l.person_no, 'chargeNo', l.charge_no, 'fund', l.fund,
  'period', l.period, 'area', l.area, 'payerKind', c.payer_kind, 'payer', l.payer, 'baseFen', l.base_fen,
  'amountFen', l.amount_fen, 'accountFen', l.account_fen, 'refundedFen', l.refunded_fen,
  'refundedAccountFen', l.refunded_account_fen, 'creditedOn', l.credited_on,
  'isEnrolled', exists (select from person p cross join lateral json_array_elements(p.dossier -> 'spells') x
    where p.person_no = l.person_no and x ->> 'scheme' = ${SCHEME} and x ->> 'state' <> 'suspended'
      and x ->> 'from' <= ${LAST_DAY} and coalesce(x ->> 'until', '9999-12-31') >= ${FIRST_DAY}
      and (c.payer_kind <> 'employer' or x ->> 'employerNo' = l.payer)),
  'settlements', (select count(*)::int from settlement s where s.person_no = l.person_no and s.scheme = ${SCHEME}
    and s.reverses is null and s.reversed_by is null and starts_with(to_char(s.settled_at, 'YYYY-MM'), l.period)),
  'otherJobs', (select count(*)::int from contribution_line o join contribution_charge d on d.charge_no = o.charge_no
    where o.person_no = l.person_no and o.fund = l.fund and o.period = l.period and o.charge_no <> l.charge_no
      and d.payer_kind = 'employer' and o.credited_on is not null and o.refunded_fen < o.amount_fen))`
const LINE_FROM = `contribution_line l join contribution_charge c on c.charge_no = l.charge_no`

/** The journals of an approval or a payment are numbered right after it. */
const JOURNALS = (name: string, before: string): string => `(select coalesce(json_agg(json_build_object(
    'journalId', j.journal_id, 'layer', j.layer, 'cause', j.cause_kind, 'lines', j.lines) order by j.journal_id), '[]')
  from journal j where j.journal_id > (q.args ->> '${name}')::uuid and j.journal_id < (q.args ->> '${before}')::uuid
    and j.person_no = q.person_no and j.cause_id = q.args ->> '${name}' and j.reverses is null)`

export const CREDIT_REFUND_FACTS = fact({
  refund: `(select ${REFUND_JSON} from contribution_credit_refund f
    where f.refund_id = (q.args ->> 'refundId')::uuid and f.person_no = q.person_no)`,
  line: `(select ${LINE_JSON} from ${LINE_FROM} where l.person_no = q.person_no and l.charge_no = q.args ->> 'chargeNo')`,
  approved: JOURNALS('approvalId', 'approvalBefore'),
  paid: JOURNALS('paymentId', 'paymentBefore'),
  money: `case when q.args ->> 'pays' = 'true' then ${MONEY_FACT} else '{}' end`,
})

export interface BookedRefund {
  readonly journalId: string
  readonly layer: JournalEntry['layer']
  readonly cause: string
  readonly lines: JournalEntry['lines']
}

export const creditRefundRow = (refund: CreditRefund): Row => ({
  refund_id: refund.refundId,
  person_no: refund.personNo,
  charge_no: refund.chargeNo,
  fund: refund.fund,
  period: refund.period,
  area: refund.area,
  payer_kind: refund.payerKind,
  payer: refund.payer,
  reason: refund.reason,
  amount_fen: refund.amountFen,
  account_fen: refund.accountFen,
  kept_fen: refund.keptFen,
  base_fen: refund.baseFen,
  paid_from: refund.paidFrom,
  state: refund.state,
  approval_id: refund.approvalId,
  payment_id: refund.paymentId,
  paid_on: refund.paidOn,
  applied_on: refund.appliedOn,
  steps: refund.steps as unknown as Json,
})

export const creditRefundUpdate = (after: CreditRefund): Update => ({
  key: { refund_id: after.refundId, person_no: after.personNo },
  set: {
    state: after.state,
    kept_fen: after.keptFen,
    approval_id: after.approvalId,
    payment_id: after.paymentId,
    paid_on: after.paidOn,
    steps: after.steps as unknown as Json,
  },
})

/** `sign` −1: an approval is revoked. */
export const refundedLine = (line: CreditedLine, { amountFen, accountFen }: CreditRefund, sign: 1 | -1): Update => ({
  key: { person_no: line.personNo, charge_no: line.chargeNo },
  set: {
    refunded_fen: line.refundedFen + sign * amountFen,
    refunded_account_fen: line.refundedAccountFen + sign * accountFen,
  },
})

export async function findLine(
  reader: Reader,
  personNo: string,
  chargeNo: string,
): Promise<(CreditedLine & { readonly accountHeldFen: number }) | undefined> {
  const { rows } = await reader.query<{ line: CreditedLine; held: number }>(
    `select ${LINE_JSON} as line, coalesce((select (s.state ->> 'accountFen')::bigint from subject_state s
       where s.person_no = l.person_no), 0)::bigint as held
     from ${LINE_FROM} where l.person_no = $1 and l.charge_no = $2`,
    [personNo, chargeNo],
  )
  const [row] = rows
  return row && { ...row.line, accountHeldFen: row.held }
}

export async function findCreditRefund(reader: Reader, refundId: string): Promise<CreditRefund | undefined> {
  const { rows } = await reader.query<{ refund: CreditRefund }>(
    `select ${REFUND_JSON} as refund from contribution_credit_refund f where f.refund_id = $1`,
    [refundId],
  )
  return rows[0]?.refund
}

export interface CreditRefundFilter {
  readonly state?: string
  readonly reason?: string
  readonly fund?: string
  readonly period?: string
}

export interface NamedCreditRefund extends CreditRefund {
  /** Null: not in the asker's scope. */
  readonly personName: string | null
}

export interface CreditRefundSums {
  readonly total: number
  readonly amountFen: number
  readonly payoutFen: number
}

/** Newest first, with the sums of the whole result. */
export async function creditRefundsOf(
  reader: Reader,
  query: CreditRefundFilter & { readonly offset: number; readonly limit: number },
): Promise<{ rows: NamedCreditRefund[]; sums: CreditRefundSums }> {
  const where = `where ($1::text is null or f.state = $1) and ($2::text is null or f.reason = $2)
    and ($3::text is null or f.fund = $3) and ($4::text is null or f.period = $4)`
  const values = [query.state ?? null, query.reason ?? null, query.fund ?? null, query.period ?? null]
  const { rows } = await reader.query<{ refund: CreditRefund; personName: string | null }>(
    `select ${REFUND_JSON} as refund, p.name as "personName" from contribution_credit_refund f
     left join person p on p.person_no = f.person_no ${where} order by f.refund_id desc offset $5 limit $6`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<CreditRefundSums>(
    `select count(*)::int as total, coalesce(sum(f.amount_fen), 0)::bigint as "amountFen",
       coalesce(sum(f.amount_fen - f.kept_fen), 0)::bigint as "payoutFen" from contribution_credit_refund f ${where}`,
    values,
  )
  return { rows: rows.map(({ refund, personName }) => ({ ...refund, personName })), sums: counted.rows[0]! }
}

/** By charge: what of it went back and was paid, of charges that the receipts name. */
export async function paidBackOf(reader: Reader, chargeNos: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ chargeNo: string; fen: number }>(
    `select f.charge_no as "chargeNo", sum(f.amount_fen - f.kept_fen)::bigint as fen from contribution_credit_refund f
     where f.charge_no = any ($1) and f.state = 'paid' group by 1`,
    [chargeNos],
  )
  return new Map(rows.map(({ chargeNo, fen }) => [chargeNo, fen]))
}

/** By fund: what was paid back on the days. */
export async function paidBackBetween(reader: Reader, from: string, until: string): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ fund: string; fen: number }>(
    `select f.fund, sum(f.amount_fen - f.kept_fen)::bigint as fen from contribution_credit_refund f
     where f.state = 'paid' and f.paid_on between $1 and $2 group by 1`,
    [from, until],
  )
  return new Map(rows.map(({ fund, fen }) => [fund, fen]))
}

/** What was paid back, and what of it the books have; mirrors of returned payments with it. */
export async function creditRefundSums(reader: Reader): Promise<{ paidFen: number; bookedFen: number }> {
  const { rows } = await reader.query<{ paidFen: number; bookedFen: number }>(
    `select (select coalesce(sum(f.amount_fen - f.kept_fen), 0)::bigint from contribution_credit_refund f
        where f.state = 'paid') as "paidFen",
       (select coalesce(sum(case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint), 0)::bigint
        from journal j cross join lateral jsonb_array_elements(j.lines) l
        where j.layer = 'cash' and l ->> 'account' = '4001'
          and j.cause_kind in ('contribution_refunded', 'contribution_refunded_paid', 'contribution_refund_returned'))
         as "bookedFen"`,
  )
  return rows[0]!
}

/** Approved, or returned by the bank: to be paid. */
export async function refundsToPay(reader: Reader): Promise<CreditRefund[]> {
  const { rows } = await reader.query<{ refund: CreditRefund }>(
    `select ${REFUND_JSON} as refund from contribution_credit_refund f where f.state in ('approved', 'returned')
     order by f.refund_id limit 10000`,
  )
  return rows.map(({ refund }) => refund)
}
