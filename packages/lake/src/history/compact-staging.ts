// Rows of a bucket on their way into a file, as numbers: a text that comes again and again is kept once and stands as its place
// in a list until the file is written. Some ten million settlements of sixty columns pass here.
import {
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { Column } from './columns.ts'
import { quoted } from './engine.ts'

const VECTOR = 2048
const ABSENT = Number.NaN

/** Texts that hardly ever come twice: they stay texts. */
const FREE: ReadonlySet<string> = new Set([
  ...['id', 'visit_id', 'person_no', 'settled_at', 'born_on', 'died_on', 'referral_chain', 'disease_chain'],
  ...['pregnancy', 'denials', 'mutual', 'given', 'parts', 'trace_code'],
])

interface Slot<Item> {
  readonly column: Column<Item>
  readonly of: NonNullable<Column<Item>['of']>
  readonly numbers: Float64Array | undefined
  readonly texts: DuckDBValue[] | undefined
  readonly words: Map<string, number> | undefined
  isEmpty: boolean
}

const isText = ({ type }: Pick<Column<never>, 'type'>): boolean =>
  type === 'VARCHAR' || type === 'DATE' || type === 'TIMESTAMP'

export class CompactStaging<Item> {
  readonly #table: string
  readonly #slots: readonly Slot<Item>[]
  readonly #seq = new Float64Array(VECTOR)
  readonly #place = new Float64Array(VECTOR)
  #appender: DuckDBAppender | undefined
  #rows = 0

  constructor(table: string, columns: readonly Column<Item>[]) {
    this.#table = table
    this.#slots = columns.flatMap((column) => {
      const { of, name } = column
      if (!of) return []
      const isFree = isText(column) && FREE.has(name)
      return {
        ...{ column, of, numbers: isFree ? undefined : new Float64Array(VECTOR), texts: isFree ? [] : undefined },
        ...{ words: isText(column) && !isFree ? new Map<string, number>() : undefined, isEmpty: true },
      }
    })
  }

  async create(connection: DuckDBConnection): Promise<void> {
    const own = this.#slots.map(({ column, texts }) => `${column.name} ${texts ? 'VARCHAR' : 'DOUBLE'}`)
    await connection.run(`CREATE TABLE ${this.#table} (at_seq DOUBLE, at_place DOUBLE, ${own.join(', ')})`)
    this.#appender = await connection.createAppender(this.#table)
  }

  add(seq: number, place: number, item: Item): void {
    const at = this.#rows
    this.#seq[at] = seq
    this.#place[at] = place
    for (const slot of this.#slots) keep(slot, at, slot.of(item))
    this.#rows += 1
    if (this.#rows === VECTOR) this.#append()
  }

  /** All rows are in the table when it comes back. */
  flush(): void {
    this.#append()
    this.#appender!.flushSync()
  }

  /** The columns as they lie in the lake, in their order; what the writer numbers itself is given by name. */
  select(numbered: Readonly<Record<string, 'at_seq' | 'at_place'>>, columns: readonly Column<Item>[]): string {
    const byName = new Map(this.#slots.map((slot) => [slot.column.name, slot]))
    const texts = columns.map(({ name }) => {
      const slot = byName.get(name)
      return slot ? atRest(slot) : `CAST(${numbered[name]} AS INTEGER) AS ${name}`
    })
    return `SELECT ${texts.join(', ')} FROM ${this.#table}`
  }

  /** Columns in which nothing was ever written. */
  empty(): string[] {
    return this.#slots.filter(({ isEmpty }) => isEmpty).map(({ column }) => column.name)
  }

  /** Every value seen in each coded column. */
  codes(): [column: string, values: string[]][] {
    return this.#slots.flatMap(({ column, words }): [string, string[]][] =>
      column.coded && words ? [[column.name, [...words.keys()].sort()]] : [],
    )
  }

  #append(): void {
    const rows = this.#rows
    if (rows === 0) return
    const types = [DOUBLE, DOUBLE, ...this.#slots.map(({ texts }) => (texts ? VARCHAR : DOUBLE))]
    const chunk = DuckDBDataChunk.create(types, rows)
    fill(chunk, 0, this.#seq, rows)
    fill(chunk, 1, this.#place, rows)
    for (const [at, { numbers, texts }] of this.#slots.entries()) {
      if (numbers) fill(chunk, at + 2, numbers, rows)
      else if (texts) {
        chunk.setColumnValues(at + 2, texts)
        texts.length = 0
      }
    }
    this.#appender!.appendDataChunk(chunk)
    this.#rows = 0
  }
}

function keep<Item>(slot: Slot<Item>, at: number, value: string | number | boolean | null | undefined): void {
  const { numbers, words } = slot
  if (value === null || value === undefined) {
    if (numbers) numbers[at] = ABSENT
    else slot.texts!.push(null)
    return
  }
  slot.isEmpty = false
  if (!numbers) slot.texts!.push(value)
  else if (!words) numbers[at] = value as number
  else {
    const known = words.get(value as string)
    numbers[at] = known ?? words.size
    if (known === undefined) words.set(value as string, words.size)
  }
}

function fill(chunk: DuckDBDataChunk, at: number, numbers: Float64Array, rows: number): void {
  const vector = chunk.getColumnVector(at) as unknown as { readonly items: Float64Array; flush(): void }
  vector.items.set(numbers.subarray(0, rows))
  vector.flush()
}

function atRest<Item>({ column: { name, type }, words, texts, isEmpty }: Slot<Item>): string {
  if (isEmpty) return `NULL::${type} AS ${name}`
  if (texts) return type === 'VARCHAR' ? name : `CAST(${name} AS ${type}) AS ${name}`
  const list = words && `(CAST([${[...words.keys()].map(quoted).join(', ')}] AS ${type}[]))`
  const value = list ? `${list}[CAST(${name} AS INTEGER) + 1]` : `CAST(${name} AS ${type})`
  return `CASE WHEN isnan(${name}) THEN NULL ELSE ${value} END AS ${name}`
}
