// Special-case reviews (特例单议): asked by hospitals, judged by two people, within the cap of the year.
import { type Static, Type } from 'typebox'
import { fenField, instantField, pageQuery } from './common.ts'

export const reviewQuery = Type.Object({
  state: Type.Optional(Type.Enum(['applied', 'opined', 'approved', 'refused', 'withdrawn'])),
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  ...pageQuery,
})
export type ReviewQueryBody = Static<typeof reviewQuery>

export const reviewRowView = Type.Object({
  id: Type.String(),
  settlement: Type.String(),
  personNo: Type.String(),
  personName: Type.String({ description: 'Masked.' }),
  provider: Type.String(),
  providerName: Type.String(),
  month: Type.String(),
  state: Type.String(),
  reason: Type.String(),
  code: Type.String(),
  name: Type.String(),
  costFen: fenField,
  bookedFen: fenField,
  methodFen: Type.Union([fenField, Type.Null()]),
  appliedAt: instantField,
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      by: Type.String(),
      at: instantField,
      approves: Type.Union([Type.Boolean(), Type.Null()]),
      note: Type.String(),
    }),
  ),
})
export type ReviewRowView = Static<typeof reviewRowView>

export const reviewPage = Type.Object({
  rows: Type.Array(reviewRowView),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  /** What is published: of how many discharges, how many may be approved, and how many are. */
  use: Type.Object({
    year: Type.String(),
    discharges: Type.Integer(),
    allowed: Type.Integer(),
    approved: Type.Integer(),
    refused: Type.Integer(),
    open: Type.Integer(),
  }),
})
export type ReviewPageView = Static<typeof reviewPage>

export const reviewOpinion = Type.Object({
  approves: Type.Boolean(),
  note: Type.String({ minLength: 1, maxLength: 500 }),
})
export type ReviewOpinionBody = Static<typeof reviewOpinion>
