// Rows of a CSV file as places in its bytes: nothing is made per cell. RFC 4180, with LF or CRLF; blank lines are left out.

const COMMA = 0x2c
const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
/** More columns than any file of records has; a row with more is wrong anyway. */
const MOST_COLUMNS = 256

export class CsvRows {
  /** Where the cells of the row stand: the input, or room of our own for a row with quotes. */
  bytes: Uint8Array
  readonly starts = new Int32Array(MOST_COLUMNS)
  readonly ends = new Int32Array(MOST_COLUMNS)
  count = 0
  /** Line where the row begins, counted from the first of these bytes as 1. */
  line = 0
  /** Whether a quote was left open at the end. */
  isUnclosed = false
  readonly #input: Uint8Array
  #at: number
  #nextLine = 1
  /** For the cells of a row with quotes; used again for the next such row. */
  #room = new Uint8Array(1024)

  constructor(input: Uint8Array, from = 0) {
    this.#input = input
    this.bytes = input
    this.#at = from
  }

  /** How many lines there were up to where we are. */
  get linesRead(): number {
    return this.#nextLine - 1
  }

  /** The first byte after the row. */
  get position(): number {
    return this.#at
  }

  /** Goes to the next row; false at the end. */
  next(): boolean {
    const bytes = this.#input
    const end = bytes.length
    const { starts, ends } = this
    for (;;) {
      let at = this.#at
      if (at >= end) return false
      this.line = this.#nextLine
      let count = 0
      let start = at
      let isQuoted = false
      for (; at < end; at += 1) {
        const byte = bytes[at]!
        if (byte > COMMA) continue
        if (byte === COMMA) {
          if (count < MOST_COLUMNS - 1) {
            starts[count] = start
            ends[count] = at
          }
          count += 1
          start = at + 1
        } else if (byte === LF) break
        else if (byte === QUOTE) {
          isQuoted = true
          break
        }
      }
      if (isQuoted) return this.#quoted()
      const last = at > start && bytes[at - 1] === CR ? at - 1 : at
      this.#at = at + 1
      if (at < end) this.#nextLine += 1
      if (count === 0 && last === start) continue
      starts[Math.min(count, MOST_COLUMNS - 1)] = start
      ends[Math.min(count, MOST_COLUMNS - 1)] = last
      this.count = count + 1
      this.bytes = bytes
      return true
    }
  }

  /** The same row again, with its quotes taken off into room of our own. A quote inside a cell that began without one stays. */
  #quoted(): boolean {
    const input = this.#input
    let written = 0
    let isInside = false
    this.count = 0
    let start = 0
    const endCell = (): void => {
      const cell = Math.min(this.count, MOST_COLUMNS - 1)
      this.starts[cell] = start
      this.ends[cell] = written
      this.count += 1
      start = written
    }
    let at = this.#at
    let isAtStart = true
    for (; at < input.length; at += 1) {
      const byte = input[at]!
      if (isInside) {
        if (byte === QUOTE && input[at + 1] === QUOTE) at += 1
        else if (byte === QUOTE) {
          isInside = false
          continue
        }
        if (byte === LF) this.#nextLine += 1
        written = this.#keep(byte, written)
      } else if (byte === QUOTE && isAtStart) isInside = true
      else if (byte === COMMA) {
        endCell()
        isAtStart = true
        continue
      } else if (byte === LF) break
      else if (byte !== CR || (input[at + 1] ?? LF) !== LF) written = this.#keep(byte, written)
      isAtStart = false
    }
    endCell()
    this.isUnclosed = isInside
    if (at < input.length) this.#nextLine += 1
    this.#at = at + 1
    this.bytes = this.#room
    return true
  }

  #keep(byte: number, at: number): number {
    if (at === this.#room.length) {
      const larger = new Uint8Array(at * 2)
      larger.set(this.#room)
      this.#room = larger
    }
    this.#room[at] = byte
    return at + 1
  }
}

/**
 * The end of the last whole row in these bytes: after the last line break that is outside quotes; 0 when there is none.
 * The bytes must begin with a row.
 */
export function lastRowEnd(bytes: Uint8Array): number {
  if (bytes.indexOf(QUOTE) < 0) return bytes.lastIndexOf(LF) + 1
  const rows = new CsvRows(bytes)
  let end = 0
  for (let before = 0; rows.next(); before = rows.position) end = before
  return !rows.isUnclosed && bytes.at(-1) === LF ? bytes.length : end
}
