// Tables as CSV: quotes, CRLF and a byte-order mark understood, every wrong cell named with file, line and column.

import type { FaultList } from '../../policy/text/faults.ts'
import { nearest } from '../../policy/text/shape.ts'

export interface Column<T> {
  /** The first is ours, the others are what neighbouring tools call it. */
  readonly names: readonly string[]
  readonly required?: true
  /** `undefined`: not a value of this column. */
  readonly read: (text: string) => T | undefined
  /** Of a cell that is empty or a column that is not there. */
  readonly empty: T
  readonly expected: string
}

export type Columns = Readonly<Record<string, Column<unknown>>>
export type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never }

/** A table's rows in order; `line` is where the row stands. Columns named in `passed` are known and left unread. */
export function readTable<C extends Columns>(
  file: string,
  text: string,
  columns: C,
  passed: readonly (string | RegExp)[],
  faults: FaultList,
  each: (row: RowOf<C>, line: number, cells: readonly string[], head: readonly string[]) => void,
): void {
  const rows = csvRows(text)
  const first = rows.next()
  const head = first.done ? [] : first.value.cells.map((name) => name.trim())
  const before = faults.faults.length
  const places = placesOf(file, head, columns, passed, faults)
  if (faults.faults.length > before) return
  const names = Object.keys(columns)
  for (const { cells, line } of rows) {
    if (cells.length === 1 && cells[0] === '') continue
    if (cells.length !== head.length) {
      faults.add({ file, line }, 'wrong_row', `${cells.length} 格 cells`, `${head.length} 格 cells`)
      continue
    }
    const row: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at]!
      row[name] = cellOf(file, line, columns[name]!, cells[places[at]!] ?? '', head[places[at]!], faults)
    }
    each(row as RowOf<C>, line, cells, head)
  }
}

function cellOf<T>(
  file: string,
  line: number,
  column: Column<T>,
  cell: string,
  name: string | undefined,
  faults: FaultList,
): T {
  if (cell === '') {
    if (column.required) faults.add({ file, line }, 'wrong_cell', `${name} 空 empty`, column.expected)
    return column.empty
  }
  const value = column.read(cell)
  if (value !== undefined) return value
  faults.add({ file, line }, 'wrong_cell', `${name} ${cell}`, column.expected)
  return column.empty
}

/** Where each column stands in the file; −1 where it does not. */
function placesOf(
  file: string,
  head: readonly string[],
  columns: Columns,
  passed: readonly (string | RegExp)[],
  faults: FaultList,
): number[] {
  const at = { file, line: 1 }
  const all = Object.values(columns)
  const known = all.flatMap(({ names }) => names)
  const isPassed = (name: string) => passed.some((each) => (typeof each === 'string' ? each === name : each.test(name)))
  for (const name of head) {
    if (known.includes(name) || isPassed(name)) continue
    const near = nearest(name, known)
    faults.add(
      at,
      'unknown_column',
      name === '' ? '无名的列 a column without name' : name,
      near ? `${near}?` : `one of ${known.join(', ')}`,
    )
  }
  return all.map(({ names, required }) => {
    const found = names.flatMap((name) => (head.includes(name) ? [head.indexOf(name)] : []))
    if (found.length > 1 || head.filter((name) => names.includes(name)).length > 1)
      faults.add(at, 'column_twice', names.filter((name) => head.includes(name)).join('、'), `${names[0]} once`)
    if (found.length === 0 && required)
      faults.add(at, 'missing_column', head.slice(0, 12).join(',') || 'nothing', names.join(' 或 or '))
    return found[0] ?? -1
  })
}

interface CsvRow {
  readonly cells: string[]
  /** Where the row begins. */
  readonly line: number
}

/** Most lines have no quote and are split at once; one with a quote is read letter by letter, over line ends if need be. */
export function* csvRows(text: string): Generator<CsvRow, undefined> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 1
  while (at < text.length) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const plain = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
    if (!plain.includes('"')) {
      yield { cells: plain.split(','), line }
      at = end + 1
      line += 1
      continue
    }
    const { cells, next, lines } = quotedRow(text, at)
    yield { cells, line }
    at = next
    line += lines
  }
  return undefined
}

function quotedRow(text: string, from: number): { cells: string[]; next: number; lines: number } {
  const cells: string[] = []
  let [cell, at, lines, isQuoted] = ['', from, 1, false]
  for (; at < text.length; at += 1) {
    const letter = text[at]!
    if (isQuoted) {
      if (letter === '\n') lines += 1
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
      continue
    }
    if (letter === '"' && cell === '') isQuoted = true
    else if (letter === ',') {
      cells.push(cell)
      cell = ''
    } else if (letter === '\n') break
    else if (letter !== '\r') cell += letter
  }
  cells.push(cell)
  return { cells, next: at + 1, lines }
}
