// GET /funds, /entries, /journals/:id; POST /ledger/verify
import {
  entryQuery,
  entryPage as entrySchema,
  fundsView as fundsSchema,
  journalView as journalSchema,
  verifyProgress,
  verifyView,
} from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { Verification } from './verification.ts'
import { entryPage, fundsView, journalView } from './view.ts'

const fundsQuery = Type.Object({ period: entryQuery.properties.period })
const journalParams = Type.Object({ id: Type.String({ maxLength: 40 }) })

export const fundsRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const verification = new Verification(parts.ledger)
    const reading = { config: { permission: 'fund:read' } } as const
    app.get(
      '/funds',
      { ...reading, schema: { summary: '各基金余额', querystring: fundsQuery, response: { 200: fundsSchema } } },
      async (request) => fundsView(parts, askerOf(parts, request), request.query.period),
    )
    app.get(
      '/entries',
      { ...reading, schema: { summary: '分录', querystring: entryQuery, response: { 200: entrySchema } } },
      async (request) => entryPage(parts, askerOf(parts, request), request.query),
    )
    app.get(
      '/journals/:id',
      {
        ...reading,
        schema: { summary: '记账凭证与封存证明', params: journalParams, response: { 200: journalSchema } },
      },
      async (request, reply) => {
        const outcome = await journalView(parts, askerOf(parts, request), request.params.id)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.post(
      '/ledger/verify',
      {
        config: { permission: 'fund:verify' },
        schema: { summary: '核验总账；未完时再问即得进度', response: { 200: verifyView, 202: verifyProgress } },
      },
      async (_, reply) => {
        const answer = await verification.ask()
        return reply.code('running' in answer ? 202 : 200).send(answer)
      },
    )
  }
