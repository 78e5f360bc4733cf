// Calculations by payment methods within the asker's scope: an institution sees the area's values and its own sheet and cases.
import type {
  DoneView,
  PaymentCasePage,
  PaymentCaseQuery,
  PaymentCaseView,
  PaymentProposalBody,
  PaymentRunList,
  PaymentRunQuery,
  PaymentRunView,
} from '@yibao/contract/rest'
import { type Fen, type Outcome, refused, yuanText } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import { clearingsOfMonth } from '../../clearing/index.ts'
import { shownId } from '../../gateway/index.ts'
import {
  appealsOfCase,
  type CaseQuery,
  caseOf,
  casesOf,
  clearingOf,
  findRun,
  type Run,
  type RunSums,
  runsPage,
  sheetsOf,
  type ToldRun,
} from '../../payment/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { caseRow, caseView, runView } from './view.ts'

const EXPORT_ROWS_MAX = 100_000

const notFound = (id: string) => refused('not_found', { what: `核算 ${id.slice(0, 40)}` })

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as ToldRun).runId) } } : outcome

const shownRun = ({ run, cases, bookedFen, dueFen }: RunSums): PaymentRunList['rows'][number] => ({
  ...{ id: shownId(run.runId), month: run.period, state: run.state, cases, bookedFen, dueFen },
})

export async function runList(asker: Asker, query: PaymentRunQuery): Promise<Outcome<PaymentRunList>> {
  const { page, size, offset } = pageOf(query)
  const { year, state } = query
  const asked = { ...(year && { year }), ...(state && { state }), offset, limit: size }
  const { rows, total } = await asker.read((reader) => runsPage(reader, asked))
  return { ok: true, value: { rows: rows.map(shownRun), total, page, size } }
}

const STATES: Readonly<Record<PaymentRunList['rows'][number]['state'], string>> = {
  calculated: '已核算',
  released: '已发布',
  withdrawn: '已撤回',
}
const RUN_HEAD = [
  '核算编号',
  '月份或年度',
  '状态',
  '病例',
  '按项目记账(元)',
  '按支付方式应付(元)',
  '差额(元)',
  '核算人',
  '发布人',
]

export async function runExport(asker: Asker, { year, state }: PaymentRunQuery): Promise<Outcome<string>> {
  const asked = { ...(year && { year }), ...(state && { state }), offset: 0, limit: EXPORT_ROWS_MAX }
  const { rows } = await asker.read((reader) => runsPage(reader, asked))
  await asker.looked({ purpose: '导出付费核算', fields: 'amounts', shown: rows.length })
  const whoDid = (run: Run, step: string): string => run.steps.findLast((each) => each.step === step)?.by ?? ''
  const lines = rows.map(({ run, cases, bookedFen, dueFen }) => {
    const sums = [bookedFen, dueFen, dueFen - bookedFen].map((fen) => yuanText(fen as Fen))
    const hands = [whoDid(run, 'calculate'), whoDid(run, 'release')]
    return csvRow([shownId(run.runId), run.period, STATES[run.state], cases, ...sums, ...hands])
  })
  return { ok: true, value: [CSV_BEGIN, csvRow(RUN_HEAD), ...lines].join('') }
}

async function found(asker: Asker, id: string): Promise<Outcome<Run>> {
  const uuid = identifierIn(id)
  const run = uuid && (await asker.read((reader) => findRun(reader, uuid)))
  return run ? { ok: true, value: run } : notFound(id)
}

export async function oneRun(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<PaymentRunView>> {
  const run = await found(asker, id)
  if (!run.ok) return run
  const view = await asker.read(async (reader) => {
    const sheets = await sheetsOf(reader, run.value.runId)
    const clearings = await clearingsOfMonth(reader, clearingOf(run.value.period))
    return runView(parts, run.value, sheets, new Map(clearings.map((each) => [each.provider, each])))
  })
  return { ok: true, value: view }
}

export async function calculate(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, month, scores = [] }: PaymentProposalBody,
): Promise<Outcome<DoneView>> {
  if (!isWholeArea(asker)) return refused('payment_whole_area', {})
  const message = consoleMessage<ToldRun>(asker, `payment ${key}`, { month, scores })
  const byProvider = new Map(scores.map(({ provider, scoreE2 }) => [provider, scoreE2]))
  return done(await desks.payments.calculate(message, month, byProvider))
}

/** A calculation is one for all providers. */
const isWholeArea = ({ principal }: Asker): boolean => principal.area === '' && principal.provider === ''

