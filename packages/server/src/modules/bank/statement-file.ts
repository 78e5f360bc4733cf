// 对账单文件: CSV as banks export it, reduced to five columns; read whole or not at all, the line and column of a fault named.
import { accepted, type Outcome, parseDay, refused } from '@yibao/kernel'
import type { StatementItem } from './model.ts'

export const STATEMENT_COLUMNS = ['日期', '编号', '摘要', '收入', '支出'] as const
const AMOUNT = /^(\d{1,12})\.(\d{2})$/
const NUMBER = /^[^\s=+@,"][^\s,"]{0,79}$/
const LINES_MAX = 20_000

const fenOf = (text: string): number | undefined => {
  if (text === '') return 0
  const [, yuan, cents] = AMOUNT.exec(text) ?? []
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(cents)
}

/** Cells of one line; quotes as office programs write them. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain = ''] of line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)) {
    cells.push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim())
    if (cells.length > STATEMENT_COLUMNS.length) break
  }
  return cells.slice(0, STATEMENT_COLUMNS.length)
}

export function readStatement(text: string, month: string): Outcome<StatementItem[]> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const [head = '', ...rest] = lines
  const found = head.split(',').map((cell) => cell.trim())
  if (found.join() !== STATEMENT_COLUMNS.join())
    return refused('bank_statement_head', {
      found: head.slice(0, 80) || '空文件',
      allowed: STATEMENT_COLUMNS.join(','),
    })
  const items: StatementItem[] = []
  for (const [at, line] of rest.entries()) {
    if (line.trim() === '') continue
    const item = itemOf(cellsOf(line), month)
    const no = at + 2
    if (typeof item !== 'object')
      return refused('bank_statement_line', { line: no, column: item, allowed: ALLOWED[item] ?? '' })
    if (items.length >= LINES_MAX)
      return refused('bank_statement_line', { line: no, column: '行数', allowed: `不超过${LINES_MAX}行` })
    items.push(item)
  }
  return accepted(items)
}

const ALLOWED: Readonly<Record<string, string>> = {
  日期: '本月的日期，如2026-05-31',
  编号: '我方编号或银行流水号，不含空格和逗号',
  收入: '两位小数的金额',
  支出: '两位小数的金额',
  金额: '收入或支出填一项',
}

/** The item, or the column that is wrong. */
function itemOf(
  [on = '', reference = '', words = '', income = '', expense = '']: string[],
  month: string,
): StatementItem | string {
  const day = parseDay(on)
  if (day === undefined || !on.startsWith(month)) return '日期'
  if (!NUMBER.test(reference)) return '编号'
  const [incomeFen, expenseFen] = [fenOf(income), fenOf(expense)]
  if (incomeFen === undefined) return '收入'
  if (expenseFen === undefined) return '支出'
  if (incomeFen > 0 === expenseFen > 0) return '金额'
  return { reference, on, amountFen: incomeFen - expenseFen, words: words.slice(0, 100) }
}
