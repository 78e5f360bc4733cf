// A list of contributions as a file, with what it holds written above it.
import { type Fen, type Outcome, yuanText } from '@yibao/kernel'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import type { ConsoleParts } from '../parts.ts'
import { type ListAsked, type ListName, listOf } from './work.ts'

const ROWS_MAX = 100_000

/** Columns by name of the view. */
const COLUMNS: Readonly<Record<ListName, readonly (readonly [title: string, name: string])[]>> = {
  charges: [
    ...([
      ['征缴单号', 'chargeNo'],
      ['缴费人', 'payer'],
      ['名称', 'payerName'],
      ['区划', 'area'],
      ['基金', 'fundTitle'],
      ['所属期', 'period'],
    ] as const),
    ...([
      ['金额(元)', 'amountFen'],
      ['人数', 'people'],
      ['期限', 'dueOn'],
      ['状态', 'state'],
      ['收款编号', 'receiptNo'],
      ['到账日', 'confirmedOn'],
    ] as const),
  ],
  receipts: [
    ['收款编号', 'receiptNo'],
    ['征缴单号', 'chargeNo'],
    ['缴费人', 'payer'],
    ['基金', 'fundTitle'],
    ['所属期', 'period'],
    ['金额(元)', 'amountFen'],
    ['缴款日期', 'paidOn'],
  ],
  arrivals: [
    ['入账编号', 'arrivalNo'],
    ['收款编号', 'receiptNo'],
    ['征缴单号', 'chargeNo'],
    ['基金', 'fundTitle'],
    ['金额(元)', 'amountFen'],
    ['入账日期', 'arrivedOn'],
    ['状态', 'state'],
  ],
  breaks: [
    ...([
      ['差异', 'kind'],
      ['基金', 'fundTitle'],
      ['金额(元)', 'amountFen'],
      ['征缴单号', 'chargeNo'],
      ['收款编号', 'receiptNo'],
    ] as const),
    ...([
      ['入账编号', 'arrivalNo'],
      ['责任方', 'owner'],
      ['状态', 'state'],
      ['发现日期', 'openedOn'],
    ] as const),
  ],
}

export async function exportOf(
  parts: ConsoleParts,
  asker: Asker,
  name: ListName,
  asked: ListAsked,
): Promise<Outcome<string>> {
  const listed = await listOf(parts, asker, name, { ...asked, page: 1, size: ROWS_MAX })
  if (!listed.ok) return listed
  const rows = listed.value.rows as unknown as readonly Readonly<Record<string, string | number | null>>[]
  const filters = Object.entries(asked).map(([key, value]) => `${key}=${value}`)
  const cell = (row: (typeof rows)[number], key: string): string =>
    key === 'amountFen' ? yuanText(Number(row[key]) as Fen) : String(row[key] ?? '')
  const text = [
    CSV_BEGIN,
    csvRow(['统筹区', parts.about().city.title + (parts.about().demo ? '(演示数据)' : '')]),
    csvRow(['筛选条件', filters.join(' ') || '全部']),
    csvRow(['导出时间', parts.platform.clock.now()]),
    csvRow(['导出人', `${asker.principal.displayName}(${asker.principal.account})`]),
    csvRow(COLUMNS[name].map(([title]) => title)),
    ...rows.map((row) => csvRow(COLUMNS[name].map(([, key]) => cell(row, key)))),
  ]
  return { ok: true, value: text.join('') }
}
