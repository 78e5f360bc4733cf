// What indicators may be counted over: tables of the lake and views over them, the days to which a row belongs, its area, and what
// names the row. A view is a SELECT in the part of SQL that columnar engines share.
import { addDays, addMonths, type Day, type indicator } from '@yibao/kernel'
import { PROVIDER_COLUMNS } from '../history/city-tables.ts'
import { CLAIM_COLUMNS, LINE_COLUMNS } from '../history/columns.ts'
import { FINDING_COLUMNS, GROUP_COLUMNS } from '../history/derived-columns.ts'
import {
  CATEGORY_COLUMNS,
  CERTIFICATE_COLUMNS,
  CHARGE_COLUMNS,
  ENTRY_COLUMNS,
  PEOPLE_COLUMNS,
  SPELL_COLUMNS,
  TIER_COLUMNS,
} from '../history/table-columns.ts'
import { LISTED_INDICATOR_TABLES } from './listed-tables.ts'
import { OFFICE_INDICATOR_TABLES } from './office-tables.ts'
import type { Dialect, Period } from './scope.ts'
import type { IndicatorTable, Within } from './table-model.ts'

export type { IndicatorTable } from './table-model.ts'

const names = (columns: readonly { readonly name: string }[], ...more: string[]): ReadonlySet<string> =>
  new Set([...columns.map(({ name }) => name), ...more])

const on = (column: string): Within => ({ kind: 'on', column })
const inForce = (from: string, until: string, day: 'from' | 'to' = 'to'): Within => ({
  kind: 'in_force',
  from,
  until,
  day,
})

const STAYS_BEFORE_MONTHS = 1
const STAY_COLUMNS = [
  ...['id', 'settled_on', 'person_no', 'provider', 'county', 'scheme', 'status', 'level', 'place'],
  ...['admitted_on', 'discharged_on', 'los_days', 'total_fen', 'fund_fen', 'person_fen', 'categories'],
]
const named = (...columns: string[]): readonly string[] => columns

export const INDICATOR_TABLES: Readonly<Record<string, IndicatorTable>> = {
  claims: {
    columns: names(CLAIM_COLUMNS),
    within: on('settled_on'),
    area: 'county',
    named: named('id', 'settled_on', 'person_no', 'provider', 'county'),
    reads: ['claims'],
  },
  /** Claims with what the city knows of the provider. */
  care: {
    columns: names(CLAIM_COLUMNS, 'provider_county', 'provider_kind', 'provider_tags', 'provider_outside'),
    within: on('settled_on'),
    area: 'county',
    named: named('id', 'settled_on', 'person_no', 'provider', 'county', 'provider_county'),
    reads: ['claims', 'providers'],
    select: (
      name,
    ) => `SELECT c.*, p.county AS provider_county, p.kind AS provider_kind, p.tags AS provider_tags, p.outside AS provider_outside
      FROM ${name('claims')} c LEFT JOIN ${name('providers')} p ON p.provider = c.provider`,
  },
  /** Stays, each with the days since the person last left a hospital. */
  stays: {
    columns: new Set([...STAY_COLUMNS, 'days_since']),
    within: on('settled_on'),
    area: 'county',
    named: named('id', 'settled_on', 'person_no', 'provider', 'county', 'days_since'),
    reads: ['claims'],
    monthsBefore: STAYS_BEFORE_MONTHS,
    select: (name, { from, to }, dialect) => {
      const since = addMonths(from as Day, -STAYS_BEFORE_MONTHS)
      const previous = `LAG(discharged_on) OVER (PARTITION BY person_no ORDER BY discharged_on, id)`
      return `SELECT ${STAY_COLUMNS.join(', ')}, ${daysText('previous_on', 'admitted_on', dialect)} AS days_since
        FROM (SELECT ${STAY_COLUMNS.join(', ')}, ${previous} AS previous_on FROM ${name('claims')}
          WHERE setting = 'inpatient' AND settled_on BETWEEN DATE '${since}' AND DATE '${to}') s`
    },
  },
  claim_tiers: {
    columns: names(TIER_COLUMNS, 'month'),
    within: { kind: 'months', column: 'month' },
    named: named('id', 'settled_on', 'person_no', 'provider', 'tier', 'payer'),
    reads: ['claim_tiers'],
  },
  claim_lines: {
    columns: names(LINE_COLUMNS, 'month'),
    within: { kind: 'months', column: 'month' },
    named: named('id', 'line', 'settled_on', 'person_no', 'provider', 'item'),
    reads: ['claim_lines'],
  },
  /** Everybody whom the lake knows, alive on the last day. */
  population: {
    columns: names(PEOPLE_COLUMNS),
    within: inForce('born_on', 'died_on'),
    area: 'county',
    named: named('person_no', 'born_on', 'county'),
    reads: ['people'],
  },
  /** Enrolled on the last day. */
  enrolled: {
    columns: names(SPELL_COLUMNS),
    within: inForce('from_on', 'until_on'),
    area: 'county',
    named: named('person_no', 'from_on', 'until_on', 'scheme', 'status', 'county'),
    reads: ['spells'],
  },
  /** Years of enrolment that began in the period: a person enrolled for five years counts five times. */
  enrolments: {
    columns: names(SPELL_COLUMNS, 'born_on', 'sex'),
    within: on('from_on'),
    area: 'county',
    named: named('person_no', 'from_on', 'until_on', 'scheme', 'status', 'county'),
    reads: ['spells', 'people'],
    select: (name) =>
      `SELECT s.*, p.born_on, p.sex FROM ${name('spells')} s JOIN ${name('people')} p ON p.person_no = s.person_no`,
  },
  /** Categories in force on the last day, of those alive, with the scheme in which the person is enrolled then, if in any. */
  recognised: {
    columns: names(CATEGORY_COLUMNS, 'scheme'),
    within: inForce('from_on', 'until_on'),
    area: 'county',
    named: named('person_no', 'category', 'from_on', 'until_on', 'scheme', 'county'),
    reads: ['categories', 'people', 'spells'],
    select: (name, { to }) => `SELECT c.*, s.scheme FROM ${name('categories')} c
      JOIN (SELECT person_no FROM ${name('people')} WHERE died_on IS NULL OR died_on >= DATE '${to}') p ON p.person_no = c.person_no
      LEFT JOIN (SELECT person_no, MAX(scheme) AS scheme FROM ${name('spells')}
        WHERE from_on <= DATE '${to}' AND until_on >= DATE '${to}' GROUP BY person_no) s ON s.person_no = c.person_no`,
  },
  certificates: {
    columns: names(CERTIFICATE_COLUMNS),
    within: inForce('from_on', 'until_on'),
    area: 'county',
    named: named('person_no', 'disease', 'kind', 'from_on', 'county'),
    reads: ['certificates'],
  },
  charges: {
    columns: names(CHARGE_COLUMNS),
    within: { kind: 'months', column: 'month' },
    area: 'county',
    named: named('person_no', 'month', 'scheme', 'county'),
    reads: ['charges'],
  },
  /** Agreements on the last day. */
  providers: {
    columns: names(PROVIDER_COLUMNS),
    within: inForce('from_on', 'until_on'),
    area: 'county',
    named: named('provider', 'kind', 'level', 'county', 'state'),
    reads: ['providers'],
  },
  parameters: parametersOn('to'),
  parameters_at_start: parametersOn('from'),
  entries: entriesWithin(on('booked_on')),
  /** Everything since the lake begins. */
  entries_so_far: entriesWithin({ kind: 'until', column: 'booked_on' }),
  /** The twelve months that end with the last day. */
  entries_of_year: entriesWithin({ kind: 'until', column: 'booked_on', months: 12 }),
  groups: {
    columns: names(GROUP_COLUMNS),
    within: on('settled_on'),
    area: 'county',
    named: named('id', 'settled_on', 'person_no', 'provider', 'case_group', 'status'),
    reads: ['groups'],
  },
  findings: {
    columns: names(FINDING_COLUMNS),
    within: { kind: 'months', column: 'month' },
    named: named('finding_id', 'rule', 'severity', 'month', 'person', 'provider', 'visit'),
    reads: ['findings'],
  },
  ...OFFICE_INDICATOR_TABLES,
  ...LISTED_INDICATOR_TABLES,
}

