// Rows on their way into the lake: gathered column by column and handed to the engine a vector at a time.
import { DOUBLE, type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { Column } from './columns.ts'

type Cell = string | number | null
const VECTOR = 2048

/** Texts are staged as texts and everything else as doubles, exact for whole numbers up to 2^53. */
const isText = ({ type }: Pick<Column<never>, 'type'>): boolean =>
  type === 'VARCHAR' || type === 'DATE' || type === 'TIMESTAMP'

export class Staging<Item> {
  readonly #columns: readonly Column<Item>[]
  readonly #table: string
  readonly #cells: Cell[][]
  readonly #codes: (Set<string> | undefined)[]
  #appender: DuckDBAppender | undefined
  #rows = 0

  constructor(table: string, columns: readonly Column<Item>[]) {
    this.#table = table
    this.#columns = columns.filter(({ of }) => of !== undefined)
    this.#cells = Array.from({ length: this.#columns.length + 3 }, () => [])
    this.#codes = this.#columns.map((column) => (column.coded ? new Set<string>() : undefined))
  }

  /** `seq` and `bucket` say where the row belongs; `place` is the person's number or the line's. */
  async create(connection: DuckDBConnection): Promise<void> {
    const own = this.#columns.map((column) => `${column.name} ${isText(column) ? 'VARCHAR' : 'DOUBLE'}`)
    await connection.run(
      `CREATE TABLE ${this.#table} (at_seq DOUBLE, at_bucket DOUBLE, at_place DOUBLE, ${own.join(', ')})`,
    )
    this.#appender = await connection.createAppender(this.#table)
  }

  add(seq: number, bucket: number, place: number, item: Item): void {
    const cells = this.#cells
    cells[0]!.push(seq)
    cells[1]!.push(bucket)
    cells[2]!.push(place)
    this.#columns.forEach((column, at) => {
      const cell = cellOf(column.of!(item))
      cells[at + 3]!.push(cell)
      if (cell !== null) this.#codes[at]?.add(cell as string)
    })
    this.#rows += 1
    if (this.#rows === VECTOR) this.#append()
  }

  /** All rows are in the table when it comes back. Asked for once a month: it costs as much as a thousand rows. */
  flush(): void {
    this.#append()
    this.#appender!.flushSync()
  }

  #append(): void {
    if (this.#rows > 0) {
      const types = [DOUBLE, DOUBLE, DOUBLE, ...this.#columns.map((column) => (isText(column) ? VARCHAR : DOUBLE))]
      const chunk = DuckDBDataChunk.create(types, this.#rows)
      chunk.setColumns(this.#cells)
      this.#appender!.appendDataChunk(chunk)
      for (const column of this.#cells) column.length = 0
      this.#rows = 0
    }
  }

  /** Every value seen in each coded column. */
  codes(): [column: string, values: string[]][] {
    return this.#columns.flatMap(({ name }, at): [string, string[]][] => {
      const seen = this.#codes[at]
      return seen ? [[name, [...seen].sort()]] : []
    })
  }
}

function cellOf(value: string | number | boolean | null | undefined): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'boolean' ? Number(value) : value
}

/** A staged column as it lies in the lake. */
export const atRest = ({ name, type }: Pick<Column<never>, 'name' | 'type'>, table = ''): string =>
  type === 'VARCHAR' ? `${table}${name}` : `CAST(${table}${name} AS ${type}) AS ${name}`
