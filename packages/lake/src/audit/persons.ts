// The persons of whom something is told, shared out into batches: all their facts lie together, so that a batch is read without
// looking at everybody else's.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { AuditFacts } from '@yibao/kernel'
import { readTableOf } from './read.ts'

/** Persons that are read into memory at a time. */
const PERSONS = 2000

/** The person of a finding: of its first line, or of its first visit. */
export const OF_PERSON = `finding f LEFT JOIN lines l ON l.id = f.lines[1] JOIN encounters e ON e.id = COALESCE(l.encounter_id, f.encounters[1])`

/** A finding as one text that both forms can write. */
const SAID = `f.rule || ' ' || f.point || ' ' || f.severity || ' ' || array_to_string(f.lines, ',') || ' ' || array_to_string(f.encounters, ',')
  || ' ' || f.excess_quantity || ' ' || f.excess_fen`

/** Copies what is known of the `chosen` into a schema of its own, batch after batch; how many batches there are. */
export async function shareOutPersons(connection: DuckDBConnection): Promise<number> {
  const texts = [
    `CREATE OR REPLACE TABLE batches AS SELECT person_id, ((nth - 1) // ${PERSONS})::INTEGER AS batch FROM chosen`,
    'CREATE SCHEMA IF NOT EXISTS told',
    'CREATE OR REPLACE TABLE told.persons AS SELECT b.batch, p.* FROM persons p JOIN batches b ON b.person_id = p.id ORDER BY batch',
    'CREATE OR REPLACE TABLE told.encounters AS SELECT b.batch, e.* FROM encounters e JOIN batches b USING (person_id) ORDER BY batch',
    'CREATE OR REPLACE TABLE told.lines AS SELECT e.batch, l.* FROM lines l JOIN told.encounters e ON e.id = l.encounter_id ORDER BY e.batch',
    `CREATE OR REPLACE TABLE told.records AS SELECT COALESCE(b.batch, e.batch) AS batch, r.* FROM records r
      LEFT JOIN batches b ON b.person_id = r.person_id LEFT JOIN told.encounters e ON e.id = r.encounter_id WHERE COALESCE(b.batch, e.batch) IS NOT NULL`,
    `CREATE OR REPLACE TABLE told.found AS SELECT b.batch, ${SAID} AS said FROM ${OF_PERSON} JOIN batches b USING (person_id) ORDER BY batch`,
    'CREATE OR REPLACE TABLE told.undated AS SELECT l.batch, u.id FROM undated u JOIN told.lines l USING (id) ORDER BY batch',
    'CREATE OR REPLACE TABLE told.earlier AS SELECT e.batch, e.id FROM earlier x JOIN told.encounters e ON e.id = x.encounter_id ORDER BY batch',
  ]
  for (const text of texts) await connection.run(text)
  const [last = []] = (await connection.runAndReadAll('SELECT COALESCE(MAX(batch), -1) FROM batches')).getRows()
  return Number(last[0]) + 1
}

export interface Batch {
  readonly facts: AuditFacts
  /** What the set-based form found, as texts. */
  readonly found: readonly string[]
  readonly undated: ReadonlySet<string>
  /** Visits that were settled before the months asked for. */
  readonly earlier: ReadonlySet<string>
}

export async function readBatch(connection: DuckDBConnection, batch: number): Promise<Batch> {
  const where = `batch = ${batch}`
  const texts = async (table: string, column: string): Promise<string[]> =>
    (await connection.runAndReadAll(`SELECT ${column} FROM told.${table} WHERE ${where}`))
      .getRows()
      .map(([text]) => String(text))
  return {
    facts: {
      persons: await readTableOf(connection, 'persons', where, 'told.'),
      providers: await readTableOf(connection, 'providers', 'TRUE'),
      practitioners: await readTableOf(connection, 'practitioners', 'TRUE'),
      encounters: await readTableOf(connection, 'encounters', where, 'told.'),
      lines: await readTableOf(connection, 'lines', where, 'told.'),
      records: await readTableOf(connection, 'records', where, 'told.'),
    },
    found: await texts('found', 'said'),
    undated: new Set(await texts('undated', 'id')),
    earlier: new Set(await texts('earlier', 'id')),
  }
}
