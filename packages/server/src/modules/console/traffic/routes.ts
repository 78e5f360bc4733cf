// GET /traffic, /traffic/messages
import { messageQuery, messagePage as messageSchema, trafficView as trafficSchema } from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { messagePage, trafficView } from './view.ts'

const trafficQuery = Type.Object({ day: messageQuery.properties.day })

export const trafficRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const reading = { config: { permission: 'traffic:read' } } as const
    app.get(
      '/traffic',
      {
        ...reading,
        schema: { summary: '一日的接口往来', querystring: trafficQuery, response: { 200: trafficSchema } },
      },
      async (request, reply) => {
        const outcome = await trafficView(parts, askerOf(parts, request), request.query.day)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get(
      '/traffic/messages',
      { ...reading, schema: { summary: '报文列表', querystring: messageQuery, response: { 200: messageSchema } } },
      async (request, reply) => {
        const outcome = await messagePage(parts, askerOf(parts, request), request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
  }