export async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: 'release' | 'withdraw',
  note: string,
): Promise<Outcome<DoneView>> {
  const run = await found(asker, id)
  if (!run.ok) return run
  if (!isWholeArea(asker)) return refused('payment_whole_area', {})
  const message = consoleMessage<ToldRun>(asker, `${next} ${run.value.runId}`, { note })
  return done(await desks.payments[next](message, run.value, note))
}

const queryOf = (runId: string, asked: PaymentCaseQuery, offset: number, limit: number): CaseQuery => ({
  ...{ runId, sort: asked.sort ?? 'newest', offset, limit },
  ...(asked.provider && { provider: asked.provider }),
  ...(asked.rule && { rule: asked.rule }),
  ...(asked.insurance && { insurance: asked.insurance }),
  ...(asked.method && { method: asked.method }),
  ...(asked.code && { code: asked.code }),
})

export async function casePage(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  asked: PaymentCaseQuery,
): Promise<Outcome<PaymentCasePage>> {
  const run = await found(asker, id)
  if (!run.ok) return run
  const { page, size, offset } = pageOf(asked)
  const { rows, sums } = await asker.read((reader) => casesOf(reader, queryOf(run.value.runId, asked, offset, size)))
  await asker.looked({ purpose: '查看病例付费说明', fields: 'masked', shown: rows.length })
  const { total, ...amounts } = sums
  return { ok: true, value: { rows: rows.map((row) => caseRow(parts, row)), total, page, size, sums: amounts } }
}

export async function oneCase(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  settlement: string,
): Promise<Outcome<PaymentCaseView>> {
  const run = await found(asker, id)
  if (!run.ok) return run
  const uuid = identifierIn(settlement)
  const paid = uuid && (await asker.read((reader) => caseOf(reader, run.value.runId, uuid)))
  if (!paid) return refused('not_found', { what: `病例 ${settlement.slice(0, 40)}` })
  await asker.looked({
    purpose: '查看病例付费说明',
    fields: 'masked',
    shown: 1,
    personNo: paid.personNo,
    area: paid.area,
  })
  const appeals = await asker.read((reader) => appealsOfCase(reader, paid.settlementId))
  return caseView(parts, run.value, paid, appeals)
}

const HEAD = [
  ...['结算ID', '机构编码', '机构名称', '结算日期', '险种', '支付方式', '病组编码', '病组名称', '主要诊断', '手术操作'],
  ...['规则', '权重或分值', '系数', '倍率', '点值或费率', '基金支付比例'],
  ...['总费用(元)', '支付标准(元)', '记账基金(元)', '基金应付(元)', '差额(元)', '说明'],
]

const yuan = (fen: number): string => yuanText(fen as Fen)

/** Cases as a file for a hospital's office: no names, one row a case, with its sentence. */
export async function caseExport(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  asked: PaymentCaseQuery,
): Promise<Outcome<string>> {
  const run = await found(asker, id)
  if (!run.ok) return run
  const { rows } = await asker.read((reader) => casesOf(reader, queryOf(run.value.runId, asked, 0, EXPORT_ROWS_MAX)))
  await asker.looked({ purpose: '导出病例付费说明', fields: 'masked', shown: rows.length })
  const asked_ = Object.entries(asked).filter(([name]) => name !== 'page' && name !== 'size')
  const cells = rows.map((paid) => {
    const row = caseRow(parts, paid)
    return [
      ...[row.settlement, row.provider, row.providerName, row.settledOn, row.insurance, row.methodTitle],
      ...[row.code, row.name, row.diagnosis, row.procedures.join(' '), row.ruleTitle.zh, row.weight, row.coefficient],
      ...[row.multiple, row.value, row.ratio, yuan(row.costFen), yuan(row.standardFen), yuan(row.bookedFen)],
      ...[yuan(row.dueFen), yuan(row.differenceFen), row.reason.zh],
    ]
  })
  const text = [
    CSV_BEGIN,
    csvRow(['统筹区', parts.about().city.title + (parts.about().demo ? '(演示数据)' : '')]),
    csvRow(['核算月份', run.value.period, '付费规则', run.value.rules]),
    csvRow(['筛选条件', asked_.map(([name, value]) => `${name}=${value}`).join(' ') || '全部']),
    csvRow(['导出时间', parts.platform.clock.now()]),
    csvRow(['导出人', `${asker.principal.displayName}(${asker.principal.account})`]),
    csvRow(HEAD),
    ...cells.map(csvRow),
  ]
  return { ok: true, value: text.join('') }
}
