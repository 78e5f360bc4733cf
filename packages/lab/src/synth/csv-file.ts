// One table as a CSV file, written row by row: what is not on disk yet is never more than a buffer.

import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'

export type Cell = string | number | boolean | undefined

const NEEDS_QUOTES = /[",\r\n]/

export class CsvFile<Column extends string> {
  readonly #stream: WriteStream
  readonly #columns: readonly Column[]
  #failure: Error | undefined
  rows = 0

  constructor(path: string, columns: readonly Column[]) {
    this.#columns = columns
    this.#stream = createWriteStream(path, { encoding: 'utf8' })
    this.#stream.on('error', (error) => {
      this.#failure = error
    })
    this.#stream.write(`${columns.join(',')}\n`)
  }

  /** Waits when the disk is slower than the rows come. */
  async write(row: Readonly<Record<Column, Cell>>): Promise<void> {
    if (this.#failure) throw this.#failure
    this.rows += 1
    const line = this.#columns.map((column) => cellText(row[column])).join(',')
    if (!this.#stream.write(`${line}\n`)) await once(this.#stream, 'drain')
  }

  async close(): Promise<void> {
    this.#stream.end()
    await once(this.#stream, 'finish')
    if (this.#failure) throw this.#failure
  }
}

function cellText(value: Cell): string {
  if (value === undefined) return ''
  const text = String(value)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
