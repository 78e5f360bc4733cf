// A file of records as blocks of whole rows: plain or packed, from disk or from standard input.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Layout, lastRowEnd, readLayout, recordFaultText } from '@yibao/kernel'
import { UsageError } from '../command.ts'
import { notUtf8 } from '../text-file.ts'

/** A file that cannot be grouped as it is: sentences with file, line and column. */
export class RecordsUnreadable extends Error {
  override readonly name = 'RecordsUnreadable'
}

export interface Source {
  readonly name: string
  readonly layout: Layout
  /** Whole rows, in order, without the header. */
  readonly blocks: AsyncIterable<Uint8Array>
  /** How much of the file has been read, 0 to 1; 0 when nobody can know. */
  share(): number
}

const READ_BYTES = 1 << 20
/** No row is longer: a quote that is never closed must not take the whole file into memory. */
const MOST_ROW_BYTES = 16 << 20

/** `shownAs` is the file that the caller knows, when this one only stands for it. */
export async function openRecords(path: string, shownAs = path): Promise<Source> {
  const name = path === '-' ? '标准输入 stdin' : shownAs
  if (path !== '-' && !existsSync(path)) throw new UsageError(`没有这个文件：${path}(no such file)`)
  if (path !== '-' && !statSync(path).isFile()) throw new UsageError(`应为文件：${path}(not a file)`)
  const raw: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES })
  const size = path === '-' ? 0 : (await stat(path)).size
  let read = 0
  const counted = (length: number): void => {
    read += length
  }
  const blocks = wholeRows(name, readable(name, chunksOf(raw, path.endsWith('.gz'), counted)))
  const first = await blocks.next()
  const bytes = first.done ? new Uint8Array(0) : first.value
  const wrong = notUtf8(bytes, true)
  if (wrong !== undefined) throw new RecordsUnreadable(`${name}：${wrong}`)
  const layout = readLayout(bytes)
  if ('line' in layout) throw new RecordsUnreadable(recordFaultText(name, layout))
  return { name, layout, blocks: bodyOf(bytes, layout, blocks), share: () => (size === 0 ? 0 : read / size) }
}

async function* chunksOf(
  raw: Readable,
  isPacked: boolean,
  counted: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  const chunks = countedChunks(raw, counted)
  if (!isPacked) return yield* chunks
  const packed = Readable.from(chunks)
  const unpacked = createGunzip({ chunkSize: READ_BYTES })
  // What goes wrong while reading must be heard by whoever waits for the unpacked bytes.
  packed.on('error', (error) => unpacked.destroy(error))
  yield* packed.pipe(unpacked)
}

/** Counts what is handed on. */
async function* countedChunks(raw: Readable, counted: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of raw) {
    counted(chunk.length)
    yield chunk
  }
}

/** A broken archive or disk, with the name of the file. */
async function* readable(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new RecordsUnreadable(`${name}：读不下去，文件不完整或不是 gzip(cannot be read)：${reason}`)
  }
}

async function* bodyOf(first: Uint8Array, layout: Layout, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (layout.bodyFrom < first.length) yield first.subarray(layout.bodyFrom)
  yield* rest
}

async function* wholeRows(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = lastRowEnd(bytes)
    rest = bytes.subarray(end)
    if (rest.length > MOST_ROW_BYTES)
      throw new RecordsUnreadable(
        `${name}：一行超过 16 MB，可能有未结束的引号(a row of more than 16 MB; a quote left open?)`,
      )
    if (end > 0) yield bytes.subarray(0, end)
  }
  if (rest.length > 0) yield rest
}
