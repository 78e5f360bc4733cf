// GET /bookings, POST /bookings, POST /bookings/:id/posting, POST /bookings/:id/withdrawal
import { bookingDecision, bookingPage, bookingProposal, bookingQuery, doneView } from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Routes } from '../../../platform/index.ts'
import { type Asker, askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { bookingPageOf, decideBooking, proposeBooking, reverseBooking } from './work.ts'

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }

export const bookingRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = async <T>(reply: Replying, asker: Asker, work: () => Promise<Outcome<T>>): Promise<T> => {
      // The books are those of the whole pooling area: whoever sees a county only does not write in them.
      const { area, provider } = asker.principal
      const known = area === '' && provider === '' ? await work() : refused('booking_whole_area', {})
      return (known.ok ? known.value : reply.refuse(known as Extract<Outcome<T>, { ok: false }>)) as T
    }
    const read = { permission: 'booking:read' } as const
    app.get(
      '/bookings',
      { config: read, schema: { summary: '财务记账', querystring: bookingQuery, response: { 200: bookingPage } } },
      (request) => bookingPageOf(parts, askerOf(parts, request), request.query),
    )
    app.post(
      '/bookings',
      {
        config: { permission: 'booking:propose' },
        schema: { summary: '提出财务记账', body: bookingProposal, response: { 200: doneView } },
      },
      (request, reply) => {
        const asker = askerOf(parts, request)
        return answered(reply, asker, () => proposeBooking(parts, asker, request.body))
      },
    )
    for (const [path, to, permission, summary] of [
      ['posting', 'posted', 'booking:approve', '复核入账，须由提出以外的人'],
      ['withdrawal', 'withdrawn', 'booking:propose', '撤回财务记账'],
    ] as const)
      app.post(
        `/bookings/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: bookingDecision, response: { 200: doneView } } },
        (request, reply) => {
          const asker = askerOf(parts, request)
          return answered(reply, asker, () => decideBooking(parts, asker, request.params.id, to, request.body))
        },
      )
    for (const [path, step, permission, summary] of [
      ['reversal-request', 'ask', 'booking:propose', '提出冲销已记账的业务'],
      ['reversal', 'reverse', 'booking:approve', '冲销入账，须由提出以外的人'],
      ['reversal-withdrawal', 'keep', 'booking:propose', '不再冲销'],
    ] as const)
      app.post(
        `/bookings/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: bookingDecision, response: { 200: doneView } } },
        (request, reply) => {
          const asker = askerOf(parts, request)
          return answered(reply, asker, () => reverseBooking(parts, asker, request.params.id, step, request.body))
        },
      )
  }
