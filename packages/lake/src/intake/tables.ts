// The tables that a file may be brought into: what the offices keep beside care. For each, the columns that name a row and those that
// every row must hold. Care, people and the books come from a platform or a generator, with everything that ties them together.

import { OFFICE_TABLES } from '../history/office-columns.ts'
import type { TableColumn } from '../history/table-list.ts'

export interface ImportTable {
  readonly columns: readonly TableColumn[]
  /** Together they name a row: it stands once. */
  readonly key: readonly string[]
  readonly required: readonly string[]
}

const rows: Readonly<Record<string, readonly [key: string, required: string]>> = {
  enrolment_issues: ['issue_id', 'kind person_no county found_on'],
  breaks: ['break_no', 'kind fund opened_on amount_fen'],
  budgets: ['line', 'year from_on until_on fund side amount_fen'],
  warnings: ['warning_id', 'raised_on period fund indicator level state'],
  fund_reports: ['report_id', 'kind period due_on'],
  clearings: ['clearing_id fund', 'provider county month state declared_on claimed_fen payable_fen paid_fen'],
  case_payments: ['id', 'settled_on provider scheme method rule cost_fen booked_fen due_fen'],
  decisions: ['finding_id', 'rule severity provider county found_on state excess_fen confirmed_fen recovered_fen'],
  reminders: ['reminder_id', 'on_day stage rule provider county prevented_fen'],
  catalogue: ['item from_on', 'title kind item_class'],
  lists: ['list member scheme from_on', 'title source'],
  access: ['provider capability from_on', 'kind level county'],
  visitors: ['id', 'settled_on provider county setting total_fen fund_fen'],
  statistics: ['series county from_on', 'title until_on value source'],
  credentials: ['person_no kind from_on', 'county'],
  filings: ['filing_id', 'kind person_no county channel filed_on'],
  wallet_transfers: ['transfer_id', 'person_no county sent_on state amount_fen'],
  traces: ['id', 'settled_on provider county lines_due lines_valid'],
  service_points: ['point_id', 'kind county title from_on source'],
  assessments: ['assessment_id', 'provider county year assessed_on score_bp deposit_fen kept_fen'],
  consortia: ['consortium year', 'title from_on until_on county package_fen inside_fen outside_fen balance_fen'],
  deferred_payments: ['id', 'settled_on person_no provider county total_fen person_fen'],
  projections: ['projection_id', 'title assumptions made_on start_year horizon_years'],
  outages: ['outage_id', 'area from_on source'],
  milestones: ['milestone', 'title source'],
  outside_policies: ['policy_no', 'title found_on source'],
}

/** A key may have an empty part, such as a list for all schemes. */
const EMPTY_IN_KEY: ReadonlySet<string> = new Set(['scheme', 'county'])

export const IMPORT_TABLES: Readonly<Record<string, ImportTable>> = Object.fromEntries(
  Object.entries(rows).map(([table, [key, required]]) => {
    const own = key.split(' ')
    const must = [...own.filter((name) => !EMPTY_IN_KEY.has(name)), ...required.split(' ')]
    return [table, { columns: OFFICE_TABLES[table]!, key: own, required: must }]
  }),
)
