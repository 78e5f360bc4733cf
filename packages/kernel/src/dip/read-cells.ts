// Cells of a catalogue's tables: each read exactly, or reported with its place, what was found and what is allowed.

/** A row of a table as text, by column. */
export interface DipTableRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface DipTable {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly DipTableRow[]
}

export interface DipFault {
  readonly file: string
  readonly line: number
  readonly column: string
  readonly found: string
  readonly expected: string
}

/** Reads cells of one row; every fault goes to the list, and a value that keeps the reading going takes its place. */
export class Cells {
  readonly #file: string
  readonly #row: DipTableRow
  readonly #faults: DipFault[]

  constructor(file: string, row: DipTableRow, faults: DipFault[]) {
    this.#file = file
    this.#row = row
    this.#faults = faults
  }

  text(column: string): string {
    return this.#row.cells[column] ?? ''
  }

  required(column: string): string {
    const text = this.text(column)
    if (text === '') this.fault(column, '不能为空 must not be empty')
    return text
  }

  fault(column: string, expected: string): void {
    this.#faults.push({ file: this.#file, line: this.#row.line, column, found: this.text(column), expected })
  }

  oneOf<T extends string>(column: string, allowed: readonly T[], whenEmpty?: T): T {
    const text = this.text(column)
    if (text === '' && whenEmpty !== undefined) return whenEmpty
    const found = allowed.find((each) => each === text)
    if (found === undefined) this.fault(column, `${allowed.join('、')} 之一 one of these`)
    return found ?? (allowed[0] as T)
  }

  /** A number with at most `decimals` decimals, as an integer of that many; empty: nothing. */
  scaled(column: string, decimals: number): number | undefined {
    const text = this.text(column)
    if (text === '') return undefined
    const match = /^(\d{1,11})(?:\.(\d+))?$/.exec(text)
    const part = match?.[2] ?? ''
    if (!match || part.length > decimals) {
      const expected =
        decimals === 0
          ? '不带小数的数 a whole number'
          : `最多 ${decimals} 位小数的数 a number of ${decimals} decimals at most`
      this.fault(column, expected)
      return undefined
    }
    return Number(match[1]) * 10 ** decimals + Number(part.padEnd(decimals, '0') || '0')
  }

  /** 是/否, yes/no, 1/0; empty: nothing. */
  flag(column: string): boolean | undefined {
    const text = this.text(column).toLowerCase()
    if (text === '') return undefined
    if (['1', 'yes', 'true', '是'].includes(text)) return true
    if (['0', 'no', 'false', '否'].includes(text)) return false
    this.fault(column, '是、否 yes or no')
    return undefined
  }

  day(column: string): string | undefined {
    const text = this.text(column)
    if (text === '' || /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return text || undefined
    this.fault(column, '日期，如 2026-01-01 a day')
    return undefined
  }

  /** A cell that `read` understands; not understood: a fault. */
  parsed(column: string, read: (text: string) => unknown, expected: string): string {
    const text = this.text(column)
    if (text !== '' && read(text) === undefined) this.fault(column, expected)
    return text
  }
}

/** Missing columns; when none is, unknown and repeated ones: a misspelt column must not be passed over. */
export function checkColumns(table: DipTable, required: readonly string[], allowed: readonly string[]): DipFault[] {
  const at = { file: table.file, line: 1 }
  const missing = required.filter((name) => !table.columns.includes(name))
  const found = table.columns.slice(0, SHOWN_COLUMNS).join(',')
  if (missing.length > 0)
    return missing.map((column) => ({ ...at, column, found, expected: '缺少这一列 column is missing' }))
  const unknown = table.columns.filter((name) => !allowed.includes(name))
  const twice = table.columns.filter((name, index) => table.columns.indexOf(name) !== index)
  const [first, ...more] = unknown
  const names = `列名之一 one of: ${allowed.join(',')}`
  return [
    ...(first === undefined ? [] : [{ ...at, column: first, found: first, expected: names }]),
    ...more.map((column) => ({ ...at, column, found: column, expected: '没有这个列名 no such column' })),
    ...twice.map((column) => ({ ...at, column, found: column, expected: '列名只能出现一次 a column stands once' })),
  ]
}

const SHOWN_COLUMNS = 6
