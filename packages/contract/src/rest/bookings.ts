// 财务记账: bookings of the finance office, proposed by one person and posted by another.
import { type Static, Type } from 'typebox'

const key = Type.String({ minLength: 8, maxLength: 64 })
const code = Type.String({ pattern: '^[a-z][a-z0-9_]{1,50}$' })

export const bookingProposal = Type.Object({
  key,
  kind: code,
  fund: code,
  /** Of an event between two funds: the one that receives. */
  receiver: Type.Optional(code),
  area: Type.String({ pattern: '^\\d{6}$' }),
  provider: Type.Optional(Type.String({ maxLength: 50 })),
  amountFen: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 }),
  /** Number of the paper behind it; a document is booked once. */
  document: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  note: Type.String({ maxLength: 500 }),
})
export type BookingProposalBody = Static<typeof bookingProposal>

export const bookingDecision = Type.Object({ key, note: Type.String({ maxLength: 500 }) })
export type BookingDecisionBody = Static<typeof bookingDecision>

export const bookingQuery = Type.Object({
  state: Type.Optional(Type.String({ pattern: '^[a-z]{1,20}$' })),
  fund: Type.Optional(code),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
})
export type BookingQuery = Static<typeof bookingQuery>

export const bookingPage = Type.Object({
  page: Type.Integer(),
  size: Type.Integer(),
  total: Type.Integer(),
  amountFen: Type.Integer(),
  /** Events that may be booked here, in the order of the posting table. */
  kinds: Type.Array(
    Type.Object({
      kind: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      clause: Type.String(),
      needsReceiver: Type.Boolean(),
    }),
  ),
  funds: Type.Array(Type.Object({ fund: Type.String(), title: Type.String(), titleEn: Type.String() })),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  rows: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      fund: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      area: Type.String(),
      amountFen: Type.Integer(),
      document: Type.String(),
      note: Type.String(),
      state: Type.String({ description: 'proposed, posted, withdrawn' }),
      postedOn: Type.Union([Type.String(), Type.Null()]),
      steps: Type.Array(
        Type.Object({ step: Type.String(), by: Type.String(), at: Type.String(), note: Type.String() }),
      ),
    }),
  ),
})
export type BookingPage = Static<typeof bookingPage>
