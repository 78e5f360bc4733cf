// 参保业务 at the console: work lists, rates, one person at the window.
import {
  aidBody,
  aidEndBody,
  categoryBody,
  categoryEndBody,
  declarationTold,
  doneView,
  duplicateBody,
  enrolleeView as enrolleeSchema,
  identityBody,
  lineBody,
  workListPage as pageSchema,
  populationBody,
  rateView as rateSchema,
  visitBody,
  workListQuery,
} from '@yibao/contract/rest'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { bindIdentity, endAid, endCategory, enrolOne, grantAid, recognise } from './act.ts'
import { decideDuplicate, noteVisit, workListFile, workListPage } from './lists.ts'
import { enrolleeView } from './person.ts'
import { enterPopulation, rateView } from './rates.ts'

const params = Type.Object({ personNo: Type.String({ minLength: 1, maxLength: 30 }) })
const read = { permission: 'enrolment:read' } as const
const write = { permission: 'enrolment:write' } as const
const done = { 200: doneView }

export const enrolmentWindowRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    app.get(
      '/enrolment/lists',
      { config: read, schema: { summary: '参保工作清单', querystring: workListQuery, response: { 200: pageSchema } } },
      (request, reply) => answered(request, reply, (asker) => workListPage(parts, asker, request.query)),
    )
    app.get(
      '/enrolment/lists/export',
      { config: read, schema: { summary: '导出参保工作清单(CSV)', querystring: workListQuery, response: csvResponse } },
      async (request, reply) => {
        const outcome = await workListFile(parts, askerOf(parts, request), request.query)
        if (!outcome.ok) return reply.refuse(outcome)
        return sendCsv(reply, `work-list-${parts.platform.clock.today()}`, outcome.value)
      },
    )
    app.post(
      '/enrolment/lists/visits',
      { config: write, schema: { summary: '记录一次走访', body: visitBody, response: done } },
      (request, reply) => answered(request, reply, (asker) => noteVisit(parts, asker, request.body)),
    )
    app.post(
      '/enrolment/lists/duplicates',
      { config: write, schema: { summary: '办结一条重复参保(书面选择)', body: duplicateBody, response: done } },
      (request, reply) => answered(request, reply, (asker) => decideDuplicate(parts, asker, request.body)),
    )
    app.get(
      '/enrolment/rates',
      { config: read, schema: { summary: '三种口径的参保率', response: { 200: rateSchema } } },
      (request, reply) => answered(request, reply, (asker) => rateView(parts, asker)),
    )
    app.post(
      '/enrolment/population',
      { config: write, schema: { summary: '录入人口基数', body: populationBody, response: done } },
      (request, reply) => answered(request, reply, (asker) => enterPopulation(parts, asker, request.body)),
    )
    app.post(
      '/enrolment/lines',
      {
        config: write,
        schema: { summary: '窗口办理一人的参保、停保或基数变更', body: lineBody, response: { 200: declarationTold } },
      },
      (request, reply) => answered(request, reply, (asker) => enrolOne(parts, asker, request.body)),
    )
    personRoutes(parts, app)
  }

function personRoutes(parts: ConsoleParts, app: Parameters<Routes>[0]): void {
  const answered = answering(parts)
  const own = '/enrolment/persons/:personNo'
  app.get(
    own,
    { config: read, schema: { summary: '一人的参保', params, response: { 200: enrolleeSchema } } },
    (request, reply) => answered(request, reply, (asker) => enrolleeView(parts, asker, request.params.personNo)),
  )
  app.post(
    `${own}/categories`,
    { config: write, schema: { summary: '认定人员类别', params, body: categoryBody, response: done } },
    (request, reply) =>
      answered(request, reply, (asker) => recognise(parts, asker, request.params.personNo, request.body)),
  )
  app.post(
    `${own}/categories/end`,
    { config: write, schema: { summary: '人员类别退出', params, body: categoryEndBody, response: done } },
    (request, reply) =>
      answered(request, reply, (asker) => endCategory(parts, asker, request.params.personNo, request.body)),
  )
  app.post(
    `${own}/identity`,
    { config: write, schema: { summary: '绑定正式证件', params, body: identityBody, response: done } },
    (request, reply) =>
      answered(request, reply, (asker) => bindIdentity(parts, asker, request.params.personNo, request.body)),
  )
  app.post(
    `${own}/aid`,
    { config: write, schema: { summary: '办理家庭共济', params, body: aidBody, response: done } },
    (request, reply) =>
      answered(request, reply, (asker) => grantAid(parts, asker, request.params.personNo, request.body)),
  )
  app.post(
    `${own}/aid/end`,
    { config: write, schema: { summary: '解除家庭共济', params, body: aidEndBody, response: done } },
    (request, reply) =>
      answered(request, reply, (asker) => endAid(parts, asker, request.params.personNo, request.body)),
  )
}
