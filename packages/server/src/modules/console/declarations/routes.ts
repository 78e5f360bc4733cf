// Declarations of institutions at the console: declared, compared, met over, agreed on; each step with its own permission.
import {
  clearingNote,
  declarationBody,
  declarationPage,
  declarationQuery,
  declarationView,
  doneView,
  meetingBody,
} from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, idParams as params, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { type DeclarationStepAsked, declare, differencesFile, meet, oneDeclaration, page, step } from './work.ts'

const STEPS = [
  { path: 'check', next: 'check', permission: 'clearing:propose', summary: '重新核对申报' },
  { path: 'agreement', next: 'agree', permission: 'clearing:declare', summary: '机构确认对账结果' },
  { path: 'objection', next: 'object', permission: 'clearing:declare', summary: '机构不同意对账结果' },
  { path: 'withdrawal', next: 'withdraw', permission: 'clearing:declare', summary: '机构撤回申报' },
] as const satisfies readonly { readonly next: DeclarationStepAsked; readonly [name: string]: string }[]

export const declarationRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'clearing:read' } as const
    app.get(
      '/declarations',
      {
        config: read,
        schema: { summary: '机构申报', querystring: declarationQuery, response: { 200: declarationPage } },
      },
      (request, reply) => answered(request, reply, (asker) => page(parts, asker, request.query)),
    )
    app.get(
      '/declarations/:id',
      { config: read, schema: { summary: '一家机构一个月的申报', params, response: { 200: declarationView } } },
      (request, reply) => answered(request, reply, (asker) => oneDeclaration(parts, asker, request.params.id)),
    )
    app.get(
      '/declarations/:id/differences',
      { config: read, schema: { summary: '申报差异清单(CSV)', params, response: csvResponse } },
      async (request, reply) => {
        const outcome = await differencesFile(parts, askerOf(parts, request), request.params.id)
        if (!outcome.ok) return reply.refuse(outcome)
        return sendCsv(reply, `differences-${request.params.id}`, outcome.value)
      },
    )
    app.post(
      '/declarations',
      {
        config: { permission: 'clearing:declare' },
        schema: { summary: '机构申报一个月', body: declarationBody, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => declare(parts, asker, request.body)),
    )
    app.post(
      '/declarations/:id/meeting',
      {
        config: { permission: 'clearing:propose' },
        schema: { summary: '登记面对面对账', params, body: meetingBody, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => meet(parts, asker, request.params.id, request.body)),
    )
    for (const { path, next, permission, summary } of STEPS) {
      app.post(
        `/declarations/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: clearingNote, response: { 200: doneView } } },
        (request, reply) =>
          answered(request, reply, (asker) => step(parts, asker, request.params.id, next, request.body.note)),
      )
    }
  }
