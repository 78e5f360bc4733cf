// Today's traffic over the gateway: how much, how fast, what was refused and why.
import { type Static, Type } from 'typebox'
import { dayField, instantField, pageOf, pageQuery } from './common.ts'

export const trafficView = Type.Object({
  day: Type.String(),
  /** Where no day was asked for and there is no traffic today, `day` is the last one that had some. */
  today: Type.String(),
  messages: Type.Integer(),
  accepted: Type.Integer(),
  refused: Type.Integer(),
  settlements: Type.Integer(),
  settlementFundFen: Type.Integer(),
  p50Ms: Type.Number(),
  p95Ms: Type.Number(),
  p99Ms: Type.Number(),
  byHour: Type.Array(Type.Object({ hour: Type.Integer(), accepted: Type.Integer(), refused: Type.Integer() })),
  byTransaction: Type.Array(
    Type.Object({
      infno: Type.String(),
      title: Type.String(),
      accepted: Type.Integer(),
      refused: Type.Integer(),
      p95Ms: Type.Number(),
    }),
  ),
  byRefusal: Type.Array(
    Type.Object({
      code: Type.String(),
      title: Type.String({ description: 'The latest sentence of this kind, as it was answered' }),
      count: Type.Integer(),
    }),
  ),
})
export type TrafficView = Static<typeof trafficView>

export const messageQuery = Type.Object({
  ...pageQuery,
  infno: Type.Optional(Type.String({ maxLength: 6 })),
  provider: Type.Optional(Type.String({ maxLength: 12 })),
  refused: Type.Optional(Type.Boolean()),
  /** Messages of one day, and of one reason of refusal: the figures above the list open down to them. */
  day: Type.Optional(dayField),
  code: Type.Optional(Type.String({ maxLength: 60 })),
})
export type MessageQuery = Static<typeof messageQuery>

export const messageRow = Type.Object({
  at: instantField,
  infno: Type.String(),
  title: Type.String(),
  provider: Type.String(),
  providerName: Type.String(),
  msgid: Type.String(),
  ok: Type.Boolean(),
  message: Type.String(),
  ms: Type.Number(),
})
export const messagePage = pageOf(messageRow)
export type MessageRow = Static<typeof messageRow>
export type MessagePage = Static<typeof messagePage>
