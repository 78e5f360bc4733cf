// Facts back from tables, as the kernel reads them: absent where the column is null.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { AuditFacts } from '@yibao/kernel'
import { FACT_COLUMNS, type FactColumn, type FactTable } from './columns.ts'

const selected = ({ name, type }: FactColumn): string => {
  if (type === 'DATE') return `CAST(${name} AS VARCHAR) AS ${name}`
  if (type === 'VARCHAR[]') return `CAST(to_json(${name}) AS VARCHAR) AS ${name}`
  return type === 'BIGINT' ? `CAST(${name} AS DOUBLE) AS ${name}` : name
}

export async function readTableOf<K extends FactTable>(
  connection: DuckDBConnection,
  table: K,
  where: string,
  schema: '' | 'told.' = '',
): Promise<AuditFacts[K]> {
  const columns = FACT_COLUMNS[table].filter(({ fact }) => fact !== '#')
  const order = table === 'records' ? 'nth, fact' : 'id'
  const sql = `SELECT ${columns.map((column) => selected({ ...column, name: `"${column.name}"` })).join(', ')} FROM ${schema}${table} WHERE ${where} ORDER BY ${order}`
  const rows = (await connection.runAndReadAll(sql)).getRows()
  return rows.map((row) => factOf(columns, row)) as unknown as AuditFacts[K]
}

function factOf(columns: readonly FactColumn[], row: readonly unknown[]): unknown {
  const entries: [string, unknown][] = []
  for (const [at, { fact, type }] of columns.entries()) {
    const value = row[at]
    if (value === null || value === undefined) continue
    const decoded = type === 'JSON' || type === 'VARCHAR[]' ? JSON.parse(String(value)) : value
    if (fact === '') return decoded
    entries.push([fact, decoded])
  }
  return Object.fromEntries(entries)
}

/** Everything of some persons, and the providers and practitioners of all; `chosen` is a table of person ids. */
export async function readFactsOf(connection: DuckDBConnection, chosen: string): Promise<AuditFacts> {
  const ofPerson = `person_id IN (SELECT person_id FROM ${chosen})`
  const ofVisit = `encounter_id IN (SELECT id FROM encounters WHERE ${ofPerson})`
  return {
    persons: await readTableOf(connection, 'persons', `id IN (SELECT person_id FROM ${chosen})`),
    providers: await readTableOf(connection, 'providers', 'TRUE'),
    practitioners: await readTableOf(connection, 'practitioners', 'TRUE'),
    encounters: await readTableOf(connection, 'encounters', ofPerson),
    lines: await readTableOf(connection, 'lines', ofVisit),
    records: await readTableOf(connection, 'records', `${ofPerson} OR ${ofVisit}`),
  }
}
