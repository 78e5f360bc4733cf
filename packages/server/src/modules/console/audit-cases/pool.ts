// The pool of cases within the asker's scope: a page of it with the sums of the whole, and the file of it.
import type { AuditCasePage, AuditCaseQuery } from '@yibao/contract/rest'
import { type Fen, type Outcome, yuanText } from '@yibao/kernel'
import {
  CASE_STATES,
  type CaseListed,
  listCases,
  STATE_TITLES,
  sumCases,
  waitingCases,
} from '../../audit-case/index.ts'
import type { Reader } from '../../common/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { type Put, rowStream } from '../row-stream.ts'
import { filterOf, rowView } from './rows.ts'

export async function poolPage(
  parts: ConsoleParts,
  asker: Asker,
  query: AuditCaseQuery,
): Promise<Outcome<AuditCasePage>> {
  const today = parts.platform.clock.today()
  const filter = filterOf(query, today)
  if (!filter.ok) return filter
  const { page, size, offset } = pageOf(query)
  const { sort = 'newest' } = query
  const { listed, sums, waiting } = await asker.read(async (reader) => ({
    listed: await listCases(reader, filter.value, { sort, offset, limit: size }),
    sums: await sumCases(reader, filter.value),
    waiting: await waitingCases(reader, today, query.kind),
  }))
  await asker.looked({ purpose: '查看审核疑点', fields: 'masked', shown: listed.length })
  const { count, ...amounts } = sums
  return {
    ok: true,
    value: {
      ...{ rows: listed.map((row) => rowView(parts, row)), total: count, page, size, sums: amounts },
      waiting: CASE_STATES.flatMap((state) => {
        const found = waiting.find((each) => each.state === state)
        return found ? [{ ...found, stateTitle: STATE_TITLES[state] }] : []
      }),
    },
  }
}

const HEAD = [
  '疑点编号',
  '规则',
  '规则名称',
  '规则版本',
  '性质',
  '状态',
  '办理期限',
  '机构编码',
  '机构名称',
  '人员编号',
  '姓名(脱敏)',
  '结算ID',
  '结算日期',
  '疑点金额(元)',
  '扣款金额(元)',
  '其中基金(元)',
]
const FILTERS = [
  'kind',
  'clue',
  'rule',
  'provider',
  'person',
  'settlement',
  'severity',
  'month',
  'state',
  'min',
  'max',
  'overdue',
] as const
const AT_ONCE = 500
const ROWS_MAX = 100_000

export function poolExport(parts: ConsoleParts, asker: Asker, query: AuditCaseQuery): Outcome<AsyncIterable<string>> {
  const filter = filterOf(query, parts.platform.clock.today())
  if (!filter.ok) return filter
  const sort = query.sort ?? 'newest'
  const write = async (put: Put, reader: Reader): Promise<void> => {
    const { count } = await sumCases(reader, filter.value)
    // Before the first row: a reader who leaves in the middle has seen some.
    await asker.looked({ purpose: '导出审核疑点', fields: 'masked', shown: count })
    await put(headOf(parts, asker, query))
    for (let offset = 0; offset < Math.min(count, ROWS_MAX); offset += AT_ONCE) {
      const rows = await listCases(reader, filter.value, { sort, offset, limit: AT_ONCE })
      await put(rows.map((row) => csvRow(cellsOf(parts, row))).join(''))
    }
  }
  return { ok: true, value: rowStream((put) => asker.read((reader) => write(put, reader))) }
}

function headOf({ platform, about }: ConsoleParts, { principal }: Asker, query: AuditCaseQuery): string {
  const asked = FILTERS.flatMap((name) => (query[name] === undefined ? [] : [`${name}=${query[name]}`]))
  return [
    CSV_BEGIN,
    csvRow(['统筹区', about().city.title + (about().demo ? '(演示数据)' : '')]),
    csvRow(['筛选条件', asked.join(' ') || '全部']),
    csvRow(['导出时间', platform.clock.now()]),
    csvRow(['导出人', `${principal.displayName}(${principal.account})`]),
    csvRow(['脱敏级别', '姓名脱敏，不含证件号码和电话']),
    csvRow(HEAD),
  ].join('')
}

function cellsOf(parts: ConsoleParts, listed: CaseListed): string[] {
  const row = rowView(parts, listed)
  const yuan = (fen: number): string => yuanText(fen as Fen)
  return [
    ...[row.id, row.rule, row.ruleTitle.zh, row.ruleVersion, row.severityTitle.zh, row.stateTitle.zh, row.dueOn],
    ...[row.provider, row.providerName, row.personNo, row.personName, row.settlement, row.settledOn],
    ...[yuan(row.excessFen), yuan(row.deductedFen), yuan(row.certifiedFen)],
  ]
}
