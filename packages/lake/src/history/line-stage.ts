// Fee lines on their way into a file, as numbers alone: what belongs to an item is kept once and joined when the file is
// written. Some hundred million lines pass here, so a line allocates nothing.
import { DOUBLE, type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { invariant } from '@yibao/kernel'
import type { LakeLine } from './claim.ts'
import { quoted } from './engine.ts'
import { listText } from './texts.ts'

const VECTOR = 2048
const NUMBERS = ['claim', 'line', 'item', 'used_day', 'amount', 'quantity', 'price', 'ceiling', 'denied'] as const
const ABSENT = -1
/** A line of a stay whose row is of several days. */
export const NO_DAY = ABSENT

interface Item {
  readonly line: LakeLine
  readonly place: number
}

/** A text as SQL writes it, or nothing. */
const orNull = (text: string | null | undefined): string =>
  text === null || text === undefined ? 'NULL' : quoted(text)

export class LineStage {
  readonly #connection: DuckDBConnection
  readonly #items = new Map<string, Item>()
  readonly #reasons = new Map<string, number>()
  readonly #cells = NUMBERS.map(() => new Float64Array(VECTOR))
  readonly #types = NUMBERS.map(() => DOUBLE)
  #appender: DuckDBAppender | undefined
  #rows = 0
  count = 0

  constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  async begin(): Promise<void> {
    await this.#connection.run(
      `CREATE OR REPLACE TABLE staged_lines (${NUMBERS.map((name) => `${name} DOUBLE`).join(', ')})`,
    )
    this.#appender = await this.#connection.createAppender('staged_lines')
    this.count = 0
  }

  add(claim: number, place: number, line: LakeLine, usedDay: number): void {
    const cells = this.#cells
    const at = this.#rows
    cells[0]![at] = claim
    cells[1]![at] = place
    cells[2]![at] = this.#itemOf(line)
    cells[3]![at] = usedDay
    cells[4]![at] = line.amountFen
    cells[5]![at] = line.quantity ?? ABSENT
    cells[6]![at] = line.price ?? ABSENT
    cells[7]![at] = line.ceiling ?? ABSENT
    cells[8]![at] = line.deniedFor === undefined ? ABSENT : this.#reasonOf(line.deniedFor)
    this.#rows += 1
    this.count += 1
    if (this.#rows === VECTOR) this.#flush()
  }

  /** The lines as they lie in the lake, in the order in which they came. */
  async select(): Promise<string> {
    this.#flush()
    this.#appender!.closeSync()
    await this.#connection.run(
      'CREATE OR REPLACE TABLE items (k INTEGER, item VARCHAR, item_class VARCHAR, item_kind VARCHAR, item_tags VARCHAR, catalogue_rate_bp INTEGER)',
    )
    const rows = [...this.#items.values()].map(
      ({ line, place }) =>
        `(${place}, ${quoted(line.item)}, ${quoted(line.itemClass)}, ${quoted(line.kind)}, ${orNull(listText(line.tags))}, ${line.catalogueRateBp ?? 'NULL'})`,
    )
    if (rows.length > 0) await this.#connection.run(`INSERT INTO items VALUES ${rows.join(', ')}`)
    const known = [...this.#reasons.keys()].map(quoted).join(', ')
    const reason =
      known === '' ? 'NULL::VARCHAR' : `CASE WHEN l.denied < 0 THEN NULL ELSE ([${known}])[l.denied::INTEGER + 1] END`
    const number = (name: string, type: string, as = name): string =>
      `CASE WHEN l.${name} = ${ABSENT} THEN NULL ELSE l.${name}::${type} END AS ${as}`
    return `SELECT l.claim::INTEGER AS claim, l.line::INTEGER AS line, i.item, i.item_class, i.item_kind, i.item_tags,
      CASE WHEN l.used_day <> ${NO_DAY} THEN DATE '1970-01-01' + l.used_day::INTEGER END AS used_on, l.amount::BIGINT AS amount_fen,
      ${number('quantity', 'BIGINT')}, ${number('price', 'BIGINT')}, ${number('ceiling', 'BIGINT')},
      i.catalogue_rate_bp, ${reason} AS denied_for,
      NULL::BIGINT AS split_full_fen, NULL::BIGINT AS split_over_fen, NULL::BIGINT AS split_pre_fen
      FROM staged_lines l LEFT JOIN items i ON i.k = l.item::INTEGER`
  }

  codes(): [column: string, values: string[]][] {
    const lines = [...this.#items.values()].map(({ line }) => line)
    const distinct = (pick: (line: LakeLine) => string | null): string[] =>
      [...new Set(lines.map(pick).filter((value) => value !== null))].sort()
    return [
      ['item_class', distinct(({ itemClass }) => itemClass)],
      ['item_kind', distinct(({ kind }) => kind)],
      ['item_tags', distinct(({ tags }) => listText(tags))],
    ]
  }

  #itemOf(line: LakeLine): number {
    const known = this.#items.get(line.item)
    if (known) {
      const { line: first, place } = known
      invariant(
        first.tags === line.tags &&
          first.itemClass === line.itemClass &&
          first.catalogueRateBp === line.catalogueRateBp,
        `the item ${line.item} has one class, one rate and one list of tags`,
      )
      invariant(line.split === undefined, 'lines split by another system take the other way into the lake')
      return place
    }
    const place = this.#items.size
    this.#items.set(line.item, { line, place })
    return place
  }

  #reasonOf(reason: string): number {
    const place = this.#reasons.get(reason) ?? this.#reasons.size
    this.#reasons.set(reason, place)
    return place
  }

  #flush(): void {
    if (this.#rows === 0) return
    const chunk = DuckDBDataChunk.create(this.#types, this.#rows)
    for (let at = 0; at < this.#cells.length; at += 1) {
      const vector = chunk.getColumnVector(at) as unknown as { readonly items: Float64Array; flush(): void }
      vector.items.set(this.#cells[at]!.subarray(0, this.#rows))
      vector.flush()
    }
    this.#appender!.appendDataChunk(chunk)
    this.#rows = 0
  }
}
