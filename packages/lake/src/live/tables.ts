// The tables that a platform writes as it goes: those of history, each row with what it belongs to and the batch that wrote it,
// so that a later batch can say that an earlier one no longer holds.
import { createHash } from 'node:crypto'
import { CLAIM_COLUMNS, type Column, LINE_COLUMNS } from '../history/columns.ts'
import { atRest } from '../history/staging.ts'
import {
  CATEGORY_COLUMNS,
  CERTIFICATE_COLUMNS,
  type LakeCategory,
  type LakeCertificate,
  type LakePerson,
  PEOPLE_COLUMNS,
  TIER_COLUMNS,
} from '../history/table-columns.ts'
import { isPosition, RECORD_TABLES, type RecordTable, recordsSelect } from './records.ts'

/** A stretch of enrolment as the platform keeps it: its end may be open. */
export interface LiveSpell {
  readonly personNo: string
  readonly scheme: string
  readonly status: string
  readonly state: string
  readonly from: string
  readonly until?: string
  readonly benefitFrom?: string
  readonly county: string
  readonly employerNo?: string
  readonly continuousYears: number
  readonly civilServant: boolean
}

export interface LivePerson extends Omit<LakePerson, 'person'> {
  /** Hash over everything that is written of the person: the same text, nothing new. */
  readonly digest: string
  readonly spells: readonly LiveSpell[]
  readonly categories: readonly LiveCategory[]
  readonly certificates: readonly LiveCertificate[]
}

export type LiveCategory = Omit<LakeCategory, 'person'>
export type LiveCertificate = Omit<LakeCertificate, 'person'>

const spell = (
  name: string,
  type: Column<LiveSpell>['type'],
  unit: string,
  meaning: string,
  of: NonNullable<Column<LiveSpell>['of']>,
): Column<LiveSpell> => ({ name, type, unit, meaning, of })

