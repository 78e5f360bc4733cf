// The rows of one command as JSON text, grouped by shape: what is done to which table with which columns.
import type { Json } from '../json.ts'
import type { Row, RowSet, Update } from './command.ts'
import type { TableCatalogue } from './table-catalogue.ts'

export type Act = 'insert' | 'update' | 'remove' | 'absent'

export interface Shape {
  readonly id: string
  readonly act: Act
  readonly table: string
  /** The columns that name the row. Empty for an insert. */
  readonly key: readonly string[]
  /** The columns that get a value. */
  readonly set: readonly string[]
}

/** One row as the inside of a JSON object, without its braces, ready to be numbered. */
export interface RowText {
  readonly shape: Shape
  readonly text: string
}

/** Written by the platform alone. */
const PLATFORM_TABLES = ['subject_state', 'message_key', 'operation'] as const

export class RowGroups {
  readonly #catalogue: TableCatalogue
  readonly #shapes = new Map<string, Shape>()

  constructor(catalogue: TableCatalogue) {
    this.#catalogue = catalogue
  }

  /** Throws when a row does not fit its table: a bug, found before anything of the batch is sent. */
  textsOf(rows: RowSet): RowText[] {
    const texts: RowText[] = []
    const reserved = PLATFORM_TABLES.find(
      (table) => rows.insert?.[table] ?? rows.update?.[table] ?? rows.remove?.[table],
    )
    if (reserved) throw new Error(`${reserved} is written by the platform alone`)
    for (const [table, items] of Object.entries(rows.insert ?? {})) {
      for (const row of items) texts.push(this.insertText(table, row))
    }
    for (const [table, items] of Object.entries(rows.update ?? {})) {
      for (const update of items) texts.push(this.#updateText(table, update))
    }
    for (const [table, items] of Object.entries(rows.remove ?? {})) {
      for (const key of items) texts.push({ shape: this.#shape('remove', table, key, {}), text: inside(key) })
    }
    for (const [table, items] of Object.entries(rows.absent ?? {})) {
      for (const { refusal, row } of items) {
        texts.push({
          shape: this.#shape('absent', table, row, {}),
          text: `"_refusal":${JSON.stringify(refusal)},${inside(row)}`,
        })
      }
    }
    return texts
  }

  insertText(table: string, row: Row): RowText {
    return { shape: this.#shape('insert', table, {}, row), text: inside(row) }
  }

  #updateText(table: string, { key, set }: Update): RowText {
    return { shape: this.#shape('update', table, key, set), text: `${inside(key)},${inside(set)}` }
  }

  #shape(act: Act, table: string, key: Row, set: Row): Shape {
    const id = `${act} ${table} ${columnsOf(key)} ${columnsOf(set)}`
    const known = this.#shapes.get(id)
    if (known) return known
    const shape = { id, act, table, key: columnsOf(key), set: columnsOf(set) }
    this.#check(shape)
    this.#shapes.set(id, shape)
    return shape
  }

  #check({ act, table, key, set }: Shape): void {
    const known = this.#catalogue.get(table)
    if (!known) throw new Error(`There is no table ${table}`)
    const unknown = [...key, ...set].find((column) => !known.columns.has(column))
    if (unknown) throw new Error(`Table ${table} has no column ${unknown}`)
    if (key.some((column) => set.includes(column))) throw new Error(`${table}: an update cannot change a row's key`)
    if ((act === 'insert' || act === 'update') && set.length === 0) throw new Error(`${table}: ${act} of no column`)
    const isWholeKey = [...key].sort().join() === known.primaryKey.join()
    if ((act === 'update' || act === 'remove') && !isWholeKey) {
      throw new Error(`${table}: ${act} names (${key}), but the primary key is (${known.primaryKey})`)
    }
  }
}

const columnsOf = (row: Row): string[] => Object.keys(row).filter((column) => row[column] !== undefined)

/** A JSON object without its braces. */
const inside = (row: Readonly<Record<string, Json | undefined>>): string => JSON.stringify(row).slice(1, -1)
