// Tables as CSV text: RFC 4180 with quotes, doubled quotes, CRLF and a byte-order mark; every row remembers its line.
import type { DipFault, DipTable, DipTableRow } from './read-cells.ts'

/** Rows with another number of cells than the header are faults and left out. */
export function parseDipTable(file: string, text: string, faults: DipFault[]): DipTable {
  const rows = splitRows(text.startsWith('\ufeff') ? text.slice(1) : text)
  const [header = { line: 1, cells: [] }, ...body] = rows
  const columns = header.cells.map((name) => name.trim())
  const kept: DipTableRow[] = []
  for (const { line, cells } of body) {
    if (cells.length === columns.length) {
      kept.push({ line, cells: Object.fromEntries(columns.map((name, at) => [name, (cells[at] ?? '').trim()])) })
      continue
    }
    const expected = `${columns.length} 列 columns`
    faults.push({ file, line, column: '', found: `${cells.length} 列 columns`, expected })
  }
  return { file, columns, rows: kept }
}

interface Row {
  readonly line: number
  readonly cells: string[]
}

function splitRows(text: string): Row[] {
  const rows: Row[] = []
  const cell = /("(?:[^"]|"")*"?[^,\r\n]*|[^,\r\n]*)(,|\r?\n|\r|$)/y
  let [line, rowLine] = [1, 1]
  let cells: string[] = []
  let isOpen = text !== ''
  while (isOpen) {
    const [all = '', own = '', end = ''] = cell.exec(text) ?? []
    cells.push(unquoted(own))
    line += all.split('\n').length - 1
    isOpen = end === ',' || (end !== '' && cell.lastIndex < text.length)
    if (end === ',') continue
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells })
    cells = []
    rowLine = line
  }
  return rows
}

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.replace(/^"|"$/g, '').replaceAll('""', '"') : text
