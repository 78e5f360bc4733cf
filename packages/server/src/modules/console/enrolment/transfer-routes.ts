// 转移接续 at the console: the list, an application, one of them, its next step.
import {
  doneView,
  transferPage as pageSchema,
  transferOpening,
  transferQuery,
  transferStep,
  transferView as viewSchema,
} from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { answering } from '../answering.ts'
import type { ConsoleParts } from '../parts.ts'

import { openTransfer, stepTransfer, transferPage, transferView } from './transfers.ts'

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })
const read = { permission: 'enrolment:read' } as const
const write = { permission: 'enrolment:write' } as const
const done = { 200: doneView }

export const transferRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    app.get(
      '/enrolment/transfers',
      { config: read, schema: { summary: '转移接续', querystring: transferQuery, response: { 200: pageSchema } } },
      (request, reply) => answered(request, reply, (asker) => transferPage(parts, asker, request.query)),
    )
    app.post(
      '/enrolment/transfers',
      { config: write, schema: { summary: '申请转入或转出', body: transferOpening, response: done } },
      (request, reply) => answered(request, reply, (asker) => openTransfer(parts, asker, request.body)),
    )
    app.get(
      '/enrolment/transfers/:id',
      { config: read, schema: { summary: '一笔转移', params, response: { 200: viewSchema } } },
      (request, reply) => answered(request, reply, (asker) => transferView(parts, asker, request.params.id)),
    )
    app.post(
      '/enrolment/transfers/:id/step',
      {
        config: write,
        schema: { summary: '办理转移的下一步、退回或撤销', params, body: transferStep, response: done },
      },
      (request, reply) =>
        answered(request, reply, (asker) => stepTransfer(parts, asker, request.params.id, request.body)),
    )
  }
