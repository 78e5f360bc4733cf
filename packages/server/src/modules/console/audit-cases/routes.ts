// The audit workbench at the console: the pool, one case, steps by different hands, evidence, figures.
import { Readable } from 'node:stream'
import {
  auditAgain,
  auditAgainTold,
  auditAppeal,
  auditCasePage,
  auditCaseQuery,
  auditCaseView,
  auditDecision,
  auditFigures,
  auditFiguresQuery,
  auditModelRun,
  auditModelRuns,
  auditReview,
  auditStepResult,
  auditUndo,
  doneView,
  evidenceTold,
  evidenceUpload,
  evidenceView,
  pageQuery,
  setAsidePage,
} from '@yibao/contract/rest'
import { refused } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, idParams as params, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { modelRunsView, startModels } from './clues.ts'
import { figuresView, setAsideView } from './figures.ts'
import { oneCase } from './one.ts'
import { poolExport, poolPage } from './pool.ts'
import { bringEvidence, lookAgain, oneEvidence, stepMany, undo } from './work.ts'

const EXPORTS_AT_ONCE = 3

const read = { permission: 'audit_case:read' } as const
const review = { permission: 'audit_case:review' } as const

export const auditCaseRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    app.get(
      '/audit/model-runs',
      { config: review, schema: { summary: '行为模型的运行', response: { 200: auditModelRuns } } },
      (request, reply) => answered(request, reply, (asker) => modelRunsView(parts, asker)),
    )
    app.get(
      '/audit/cases',
      { config: read, schema: { summary: '审核疑点', querystring: auditCaseQuery, response: { 200: auditCasePage } } },
      (request, reply) => answered(request, reply, (asker) => poolPage(parts, asker, request.query)),
    )
    app.get(
      '/audit/cases/:id',
      { config: read, schema: { summary: '一条疑点', params, response: { 200: auditCaseView } } },
      (request, reply) => answered(request, reply, (asker) => oneCase(parts, asker, request.params.id)),
    )
    app.get(
      '/audit/figures',
      {
        config: read,
        schema: { summary: '审核指标及准确率', querystring: auditFiguresQuery, response: { 200: auditFigures } },
      },
      (request, reply) => answered(request, reply, (asker) => figuresView(parts, asker, request.query)),
    )
    app.get(
      '/audit/set-aside',
      {
        config: read,
        schema: { summary: '搁置未审核的结算', querystring: Type.Object(pageQuery), response: { 200: setAsidePage } },
      },
      (request, reply) => answered(request, reply, (asker) => setAsideView(parts, asker, request.query)),
    )
    app.get(
      '/audit/evidence/:id',
      { config: read, schema: { summary: '一份申诉材料', params, response: { 200: evidenceView } } },
      (request, reply) => answered(request, reply, (asker) => oneEvidence(asker, request.params.id)),
    )
    exportRoute(parts, app)
    stepRoutes(parts, app)
  }

type Registering = Parameters<Routes>[0]

function exportRoute(parts: ConsoleParts, app: Registering): void {
  let running = 0
  app.get(
    '/audit/cases/export',
    {
      config: { permission: 'audit_case:export' },
      schema: { summary: '导出审核疑点(CSV)', querystring: auditCaseQuery, response: csvResponse },
    },
    async (request, reply) => {
      if (running >= EXPORTS_AT_ONCE) return reply.refuse(refused('export_busy', { running }))
      const outcome = poolExport(parts, askerOf(parts, request), request.query)
      if (!outcome.ok) return reply.refuse(outcome)
      const file = Readable.from(outcome.value)
      running += 1
      file.once('close', () => {
        running -= 1
      })
      return sendCsv(reply, `audit-cases-${parts.platform.clock.today()}`, file)
    },
  )
}

/** Each pair of hands at its own address, so that each has its own permission. */
function stepRoutes(parts: ConsoleParts, app: Registering): void {
  const answered = answering(parts)
  const result = { 200: auditStepResult }
  const decide = { permission: 'audit_case:decide' } as const
  const appeal = { permission: 'audit_case:appeal' } as const
  app.post(
    '/audit/reviews',
    { config: review, schema: { summary: '初审、复审一批疑点', body: auditReview, response: result } },
    (request, reply) => answered(request, reply, (asker) => stepMany(parts, asker, request.body)),
  )
  app.post(
    '/audit/decisions',
    { config: decide, schema: { summary: '终审一批疑点，维持的随即扣款', body: auditDecision, response: result } },
    (request, reply) => answered(request, reply, (asker) => stepMany(parts, asker, request.body)),
  )
  app.post(
    '/audit/appeals',
    { config: appeal, schema: { summary: '机构认可或申诉一批疑点', body: auditAppeal, response: result } },
    (request, reply) => answered(request, reply, (asker) => stepMany(parts, asker, request.body)),
  )
  app.post(
    '/audit/evidence',
    { config: appeal, schema: { summary: '上传申诉材料', body: evidenceUpload, response: { 200: evidenceTold } } },
    (request, reply) => answered(request, reply, (asker) => bringEvidence(parts, asker, request.body)),
  )
  app.post(
    '/audit/cases/:id/reversal',
    { config: decide, schema: { summary: '撤销扣款', params, body: auditUndo, response: { 200: doneView } } },
    (request, reply) => answered(request, reply, (asker) => undo(parts, asker, request.params.id, request.body)),
  )
  app.post(
    '/audit/model-runs',
    {
      config: review,
      schema: { summary: '运行行为模型', body: auditModelRun, response: { 200: doneView } },
    },
    (request, reply) => answered(request, reply, (asker) => startModels(parts, asker, request.body.key)),
  )
  app.post(
    '/audit/settlements/:id/look',
    {
      config: review,
      schema: { summary: '重新审核一笔结算', params, body: auditAgain, response: { 200: auditAgainTold } },
    },
    (request, reply) =>
      answered(request, reply, (asker) => lookAgain(parts, asker, request.params.id, request.body.key)),
  )
}
