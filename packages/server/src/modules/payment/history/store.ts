// Cases priced by the payment methods, for the history: of calculations that were released.
import { type Day, daysBetween } from '@yibao/kernel'
import type { HistoryRow, Reader } from '../../common/index.ts'
import type { CaseInput } from '../model.ts'
import { tagsOf } from '../rules.ts'

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
  const { rows } = await reader.query<HistoryRow & { readonly facts: CaseInput }>({
    name: 'history case payment rows',
    text: `select c.run_id::text as key, json_build_object('id', c.settlement_id, 'settled_on', c.facts ->> 'settledOn',
        'person_no', c.person_no, 'provider', c.provider, 'county', c.facts ->> 'county', 'scheme', c.insurance,
        'method', c.method, 'budget', c.budget, 'rule', c.rule, 'code', c.code, 'cost_fen', c.cost_fen, 'booked_fen', c.booked_fen, 'due_fen', c.due_fen) as row, c.facts
      from case_payment c join payment_run r on r.run_id = c.run_id
      where c.run_id = any($1::uuid[]) and r.state = 'released' order by c.run_id, c.settlement_id`,
    values: [runs],
  })
  return rows.map(({ key, row, facts }) => ({
    key,
    row: { ...row, ...toldOf(facts, row.rule === 'bed_day', row.code) },
  }))
}

/** ICD category: the class of bed-days. */
const CATEGORY = 3

/** What the list tells of its case; of bed-days their class and their number. */
function toldOf(facts: CaseInput, isByBedDay: boolean, code: unknown) {
  const { admittedOn, dischargedOn, settledOn, diagnosis } = facts
  const last = (dischargedOn ?? settledOn) as Day
  const days = Math.max(1, daysBetween((admittedOn ?? last) as Day, last))
  return {
    tags: tagsOf(facts, days).join(' ') || null,
    code: isByBedDay ? diagnosis.slice(0, CATEGORY) : (code as string),
    bed_days: isByBedDay ? days : null,
  }
}
