// Comma-separated text (RFC 4180) as rows that know their line: quick enough for a quarter of a million knowledge points.
import type { FaultList } from '../../policy/text/faults.ts'

export interface CsvRow {
  /** Line of the file where the row begins; the titles are line 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvTable {
  readonly titles: readonly string[]
  readonly rows: readonly CsvRow[]
}

/** Reads titles and rows. A row with another number of cells, an open quote or a title twice is a fault; blank lines are passed over. */
export function readCsv(file: string, text: string, faults: FaultList): CsvTable | undefined {
  const all = rowsOf(file, text.startsWith('\ufeff') ? text.slice(1) : text, faults)
  const [head, ...rows] = all
  if (!head) {
    faults.add({ file, line: 1 }, 'empty_file', 'nothing', 'a first line with the titles of the columns')
    return undefined
  }
  const titles = head.cells.map((title) => title.trim())
  for (const [at, title] of titles.entries()) {
    if (title === '')
      faults.add({ file, line: head.line }, 'missing_key', `column ${at + 1} without a title`, 'a title')
    else if (titles.indexOf(title) !== at)
      faults.add({ file, line: head.line }, 'wrong_name', `the column ${title} twice`, 'each title once')
  }
  for (const { line, cells } of rows) {
    if (cells.length !== titles.length)
      faults.add(
        { file, line },
        'wrong_value',
        `${cells.length} cells`,
        `${titles.length}, as the first line has titles`,
      )
  }
  return faults.refuses ? undefined : { titles, rows }
}

function rowsOf(file: string, text: string, faults: FaultList): CsvRow[] {
  const lines = text.split(/\r?\n/)
  const rows: CsvRow[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at] ?? ''
    if (first === '') continue
    if (!first.includes('"')) {
      rows.push({ line: at + 1, cells: first.split(',') })
      continue
    }
    // A quoted cell may go on over line breaks: lines are joined until the quotes come in pairs.
    const begin = at
    let isOpen = hasOddQuotes(first)
    while (isOpen && at + 1 < lines.length) {
      at += 1
      if (hasOddQuotes(lines[at] ?? '')) isOpen = false
    }
    if (isOpen) {
      faults.add(
        { file, line: begin + 1 },
        'not_csv',
        'a quotation mark that is not closed',
        'quotation marks in pairs',
      )
      return rows
    }
    rows.push({ line: begin + 1, cells: quotedCells(lines.slice(begin, at + 1).join('\n')) })
  }
  return rows
}

const hasOddQuotes = (text: string): boolean => {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1
  return count % 2 === 1
}

function quotedCells(row: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < row.length; at += 1) {
    const character = row.charAt(at)
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (row.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return [...cells, cell]
}

/** One row as text, quoted where it must be. */
export const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
