// GET /settlements
import { settlementPage as pageSchema, settlementQuery } from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { settlementPage } from './view.ts'

export const settlementsRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/settlements',
      {
        config: { permission: 'settlement:read' },
        schema: { summary: '结算列表', querystring: settlementQuery, response: { 200: pageSchema } },
      },
      async (request, reply) => {
        const outcome = await settlementPage(parts, askerOf(parts, request), request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
  }
