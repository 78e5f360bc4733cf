// GET /persons/:personNo, POST /persons/:personNo/unmask
import { personView as personSchema, unmaskRequest } from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { personView, unmaskedPersonView } from './view.ts'

const params = Type.Object({ personNo: Type.String({ minLength: 1, maxLength: 30 }) })

export const personRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/persons/:personNo',
      {
        config: { permission: 'person:read' },
        schema: { summary: '参保人员(脱敏)；每次查看都有记录', params, response: { 200: personSchema } },
      },
      async (request, reply) => {
        const outcome = await personView(parts, askerOf(parts, request), request.params.personNo)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.post(
      '/persons/:personNo/unmask',
      {
        config: { permission: 'person:unmask' },
        schema: {
          summary: '参保人员完整信息，须说明用途',
          params,
          body: unmaskRequest,
          response: { 200: personSchema },
        },
      },
      async (request, reply) => {
        const { personNo } = request.params
        const outcome = await unmaskedPersonView(parts, askerOf(parts, request), personNo, request.body.purpose)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
  }
