// GET /fund-watch, POST /fund-watch/runs, POST /fund-watch/warnings/:id/step; GET and POST /budgets, POST /budgets/approval.
import {
  budgetApproval,
  budgetEntry,
  budgetQuery,
  budgetView,
  doneView,
  warningStep,
  watchQuery,
  watchRun,
  watchRunView,
  watchView,
} from '@yibao/contract/rest'
import type { Outcome } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { approveBudget, budgetOf, enterBudget, run, step, watchOf } from './work.ts'

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }

async function answered<T>(reply: Replying, outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome
  return (known.ok ? known.value : reply.refuse(known)) as T
}

export const watchRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const read = { permission: 'watch:read' } as const
    app.get(
      '/fund-watch',
      { config: read, schema: { summary: '基金运行与预警', querystring: watchQuery, response: { 200: watchView } } },
      (request) => watchOf(parts, request.query.period),
    )
    app.post(
      '/fund-watch/runs',
      {
        config: { permission: 'watch:write' },
        schema: { summary: '按月监测并发出预警', body: watchRun, response: { 200: watchRunView } },
      },
      (request, reply) => answered(reply, run(parts, askerOf(parts, request), request.body.key, request.body.period)),
    )
    app.post(
      '/fund-watch/warnings/:id/step',
      {
        config: { permission: 'watch:write' },
        schema: {
          summary: '办理预警：签收、措施、解除，及其撤回',
          params,
          body: warningStep,
          response: { 200: doneView },
        },
      },
      (request, reply) => answered(reply, step(parts, askerOf(parts, request), request.params.id, request.body)),
    )
    app.get(
      '/budgets',
      { config: read, schema: { summary: '预算及执行', querystring: budgetQuery, response: { 200: budgetView } } },
      (request) => budgetOf(parts, request.query.year, request.query.to),
    )
    app.post(
      '/budgets',
      {
        config: { permission: 'budget:write' },
        schema: { summary: '录入预算草案', body: budgetEntry, response: { 200: doneView } },
      },
      (request, reply) => answered(reply, enterBudget(parts, askerOf(parts, request), request.body)),
    )
    app.post(
      '/budgets/approval',
      {
        config: { permission: 'budget:approve' },
        schema: { summary: '批准预算，须由录入以外的人', body: budgetApproval, response: { 200: doneView } },
      },
      (request, reply) =>
        answered(reply, approveBudget(parts, askerOf(parts, request), request.body.key, request.body.year)),
    )
  }
