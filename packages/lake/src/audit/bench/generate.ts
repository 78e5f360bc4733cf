// Fee lines by the hundred million for a bench: made by the engine itself, in files of one group of persons each.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from '../../history/engine.ts'

const LINES_OF_A_VISIT = 10
const VISITS_OF_A_PERSON = 8
/** 2025-01-01 as minutes, and the days of a year. */
const FIRST_MINUTE = 28_927_440
const DAYS = 365
/** Of a thousand lines, those whose code some knowledge point knows. */
const KNOWN = 250
const OTHER_CODES = 5000

/** The files of one group: lines `from` to `to`, whole persons. */
export interface Piece {
  readonly lines: string
  readonly encounters: string
  readonly persons: string
  readonly rows: number
}

export const linesOfAPerson = LINES_OF_A_VISIT * VISITS_OF_A_PERSON

const number = (of: string, salt: number, below: number): string =>
  `CAST(hash(${of} * 31 + ${salt}) % ${below} AS BIGINT)`

const visits = (
  from: number,
  to: number,
): string => `SELECT 'E' || e AS id, 'P' || (e // ${VISITS_OF_A_PERSON}) AS person_id,
    'H' || ${number('e', 1, 300)} AS provider_id, e, ${number('e', 2, 10)} < 2 AS is_stay,
    ${FIRST_MINUTE} + ${number('e', 3, DAYS)} * 1440 + 480 + ${number('e', 4, 480)} AS start_minute
  FROM range(${from / LINES_OF_A_VISIT}, ${to / LINES_OF_A_VISIT}) t(e)`

/** `codes` is a table of the codes that points know: number, code, catalogue. */
export async function generatePiece(
  connection: DuckDBConnection,
  folder: string,
  { at, from, to, codes }: { at: number; from: number; to: number; codes: number },
): Promise<Piece> {
  mkdirSync(folder, { recursive: true })
  const path = (table: string) => join(folder, `${table}-${String(at).padStart(4, '0')}.parquet`)
  const copy = (table: string, sql: string) =>
    connection.run(`COPY (${sql}) TO ${quoted(path(table))} (FORMAT parquet, COMPRESSION snappy)`)
  await copy(
    'persons',
    `SELECT 'P' || p AS id, CASE WHEN ${number('p', 5, 2)} = 0 THEN 'male' ELSE 'female' END AS sex,
      DATE '1930-01-01' + CAST(${number('p', 6, 33_000)} AS INTEGER) AS born_on, 'employee' AS scheme
    FROM range(${from / linesOfAPerson}, ${to / linesOfAPerson}) t(p)`,
  )
  await copy(
    'encounters',
    `SELECT id, person_id, provider_id, CASE WHEN is_stay THEN 'inpatient' ELSE 'outpatient' END AS care_mode, start_minute,
      start_minute + CASE WHEN is_stay THEN 9 * 1440 ELSE 0 END AS end_minute, DATE '1970-01-01' + CAST(start_minute // 1440 AS INTEGER) AS start_on,
      DATE '1970-01-01' + CAST(start_minute // 1440 + CASE WHEN is_stay THEN 9 ELSE 0 END AS INTEGER) AS end_on, e AS sequence,
      '[{"code":"' || CASE ${number('e', 7, 4)} WHEN 0 THEN 'J18.900' WHEN 1 THEN 'I10.x00' WHEN 2 THEN 'E11.900' ELSE 'K29.500' END
        || '","isMain":true}]' AS diagnoses,
      'basic' AS insurance_type, FALSE AS is_rescue, FALSE AS is_long_term_prescription, FALSE AS is_pre_admission, '{}' AS flags
    FROM (${visits(from, to)})`,
  )
  await copy(
    'lines',
    `SELECT 'L' || i AS id, 'E' || (i // ${LINES_OF_A_VISIT}) AS encounter_id, at_minute,
      DATE '1970-01-01' + CAST(at_minute // 1440 AS INTEGER) AS used_on, COALESCE(k.catalogue, CASE WHEN ${number('i', 8, OTHER_CODES)} % 10 < 4 THEN 'drug' ELSE 'service' END) AS catalogue,
      COALESCE(k.code, 'ZX' || ${number('i', 8, OTHER_CODES)}) AS code, quantity, unit_price,
      (quantity * unit_price + 50000000) // 100000000 AS amount_fen, TRUE AS to_fund,
      CASE WHEN ${number('i', 9, 1000)} < 5 THEN 30 ELSE 1 + ${number('i', 16, 5)} END AS supply_days,
      'D' || ${number('i', 10, 3000)} AS prescriber_id, 'D' || ${number('i', 11, 3000)} AS executor_id,
      at_minute + CASE WHEN ${number('i', 17, 1000)} < 5 THEN 90000 ELSE ${number('i', 18, 600)} END AS uploaded_at,
      CAST(NULL AS VARCHAR) AS reversal_of, i AS sequence
    FROM (SELECT i, v.start_minute + CASE WHEN v.is_stay THEN (i % ${LINES_OF_A_VISIT}) * 1440 ELSE 0 END AS at_minute,
        (1 + ${number('i', 12, 3)}) * 10000 AS quantity, (1 + ${number('i', 13, 90)}) * 1000000 AS unit_price,
        CASE WHEN ${number('i', 14, 1000)} < ${KNOWN} THEN ${number('i', 15, codes)} END AS known
      FROM range(${from}, ${to}) t(i) JOIN (${visits(from, to)}) v ON v.e = i // ${LINES_OF_A_VISIT}) g
    LEFT JOIN codes k ON k.number = g.known`,
  )
  return { lines: path('lines'), encounters: path('encounters'), persons: path('persons'), rows: to - from }
}
