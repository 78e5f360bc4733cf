// GET /persons/:personNo/account and what the window does with it: freeze, reserve and decide, send and accept.
import {
  accountView,
  doneView,
  freezing,
  reservationDecision,
  reserving,
  walletAcceptance,
  walletSending,
} from '@yibao/contract/rest'
import type { Outcome } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { accept, accountOf, decide, freeze, reserve, send } from './work.ts'

const personNo = Type.String({ minLength: 1, maxLength: 40 })
const params = Type.Object({ personNo })
const itemParams = Type.Object({ personNo, id: Type.String({ minLength: 1, maxLength: 40 }) })
const account = '/persons/:personNo/account'

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }

async function answered<T>(reply: Replying, outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome
  return (known.ok ? known.value : reply.refuse(known)) as T
}

export const accountRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const write = { permission: 'account:write' } as const
    app.get(
      account,
      {
        config: { permission: 'person:read' },
        schema: { summary: '个人账户、钱包与变动', params, response: { 200: accountView } },
      },
      (request, reply) => answered(reply, accountOf(parts, askerOf(parts, request), request.params.personNo)),
    )
    app.post(
      `${account}/order`,
      { config: write, schema: { summary: '冻结、解冻账户', params, body: freezing, response: { 200: doneView } } },
      (request, reply) =>
        answered(reply, freeze(parts, askerOf(parts, request), request.params.personNo, request.body)),
    )
    app.post(
      `${account}/reservations`,
      { config: write, schema: { summary: '预留账户资金', params, body: reserving, response: { 200: doneView } } },
      (request, reply) =>
        answered(reply, reserve(parts, askerOf(parts, request), request.params.personNo, request.body)),
    )
    app.post(
      `${account}/reservations/:id/decision`,
      {
        config: write,
        schema: {
          summary: '支付或释放预留',
          params: itemParams,
          body: reservationDecision,
          response: { 200: doneView },
        },
      },
      (request, reply) => {
        const { personNo: who, id } = request.params
        return answered(reply, decide(parts, askerOf(parts, request), who, id, request.body))
      },
    )
    app.post(
      `${account}/wallet/transfers`,
      { config: write, schema: { summary: '钱包转账', params, body: walletSending, response: { 200: doneView } } },
      (request, reply) => answered(reply, send(parts, askerOf(parts, request), request.params.personNo, request.body)),
    )
    app.post(
      `${account}/wallet/transfers/:id/acceptance`,
      {
        config: write,
        schema: { summary: '接收钱包转账', params: itemParams, body: walletAcceptance, response: { 200: doneView } },
      },
      (request, reply) => {
        const { personNo: who, id } = request.params
        return answered(reply, accept(parts, askerOf(parts, request), who, id, request.body))
      },
    )
  }
