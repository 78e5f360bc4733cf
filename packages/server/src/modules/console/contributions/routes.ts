// 征缴与对账 at the console: lists with filters and export, reconciliation, steps of breaks, refunds.
import {
  arrivalPage,
  arrivalQuery,
  breakPage,
  breakQuery,
  breakStepBody,
  chargePage,
  chargeQuery,
  collectionDone,
  contributionSummary,
  receiptPage,
  receiptQuery,
  reconcileBody,
  refundBody,
  refundPayment,
} from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { exportOf } from './export.ts'
import { act, listOf, stepBreak, summary } from './work.ts'

const LISTS = [
  { name: 'charges', title: '征缴单', querystring: chargeQuery, page: chargePage },
  { name: 'receipts', title: '税务收款', querystring: receiptQuery, page: receiptPage },
  { name: 'arrivals', title: '国库入账', querystring: arrivalQuery, page: arrivalPage },
  { name: 'breaks', title: '对账差异', querystring: breakQuery, page: breakPage },
] as const

export const contributionRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'contribution:read' } as const
    const handle = { permission: 'contribution:handle' } as const
    app.get(
      '/contributions/summary',
      { config: read, schema: { summary: '征缴与对账概况', response: { 200: contributionSummary } } },
      (request, reply) => answered(request, reply, (asker) => summary(parts, asker)),
    )
    for (const { name, title, querystring, page } of LISTS) {
      app.get(
        `/contributions/${name}`,
        { config: read, schema: { summary: title, querystring, response: { 200: page as typeof chargePage } } },
        (request, reply) => answered(request, reply, (asker) => listOf(parts, asker, name, request.query)) as never,
      )
      app.get(
        `/contributions/${name}/export`,
        { config: read, schema: { summary: `导出${title}(CSV)`, querystring, response: csvResponse } },
        async (request, reply) => {
          const outcome = await exportOf(parts, askerOf(parts, request), name, request.query as object)
          if (!outcome.ok) return reply.refuse(outcome)
          return sendCsv(reply, `${name}-${parts.platform.clock.today()}`, outcome.value)
        },
      )
    }
    const done = { 200: collectionDone }
    app.post(
      '/contributions/reconciliations',
      { config: handle, schema: { summary: '按日或按月对账', body: reconcileBody, response: done } },
      (request, reply) =>
        answered(request, reply, (asker) =>
          act(parts, asker, (desk, actor) => desk.reconcile(request.body.span, actor)),
        ),
    )
    app.post(
      '/contributions/breaks/step',
      { config: handle, schema: { summary: '办理一条对账差异', body: breakStepBody, response: done } },
      (request, reply) => answered(request, reply, (asker) => act(parts, asker, stepBreak(request.body))),
    )
    app.post(
      '/contributions/refunds',
      { config: handle, schema: { summary: '提出待认领款项的退费', body: refundBody, response: done } },
      (request, reply) =>
        answered(request, reply, (asker) =>
          act(parts, asker, (desk, actor, msgid) => desk.proposeRefund(request.body, actor, msgid)),
        ),
    )
    app.post(
      '/contributions/refunds/payment',
      { config: handle, schema: { summary: '登记退费支付，须与提出不同的人', body: refundPayment, response: done } },
      (request, reply) =>
        answered(request, reply, (asker) =>
          act(parts, asker, (desk, actor, msgid) =>
            desk.stepRefund(
              { arrivalNo: request.body.arrivalNo, to: 'paid', note: request.body.reference },
              actor,
              msgid,
            ),
          ),
        ),
    )
  }
