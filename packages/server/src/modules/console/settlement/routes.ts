// GET /settlements/:id, its lines, and the calculation of all of it or of one line
import { explanationView, linePage, pageQuery, settlementView as settlementSchema } from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { lineExplanation, settlementExplanation } from './explanation.ts'
import { settlementLines, settlementView } from './view.ts'

const id = Type.String({ minLength: 1, maxLength: 40 })
const params = Type.Object({ id })
const lineParams = Type.Object({ id, no: Type.Integer({ minimum: 1, maximum: 999_999 }) })
const config = { permission: 'settlement:read' } as const

export const settlementRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/settlements/:id',
      { config, schema: { summary: '结算详情', params, response: { 200: settlementSchema } } },
      async (request, reply) => {
        const outcome = await settlementView(parts, askerOf(parts, request), request.params.id)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get(
      '/settlements/:id/lines',
      {
        config,
        schema: {
          summary: '结算的费用明细',
          params,
          querystring: Type.Object(pageQuery),
          response: { 200: linePage },
        },
      },
      async (request, reply) => {
        const outcome = await settlementLines(parts, askerOf(parts, request), request.params.id, request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    // The tree of an explanation has no end that the checker of types could see: its schema is for the document alone.
    const response: Record<string, unknown> = { 200: explanationView }
    app.get(
      '/settlements/:id/explanation',
      { config, schema: { summary: '结算的计算过程', params, response } },
      async (request, reply) => {
        const outcome = await settlementExplanation(parts, askerOf(parts, request), request.params.id)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get(
      '/settlements/:id/lines/:no/explanation',
      { config, schema: { summary: '一行费用明细的计算过程', params: lineParams, response } },
      async (request, reply) => {
        const { id, no } = request.params
        const outcome = await lineExplanation(parts, askerOf(parts, request), id, no)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
  }
