// Files of the tax office and of the treasury: every line is right, or the file is not taken at all.
import { type Fen, fenFromYuan, parseDay } from '@yibao/kernel'
import { FileRefused, openRows } from '../common/index.ts'
import type { TakenArrival, TakenReceipt } from './model.ts'

export const RECEIPT_HEAD = ['收款编号', '征缴单号', '缴费人编号', '基金', '所属期', '金额', '缴款日期'] as const
export const ARRIVAL_HEAD = ['入账编号', '收款编号', '基金', '金额', '入账日期'] as const

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9_:.-]{0,79}$/
const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/
const FUND = /^[a-z][a-z_]{1,39}$/
const AMOUNT = /^-?\d{1,13}\.\d{2}$/

type Check<T> = readonly [allowed: string, read: (text: string) => T | undefined]

const number: Check<string> = ['编号（字母、数字、-_:.，至多80位）', (text) => (NUMBER.test(text) ? text : undefined)]
const numberOrNone: Check<string> = ['编号，或空', (text) => (text === '' || NUMBER.test(text) ? text : undefined)]
const fund: Check<string> = ['基金代码，如 employee_basic', (text) => (FUND.test(text) ? text : undefined)]
const period: Check<string> = ['所属期，如 2026-11 或 2027', (text) => (PERIOD.test(text) ? text : undefined)]
const day: Check<NonNullable<ReturnType<typeof parseDay>>> = ['存在的日期，如 2026-11-20', parseDay]
const signed: Check<Fen> = ['两位小数的金额，不为零', (text) => amountOf(text, (value) => value !== 0)]
const positive: Check<Fen> = ['两位小数的金额，大于零', (text) => amountOf(text, (value) => value > 0)]

function amountOf(text: string, holds: (value: number) => boolean): Fen | undefined {
  if (!AMOUNT.test(text)) return undefined
  const size = fenFromYuan(text.replace('-', ''))
  const value = size === undefined ? undefined : text.startsWith('-') ? -size : size
  return value !== undefined && Number.isSafeInteger(value) && holds(value) ? (value as Fen) : undefined
}

class Line {
  readonly #cells: readonly string[]
  readonly #head: readonly string[]
  readonly #line: number

  constructor(cells: readonly string[], head: readonly string[], line: number) {
    if (cells.length !== head.length)
      throw new FileRefused('collection_file_line', { line, column: '整行', allowed: `${head.length}格` })
    this.#cells = cells
    this.#head = head
    this.#line = line
  }

  read<T>(column: string, [allowed, read]: Check<T>): T {
    const value = read((this.#cells[this.#head.indexOf(column)] ?? '').trim())
    if (value === undefined) throw new FileRefused('collection_file_line', { line: this.#line, column, allowed })
    return value
  }
}

async function readLines<T>(
  path: string,
  head: readonly string[],
  numberOf: (row: T) => string,
  make: (line: Line) => T,
): Promise<{ rows: T[]; sha256: string }> {
  const file = openRows(path)
  const rows = new Map<string, T>()
  let isFirst = true
  for await (const block of file.blocks) {
    for (const { cells, line } of block) {
      if (isFirst) {
        isFirst = false
        const found = cells.map((cell) => cell.trim()).join(',')
        if (found !== head.join(','))
          throw new FileRefused('collection_file_head', { found: found.slice(0, 80), allowed: head.join(',') })
        continue
      }
      const row = make(new Line(cells, head, line))
      const before = rows.get(numberOf(row))
      if (before && JSON.stringify(before) !== JSON.stringify(row))
        throw new FileRefused('collection_number_differs', { number: numberOf(row) })
      rows.set(numberOf(row), row)
    }
  }
  if (isFirst) throw new FileRefused('collection_file_head', { found: '空文件', allowed: head.join(',') })
  return { rows: [...rows.values()], sha256: file.sha256() }
}

export const readReceipts = (path: string): Promise<{ rows: TakenReceipt[]; sha256: string }> =>
  readLines(
    path,
    RECEIPT_HEAD,
    ({ receiptNo }) => receiptNo,
    (line) => ({
      receiptNo: line.read('收款编号', number),
      personNo: line.read('缴费人编号', numberOrNone) || '-',
      chargeNo: line.read('征缴单号', numberOrNone) || null,
      fund: line.read('基金', fund),
      period: line.read('所属期', period),
      amountFen: line.read('金额', signed),
      paidOn: line.read('缴款日期', day),
    }),
  )

export const readArrivals = (path: string): Promise<{ rows: TakenArrival[]; sha256: string }> =>
  readLines(
    path,
    ARRIVAL_HEAD,
    ({ arrivalNo }) => arrivalNo,
    (line) => ({
      arrivalNo: line.read('入账编号', number),
      receiptNo: line.read('收款编号', number),
      fund: line.read('基金', fund),
      amountFen: line.read('金额', positive),
      arrivedOn: line.read('入账日期', day),
    }),
  )
