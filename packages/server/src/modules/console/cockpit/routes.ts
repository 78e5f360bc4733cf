// GET /cockpit, /cockpit/figures, /cockpit/figures/:id, /lake
import {
  cockpitQuery,
  cockpitView as cockpitSchema,
  figureDetail as detailSchema,
  figureListQuery,
  figureQuery,
  lakeView,
  figureList as listSchema,
} from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { cockpitView, figureDetail, figureList, lakeNow } from './view.ts'

const figureParams = Type.Object({ id: Type.String({ maxLength: 12 }) })

export const cockpitRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const reading = { config: { permission: 'cockpit:read' } } as const
    app.get(
      '/cockpit',
      {
        ...reading,
        schema: { summary: '驾驶舱：六个板块的指标与图', querystring: cockpitQuery, response: { 200: cockpitSchema } },
      },
      async (request, reply) => {
        const outcome = await cockpitView(parts, askerOf(parts, request), request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get(
      '/cockpit/figures',
      {
        ...reading,
        schema: { summary: '全部指标：值或所待的数据', querystring: figureListQuery, response: { 200: listSchema } },
      },
      async (request, reply) => {
        const outcome = await figureList(parts, askerOf(parts, request), request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get(
      '/cockpit/figures/:id',
      {
        ...reading,
        schema: {
          summary: '一项指标：分组、分子与分母的记录',
          params: figureParams,
          querystring: figureQuery,
          response: { 200: detailSchema },
        },
      },
      async (request, reply) => {
        const outcome = await figureDetail(parts, askerOf(parts, request), request.params.id, request.query)
        return outcome.ok ? outcome.value : reply.refuse(outcome)
      },
    )
    app.get('/lake', { ...reading, schema: { summary: '历史库写到哪里', response: { 200: lakeView } } }, async () =>
      lakeNow(parts),
    )
  }
