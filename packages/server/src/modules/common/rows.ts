// A file of rows, read as it streams: whole rows in blocks, its text decoded, its hash taken on the way.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lastRowEnd, payment, type Refused, refused } from '@yibao/kernel'

export interface FileRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** The file as a whole cannot be read; a wrong line of it is a fault of that line alone. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly refusal: Refused

  constructor(code: string, facts: Readonly<Record<string, string | number>>) {
    super(code)
    this.refusal = refused(code, facts) as Refused
  }
}

const READ_BYTES = 1 << 20
/** No row is longer: a quote that is never closed must not take the whole file into memory. */
const ROW_BYTES_MAX = 64 << 10
const LINE_FEED = 10

export interface RowFile {
  /** Rows in order, some at a time; blank lines are left out. */
  readonly blocks: AsyncGenerator<FileRow[], void>
  /** After the last block. */
  sha256(): string
  bytesRead(): number
}

/** A file on disk, or bytes that come from elsewhere. */
export type RowSource = string | AsyncIterable<Buffer>

export function openRows(path: RowSource): RowFile {
  const hash = createHash('sha256')
  const seen = { bytes: 0 }
  return { blocks: blocksOf(path, hash, seen), sha256: () => hash.digest('hex'), bytesRead: () => seen.bytes }
}

async function* blocksOf(
  source: RowSource,
  hash: { update(bytes: Uint8Array): unknown },
  seen: { bytes: number },
): AsyncGenerator<FileRow[], void> {
  const text = new Texts()
  let rest: Buffer = Buffer.alloc(0)
  let line = 1
  const bytes = typeof source === 'string' ? createReadStream(source, { highWaterMark: READ_BYTES }) : source
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    hash.update(chunk)
    seen.bytes += chunk.length
    const known = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = lastRowEnd(known)
    rest = known.subarray(end)
    if (rest.length > ROW_BYTES_MAX && end === 0) throw new FileRefused('enrol_file_row', { line })
    if (end === 0) continue
    const block = known.subarray(0, end)
    yield rowsIn(text.of(block, line), line)
    line += linesIn(block)
  }
  if (rest.length === 0) return
  if (hasOpenQuote(rest)) throw new FileRefused('enrol_file_row', { line })
  yield rowsIn(text.of(rest, line), line)
}

const rowsIn = (text: string, first: number): FileRow[] =>
  [...payment.csvRows(text)]
    .filter(({ cells }) => cells.length > 1 || cells[0] !== '')
    .map(({ cells, line }) => ({ cells, line: first + line - 1 }))

function linesIn(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte === LINE_FEED) count += 1
  return count
}

const QUOTE = 34
const hasOpenQuote = (bytes: Uint8Array): boolean =>
  bytes.reduce((count, byte) => (byte === QUOTE ? count + 1 : count), 0) % 2 === 1

/** UTF-8, or the national character set that older office programs write. The first block that is not plain says which. */
class Texts {
  #decoder = new TextDecoder('utf-8', { fatal: true })
  #isSure = false

  of(bytes: Uint8Array, line: number): string {
    try {
      const text = this.#decoder.decode(bytes)
      this.#isSure ||= text.length !== bytes.length
      return text
    } catch {
      if (this.#isSure) throw new FileRefused('enrol_file_encoding', { line })
    }
    this.#decoder = new TextDecoder('gb18030', { fatal: true })
    this.#isSure = true
    try {
      return this.#decoder.decode(bytes)
    } catch {
      throw new FileRefused('enrol_file_encoding', { line })
    }
  }
}
