// GET /settlements and /settlements/export
import { Readable } from 'node:stream'
import { settlementPage as pageSchema, settlementQuery } from '@yibao/contract/rest'
import { refused } from '@yibao/kernel'
import type { Routes } from '../../../platform/index.ts'
import { csvResponse, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { settlementExport } from './export.ts'
import { settlementPage } from './view.ts'

/** An export holds a connection of the readers' for as long as its reader takes. */
const EXPORTS_AT_ONCE = 3

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
    let running = 0
    app.get(
      '/settlements/export',
      {
        config: { permission: 'settlement:export' },
        schema: { summary: '导出结算列表(CSV)', querystring: settlementQuery, response: csvResponse },
      },
      async (request, reply) => {
        if (running >= EXPORTS_AT_ONCE) return reply.refuse(refused('export_busy', { running }))
        const outcome = settlementExport(parts, askerOf(parts, request), request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        const file = Readable.from(outcome.value)
        running += 1
        file.once('close', () => {
          running -= 1
        })
        return sendCsv(reply, `settlements-${parts.platform.clock.today()}`, file)
      },
    )
  }
