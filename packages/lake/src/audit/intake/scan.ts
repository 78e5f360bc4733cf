// A file of another system as a relation: its titles, and a scan in which every cell is text and every row knows its place.
import { closeSync, createReadStream, createWriteStream, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, gunzipSync } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from '../../history/engine.ts'
import { LakeError } from '../../history/manifest.ts'

export const isParquet = (path: string): boolean => /\.parquet$/i.test(path)
const isPacked = (path: string): boolean => /\.gz$/i.test(path)

const HEAD_BYTES = 1 << 16

/** The first bytes of a file, unpacked. */
function headBytes(path: string): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES)
  const file = openSync(path, 'r')
  try {
    const head = bytes.subarray(0, readSync(file, bytes, 0, HEAD_BYTES, 0))
    // The end of a packed beginning is missing; what there is of it is enough.
    return isPacked(path) ? gunzipSync(head, { finishFlush: 2 }) : head
  } finally {
    closeSync(file)
  }
}

/** The titles of a file. A text in another encoding than it is said to be is refused with what to write in the map. */
export async function titlesOf(
  connection: DuckDBConnection,
  path: string,
  encoding: string,
  delimiter?: string,
): Promise<{ readonly titles: readonly string[]; readonly delimiter: string }> {
  if (!existsSync(path) || !statSync(path).isFile()) throw new LakeError(`没有这个文件：${path}（no such file）`)
  if (isParquet(path)) {
    const rows = (await describe(connection, path)).getRows()
    return { titles: rows.map(([title]) => String(title)), delimiter: '' }
  }
  const bytes = headBytes(path)
  if (encoding === 'utf-8' && !isUtf8(bytes))
    throw new LakeError(
      `${basename(path)}：不是 UTF-8 文本，可能是 GBK；请在列对照的该文件下写 encoding: gb18030（not UTF-8, perhaps GBK）`,
    )
  const text = new TextDecoder(encoding).decode(bytes)
  const [first = ''] = text.split(/\r?\n/)
  if (first.trim() === '') throw new LakeError(`${basename(path)}：第一行没有列名（the first line has no titles）`)
  const found = delimiter ?? likelyDelimiter(first)
  return { titles: cellsOf(first, found).map((title) => title.trim()), delimiter: found }
}

const describe = async (connection: DuckDBConnection, path: string) => {
  try {
    return await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new LakeError(`${path}：不是 Parquet 文件或已损坏（cannot be read as Parquet）：${reason}`)
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

const DELIMITERS = [',', '\t', ';', '|']
const likelyDelimiter = (line: string): string =>
  DELIMITERS.reduce((best, each) => (line.split(each).length > line.split(best).length ? each : best), ',')

function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isOpen = false
  for (const letter of line) {
    if (letter === '"') isOpen = !isOpen
    else if (letter === delimiter && !isOpen) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}

/** The same text in UTF-8, for an engine that reads nothing else. */
export async function inUtf8(path: string, encoding: string, to: string): Promise<void> {
  const decoder = new TextDecoder(encoding)
  const decode = new Transform({
    transform: (chunk: Uint8Array, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  })
  const bytes = createReadStream(path, { highWaterMark: 1 << 20 })
  const plain: Readable = isPacked(path) ? bytes.pipe(createGunzip()) : bytes
  await pipeline(plain, decode, createWriteStream(to))
}

export interface Scan {
  /** A relation with `n` (rows from 1, those refused left out) and the cells `c0`, `c1` … as text, empty ones null. */
  readonly sql: string
  /** Where rows that are no rows of the table are said; nothing for Parquet. */
  readonly rejects?: string
}

const cell = (at: number): string => `NULLIF(trim(c${at}), '') AS c${at}`

export function scanOf(path: string, titles: readonly string[], delimiter: string, number: number): Scan {
  const cells = titles.map((_, at) => cell(at)).join(', ')
  if (isParquet(path)) {
    const renamed = titles.map((title, at) => `CAST("${title.replaceAll('"', '""')}" AS VARCHAR) AS c${at}`).join(', ')
    return {
      sql: `SELECT n, ${cells} FROM (SELECT row_number() OVER () AS n, ${renamed} FROM read_parquet(${quoted(path)}))`,
    }
  }
  const columns = titles.map((_, at) => `'c${at}': 'VARCHAR'`).join(', ')
  const rejects = `rejects_${number}`
  const read = `read_csv(${quoted(path)}, auto_detect = false, header = true, delim = ${quoted(delimiter)}, quote = '"', escape = '"',
    columns = {${columns}}, store_rejects = true, rejects_table = '${rejects}', rejects_scan = 'scans_${number}', rejects_limit = 100000)`
  return { sql: `SELECT n, ${cells} FROM (SELECT row_number() OVER () AS n, * FROM ${read})`, rejects }
}
