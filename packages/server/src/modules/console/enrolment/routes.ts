// 参保业务 at the console: batches by file.
import { Readable } from 'node:stream'
import {
  batchPage as batchPageSchema,
  batchQuery,
  batchStep,
  batchUpload,
  batchView,
  doneView,
  faultPage as faultPageSchema,
  faultQuery,
  templateQuery,
} from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, idParams as params, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { batchPage, faultFile, faultPage, oneBatch, stepBatch, upload } from './batches.ts'
import { csvTemplate, xlsxTemplate } from './template.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const read = { permission: 'batch:read' } as const
const write = { permission: 'batch:write' } as const

export const batchRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    // A file is read as it comes in, never as a whole.
    app.addContentTypeParser(['text/csv', 'application/octet-stream'], (_, file, done) => done(null, file))
    app.post(
      '/enrolment/batches',
      {
        config: write,
        schema: { summary: '上传一批参保(正文为 CSV 文件)', querystring: batchUpload, response: { 200: doneView } },
      },
      (request, reply) =>
        answered(request, reply, (asker) =>
          upload(parts, asker, request.query.name, request.body, Number(request.headers['content-length'] ?? 0)),
        ),
    )
    app.get(
      '/enrolment/batches',
      { config: read, schema: { summary: '批量参保', querystring: batchQuery, response: { 200: batchPageSchema } } },
      (request, reply) => answered(request, reply, (asker) => batchPage(parts, asker, request.query)),
    )
    app.get(
      '/enrolment/batches/:id',
      { config: read, schema: { summary: '一批参保', params, response: { 200: batchView } } },
      (request, reply) => answered(request, reply, (asker) => oneBatch(parts, asker, request.params.id)),
    )
    app.post(
      '/enrolment/batches/:id/step',
      {
        config: write,
        schema: { summary: '确认、放弃、继续或撤销一批', params, body: batchStep, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => stepBatch(parts, asker, request.params.id, request.body)),
    )
    faultRoutes(parts, app)
    app.get(
      '/enrolment/template',
      { config: read, schema: { summary: '批量参保模板', querystring: templateQuery, response: csvResponse } },
      async (request, reply) => {
        const { principal } = askerOf(parts, request)
        const employer = parts.desks.city.employer(principal.employer)
        const { form } = request.query
        reply.header('content-type', form === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
        reply.header('content-disposition', `attachment; filename="enrolment-template.${form}"`)
        return reply.send(form === 'csv' ? csvTemplate(employer) : xlsxTemplate(employer))
      },
    )
  }

function faultRoutes(parts: ConsoleParts, app: Parameters<Routes>[0]): void {
  const answered = answering(parts)
  app.get(
    '/enrolment/batches/:id/faults',
    {
      config: read,
      schema: { summary: '一批中有误的行', params, querystring: faultQuery, response: { 200: faultPageSchema } },
    },
    (request, reply) => answered(request, reply, (asker) => faultPage(asker, request.params.id, request.query)),
  )
  app.get(
    '/enrolment/batches/:id/faults/export',
    {
      config: read,
      schema: { summary: '导出有误的行(CSV)', params, querystring: faultQuery, response: csvResponse },
    },
    async (request, reply) => {
      const { id } = request.params
      const outcome = await faultFile(parts, askerOf(parts, request), id, request.query.code)
      if (!outcome.ok) return reply.refuse(outcome)
      return sendCsv(reply, `faults-${parts.platform.clock.today()}`, Readable.from(outcome.value))
    },
  )
}
