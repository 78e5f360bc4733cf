// The list of settlements as a file, row by row as the database gives them, with what it holds written above it.
import type { SettlementQuery } from '@yibao/contract/rest'
import { type Fen, type Outcome, yuanText } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import type { ConsoleParts } from '../parts.ts'
import { type Put, rowStream } from '../row-stream.ts'
import { eachSettlement, sumSettlements } from './store.ts'
import { filterOf, rowView } from './view.ts'

const HEAD = [
  '结算ID',
  '结算时间',
  '人员编号',
  '姓名(脱敏)',
  '机构编码',
  '机构名称',
  '险种',
  '就医类型',
  '状态',
  '总费用(元)',
  '基金支付(元)',
  '个人负担(元)',
]

/** The filters in the order of the console's form. */
const FILTERS = ['from', 'to', 'person', 'provider', 'level', 'scheme', 'setting', 'state', 'sort'] as const

export function settlementExport(
  parts: ConsoleParts,
  asker: Asker,
  query: SettlementQuery,
): Outcome<AsyncIterable<string>> {
  const filter = filterOf(parts, asker, query)
  if (!filter.ok) return filter
  const write = async (put: Put, reader: Reader): Promise<void> => {
    const { count } = await sumSettlements(reader, filter.value)
    // Before the first row: a reader who leaves in the middle has seen some.
    await asker.looked({ purpose: '导出结算列表', fields: 'masked', shown: count })
    await put(headOf(parts, asker, query))
    for await (const rows of eachSettlement(reader, filter.value, query.sort ?? 'newest')) {
      await put(rows.map((row) => csvRow(cellsOf(rowView(parts, row)))).join(''))
    }
  }
  return { ok: true, value: rowStream((put) => asker.read((reader) => write(put, reader))) }
}

function headOf({ platform, about }: ConsoleParts, { principal }: Asker, query: SettlementQuery): string {
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

const yuan = (fen: number): string => yuanText(fen as Fen)

const cellsOf = (row: ReturnType<typeof rowView>): string[] => [
  row.id,
  row.settledAt,
  row.personNo,
  row.personName,
  row.provider,
  row.providerName,
  row.schemeTitle,
  row.settingTitle,
  row.stateTitle,
  yuan(row.totalFen),
  yuan(row.fundFen),
  yuan(row.personFen),
]
