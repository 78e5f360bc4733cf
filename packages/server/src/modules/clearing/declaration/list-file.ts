// 申报明细: an institution's own list of settlements as CSV; what is wrong is named by line and column, and then nothing is taken.
import { accepted, fenFromYuan, type Outcome, payment, refused } from '@yibao/kernel'
import type { Amounts, ListedLine } from './model.ts'

export const LIST_COLUMNS = ['结算编号', '清算类别', '医疗费总额', '基金支付', '个人账户', '现金'] as const
type Column = (typeof LIST_COLUMNS)[number]

/** As many as one request can carry; a longer month is declared by category. */
export const LIST_LINES_MAX = 60_000
const SETTLEMENT_LENGTH_MAX = 50

const AMOUNTS: Readonly<Record<keyof Amounts, Column>> = {
  totalFen: '医疗费总额',
  fundFen: '基金支付',
  accountFen: '个人账户',
  cashFen: '现金',
}

type Places = ReadonlyMap<Column, number>

export function listedLines(text: string, isCategory: (code: string) => boolean): Outcome<ListedLine[]> {
  let places: Places | undefined
  const lines: ListedLine[] = []
  for (const { cells, line } of payment.csvRows(text)) {
    if (cells.every((cell) => cell.trim() === '')) continue
    if (!places) {
      const header = headerOf(cells, line)
      if (!header.ok) return header
      places = header.value
      continue
    }
    if (lines.length === LIST_LINES_MAX) return refused('declaration_list_long', { max: LIST_LINES_MAX })
    const read = lineOf(cells, line, places, isCategory)
    if (!read.ok) return read
    lines.push(read.value)
  }
  return lines.length === 0 ? refused('declaration_list_empty', {}) : accepted(lines)
}

function headerOf(cells: readonly string[], line: number): Outcome<Places> {
  const places = new Map<Column, number>()
  for (const column of LIST_COLUMNS) {
    const at = cells.findIndex((cell) => cell.trim() === column)
    if (at < 0) return refused('declaration_list_cell', { line, column, found: '无此列' })
    places.set(column, at)
  }
  return accepted(places)
}

function lineOf(
  cells: readonly string[],
  no: number,
  places: Places,
  isCategory: (code: string) => boolean,
): Outcome<ListedLine> {
  const cell = (column: Column) => (cells[places.get(column) ?? -1] ?? '').trim()
  const wrong = (column: Column) =>
    refused('declaration_list_cell', { line: no, column, found: cell(column).slice(0, 30) || '空' })
  const [settlement, category] = [cell('结算编号'), cell('清算类别')]
  if (settlement === '' || settlement.length > SETTLEMENT_LENGTH_MAX) return wrong('结算编号')
  if (!isCategory(category)) return wrong('清算类别')
  const amounts: Record<keyof Amounts, number> = { totalFen: 0, fundFen: 0, accountFen: 0, cashFen: 0 }
  for (const [name, column] of Object.entries(AMOUNTS) as [keyof Amounts, Column][]) {
    const fen = fenFromYuan(cell(column))
    if (fen === undefined) return wrong(column)
    amounts[name] = fen
  }
  return accepted({ no, settlement, category, ...amounts })
}
