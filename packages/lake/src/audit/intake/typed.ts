// One file read: its rows as facts in a table of the engine; rows that cannot be read set aside with column, found and allowed.
import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { intake } from '@yibao/kernel'
import { quoted } from '../../history/engine.ts'
import { type ColumnSql, columnSql } from './expressions.ts'
import { scanOf } from './scan.ts'

/** A file with its place in the map, its titles known to hold every mapped column. */
export interface ReadableFile {
  readonly path: string
  /** As people know it, when `path` only stands for it. */
  readonly name: string
  readonly mapped: intake.MappedFile
  readonly titles: readonly string[]
  readonly delimiter: string
}

export interface TypedFile {
  readonly file: ReadableFile
  readonly number: number
  readonly table: string
  /** Of the file, those that could be read and those that could not. */
  readonly rows: number
  /** Places in the file of the rows that are no rows. */
  readonly rejected: readonly number[]
}

export const SET_ASIDE =
  'CREATE TABLE IF NOT EXISTS set_aside (file INTEGER, n BIGINT, row BIGINT, field VARCHAR, found VARCHAR, allowed VARCHAR)'

const nameOf = (field: string): string => `"${field}"`

/** The column of the file that tells a field. */
export const titleOf = ({ mapped }: ReadableFile, field: string): string =>
  mapped.columns.find((each) => each.field.name === field)?.column ?? ''

export async function readTyped(connection: DuckDBConnection, file: ReadableFile, number: number): Promise<TypedFile> {
  const { mapped, titles } = file
  const needed = intake.NEEDED[mapped.table] ?? []
  const columns = mapped.columns.map((column): ColumnSql => {
    const at = column.column === undefined ? undefined : titles.indexOf(column.column)
    return columnSql(column, at, needed.includes(column.field.name))
  })
  const scan = scanOf(file.path, titles, file.delimiter, number)
  const table = `typed_${number}`
  const values = columns.map(({ column, value }) => `${value} AS ${nameOf(column.field.name)}`)
  const faults = columns.map(({ isBad }, at) => `WHEN ${isBad} THEN ${at + 1}`).join(' ')
  const found = columns.map(({ isBad, cell }) => `WHEN ${isBad} THEN COALESCE(${cell}, '')`).join(' ')
  await connection.run(`CREATE OR REPLACE TABLE ${table} AS SELECT n, CASE ${faults} ELSE 0 END AS fault, CASE ${found} END AS found,
    ${columns.map(({ column }) => nameOf(column.field.name)).join(', ')} FROM (SELECT *, ${values.join(', ')} FROM (${scan.sql}))`)
  const [count = []] = (await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()
  await setAside(connection, table, number, columns)
  const rejected = scan.rejects === undefined ? [] : await rejectedRows(connection, scan.rejects, number)
  return { file, number, table, rejected, rows: Number(count[0]) + rejected.length }
}

async function setAside(
  connection: DuckDBConnection,
  table: string,
  number: number,
  columns: readonly ColumnSql[],
): Promise<void> {
  const of = (text: (column: ColumnSql) => string): string =>
    `CASE fault ${columns.map((column, at) => `WHEN ${at + 1} THEN ${quoted(text(column))}`).join(' ')} END`
  await connection.run(`INSERT INTO set_aside SELECT ${number}, n, NULL, ${of(({ column }) => column.field.name)}, found,
    ${of(({ allowed }) => allowed)} FROM ${table} WHERE fault > 0`)
  await connection.run(`DELETE FROM ${table} WHERE fault > 0`)
}

/** Rows that are no rows: other numbers of cells, an open quote, letters of another encoding. */
async function rejectedRows(connection: DuckDBConnection, rejects: string, number: number): Promise<number[]> {
  await connection.run(`INSERT INTO set_aside SELECT ${number}, 0, line, '', left(any_value(csv_line), 200), any_value(error_message)
    FROM ${rejects} GROUP BY line`)
  const rows = (await connection.runAndReadAll(`SELECT DISTINCT line FROM ${rejects} ORDER BY line`)).getRows()
  return rows.map(([line]) => Number(line))
}

/** The place in its file of every row that is set aside; the titles are row 1. */
export async function placeRows(connection: DuckDBConnection, { number, rejected }: TypedFile): Promise<void> {
  const before = rejected.length > 0 ? `+ ${shift(rejected)}` : ''
  await connection.run(`UPDATE set_aside SET row = n + 1 ${before} WHERE file = ${number} AND row IS NULL`)
}

/**
 * How many rejected rows stand before row `n` of those that were read: the k-th rejected row, in line l, stands before every row
 * that would without it be in line l − k + 1 or later.
 */
const shift = (rejected: readonly number[]): string =>
  `len(list_filter([${rejected.map((line, at) => line - at).join(', ')}], x -> x <= set_aside.n + 1))`

export const asideName = (file: ReadableFile): string => basename(file.name)
