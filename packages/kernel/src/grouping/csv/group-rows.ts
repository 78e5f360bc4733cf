// A piece of a file of records into a piece of a file of groups: bytes in, bytes out, and what there is to say about it.
import { type Answer, REJECTED, UNGROUPABLE } from '../compile.ts'
import { type Grouper, type GroupReason, STATUS_TEXT } from '../group.ts'
import { Notices, RowCoder } from './code-row.ts'
import type { Layout } from './layout.ts'
import { CsvRows } from './rows.ts'

export const GROUP_COLUMNS = ['record_id', 'status', 'mdc', 'adrg', 'drg'] as const

export interface GroupedPiece {
  /** Rows of the result, without a header. Empty when there are faults. */
  readonly out: Uint8Array<ArrayBuffer>
  readonly rows: number
  readonly lines: number
  /** How many rows got each answer of the scheme. */
  readonly counts: Uint32Array<ArrayBuffer>
  readonly reasons: Readonly<Partial<Record<GroupReason, number>>>
  readonly notices: Notices
}

const encoder = new TextEncoder()
const QUOTE = 0x22

/** Bytes that grow as they are written. */
export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  constructor(room: number) {
    this.bytes = new Uint8Array(Math.max(room, 1024))
  }

  /** Makes sure that so many more fit. */
  need(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  copy(from: Uint8Array, start: number, end: number): void {
    const { bytes } = this
    let to = this.length
    for (let at = start; at < end; at += 1) bytes[to++] = from[at]!
    this.length = to
  }

  /** A cell as CSV wants it: in quotes when it holds a comma, a quote or a line break. */
  cell(from: Uint8Array, start: number, end: number): void {
    this.need((end - start) * 2 + 2)
    let isPlain = true
    for (let at = start; at < end; at += 1) if (isSpecial(from[at]!)) isPlain = false
    if (isPlain) {
      this.copy(from, start, end)
      return
    }
    this.bytes[this.length++] = QUOTE
    for (let at = start; at < end; at += 1) {
      if (from[at] === QUOTE) this.bytes[this.length++] = QUOTE
      this.bytes[this.length++] = from[at]!
    }
    this.bytes[this.length++] = QUOTE
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length)
  }
}

/** Comma, quote, CR, LF. */
const isSpecial = (byte: number): boolean =>
  byte <= 0x2c && (byte === 0x2c || byte === QUOTE || byte === 0x0a || byte === 0x0d)

/** Groups pieces of one file. A piece begins and ends with a row. */
export class PieceGrouper {
  readonly #layout: Layout
  readonly #grouper: Grouper
  /** By answer: what stands behind the record's number. */
  readonly #tails: readonly Uint8Array[]

  constructor(layout: Layout, grouper: Grouper) {
    this.#layout = layout
    this.#grouper = grouper
    this.#tails = grouper.compiled.answers.map((answer) => encoder.encode(`,${answerText(answer)}\n`))
  }

  group(bytes: Uint8Array): GroupedPiece {
    const notices = new Notices()
    const grouper = this.#grouper
    const coder = new RowCoder(this.#layout, grouper, notices)
    const rows = new CsvRows(bytes)
    const writer = new ByteWriter(bytes.length)
    const counts = new Uint32Array(this.#tails.length)
    const reasons: Partial<Record<GroupReason, number>> = {}
    const idAt = this.#layout.columns.record_id
    let read = 0
    while (rows.next()) {
      read += 1
      if (!coder.code(rows)) continue
      const answer = grouper.answer()
      counts[answer]! += 1
      if (answer === REJECTED || answer === UNGROUPABLE) addReason(reasons, grouper.reason())
      writer.cell(rows.bytes, rows.starts[idAt]!, rows.ends[idAt]!)
      const tail = this.#tails[answer]!
      writer.need(tail.length)
      writer.copy(tail, 0, tail.length)
    }
    const out = notices.faults.length > 0 ? new Uint8Array(0) : writer.done()
    return { out, rows: read, lines: rows.linesRead, counts, reasons, notices }
  }
}

export const answerText = ({ status, mdc, adrg, drg }: Answer): string =>
  [STATUS_TEXT[status], mdc, adrg, drg].join(',')

function addReason(reasons: Partial<Record<GroupReason, number>>, reason: GroupReason | undefined): void {
  if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1
}

/** The same reading and writing without any grouping: the bound of what grouping a file can cost. */
export function copyRows(layout: Layout, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const rows = new CsvRows(bytes)
  const writer = new ByteWriter(bytes.length)
  const tail = encoder.encode(',分组成功,MDCF,FR1,FR11\n')
  const idAt = layout.columns.record_id
  while (rows.next()) {
    writer.cell(rows.bytes, rows.starts[idAt]!, rows.ends[idAt]!)
    writer.need(tail.length)
    writer.copy(tail, 0, tail.length)
  }
  return writer.done()
}
