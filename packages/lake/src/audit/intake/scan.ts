// A file of another system as a relation: its titles, and a scan in which every cell is text and every row knows its place.
import { closeSync, createReadStream, createWriteStream, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, gunzipSync } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from '../../history/engine.ts'
import { LakeError } from '../../history/manifest.ts'

export const isParquet = (path: string): boolean => /\.parquet$/i.test(path)
export const isPacked = (path: string): boolean => /\.gz$/i.test(path)

const HEAD_BYTES = 1 << 16

/** The first bytes of a file, unpacked. */
function headBytes(path: string): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES)
  const file = openSync(path, 'r')
  try {
    const head = bytes.subarray(0, readSync(file, bytes, 0, HEAD_BYTES, 0))
    // The end of a packed beginning is missing; what there is of it is enough.
    return isPacked(path) ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head
  } catch (error) {
    throw isPacked(path) ? notPacked(path, error) : error
  } finally {
    closeSync(file)
  }
}

function notPacked(path: string, error: unknown): LakeError {
  const reason = error instanceof Error ? error.message : String(error)
  return new LakeError(`${path}：不是 gzip 文件，或没有传完（not a whole gzip file）：${reason}`)
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
  refuseBinary(path, bytes)
  if (encoding === 'utf-8' && !isUtf8(bytes))
    throw new LakeError(
      `${basename(path)}：不是 UTF-8 文本，可能是 GBK；请在列对照的该文件下写 encoding: gb18030（not UTF-8, perhaps GBK）`,
    )
  const text = new TextDecoder(encoding).decode(bytes)
  const [first = ''] = text.split(/\r?\n/)
  if (first.trim() === '') throw new LakeError(`${basename(path)}：第一行没有列名（the first line has no titles）`)
  if (first.includes('\r'))
    throw new LakeError(
      `${basename(path)}：每行以回车（CR）结束，请另存为以换行（LF 或 CRLF）结束的文件（lines end in CR alone）`,
    )
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

/** No text that is read here holds a zero byte: another kind of file, or a text of two bytes a letter. */
function refuseBinary(path: string, bytes: Uint8Array): void {
  if (!bytes.includes(0)) return
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  throw new LakeError(
    isUtf16
      ? `${basename(path)}：是 UTF-16 文本，请另存为 UTF-8 的 CSV（UTF-16: save it as UTF-8）`
      : `${basename(path)}：不是文本文件，应为 CSV 或 Parquet（not a text; CSV or Parquet expected）`,
  )
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

/** The same text unpacked and in UTF-8: the engine reads nothing else, and takes the end of a cut archive for the end of the file. */
export async function inUtf8(path: string, encoding: string, to: string): Promise<void> {
  if (encoding === 'utf-8') {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(to)).catch((error: unknown) => {
      throw isOfArchive(error) ? notPacked(path, error) : error
    })
    return
  }
  const decoder = new TextDecoder(encoding)
  const decode = new Transform({
    transform: (chunk: Uint8Array, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  })
  const steps = isPacked(path) ? [createGunzip(), decode] : [decode]
  await pipeline([createReadStream(path, { highWaterMark: 1 << 20 }), ...steps, createWriteStream(to)]).catch(
    (error: unknown) => {
      throw isOfArchive(error) ? notPacked(path, error) : error
    },
  )
}

const isOfArchive = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('Z_')

export interface Scan {
  /** A relation with `n` (rows from 1, those refused left out) and the cells `c0`, `c1` … as text, empty ones null. */
  readonly sql: string
  /** Where rows that are no rows of the table are said; nothing for Parquet. */
  readonly rejects?: string
}

/** The engine forgets rows beyond as many faults; a row that lacks several cells has one for each. */
export const MOST_REJECTS = 50_000

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
    columns = {${columns}}, store_rejects = true, rejects_table = '${rejects}', rejects_scan = 'scans_${number}', rejects_limit = ${MOST_REJECTS})`
  return { sql: `SELECT n, ${cells} FROM (SELECT row_number() OVER () AS n, * FROM ${read})`, rejects }
}
