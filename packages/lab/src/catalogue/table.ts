// One table: its header is checked word by word, its rows are read, and their order and uniqueness are held.
import { parseCsv } from './csv.ts'
import { RowReader, type TableFault } from './row-reader.ts'

export interface TableShape<Row> {
  readonly file: string
  readonly titles: readonly string[]
  readonly read: (row: RowReader) => Row
  /** Rows ascend by this text, and no two are the same. */
  readonly key: (row: RowReader) => string
}

/** Rows as far as they can be read; what is wrong is appended to `faults`. */
export function readTable<Row>(shape: TableShape<Row>, text: string, faults: TableFault[]): Row[] {
  const { file, titles } = shape
  const { rows, unclosedQuoteAt } = parseCsv(text)
  const note = (line: number, column: number, found: string, message: string): void => {
    faults.push({ file, line, column, title: titles[column - 1] ?? '', found, message })
  }
  if (unclosedQuoteAt !== undefined) note(unclosedQuoteAt, 1, '"', '引号没有成对')
  const [header, ...body] = rows
  if (!header || !headerHolds(header.cells, titles, note)) return []
  let previous = ''
  return body.map((row) => {
    const reader = new RowReader(file, titles, row, faults)
    if (row.cells.length !== titles.length) {
      note(row.line, row.cells.length, row.cells.at(-1) ?? '', `应有 ${titles.length} 列，实有 ${row.cells.length} 列`)
    }
    const key = shape.key(reader)
    if (key === previous) note(row.line, 1, reader.cell(titles[0] ?? ''), '与上一行重复')
    if (key < previous) note(row.line, 1, reader.cell(titles[0] ?? ''), '应按编码升序排列')
    previous = key
    return shape.read(reader)
  })
}

function headerHolds(
  found: readonly string[],
  titles: readonly string[],
  note: (line: number, column: number, found: string, message: string) => void,
): boolean {
  let holds = true
  for (let at = 0; at < Math.max(found.length, titles.length); at += 1) {
    if (found[at] === titles[at]) continue
    holds = false
    note(1, at + 1, found[at] ?? '', titles[at] === undefined ? '多出的列' : `此列标题应为 ${titles[at]}`)
  }
  return holds
}
