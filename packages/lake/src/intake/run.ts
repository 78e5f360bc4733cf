// A file of another office brought into a lake: read as text, column by column under its map, every cell that is not what the column
// holds named with file, row and column. With one bad cell nothing is written. What was brought in lies in `imports/`, beside what the
// lake was made with, each file with the hash of its source: the same file twice is refused, and so is a row that is there already.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError, type LakeFile } from '../history/manifest.ts'
import type { TableColumn } from '../history/table-list.ts'
import { isLiveLake } from '../live/manifest.ts'
import { openAnyLake } from '../live/read.ts'
import { RECORD_TABLES } from '../live/records.ts'
import { type Mapped, mapped } from './map.ts'
import { importFolder, importsOf, MANIFEST } from './places.ts'
import { IMPORT_TABLES, type ImportTable } from './tables.ts'
import { readSheet } from './xlsx.ts'

export interface ImportOptions {
  readonly folder: string
  readonly table: string
  readonly file: string
  readonly map: ReadonlyMap<string, string>
  readonly sheet?: string | undefined
  /** Looks and says, and writes nothing. */
  readonly check?: boolean
}

export interface BadCell {
  /** As a person counts them: the titles are row 1. */
  readonly row: number
  readonly column: string
  readonly found: string
  readonly expected: string
}

export interface Imported {
  readonly rows: number
  readonly titles: Readonly<Record<string, string>>
  readonly unused: readonly string[]
  /** The first of them; with any, nothing is written. */
  readonly bad: readonly BadCell[]
  readonly badCells: number
  readonly path: string | undefined
}

const MOST_SHOWN = 20

