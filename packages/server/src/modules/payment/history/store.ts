// Cases priced by the payment methods, for the history: of calculations that were released.
import type { HistoryRow, Reader } from '../../common/index.ts'

/** Calculations of months among these numbers; the year counts the same cases again. */
export async function runsNamed(reader: Reader, names: readonly string[]): Promise<string[]> {
  const { rows } = await reader.query<{ key: string }>({
    name: 'history runs named',
    text: 'select run_id::text as key from payment_run where run_id = any($1::uuid[]) and length(period) = 7',
    values: [names],
  })
  return rows.map(({ key }) => key)
}

export async function casePaymentRows(reader: Reader, runs: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history case payment rows',
    text: `select c.run_id::text as key, json_build_object('id', c.settlement_id, 'settled_on', c.facts ->> 'settledOn',
        'person_no', c.person_no, 'provider', c.provider, 'county', c.facts ->> 'county', 'scheme', c.insurance,
        'method', c.method, 'budget', c.budget, 'rule', c.rule, 'code', c.code,
        'bed_days', case when c.method = 'bed_day'
          then (c.facts ->> 'dischargedOn')::date - (c.facts ->> 'admittedOn')::date end,
        'cost_fen', c.cost_fen, 'booked_fen', c.booked_fen, 'due_fen', c.due_fen) as row
      from case_payment c join payment_run r on r.run_id = c.run_id
      where c.run_id = any($1::uuid[]) and r.state = 'released' order by c.run_id, c.settlement_id`,
    values: [runs],
  })
  return rows
}
