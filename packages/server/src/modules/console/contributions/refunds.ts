// 已记账退费 at the console: what may be given back of a contribution, the list, the steps in their hands, the file for the bank.
import {
  type CreditedLineQuery,
  type CreditedLineView,
  type CreditRefundBody,
  type CreditRefundPage,
  type CreditRefundQuery,
  type CreditRefundView,
  clearingNote,
  creditedLineQuery,
  creditedLineView,
  creditRefundBody,
  creditRefundPage,
  creditRefundQuery,
  type DoneView,
  doneView,
  paymentFileView,
} from '@yibao/contract/rest'
import { type Fen, type Outcome, refused, yuanText } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Receipt, Routes } from '../../../platform/index.ts'
import {
  type CreditRefund,
  type CreditRefundStep,
  contributionSentence,
  creditRefundsOf,
  findCreditRefund,
  findLine,
  type NamedCreditRefund,
  obstacleTo,
  payoutOf,
  REFUND_STATE_WORDS,
  refundFile,
  refundsToPay,
  type ToldRefund,
} from '../../contribution/index.ts'
import { shownId } from '../../gateway/index.ts'
import { type Asker, askerOf } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

const isWhole = ({ principal }: Asker): boolean => principal.area === '' && principal.provider === ''

const payerName = ({ desks }: ConsoleParts, { payerKind, payer }: Pick<CreditRefund, 'payerKind' | 'payer'>) =>
  payerKind === 'employer'
    ? (desks.city.employer(payer)?.name ?? payer)
    : payerKind === 'body'
      ? desks.contributions.payerTitle(payer) || payer
      : payer

const titled = (fund: string) => {
  const { title, titleEn } = fundTitle(fund)
  return { fundTitle: title, fundTitleEn: titleEn }
}

function viewOf(parts: ConsoleParts, refund: NamedCreditRefund): CreditRefundView {
  const {
    refundId,
    personName,
    fund,
    payerKind: _,
    payer: __,
    approvalId: ___,
    paymentId: ____,
    area: _____,
    ...rest
  } = refund
  return {
    ...rest,
    ...{ id: shownId(refundId), personName: personName ?? '', payoutFen: payoutOf(refund), ...titled(fund) },
    payerName: payerName(parts, refund),
    steps: refund.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

async function page(parts: ConsoleParts, asker: Asker, query: CreditRefundQuery): Promise<Outcome<CreditRefundPage>> {
  const { page: number, size, offset } = pageOf(query)
  const { state, reason, fund, period } = query
  const filter = {
    ...(state && { state }),
    ...(reason && { reason }),
    ...(fund && { fund }),
    ...(period && { period }),
  }
  const { rows, sums } = await asker.read((reader) => creditRefundsOf(reader, { ...filter, offset, limit: size }))
  await asker.looked({ purpose: '查看退费列表', fields: 'amounts', shown: rows.length })
  return { ok: true, value: { rows: rows.map((row) => viewOf(parts, row)), page: number, size, ...sums } }
}

const EXPORT_ROWS_MAX = 100_000
const yuan = (fen: number): string => yuanText(fen as Fen)
const REASONS: Readonly<Record<string, string>> = {
  left: '停保、死亡或转出',
  duplicate: '重复缴费',
  wrong_base: '基数有误',
  identity: '身份认定',
}

async function exported(parts: ConsoleParts, asker: Asker, query: CreditRefundQuery): Promise<Outcome<string>> {
  const { page: _, size: __, ...filter } = query
  const found = await asker.read((reader) =>
    creditRefundsOf(reader, { ...filter, offset: 0, limit: EXPORT_ROWS_MAX } as never),
  )
  await asker.looked({ purpose: '导出退费列表', fields: 'amounts', shown: found.rows.length })
  const rows = found.rows.map((row) =>
    csvRow([
      ...[shownId(row.refundId), row.personNo, row.chargeNo, payerName(parts, row), row.fund, row.period],
      ...[REASONS[row.reason] ?? row.reason, yuan(row.amountFen), yuan(row.keptFen), yuan(payoutOf(row))],
      ...[REFUND_STATE_WORDS[row.state], row.appliedOn, row.paidOn ?? ''],
    ]),
  )
  const head = csvRow([
    ...[
      '退费编号',
      '人员编号',
      '征缴单号',
      '收款人',
      '基金',
      '所属期',
      '原因',
      '核定退费(元)',
      '账户已用(元)',
      '实退(元)',
    ],
    ...['状态', '申请日期', '支付日期'],
  ])
  return { ok: true, value: [CSV_BEGIN, head, ...rows].join('') }
}

async function line(
  parts: ConsoleParts,
  asker: Asker,
  { personNo, chargeNo }: CreditedLineQuery,
): Promise<Outcome<CreditedLineView>> {
  const found = await asker.read((reader) => findLine(reader, personNo.trim(), chargeNo.trim()))
  await asker.looked({ personNo, purpose: '退费核对缴费', fields: 'amounts', shown: found ? 1 : 0 })
  if (!found) return refused('credit_refund_unknown', {})
  const free = obstacleTo(found, 'left')
  const { refundedAccountFen: _, otherJobs: __, fund, area: ___, payer: ____, ...rest } = found
  return {
    ok: true,
    value: {
      ...rest,
      ...titled(fund),
      payerName: payerName(parts, found),
      obstacle: free.ok ? null : contributionSentence(free as never),
    },
  }
}

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as ToldRefund).refundId) } } : outcome

