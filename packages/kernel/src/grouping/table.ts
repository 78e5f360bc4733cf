// Tables of a scheme as text: rows that remember their line, and faults that say file, line, column, found and allowed.

/** One file of a scheme, unpacked: `name` is that of the format (`adrg.csv`), `path` is what the reader of a fault knows. */
export interface SchemeFile {
  readonly name: string
  readonly path: string
  readonly text: string
}

export interface SchemeFault {
  readonly file: string
  readonly line: number
  /** From 1; 0 when the fault is of the row or the file as a whole. */
  readonly column: number
  /** Title of the column, or ''. */
  readonly title: string
  readonly found: string
  /** What would be right, Chinese first. */
  readonly allowed: string
  /** Shown, but the scheme may be used. */
  readonly isWarning: boolean
}

/** Nobody mends more at once. */
const MOST_FAULTS = 200

export class SchemeFaults {
  readonly all: SchemeFault[] = []
  #refusing = 0

  get refuses(): boolean {
    return this.#refusing > 0
  }

  add(fault: Omit<SchemeFault, 'isWarning'>, isWarning = false): void {
    if (!isWarning) this.#refusing += 1
    if (this.all.length < MOST_FAULTS) this.all.push({ ...fault, isWarning })
  }
}

/** `schemes/x/adrg.csv:12:6 conditions：“pdx_on”；应为 …` */
export function schemeFaultText({ file, line, column, title, found, allowed, isWarning }: SchemeFault): string {
  const place = `${file}:${line}${column > 0 ? `:${column}` : ''}`
  return `${place} ${isWarning ? '提示 warning ' : ''}${title ? `${title} ` : ''}“${found}”：${allowed}`
}

/** One row under a header, its cells by title. */
export class Row {
  readonly line: number
  readonly #table: Table
  readonly #cells: readonly string[]

  constructor(table: Table, line: number, cells: readonly string[]) {
    this.#table = table
    this.line = line
    this.#cells = cells
  }

  /** '' when the table has no such column. */
  text(title: string): string {
    const at = this.#table.columnOf(title)
    return at < 0 ? '' : (this.#cells[at] ?? '')
  }

  fault(title: string, allowed: string, found = this.text(title), isWarning = false): void {
    const column = this.#table.columnOf(title) + 1
    this.#table.faults.add({ file: this.#table.path, line: this.line, column, title, found, allowed }, isWarning)
  }

  filled(title: string): string {
    const found = this.text(title)
    if (found === '') this.fault(title, '此列必填(must be filled)')
    else if (found !== found.trim()) this.fault(title, '前后不得有空格(no blanks around it)')
    return found
  }

  choice<Choice extends string>(title: string, choices: readonly Choice[]): Choice {
    const found = this.text(title)
    if (!choices.includes(found as Choice)) this.fault(title, `应为 ${choices.join('、')} 之一(one of these)`)
    return found as Choice
  }

  wholeIfAny(title: string): number | undefined {
    const found = this.text(title)
    if (found === '') return undefined
    if (/^\d{1,9}$/.test(found)) return Number(found)
    this.fault(title, '应为整数(a whole number)')
    return undefined
  }

  whole(title: string): number {
    if (this.filled(title) === '') return 0
    return this.wholeIfAny(title) ?? 0
  }
}

export class Table {
  readonly path: string
  readonly faults: SchemeFaults
  readonly rows: readonly Row[]
  readonly #titles: readonly string[]
  readonly #columns: ReadonlyMap<string, number>

  /** `required` columns must be there, `optional` may; others are ignored, for tables carry remarks. */
  constructor(file: SchemeFile, required: readonly string[], faults: SchemeFaults) {
    this.path = file.path
    this.faults = faults
    const [header, ...rows] = splitCsv(file.text)
    this.#titles = header?.cells ?? []
    this.#columns = new Map(this.#titles.map((title, at) => [title, at]))
    const missing = required.filter((title) => !this.#titles.includes(title))
    for (const title of missing) {
      const found = this.#titles.join(',')
      faults.add({ file: this.path, line: 1, column: 0, title, found, allowed: `缺少列 ${title}(missing column)` })
    }
    this.rows = missing.length > 0 ? [] : rows.map(({ line, cells }) => new Row(this, line, cells))
    if (missing.length === 0) this.#checkWidths(rows)
  }

  columnOf(title: string): number {
    return this.#columns.get(title) ?? -1
  }

  #checkWidths(rows: readonly CsvLine[]): void {
    const width = this.#titles.length
    for (const { line, cells } of rows) {
      if (cells.length === width) continue
      const allowed = `应有 ${width} 列(expected ${width} columns)`
      this.faults.add({ file: this.path, line, column: 0, title: '', found: `${cells.length}`, allowed })
    }
  }
}

/** By the name of the file. */
export type Tables = ReadonlyMap<string, Table>

/** The first row with a value, without looking through the table each time. */
export function finder(tables: Tables): (file: string, title: string, value: string) => Row | undefined {
  const indexes = new Map<string, Map<string, Row>>()
  return (file, title, value) => {
    const key = `${file} ${title}`
    const index =
      indexes.get(key) ?? new Map((tables.get(file)?.rows ?? []).toReversed().map((row) => [row.text(title), row]))
    indexes.set(key, index)
    return index.get(value)
  }
}

interface CsvLine {
  readonly line: number
  readonly cells: readonly string[]
}

/** RFC 4180: quotes, doubled quotes, line breaks inside quotes, CRLF; blank lines are left out. */
export function splitCsv(text: string): CsvLine[] {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  if (!body.includes('"')) {
    const lines = body.split('\n').map((each, at) => ({ line: at + 1, text: each.replace(/\r$/, '') }))
    return lines.filter((each) => each.text !== '').map((each) => ({ line: each.line, cells: each.text.split(',') }))
  }
  return splitQuoted(body)
}

function splitQuoted(body: string): CsvLine[] {
  const rows: CsvLine[] = []
  const CELL = /("(?:[^"]|"")*"?[^,\r\n]*|[^,\r\n]*)(,|\r?\n|\r|$)/gy
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  while (CELL.lastIndex < body.length || cells.length > 0) {
    const match = CELL.exec(body)
    if (!match) break
    const [, cell = '', end = ''] = match
    cells.push(cell.startsWith('"') ? cell.replace(/^"|"$/g, '').replaceAll('""', '"') : cell)
    line += (cell.match(/\n/g)?.length ?? 0) + (end.includes('\n') ? 1 : 0)
    if (end === ',') continue
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells })
    cells = []
    rowLine = line
  }
  return rows
}
