// 单位网厅 at the console: the month, members, the bill, one person's change.
import {
  billQuery,
  billView as billSchema,
  declaration,
  declarationTold,
  employerView as employerSchema,
  memberQuery,
  memberPage as memberSchema,
} from '@yibao/contract/rest'
import { type Fen, yuanText } from '@yibao/kernel'
import type { Routes } from '../../../platform/index.ts'
import { answering, csvResponse, sendCsv } from '../answering.ts'
import { askerOf } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import type { ConsoleParts } from '../parts.ts'
import { billView, declare, employerView, memberPage } from './view.ts'

const ALL_ROWS = 1_000_000
const yuan = (fen: number | null): string => (fen === null ? '' : yuanText(fen as Fen))

export const employerRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'employer:read' } as const
    app.get(
      '/employer',
      { config: read, schema: { summary: '本单位的月份概况', response: { 200: employerSchema } } },
      (request, reply) => answered(request, reply, (asker) => employerView(parts, asker)),
    )
    app.get(
      '/employer/members',
      {
        config: read,
        schema: { summary: '本单位参保人员', querystring: memberQuery, response: { 200: memberSchema } },
      },
      (request, reply) => answered(request, reply, (asker) => memberPage(parts, asker, request.query)),
    )
    app.get(
      '/employer/bill',
      { config: read, schema: { summary: '本单位缴费单', querystring: billQuery, response: { 200: billSchema } } },
      (request, reply) => answered(request, reply, (asker) => billView(parts, asker, request.query)),
    )
    app.post(
      '/employer/declarations',
      {
        config: { permission: 'employer:write' },
        schema: { summary: '申报一人的增员、减员或基数变更', body: declaration, response: { 200: declarationTold } },
      },
      (request, reply) => answered(request, reply, (asker) => declare(parts, asker, request.body)),
    )
    exportRoutes(parts, app)
  }

function exportRoutes(parts: ConsoleParts, app: Parameters<Routes>[0]): void {
  const read = { permission: 'employer:read' } as const
  const named = (name: string) => `${name}-${parts.platform.clock.today()}`
  const head = (what: string, by: string): string =>
    CSV_BEGIN + csvRow([what]) + csvRow(['导出时间', parts.platform.clock.now(), by])
  app.get(
    '/employer/members/export',
    { config: read, schema: { summary: '导出本单位参保人员(CSV)', querystring: memberQuery, response: csvResponse } },
    async (request, reply) => {
      const asker = askerOf(parts, request)
      const outcome = await memberPage(parts, asker, { ...request.query, page: 1, size: ALL_ROWS })
      if (!outcome.ok) return reply.refuse(outcome)
      const rows = outcome.value.rows.map((row) => [
        ...[row.personNo, row.name, row.certificate, row.status.zh, row.stateTitle.zh, row.from, row.until ?? ''],
        ...[yuan(row.wageFen), row.wageFrom ?? ''],
      ])
      const titles = [
        '人员编号',
        '姓名',
        '证件号码',
        '身份',
        '状态',
        '参保日期',
        '截止日期',
        '月缴费工资(元)',
        '起始月',
      ]
      const table = head('本单位参保人员', asker.principal.displayName) + [titles, ...rows].map(csvRow).join('')
      return sendCsv(reply, named('members'), table)
    },
  )
  app.get(
    '/employer/bill/export',
    { config: read, schema: { summary: '导出本单位缴费单(CSV)', querystring: billQuery, response: csvResponse } },
    async (request, reply) => {
      const asker = askerOf(parts, request)
      const outcome = await billView(parts, asker, { ...request.query, page: 1, size: ALL_ROWS })
      if (!outcome.ok) return reply.refuse(outcome)
      const { month, assessed, amountFen } = outcome.value
      const rows = outcome.value.rows.map((row) => [
        ...[row.personNo, row.name, yuan(row.baseFen), yuan(row.employerFen), yuan(row.personFen), yuan(row.amountFen)],
      ])
      const titles = ['人员编号', '姓名', '缴费基数(元)', '单位缴费(元)', '个人缴费(元)', '合计(元)']
      const what = `${month} 缴费单${assessed ? '' : '(未核定，按现在的人员和基数估算)'} 合计 ${yuan(amountFen)} 元`
      const table = head(what, asker.principal.displayName) + [titles, ...rows].map(csvRow).join('')
      return sendCsv(reply, named('bill'), table)
    },
  )
}
