// Where the columns of a file of records stand, and what is wrong with its header or its cells, said with file, line and column.
import { CsvRows } from './rows.ts'

/** The columns every file of records has, and those it may have. */
export const RECORD_COLUMNS = [
  'record_id',
  'sex',
  'age_years',
  'age_days',
  'newborn_weight_g',
  'los_days',
  'discharge_type',
  'total_cost',
  'dx',
  'proc',
] as const
export const OPTIONAL_COLUMNS = ['icu_hours', 'departments'] as const

export type ColumnName = (typeof RECORD_COLUMNS)[number] | (typeof OPTIONAL_COLUMNS)[number]

export interface RecordFault {
  readonly line: number
  /** From 1; 0: the row as a whole. */
  readonly column: number
  readonly title: string
  readonly found: string
  readonly allowed: string
}

/** By name the number of the column from 0; −1: not there. */
export interface Layout {
  readonly columns: Readonly<Record<ColumnName, number>>
  readonly width: number
  /** As they stand in the header. */
  readonly titles: readonly string[]
  /** Columns that grouping does not read. */
  readonly unread: readonly string[]
  /** Where the rows begin, and in which line. */
  readonly bodyFrom: number
  readonly bodyLine: number
}

const decoder = new TextDecoder()
const MOST_SHOWN = 60

/** What was found, for a message: no more than a line of it, and nothing that would move the cursor of a terminal. */
export const shownBytes = (bytes: Uint8Array, from: number, to: number): string =>
  decoder.decode(bytes.subarray(from, Math.min(to, from + MOST_SHOWN))).replaceAll(/\p{Cc}/gu, '·')

/** Reads the first row. The columns may stand in any order. */
export function readLayout(bytes: Uint8Array): Layout | RecordFault {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const rows = new CsvRows(bytes, hasMark ? 3 : 0)
  if (!rows.next()) return headerFault(0, '', '', `空文件，首行应为 ${RECORD_COLUMNS.join(',')}(empty file)`)
  const titles = Array.from({ length: Math.min(rows.count, rows.starts.length) }, (_, at) =>
    shownBytes(rows.bytes, rows.starts[at]!, rows.ends[at]!),
  )
  for (const [at, title] of titles.entries()) {
    if (titles.indexOf(title) !== at) return headerFault(at + 1, title, title, '列名重复(column named twice)')
  }
  const missing = RECORD_COLUMNS.filter((name) => !titles.includes(name))
  if (missing.length > 0) {
    const found = titles.join(',').slice(0, 200)
    return headerFault(0, missing[0]!, found, `缺少列 ${missing.join('、')}(missing columns)`)
  }
  const known: readonly string[] = [...RECORD_COLUMNS, ...OPTIONAL_COLUMNS]
  return {
    columns: Object.fromEntries(known.map((name) => [name, titles.indexOf(name)])) as Layout['columns'],
    width: titles.length,
    titles,
    unread: titles.filter((title) => !known.includes(title)),
    bodyFrom: rows.position,
    bodyLine: rows.linesRead,
  }
}

const headerFault = (column: number, title: string, found: string, allowed: string): RecordFault => ({
  line: 1,
  column,
  title,
  found,
  allowed,
})

/** `records.csv:12:3 age_years “4x”：应为整数` */
export const recordFaultText = (file: string, { line, column, title, found, allowed }: RecordFault): string =>
  `${file}:${line}${column > 0 ? `:${column}` : ''} ${title ? `${title} ` : ''}“${found}”：${allowed}`
