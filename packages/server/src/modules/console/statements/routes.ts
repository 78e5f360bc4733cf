// GET /statements, GET /statements/export
import { statementQuery, statementView } from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { statementFile } from './export.ts'
import { statementsOf } from './view.ts'

export const statementRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const reading = { config: { permission: 'fund:read' } } as const
    app.get(
      '/statements',
      {
        ...reading,
        schema: { summary: '会计报表与结账情况', querystring: statementQuery, response: { 200: statementView } },
      },
      (request) => statementsOf(parts, askerOf(parts, request), request.query),
    )
    app.get(
      '/statements/export',
      {
        ...reading,
        schema: { summary: '会计报表，CSV', querystring: statementQuery, response: { 200: Type.String() } },
      },
      async (request, reply) => {
        const view = await statementsOf(parts, askerOf(parts, request), request.query)
        const name = `statements-${view.sheet}-${view.from}-${view.to}.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(statementFile(view))
      },
    )
  }
