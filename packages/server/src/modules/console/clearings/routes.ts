// Monthly clearings at the console: proposed, confirmed by the provider, reviewed, approved, paid, returned by the bank.
import {
  clearingNote,
  clearingPage,
  clearingProposal,
  clearingQuery,
  clearingReference,
  clearingView,
  doneView,
  paymentFileView,
} from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import type { ClearingStep } from '../../clearing/index.ts'
import { answering, csvResponse, idParams as params, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { clearingExport } from './export.ts'
import { fileForBank, oneClearing, page, propose, step } from './work.ts'

type Step = Exclude<ClearingStep, 'propose'>

/** Each step at its own address, so that each has its own permission. */
const STEPS = [
  { path: 'confirmation', step: 'confirm', permission: 'clearing:confirm', summary: '机构确认清算' },
  { path: 'review', step: 'review', permission: 'clearing:approve', summary: '复核清算' },
  { path: 'approval', step: 'approve', permission: 'clearing:approve', summary: '审批清算，须与复核不同的人' },
  { path: 'withdrawal', step: 'withdraw', permission: 'clearing:propose', summary: '撤回未审批的清算' },
] as const satisfies readonly { readonly step: Step; readonly [name: string]: string }[]

const MONEY = [
  { path: 'payment', step: 'pay', summary: '登记拨付' },
  { path: 'return', step: 'return', summary: '登记银行退汇' },
] as const satisfies readonly { readonly step: Step; readonly [name: string]: string }[]

export const clearingRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'clearing:read' } as const
    const pay = { permission: 'clearing:pay' } as const
    app.get(
      '/clearings',
      { config: read, schema: { summary: '月度清算', querystring: clearingQuery, response: { 200: clearingPage } } },
      (request, reply) => answered(request, reply, (asker) => page(parts, asker, request.query)),
    )
    app.get(
      '/clearings/export',
      {
        config: { permission: 'settlement:export' },
        schema: { summary: '导出月度清算(CSV)', querystring: clearingQuery, response: csvResponse },
      },
      async (request, reply) => {
        const outcome = await clearingExport(parts, askerOf(parts, request), request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        return sendCsv(reply, `clearings-${parts.platform.clock.today()}`, outcome.value)
      },
    )
    app.get(
      '/clearings/payment-file',
      { config: pay, schema: { summary: '拨付文件：已审批未拨付', response: { 200: paymentFileView } } },
      (request, reply) => answered(request, reply, (asker) => fileForBank(parts, asker)),
    )
    app.get(
      '/clearings/:id',
      { config: read, schema: { summary: '一家机构一个月的清算', params, response: { 200: clearingView } } },
      (request, reply) => answered(request, reply, (asker) => oneClearing(parts, asker, request.params.id)),
    )
    app.post(
      '/clearings',
      {
        config: { permission: 'clearing:propose' },
        schema: { summary: '提出月度清算', body: clearingProposal, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => propose(parts, asker, request.body)),
    )
    for (const { path, step: next, permission, summary } of STEPS) {
      app.post(
        `/clearings/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response: { 200: doneView } } },
        (request, reply) =>
          answered(request, reply, (asker) => step(parts, asker, request.params.id, next, request.body.note)),
      )
    }
    for (const { path, step: next, summary } of MONEY) {
      app.post(
        `/clearings/:id/${path}`,
        { config: pay, schema: { summary, params, body: clearingReference, response: { 200: doneView } } },
        (request, reply) =>
          answered(request, reply, (asker) => step(parts, asker, request.params.id, next, request.body.reference)),
      )
    }
  }
