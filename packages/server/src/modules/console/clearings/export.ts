// The list of clearings as a file, with what it holds written above it.
import type { ClearingQuery } from '@yibao/contract/rest'
import { type Fen, type Outcome, yuanText } from '@yibao/kernel'
import { clearingsOf } from '../../clearing/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import type { ConsoleParts } from '../parts.ts'
import { filterOf, viewOf } from './work.ts'

const ROWS_MAX = 100_000
const HEAD = [
  ...['清算编号', '机构编码', '机构名称', '区划', '月份', '状态', '审定金额(元)', '保证金(元)', '预付抵扣(元)'],
  ...['直接付配送企业(元)', '上期结转(元)'],
  ...['应拨(元)', '转下期(元)', '拨付时限', '拨付日期', '剩余工作日', '是否超时'],
]

const yuan = (fen: number): string => yuanText(fen as Fen)

const STATES: Readonly<Record<string, string>> = {
  proposed: '待机构确认',
  confirmed: '待复核',
  reviewed: '待审批',
  approved: '待拨付',
  paid: '已拨付',
  returned: '已退汇',
  withdrawn: '已撤回',
}

export async function clearingExport(
  parts: ConsoleParts,
  asker: Asker,
  query: ClearingQuery,
): Promise<Outcome<string>> {
  const filter = filterOf(query)
  const { rows } = await asker.read((reader) => clearingsOf(reader, { ...filter, offset: 0, limit: ROWS_MAX }))
  const asked = Object.entries(filter).map(([name, value]) => `${name}=${value}`)
  const cells = rows.map((row) => {
    const view = viewOf(parts, row, new Map())
    const { dueOn, paidOn, workingDaysLeft, isLate } = view.clock
    return [
      ...[view.id, view.provider, view.providerName, view.area, view.month, STATES[view.state] ?? view.state],
      ...[yuan(view.allowedFen), yuan(view.depositFen), yuan(view.offsetFen)],
      ...[yuan(view.directFen), yuan(view.carriedInFen), yuan(view.payableFen)],
      ...[yuan(view.carriedOutFen), dueOn, paidOn ?? '', workingDaysLeft, isLate ? '超时' : ''],
    ]
  })
  const text = [
    CSV_BEGIN,
    csvRow(['统筹区', parts.about().city.title + (parts.about().demo ? '(演示数据)' : '')]),
    csvRow(['筛选条件', asked.join(' ') || '全部']),
    csvRow(['导出时间', parts.platform.clock.now()]),
    csvRow(['导出人', `${asker.principal.displayName}(${asker.principal.account})`]),
    csvRow(HEAD),
    ...cells.map(csvRow),
  ]
  return { ok: true, value: text.join('') }
}