function parametersOn(day: 'from' | 'to'): IndicatorTable {
  const columns = new Set(['parameter', 'title', 'from_on', 'until_on', 'value', 'per', 'assumed', 'source'])
  const own = named('parameter', 'title', 'from_on', 'until_on', 'source')
  return { columns, within: inForce('from_on', 'until_on', day), named: own, reads: ['parameters'] }
}

function entriesWithin(within: Within): IndicatorTable {
  const own = named('booked_on', 'fund', 'account', 'county')
  return { columns: names(ENTRY_COLUMNS), within, area: 'county', named: own, reads: ['entries'] }
}

/** Whole days from one to the other: the one function that each engine writes in its own way. */
export function daysText(from: string, to: string, dialect: Dialect): string {
  if (dialect === 'spark') return `datediff(${to}, ${from})`
  return dialect === 'clickhouse' ? `dateDiff('day', ${from}, ${to})` : `date_diff('day', ${from}, ${to})`
}

/** The condition under which a row belongs to the period. */
export function withinText(within: Within, { from, to }: Period): string {
  switch (within.kind) {
    case 'on':
      return `${within.column} BETWEEN DATE '${from}' AND DATE '${to}'`
    case 'in_force': {
      const day = within.day === 'to' ? to : from
      return `${within.from} <= DATE '${day}' AND (${within.until} IS NULL OR ${within.until} >= DATE '${day}')`
    }
    case 'months':
      return `${within.column} BETWEEN '${from.slice(0, 7)}' AND '${to.slice(0, 7)}'`
    case 'until': {
      const first = within.months === undefined ? '' : ` AND ${within.column} > DATE '${before(to, within.months)}'`
      return `${within.column} <= DATE '${to}'${first}`
    }
  }
}

/** The last day of the month that lies so many months back; of another day, the same day then. */
const before = (to: string, months: number): Day =>
  isLastOfMonth(to) ? addDays(addMonths(addDays(to as Day, 1), -months), -1) : addMonths(to as Day, -months)

const isLastOfMonth = (day: string): boolean => addDays(day as Day, 1).endsWith('-01')

/** A month that is not over is whole as far as the lake goes: nothing of it lies after its last day. */
export const isWholeMonths = ({ from, to }: Period, lastDay?: string): boolean =>
  from.endsWith('-01') && (isLastOfMonth(to) || (lastDay !== undefined && to >= lastDay))

export const INDICATOR_COLUMNS: indicator.Columns = Object.fromEntries(
  Object.entries(INDICATOR_TABLES).map(([name, { columns }]) => [name, columns]),
)
