// Records of a platform beside its settlements and people: agreements, charges, postings, groups, findings. A record is a subject
// with a key and all rows that it has now in the tables of history; written again, it replaces itself.
import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column } from '../history/columns.ts'
import { atRest, Staging } from '../history/staging.ts'
import { columnsOfTable, type TableColumn } from '../history/table-list.ts'

export type Cell = string | number | boolean | null | undefined
export type RecordRow = Readonly<Record<string, Cell>>

/** Whose rows a table holds, and the column that says to which month a row belongs. */
interface Kept {
  readonly subject: string
  readonly month?: string
}

/** Tables of history that come from records. A table belongs to one kind of record; a record may have rows in several. */
export const RECORD_TABLES = {
  providers: { subject: 'provider' },
  parameters: { subject: 'policy' },
  charges: { subject: 'charge', month: 'month' },
  subsidies: { subject: 'charge' },
  receipts: { subject: 'arrival', month: 'arrived_on' },
  breaks: { subject: 'break' },
  entries: { subject: 'journal', month: 'booked_on' },
  postings: { subject: 'journal', month: 'booked_on' },
  groups: { subject: 'list', month: 'settled_on' },
  case_payments: { subject: 'run', month: 'settled_on' },
  clearings: { subject: 'clearing' },
  budgets: { subject: 'budget' },
  warnings: { subject: 'warning' },
  findings: { subject: 'screening', month: 'month' },
  decisions: { subject: 'screening', month: 'found_on' },
  reminders: { subject: 'screening', month: 'on_day' },
  wallet_transfers: { subject: 'transfer', month: 'sent_on' },
  filings: { subject: 'filing', month: 'filed_on' },
  enrolment_issues: { subject: 'enrolment_issue' },
  fund_reports: { subject: 'fund_report' },
  traces: { subject: 'purchase', month: 'settled_on' },
  catalogue: { subject: 'catalogue' },
  lists: { subject: 'list_entry' },
  access: { subject: 'register' },
  statistics: { subject: 'register' },
} as const satisfies Readonly<Record<string, Kept>>

export type RecordTable = keyof typeof RECORD_TABLES
export type RecordSubject = (typeof RECORD_TABLES)[RecordTable]['subject']

export interface LiveRecord {
  readonly subject: RecordSubject
  readonly key: string
  /** None: the record is no more. */
  readonly rows: Partial<Record<RecordTable, readonly RecordRow[]>>
  /** Hash of the rows: the same text, nothing new. '': a record that never changes, and that is handed over once (a posting). */
  readonly digest: string
}

/** What is written of every record that may change: which content holds since which batch. */
export const RECORDED = 'recorded'

export function liveRecord(subject: RecordSubject, key: string, rows: LiveRecord['rows']): LiveRecord {
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 22)
  return { subject, key, rows, digest }
}

/** The position of a person or claim in a bucket is a matter of the other form of lake. */
const POSITIONS: ReadonlySet<string> = new Set(['person', 'claim'])
export const isPosition = ({ name, type }: TableColumn): boolean => type === 'INTEGER' && POSITIONS.has(name)

interface Staged {
  readonly record: string
  readonly row: RecordRow
}

const columnsOf = (table: RecordTable): readonly Column<Staged>[] =>
  columnsOfTable(table)
    .filter((column) => !isPosition(column))
    .map((column) => ({ ...column, of: ({ row }: Staged) => row[column.name] }))

const KEY: Column<Staged> = {
  ...{ name: 'record', type: 'VARCHAR', unit: '', meaning: '记录 record' },
  of: ({ record }) => record,
}

const TABLES = Object.keys(RECORD_TABLES) as RecordTable[]
const stagedName = (table: RecordTable): string => `staged_${table}`
const monthColumn = (table: RecordTable): string | undefined => (RECORD_TABLES[table] as Kept).month
const monthOf = (table: RecordTable, row: RecordRow): string => String(row[monthColumn(table) ?? ''] ?? '').slice(0, 7)

const rowsIn = (records: readonly LiveRecord[], table: RecordTable): Staged[] =>
  records.flatMap(({ key, rows }) => (rows[table] ?? []).map((row) => ({ record: key, row })))

/** The months in which these records have rows; undefined once where the table is not kept by month. */
export const monthsIn = (records: readonly LiveRecord[], table: RecordTable): readonly (string | undefined)[] => {
  const rows = rowsIn(records, table)
  if (rows.length === 0 || monthColumn(table) === undefined) return rows.length === 0 ? [] : [undefined]
  return [...new Set(rows.map(({ row }) => monthOf(table, row)))].sort()
}

export async function stageRecords(connection: DuckDBConnection, records: readonly LiveRecord[]): Promise<void> {
  for (const table of TABLES) {
    const rows = rowsIn(records, table)
    if (rows.length === 0) continue
    const staging = new Staging<Staged>(stagedName(table), [KEY, ...columnsOf(table)])
    await staging.create(connection)
    for (const [at, row] of rows.entries()) staging.add(0, 0, at, row)
    staging.flush()
  }
}

export function recordsSelect(table: RecordTable, batch: number, month?: string): string {
  const columns = columnsOf(table).map((column) => atRest(column as Column<never>))
  const own = monthColumn(table)
  const where = month === undefined || own === undefined ? '' : ` WHERE substr(${own}, 1, 7) = '${month}'`
  return `SELECT ${batch}::BIGINT AS batch, record, ${columns.join(', ')} FROM ${stagedName(table)}${where} ORDER BY at_place`
}

/** A table that is kept and holds nothing yet. */
export function emptySource(columns: readonly TableColumn[]): string {
  const own = columns.filter((column) => !isPosition(column)).map(({ name, type }) => `NULL::${type} AS ${name}`)
  return `(SELECT NULL::BIGINT AS batch, NULL::VARCHAR AS record, ${own.join(', ')} WHERE FALSE)`
}