export async function importFile(options: ImportOptions): Promise<Imported> {
  const { folder, table, file } = options
  const rules = rulesFor(folder, table)
  if (!existsSync(file)) throw new LakeError(`没有这个文件：${file}（no such file）`)
  if (statSync(file).size === 0) throw new LakeError(`${basename(file)} 是空文件（the file is empty）`)
  const source = createHash('sha256').update(readable(file)).digest('hex')
  const known = importsOf(folder, table).find((each) => each.source === source)
  if (known) throw new LakeError(`${basename(file)} 已导入 ${known.folder}（brought in before）`)
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-import-'))
  const engine = await openEngine({ memoryMb: 1024, spillTo: scratch })
  try {
    const titles = await loadText(engine, file, scratch, options.sheet)
    const columns = mapped(file, titles, { ...rules, map: options.map })
    await typed(engine, rules.columns, columns)
    const bad = await badCells(engine, rules, columns)
    const [count = []] = (await engine.connection.runAndReadAll('SELECT count(*) FROM given')).getRows()
    const said = { rows: Number(count[0]), titles: Object.fromEntries(columns.titles), unused: columns.unused }
    if (said.rows === 0) throw new LakeError(`${basename(file)} 没有数据行（no rows）`)
    if (bad.length === 0) bad.push(...(await twice(engine, rules, columns, folder, table)))
    const told = { ...said, bad: bad.slice(0, MOST_SHOWN), badCells: bad.length }
    if (bad.length > 0 || options.check) return { ...told, path: undefined }
    return { ...told, path: await write(engine, options, source) }
  } finally {
    engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function rulesFor(folder: string, table: string): ImportTable {
  const rules = IMPORT_TABLES[table]
  if (!rules)
    throw new LakeError(
      `${table} 不能由文件导入，可导入：${Object.keys(IMPORT_TABLES).join('、')}（cannot be brought in）`,
    )
  if (!existsSync(join(folder, 'lake.json'))) throw new LakeError(`${folder} 不是历史库：没有 lake.json（not a lake）`)
  if (isLiveLake(folder) && table in RECORD_TABLES)
    throw new LakeError(`平台自己写 ${table}，不由文件导入（the platform writes this table itself）`)
  return rules
}

function readable(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new LakeError(`${file} 不能读取（unreadable）：${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The rows as text in the table `given`, with their place in the file; gives the titles. */
async function loadText(engine: Engine, file: string, scratch: string, sheet: string | undefined): Promise<string[]> {
  const isBook = /\.xlsx$/i.test(file)
  if (!isBook && sheet !== undefined) throw new LakeError(`--sheet 只用于 .xlsx（for Excel books alone）`)
  const path = isBook ? asCsv(readSheet(file, sheet), join(scratch, 'sheet.csv')) : file
  const source = /\.parquet$/i.test(path)
    ? `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(${quoted(path)}, hive_partitioning = false)`
    : `SELECT * FROM read_csv(${quoted(path)}, header = true, all_varchar = true, strict_mode = true, null_padding = false, delim = ',', quote = '"', escape = '"')`
  try {
    await engine.connection.run(
      `CREATE TABLE given AS SELECT row_number() OVER () + 1 AS at_row, s.* FROM (${source}) s`,
    )
    const described = (await engine.connection.runAndReadAll('DESCRIBE SELECT * EXCLUDE (at_row) FROM given')).getRows()
    return described.map(([name]) => String(name))
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    const line = /[Ll]ine:? (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const row = line === undefined ? '' : `第 ${line} 行，`
    throw new LakeError(`${basename(file)}：${row}不能读取（unreadable）：${message.slice(0, 200)}`)
  }
}

function asCsv(rows: readonly (readonly string[])[], path: string): string {
  const width = Math.max(...rows.map(({ length }) => length))
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const lines = rows.map((row) => Array.from({ length: width }, (_, at) => cell(row[at] ?? '')).join(','))
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const name = (title: string): string => `"${title.replaceAll('"', '""')}"`
const trimmed = (title: string): string => `nullif(trim(${name(title)}), '')`
const YES = "('true', 't', '1', '是', 'yes', 'y')"
const NO = "('false', 'f', '0', '否', 'no', 'n')"

/** Money may stand in yuan where its title says so; everything else is what the column is. */
const isYuan = (column: TableColumn, title: string): boolean => column.unit === 'fen' && /元|yuan/i.test(title)

function valueText(column: TableColumn, title: string | undefined): string {
  if (title === undefined) return `NULL::${column.type}`
  const text = trimmed(title)
  if (isYuan(column, title)) {
    const yuan = `TRY_CAST(replace(${text}, ',', '') AS DECIMAL(18, 4))`
    return `CASE WHEN ${yuan} * 100 = round(${yuan} * 100) THEN CAST(${yuan} * 100 AS BIGINT) END`
  }
  switch (column.type) {
    case 'BOOLEAN':
      return `CASE WHEN lower(${text}) IN ${YES} THEN TRUE WHEN lower(${text}) IN ${NO} THEN FALSE END`
    case 'DATE':
      return `TRY_CAST(replace(replace(${text}, '/', '-'), '.', '-') AS DATE)`
    case 'VARCHAR':
      return text
    default:
      // Never rounded: 12.5 is no whole number.
      return `CASE WHEN regexp_full_match(${text}, '[+-]?\\d+') THEN TRY_CAST(${text} AS ${column.type}) END`
  }
}

async function typed({ connection }: Engine, columns: readonly TableColumn[], { titles }: Mapped): Promise<void> {
  const values = columns.map((column) => `${valueText(column, titles.get(column.name))} AS ${column.name}`)
  await connection.run(`CREATE TABLE typed AS SELECT at_row, ${values.join(', ')} FROM given ORDER BY at_row`)
}

const WANTED: Readonly<Record<string, string>> = {
  DATE: '日期，如 2025-03-31 a day',
  BOOLEAN: '是或否 yes or no',
  BIGINT: '整数 a whole number',
  INTEGER: '整数 a whole number',
  VARCHAR: '文字 text',
}
const MOST_COUNTED = 1000

async function badCells(
  { connection }: Engine,
  { columns, required }: ImportTable,
  { titles }: Mapped,
): Promise<BadCell[]> {
  const bad: BadCell[] = []
  for (const column of columns) {
    const title = titles.get(column.name)
    if (title === undefined) continue
    const isEmpty = `nullif(trim(g.${name(title)}), '') IS NULL`
    const isWrong = required.includes(column.name)
      ? `t.${column.name} IS NULL`
      : `t.${column.name} IS NULL AND NOT (${isEmpty})`
    const found = await connection.runAndReadAll(
      `SELECT t.at_row, g.${name(title)} FROM typed t JOIN given g ON g.at_row = t.at_row WHERE ${isWrong} ORDER BY t.at_row LIMIT ${MOST_COUNTED}`,
    )
    const expected = isYuan(column, title) ? '元，最多两位小数 yuan with two decimals' : WANTED[column.type]!
    for (const [row, text] of found.getRows())
      bad.push({ row: Number(row), column: title, found: text === null ? '' : String(text), expected })
  }
  return bad.sort((a, b) => a.row - b.row)
}

/** Keys that stand twice in the file, or that the lake has already. */
async function twice(
  { connection }: Engine,
  { key }: ImportTable,
  { titles }: Mapped,
  folder: string,
  table: string,
): Promise<BadCell[]> {
  const keyText = (alias: string): string =>
    key.map((column) => `COALESCE(CAST(${alias}.${column} AS VARCHAR), '')`).join(` || '|' || `)
  const column = key.map((each) => titles.get(each) ?? each).join('、')
  const bad = (rows: readonly (readonly unknown[])[], expected: string): BadCell[] =>
    rows.map(([row, text]) => ({ row: Number(row), column, found: String(text), expected }))
  const own = await connection.runAndReadAll(
    `SELECT at_row, k FROM (SELECT at_row, ${keyText('t')} AS k, row_number() OVER (PARTITION BY ${keyText('t')} ORDER BY at_row) AS nth FROM typed t)
      WHERE nth > 1 ORDER BY at_row LIMIT ${MOST_COUNTED}`,
  )
  const found = bad(own.getRows(), '每行一次 each row once')
  if (found.length > 0) return found
  const lake = await openAnyLake(folder)
  try {
    const source = lake.sourceOf(table)
    if (source === undefined) return []
    await lake.check?.(table)
    const there = await connection.runAndReadAll(
      `SELECT at_row, ${keyText('t')} FROM typed t WHERE ${keyText('t')} IN (SELECT ${keyText('s')} FROM ${source} s) ORDER BY at_row LIMIT ${MOST_COUNTED}`,
    )
    return bad(there.getRows(), '历史库中没有的行 a row that the lake does not have yet')
  } finally {
    lake.engine.close()
  }
}

/** Whole or not at all: the folder is named when everything in it is there. */
async function write(engine: Engine, { folder, table, file }: ImportOptions, source: string): Promise<string> {
  const { columns } = IMPORT_TABLES[table]!
  const own = join(importFolder(folder, table), source.slice(0, 12))
  const open = `${own}.part`
  rmSync(open, { recursive: true, force: true })
  mkdirSync(open, { recursive: true })
  const path = join(open, 'part.parquet')
  const select = `SELECT ${columns.map((column) => column.name).join(', ')} FROM typed ORDER BY at_row`
  const result = await engine.connection.runAndReadAll(
    `COPY (${select}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
  )
  const made: LakeFile = {
    path: 'part.parquet',
    rows: Number(result.getRows()[0]?.[0] ?? 0),
    sha256: await hashOf(path),
  }
  writeFileSync(
    join(open, MANIFEST),
    `${JSON.stringify({ table, from: basename(file), source, file: made }, null, 1)}\n`,
  )
  if (readdirSync(open).length !== 2) throw new Error(`${open} is not whole`)
  renameSync(open, own)
  return own
}