async function apply(parts: ConsoleParts, asker: Asker, body: CreditRefundBody): Promise<Outcome<DoneView>> {
  if (!isWhole(asker)) return refused('contribution_whole_area', {})
  const { key, baseFen = null, amountFen = null, ...asked } = body
  const found = await asker.read((reader) => findLine(reader, asked.personNo.trim(), asked.chargeNo.trim()))
  if (!found) return refused('credit_refund_unknown', {})
  const { personNo, chargeNo, period } = found
  const message = consoleMessage<ToldRefund>(asker, `credit refund ${key}`, body)
  const input = { ...asked, personNo, chargeNo, period, baseFen, amountFen }
  return done(await parts.desks.contributions.creditRefunds.apply(message, input))
}

async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: CreditRefundStep,
  note: string,
): Promise<Outcome<DoneView>> {
  if (!isWhole(asker)) return refused('contribution_whole_area', {})
  const uuid = identifierIn(id)
  const refund = uuid && (await asker.read((reader) => findCreditRefund(reader, uuid)))
  if (!refund) return refused('not_found', { what: `退费 ${id.slice(0, 40)}` })
  // A click that is sent twice is one step; after a return the next payment is another.
  const round = refund.steps.filter((each) => each.step === 'return').length
  const message = consoleMessage<ToldRefund>(asker, `${next} ${refund.refundId} ${round}`, { note })
  return done(await desks.contributions.creditRefunds.step(message, refund, { step: next, note }))
}

async function bankFile(parts: ConsoleParts, asker: Asker): Promise<Outcome<ReturnType<typeof refundFile>>> {
  if (!isWhole(asker)) return refused('contribution_whole_area', {})
  const due = await asker.read(refundsToPay)
  await asker.looked({ purpose: '生成退费支付文件', fields: 'amounts', shown: due.length })
  const name = (refund: CreditRefund) => payerName(parts, refund)
  return { ok: true, value: refundFile(due, parts.platform.clock.today(), name, csvRow) }
}

const STEPS = [
  { path: 'review', next: 'review', permission: 'contribution:approve', summary: '复核退费，须与申请不同的人' },
  {
    path: 'approval',
    next: 'approve',
    permission: 'contribution:approve',
    summary: '审批退费，须与申请、复核不同的人',
  },
  { path: 'payment', next: 'pay', permission: 'payout:pay', summary: '登记退费支付，须与复核、审批不同的人' },
  { path: 'return', next: 'return', permission: 'payout:pay', summary: '登记退费退汇' },
  { path: 'withdrawal', next: 'withdraw', permission: 'contribution:handle', summary: '审批前撤回退费申请' },
  { path: 'revocation', next: 'revoke', permission: 'contribution:approve', summary: '撤销已审批未支付的退费' },
] as const

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })
const CSV: Record<string, unknown> = { 200: Type.String({ contentMediaType: 'text/csv' }) }

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }
async function answered<T>(reply: Replying, outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome
  return (known.ok ? known.value : reply.refuse(known)) as T
}

export const creditRefundRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const read = { permission: 'contribution:read' } as const
    const handle = { permission: 'contribution:handle' } as const
    app.get(
      '/contributions/credit-refunds',
      {
        config: read,
        schema: { summary: '已记账退费', querystring: creditRefundQuery, response: { 200: creditRefundPage } },
      },
      (request, reply) => answered(reply, page(parts, askerOf(parts, request), request.query)),
    )
    app.get(
      '/contributions/credit-refunds/export',
      { config: read, schema: { summary: '导出已记账退费(CSV)', querystring: creditRefundQuery, response: CSV } },
      async (request, reply) => {
        const outcome = await exported(parts, askerOf(parts, request), request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        reply.header('content-type', 'text/csv; charset=utf-8')
        reply.header('content-disposition', `attachment; filename="refunds-${parts.platform.clock.today()}.csv"`)
        return reply.send(outcome.value)
      },
    )
    app.get(
      '/contributions/credit-refunds/line',
      {
        config: handle,
        schema: { summary: '可退的一笔缴费', querystring: creditedLineQuery, response: { 200: creditedLineView } },
      },
      (request, reply) => answered(reply, line(parts, askerOf(parts, request), request.query)),
    )
    app.get(
      '/contributions/credit-refunds/payment-file',
      {
        config: { permission: 'payout:pay' },
        schema: { summary: '退费支付文件：已审批未支付', response: { 200: paymentFileView } },
      },
      (request, reply) => answered(reply, bankFile(parts, askerOf(parts, request))),
    )
    app.post(
      '/contributions/credit-refunds',
      { config: handle, schema: { summary: '申请已记账退费', body: creditRefundBody, response: { 200: doneView } } },
      (request, reply) => answered(reply, apply(parts, askerOf(parts, request), request.body)),
    )
    for (const { path, next, permission, summary } of STEPS)
      app.post(
        `/contributions/credit-refunds/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response: { 200: doneView } } },
        (request, reply) =>
          answered(reply, step(parts, askerOf(parts, request), request.params.id, next, request.body.note)),
      )
  }
