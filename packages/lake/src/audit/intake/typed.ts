// One file read: its rows as facts in a table of the engine; rows that cannot be read set aside with column, found and allowed.
import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { intake } from '@yibao/kernel'
import { quoted } from '../../history/engine.ts'
import { LakeError } from '../../history/manifest.ts'
import { type ColumnSql, columnSql } from './expressions.ts'
import { MOST_REJECTS, scanOf } from './scan.ts'

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
  const rejected = scan.rejects === undefined ? [] : await rejectedRows(connection, file, scan.rejects, number)
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
async function rejectedRows(
  connection: DuckDBConnection,
  file: ReadableFile,
  rejects: string,
  number: number,
): Promise<number[]> {
  await refuseSwallowed(connection, file, rejects)
  const cells = file.titles.length
  await connection.run(`INSERT INTO set_aside SELECT ${number}, 0, line, '', left(any_value(csv_line), 200), CASE any_value(error_type)
      WHEN 'MISSING COLUMNS' THEN '应有 ${cells} 列，读到 ' || min(column_idx) || ' 列 columns'
      WHEN 'TOO MANY COLUMNS' THEN '应有 ${cells} 列，读到更多 more than ${cells} columns'
      WHEN 'UNQUOTED VALUE' THEN '引号成对 quotes in pairs'
      WHEN 'INVALID ENCODING' THEN 'UTF-8 文字 text in UTF-8'
      WHEN 'LINE SIZE OVER MAXIMUM' THEN '一行不超过 2 MB a shorter line' ELSE any_value(error_message) END
    FROM ${rejects} GROUP BY line`)
  const rows = (await connection.runAndReadAll(`SELECT DISTINCT line FROM ${rejects} ORDER BY line`)).getRows()
  return rows.map(([line]) => Number(line))
}

/** Rows that nobody would be told of: behind a quote that is never closed, or beyond what the engine keeps. */
async function refuseSwallowed(connection: DuckDBConnection, { name }: ReadableFile, rejects: string): Promise<void> {
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows()[0] ?? []
  const [line, more] = await ask(`SELECT line, length(csv_line) - length(replace(csv_line, chr(10), '')) AS more
    FROM ${rejects} WHERE contains(rtrim(csv_line, chr(10)), chr(10)) ORDER BY line LIMIT 1`)
  if (line !== undefined)
    throw new LakeError(
      `${basename(name)} 第 ${line} 行：引号没有成对，其后 ${more} 行被当作同一行；请更正后再审，没有写出结果（a quote that is not closed takes ${more} lines）`,
    )
  const [count] = await ask(`SELECT count(*) FROM ${rejects}`)
  if (Number(count) >= MOST_REJECTS)
    throw new LakeError(
      `${basename(name)}：不成行的太多，请核对分隔符和列数；没有写出结果（too many rows with another number of cells: look at the delimiter）`,
    )
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
