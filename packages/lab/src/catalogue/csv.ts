// Comma-separated text (RFC 4180) as rows that remember their line, so that a fault can be pointed at.

export interface CsvRow {
  /** Line in the file where the row begins; the header is line 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export type CsvText = { readonly rows: readonly CsvRow[]; readonly unclosedQuoteAt?: number }

/** Reads all rows, the header among them. Blank lines are left out; a byte order mark is not part of the first cell. */
export function parseCsv(text: string): CsvText {
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quotedAt: number | undefined
  let line = 1
  let rowLine = 1
  const endRow = (): void => {
    if (cells.length > 0 || cell !== '') rows.push({ line: rowLine, cells: [...cells, cell] })
    cells = []
    cell = ''
  }
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\n') line += 1
    if (quotedAt !== undefined) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quotedAt = undefined
    } else if (character === '"' && cell === '') quotedAt = line
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') {
      endRow()
      rowLine = line
    } else if (character !== '\r') cell += character
  }
  endRow()
  return quotedAt === undefined ? { rows } : { rows, unclosedQuoteAt: quotedAt }
}
