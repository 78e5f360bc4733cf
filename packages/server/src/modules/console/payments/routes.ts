// Calculations by payment methods at the console: the months, one month, its cases and each case's steps; made, released, withdrawn.
import {
  clearingNote,
  doneView,
  paymentCasePage,
  paymentCaseQuery,
  paymentCaseView,
  paymentProposal,
  paymentRunList,
  paymentRunQuery,
  paymentRunView,
} from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, idParams as params, sendCsv, shownIdText } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { calculate, caseExport, casePage, oneCase, oneRun, runExport, runList, step } from './work.ts'

const caseParams = Type.Object({ id: shownIdText, settlement: shownIdText })

export const paymentRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'clearing:read' } as const
    const csv: Record<string, unknown> = { 200: Type.String({ contentMediaType: 'text/csv' }) }
    app.get(
      '/payment-runs',
      {
        config: read,
        schema: { summary: '付费核算', querystring: paymentRunQuery, response: { 200: paymentRunList } },
      },
      (request, reply) => answered(request, reply, (asker) => runList(asker, request.query)),
    )
    app.get(
      '/payment-runs/export',
      {
        config: { permission: 'settlement:export' },
        schema: { summary: '导出付费核算(CSV)', querystring: paymentRunQuery, response: csv },
      },
      async (request, reply) => {
        const outcome = await runExport(askerOf(parts, request), request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        reply.header('content-type', 'text/csv; charset=utf-8')
        reply.header('content-disposition', `attachment; filename="payment-runs-${parts.platform.clock.today()}.csv"`)
        return reply.send(outcome.value)
      },
    )
    app.get(
      '/payment-runs/:id',
      { config: read, schema: { summary: '一个月的付费核算', params, response: { 200: paymentRunView } } },
      (request, reply) => answered(request, reply, (asker) => oneRun(parts, asker, request.params.id)),
    )
    app.get(
      '/payment-runs/:id/cases',
      {
        config: read,
        schema: { summary: '病例付费说明', params, querystring: paymentCaseQuery, response: { 200: paymentCasePage } },
      },
      (request, reply) => answered(request, reply, (asker) => casePage(parts, asker, request.params.id, request.query)),
    )
    app.get(
      '/payment-runs/:id/cases/export',
      {
        config: { permission: 'settlement:export' },
        schema: { summary: '导出病例付费说明(CSV)', params, querystring: paymentCaseQuery, response: csvResponse },
      },
      async (request, reply) => {
        const outcome = await caseExport(parts, askerOf(parts, request), request.params.id, request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        return sendCsv(reply, `cases-${parts.platform.clock.today()}`, outcome.value)
      },
    )
    app.get(
      '/payment-runs/:id/cases/:settlement',
      {
        config: read,
        schema: { summary: '一个病例的付费步骤', params: caseParams, response: { 200: paymentCaseView } },
      },
      (request, reply) =>
        answered(request, reply, (asker) => oneCase(parts, asker, request.params.id, request.params.settlement)),
    )
    app.post(
      '/payment-runs',
      {
        config: { permission: 'clearing:propose' },
        schema: { summary: '核算一个月', body: paymentProposal, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => calculate(parts, asker, request.body)),
    )
    const steps = [
      { path: 'release', next: 'release', permission: 'clearing:approve', summary: '发布核算，须与核算不同的人' },
      { path: 'withdrawal', next: 'withdraw', permission: 'clearing:propose', summary: '撤回未发布的核算' },
    ] as const
    for (const { path, next, permission, summary } of steps) {
      app.post(
        `/payment-runs/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response: { 200: doneView } } },
        (request, reply) =>
          answered(request, reply, (asker) => step(parts, asker, request.params.id, next, request.body.note)),
      )
    }
  }