export const LIVE_SPELL_COLUMNS: readonly Column<LiveSpell>[] = [
  spell('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  spell('scheme', 'VARCHAR', '', '险种 scheme', ({ scheme }) => scheme),
  spell('status', 'VARCHAR', '', '参保身份 status', ({ status }) => status),
  spell('state', 'VARCHAR', '', '参保状态 active, suspended or terminated', ({ state }) => state),
  spell('from_on', 'DATE', 'day', '起 first day', ({ from }) => from),
  spell('until_on', 'DATE', 'day', '止，未定时为空 last day, empty while open', ({ until }) => until),
  spell('benefit_from_on', 'DATE', 'day', '待遇起 first day of benefits', ({ benefitFrom }) => benefitFrom),
  spell('county', 'VARCHAR', '', '参保县区 county of enrolment', ({ county }) => county),
  spell('employer_no', 'VARCHAR', '', '用人单位 employer', ({ employerNo }) => employerNo),
  spell(
    'continuous_years',
    'INTEGER',
    'year',
    '此前连续参保年数 unbroken years before',
    (each) => each.continuousYears,
  ),
  spell('civil_servant', 'BOOLEAN', '', '公务员 civil servant', ({ civilServant }) => civilServant),
]

const withoutPosition = <Item>(columns: readonly Column<never>[]): readonly Column<Item>[] =>
  columns.filter((column) => !isPosition(column)) as unknown as readonly Column<Item>[]

export const LIVE_CATEGORY_COLUMNS = withoutPosition<LiveCategory>(CATEGORY_COLUMNS)
export const LIVE_CERTIFICATE_COLUMNS = withoutPosition<LiveCertificate>(CERTIFICATE_COLUMNS)
export const LIVE_PEOPLE_COLUMNS: readonly Column<LivePerson>[] = [
  ...withoutPosition<LivePerson>(PEOPLE_COLUMNS),
  {
    name: 'digest',
    type: 'VARCHAR',
    unit: '',
    meaning: '内容散列 hash of what is written of the person',
    of: ({ digest }) => digest,
  },
]

const own = <Item>(columns: readonly Column<Item>[]): Column<Item>[] => columns.filter(({ of }) => of !== undefined)

export const LIVE_CLAIM_COLUMNS = own(CLAIM_COLUMNS)
export const LIVE_LINE_COLUMNS = own(LINE_COLUMNS).filter(({ name }) => name !== 'used_on')
export const LIVE_TIER_COLUMNS = own(TIER_COLUMNS)

/** What a line and a tier know of their claim. */
const OF_CLAIM = ['id', 'visit_id', 'person_no', 'settled_on', 'provider', 'county'] as const
const ofClaim = LIVE_CLAIM_COLUMNS.filter(({ name }) => (OF_CLAIM as readonly string[]).includes(name))

const list = <Item>(columns: readonly Column<Item>[], table: string): string =>
  columns.map((column) => atRest(column as Column<never>, table)).join(', ')

export interface LiveTable {
  /** The column by which an earlier batch is superseded. */
  readonly key: 'visit_id' | 'person_no' | 'record'
  readonly subject: 'visit' | 'person' | (typeof RECORD_TABLES)[RecordTable]['subject']
  /** Of what kind of things its rows are: these say in which months a batch has rows. */
  readonly of: 'visits' | 'people' | RecordTable
  /** Rows of the staged batch; of one month where the table is kept by month. */
  select(batch: number, month?: string): string
}

const month = (text: string | undefined): string => `substr(c.settled_at, 1, 7) = '${text}'`

const ofPerson = <Item>(table: string, columns: readonly Column<Item>[]): LiveTable => ({
  ...{ key: 'person_no', subject: 'person', of: 'people' },
  select: (batch) =>
    `SELECT ${batch}::BIGINT AS batch, ${list(columns, 't.')} FROM ${table} t ORDER BY t.person_no, t.at_place`,
})

const ofRecords = (table: RecordTable): LiveTable => ({
  ...{ key: 'record', subject: RECORD_TABLES[table].subject, of: table },
  select: (batch, of) => recordsSelect(table, batch, of),
})

/** Tables of settlements and people; those of records beside them. */
export const LIVE_TABLES: Readonly<Record<string, LiveTable>> = {
  claims: {
    key: 'visit_id',
    subject: 'visit',
    of: 'visits',
    select: (batch, of) =>
      `SELECT ${batch}::BIGINT AS batch, ${list(LIVE_CLAIM_COLUMNS, 'c.')} FROM claims c WHERE ${month(of)} ORDER BY c.settled_at, c.id`,
  },
  claim_lines: {
    key: 'visit_id',
    subject: 'visit',
    of: 'visits',
    select: (batch, of) =>
      `SELECT ${batch}::BIGINT AS batch, ${list(ofClaim, 'c.')}, CAST(l.at_place AS INTEGER) AS line,
       CASE WHEN l.at_bucket < 0 THEN NULL ELSE DATE '1970-01-01' + CAST(l.at_bucket AS INTEGER) END AS used_on,
       ${list(LIVE_LINE_COLUMNS, 'l.')}
       FROM lines l JOIN claims c ON c.at_seq = l.at_seq WHERE ${month(of)} ORDER BY c.settled_at, c.id, l.at_place`,
  },
  claim_tiers: {
    key: 'visit_id',
    subject: 'visit',
    of: 'visits',
    select: (batch, of) =>
      `SELECT ${batch}::BIGINT AS batch, ${list(ofClaim, 'c.')}, CAST(t.at_place AS INTEGER) AS place, ${list(LIVE_TIER_COLUMNS, 't.')}
       FROM tiers t JOIN claims c ON c.at_seq = t.at_seq WHERE ${month(of)} ORDER BY c.settled_at, c.id, t.at_place`,
  },
  people: ofPerson('people', LIVE_PEOPLE_COLUMNS),
  spells: ofPerson('spells', LIVE_SPELL_COLUMNS),
  categories: ofPerson('categories', LIVE_CATEGORY_COLUMNS),
  certificates: ofPerson('certificates', LIVE_CERTIFICATE_COLUMNS),
  ...(Object.fromEntries(
    (Object.keys(RECORD_TABLES) as RecordTable[]).map((table) => [table, ofRecords(table)]),
  ) as Readonly<Record<RecordTable, LiveTable>>),
}

/** What no longer holds: rows of the subject with an earlier batch. */
export const SUPERSEDED = 'superseded'

/** Every column that is written: a lake with other columns is written anew from the operations. */
export const LIVE_SCHEMA: string = createHash('sha256')
  .update(JSON.stringify(Object.entries(LIVE_TABLES).map(([name, table]) => [name, table.select(0, '2026-01')])))
  .digest('hex')
  .slice(0, 16)
