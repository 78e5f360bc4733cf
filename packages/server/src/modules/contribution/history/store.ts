// Contributions for the history: what is charged for whom, who pays it instead, what arrived, and where the sides differ.
import type { HistoryRow, Reader } from '../../common/index.ts'

const SCHEME = (fund: string): string => `case when ${fund} like 'employee%' then 'employee' else 'resident' end`
/** A resident's year stands under its first month. */
const MONTH = (period: string): string => `case length(${period}) when 4 then ${period} || '-01' else ${period} end`

/** Charges that these payers have; late fees are no contribution. */
export async function chargesOf(reader: Reader, payers: readonly string[]): Promise<string[]> {
  const { rows } = await reader.query<{ key: string }>({
    name: 'history charges of payers',
    text: `select charge_no as key from contribution_charge where person_no = any($1) and kind = 'contribution'`,
    values: [payers],
  })
  return rows.map(({ key }) => key)
}

const LINES = `from contribution_line l join contribution_charge c on c.charge_no = l.charge_no
  where l.charge_no = any($1) order by l.charge_no, l.person_no`

/** A row for each person of a charge. Of an employer's part what goes to the personal account is the person's own. */
export async function chargeRows(reader: Reader, charges: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history charge rows',
    text: `select l.charge_no as key, json_build_object('person_no', l.person_no, 'county', l.area,
        'scheme', ${SCHEME('l.fund')}, 'month', ${MONTH('l.period')}, 'base_fen', l.base_fen,
        'employer_fen', case when c.payer_kind = 'employer' then l.amount_fen - l.account_fen
          when c.payer_kind = 'body' and l.fund like 'employee%' then l.amount_fen else 0 end,
        'person_fen', case when c.payer_kind = 'employer' then l.account_fen
          when c.payer_kind = 'body' and l.fund like 'employee%' then 0 else l.amount_fen end,
        'aid_fen', case when c.payer_kind = 'body' and l.fund not like 'employee%' then l.amount_fen else 0 end,
        'subsidy_fen', 0) as row ${LINES}`,
    values: [charges],
  })
  return rows
}

/** What bodies pay for residents. By which category is not kept on the charge. */
export async function subsidyRows(reader: Reader, charges: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history subsidy rows',
    text: `select l.charge_no as key, json_build_object('person_no', l.person_no, 'county', l.area,
        'period', ${MONTH('l.period')}, 'category', null, 'payer', c.payer, 'amount_fen', l.amount_fen) as row
      ${LINES.replace('where', `where c.payer_kind = 'body' and l.fund not like 'employee%' and`)}`,
    values: [charges],
  })
  return rows
}

/** Money that arrived; in suspense the payer is not known. Money that was sent back has no row. */
export async function receiptRows(reader: Reader, arrivals: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history receipt rows',
    text: `select a.arrival_no as key, json_build_object('receipt_no', a.receipt_no,
        'person_no', case when c.payer_kind = 'person' then c.payer end, 'payer', c.payer,
        'payer_kind', case when c.payer = 'unemployment' then 'unemployment_fund' else c.payer_kind end,
        'people', c.people, 'scheme', ${SCHEME('a.fund')}, 'county', c.area, 'period', ${MONTH('c.period')},
        'paid_on', r.paid_on, 'arrived_on', a.arrived_on, 'channel', null, 'is_self_declared', null,
        'amount_fen', a.amount_fen) as row
      from contribution_arrival a left join contribution_charge c on c.charge_no = a.charge_no
      left join contribution_receipt r on r.receipt_no = a.receipt_no
      where a.arrival_no = any($1) and a.state <> 'refunded' order by a.arrival_no`,
    values: [arrivals],
  })
  return rows
}

/** 对账差异: all that are open, and all that were found or stepped on these days. */
export async function breakRows(reader: Reader, days: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history break rows',
    text: `select b.break_no as key, json_build_object('break_no', b.break_no, 'kind', b.kind, 'fund', b.fund,
        'opened_on', b.opened_on, 'amount_fen', b.amount_fen,
        'closed_on', case when b.state = 'closed' then (select left(max(s ->> 'at'), 10) from json_array_elements(b.steps) s) end) as row
      from contribution_break b where b.state <> 'closed' or b.opened_on::text = any($1)
        or exists (select from json_array_elements(b.steps) s where left(s ->> 'at', 10) = any($1)) order by b.break_no`,
    values: [days],
  })
  return rows
}
