// What indicators may be counted over beside people and their care: contributions, books, payment, decisions, lists, connections.

import { addMonths, type Day } from '@yibao/kernel'
import { OFFICE_TABLES } from '../history/office-columns.ts'
import type { IndicatorTable, Within } from './table-model.ts'

const on = (column: string): Within => ({ kind: 'on', column })
const IN_FORCE: Within = { kind: 'in_force', from: 'from_on', until: 'until_on', day: 'to' }
/** Found or raised by the last day; whether it is closed is a condition. */
const until = (column: string): Within => ({ kind: 'until', column })

/** The first of the twelve months may have begun after its first day of business. */
const MONTHS_BUT_ONE = 11

const COUNTY = { area: 'county' } as const

/** Of a table: how its rows belong to a period, its area, and what names a row. */
const RULES: Readonly<Record<string, Pick<IndicatorTable, 'within' | 'area' | 'named'>>> = {
  receipts: { within: on('arrived_on'), ...COUNTY, named: ['receipt_no', 'arrived_on', 'payer', 'period', 'county'] },
  subsidies: {
    within: { kind: 'months', column: 'period' },
    ...COUNTY,
    named: ['person_no', 'period', 'payer', 'category', 'county'],
  },
  enrolment_issues: { within: on('found_on'), ...COUNTY, named: ['issue_id', 'kind', 'person_no', 'found_on'] },
  breaks: {
    within: { kind: 'in_force', from: 'opened_on', until: 'closed_on', day: 'to' },
    named: ['break_no', 'kind', 'fund', 'opened_on'],
  },
  postings: { within: on('booked_on'), ...COUNTY, named: ['journal_id', 'booked_on', 'event', 'fund', 'account'] },
  budgets: { within: IN_FORCE, named: ['line', 'fund', 'title', 'year'] },
  warnings: { within: on('raised_on'), named: ['warning_id', 'fund', 'indicator', 'period', 'level'] },
  fund_reports: { within: on('due_on'), named: ['report_id', 'kind', 'period', 'due_on'] },
  clearings: { within: on('declared_on'), ...COUNTY, named: ['clearing_id', 'provider', 'month', 'fund', 'state'] },
  case_payments: { within: on('settled_on'), ...COUNTY, named: ['id', 'settled_on', 'person_no', 'provider', 'code'] },
  decisions: { within: on('found_on'), ...COUNTY, named: ['finding_id', 'rule', 'provider', 'visit_id', 'state'] },
  reminders: { within: on('on_day'), ...COUNTY, named: ['reminder_id', 'on_day', 'rule', 'provider', 'visit_id'] },
  catalogue: { within: IN_FORCE, named: ['item', 'title', 'from_on', 'until_on'] },
  lists: { within: IN_FORCE, named: ['list', 'member', 'title', 'from_on', 'source'] },
  access: { within: IN_FORCE, ...COUNTY, named: ['provider', 'capability', 'level', 'county', 'from_on'] },
  visitors: { within: on('settled_on'), ...COUNTY, named: ['id', 'settled_on', 'provider', 'home_area'] },
  statistics: { within: IN_FORCE, ...COUNTY, named: ['series', 'title', 'county', 'from_on', 'source'] },
  credentials: { within: IN_FORCE, ...COUNTY, named: ['person_no', 'kind', 'county', 'from_on'] },
  filings: { within: on('filed_on'), ...COUNTY, named: ['filing_id', 'kind', 'person_no', 'filed_on', 'channel'] },
  wallet_transfers: { within: on('sent_on'), ...COUNTY, named: ['transfer_id', 'person_no', 'sent_on', 'state'] },
  traces: { within: on('settled_on'), ...COUNTY, named: ['id', 'settled_on', 'provider'] },
  service_points: { within: IN_FORCE, ...COUNTY, named: ['point_id', 'kind', 'title', 'county', 'from_on', 'source'] },
  assessments: { within: on('assessed_on'), ...COUNTY, named: ['assessment_id', 'provider', 'year', 'score_bp'] },
  consortia: { within: IN_FORCE, ...COUNTY, named: ['consortium', 'title', 'year', 'county'] },
  deferred_payments: {
    within: on('settled_on'),
    ...COUNTY,
    named: ['id', 'settled_on', 'person_no', 'provider', 'paid_on'],
  },
  projections: { within: on('made_on'), named: ['projection_id', 'title', 'assumptions', 'made_on'] },
  outages: { within: on('from_on'), named: ['outage_id', 'area', 'from_on', 'until_on', 'source'] },
  milestones: { within: until('done_on'), named: ['milestone', 'title', 'planned_on', 'done_on', 'source'] },
  outside_policies: {
    within: until('found_on'),
    ...COUNTY,
    named: ['policy_no', 'title', 'county', 'found_on', 'cleared_on'],
  },
}

const table = (name: string): IndicatorTable => ({
  ...RULES[name]!,
  columns: new Set(OFFICE_TABLES[name]!.map((column) => column.name)),
  reads: [name],
})

export const OFFICE_INDICATOR_TABLES: Readonly<Record<string, IndicatorTable>> = {
  ...Object.fromEntries(Object.keys(RULES).map((name) => [name, table(name)])),
  /** What was paid for the months of the period, whenever it arrived. */
  receipts_of_months: { ...table('receipts'), within: { kind: 'months', column: 'period' } },
  /** Recovered in the period, whenever it was found. */
  recoveries: { ...table('decisions'), within: on('recovered_on') },
  /** The catalogue and the lists on the first day of the period. */
  catalogue_at_start: { ...table('catalogue'), within: { ...IN_FORCE, day: 'from' } as Within },
  lists_at_start: { ...table('lists'), within: { ...IN_FORCE, day: 'from' } as Within },
  /** Came into force in the period. */
  catalogue_changes: { ...table('catalogue'), within: on('from_on') },
  /** Cleared by the last day, whenever they were found. */
  outside_policies_cleared: { ...table('outside_policies'), within: until('cleared_on') },
  /** Everything booked since the lake begins. */
  postings_so_far: { ...table('postings'), within: until('booked_on') },
  /** Of the twelve months that end with the last day; none where the books do not reach back so far: a mean of two months is no mean. */
  postings_of_year: {
    ...table('postings'),
    within: { kind: 'until', column: 'booked_on', months: 12 },
    select: (name, { to }) =>
      `SELECT p.* FROM ${name('postings')} p
       WHERE (SELECT MIN(booked_on) FROM ${name('postings')} s) < DATE '${addMonths(to as Day, -MONTHS_BUT_ONE)}'`,
  },
}
