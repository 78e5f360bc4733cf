// Contributions at the console: charges, receipts, money, breaks with their steps, refunds, and what all of it adds up to.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

const periodField = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })
const orNone = <T extends ReturnType<typeof Type.String>>(field: T) => Type.Union([field, Type.Null()])
const fundOf = { fund: Type.String(), fundTitle: Type.String(), fundTitleEn: Type.String() }
const fundField = Type.String({ pattern: '^[a-z_]{1,40}$' })

export const chargeQuery = Type.Object({
  period: Type.Optional(periodField),
  fund: Type.Optional(fundField),
  state: Type.Optional(Type.Enum(['assessed', 'sent', 'collected', 'confirmed', 'credited'])),
  payer: Type.Optional(Type.Enum(['employer', 'person', 'body'])),
  ...pageQuery,
})
export type ChargeQuery = Static<typeof chargeQuery>

export const receiptQuery = Type.Object({
  period: Type.Optional(periodField),
  fund: Type.Optional(fundField),
  ...pageQuery,
})
export type ReceiptQuery = Static<typeof receiptQuery>

export const arrivalQuery = Type.Object({
  fund: Type.Optional(fundField),
  state: Type.Optional(Type.Enum(['suspense', 'matched', 'refunded'])),
  ...pageQuery,
})
export type ArrivalQuery = Static<typeof arrivalQuery>

export const breakQuery = Type.Object({
  fund: Type.Optional(fundField),
  state: Type.Optional(Type.Enum(['open', 'explained', 'corrected', 'closed'])),
  kind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
  ...pageQuery,
})
export type BreakQuery = Static<typeof breakQuery>

export const chargeView = Type.Object({
  chargeNo: Type.String(),
  kind: Type.Enum(['contribution', 'late_fee']),
  payerKind: Type.Enum(['employer', 'person', 'body']),
  payer: Type.String(),
  payerName: Type.String({ description: 'Of employers and bodies; people are shown by number.' }),
  area: Type.String(),
  ...fundOf,
  period: periodField,
  amountFen: fenField,
  people: Type.Integer(),
  dueOn: dayField,
  state: Type.String(),
  receiptNo: orNone(Type.String()),
  confirmedOn: orNone(dayField),
})
export type ChargeView = Static<typeof chargeView>

export const receiptView = Type.Object({
  receiptNo: Type.String(),
  chargeNo: orNone(Type.String()),
  payer: Type.String(),
  ...fundOf,
  period: Type.String(),
  amountFen: fenField,
  paidOn: dayField,
})
export type ReceiptView = Static<typeof receiptView>

export const arrivalView = Type.Object({
  arrivalNo: Type.String(),
  receiptNo: Type.String(),
  chargeNo: orNone(Type.String()),
  ...fundOf,
  amountFen: fenField,
  arrivedOn: dayField,
  state: Type.String(),
})
export type ArrivalView = Static<typeof arrivalView>

export const breakView = Type.Object({
  breakNo: Type.String(),
  kind: Type.String(),
  ...fundOf,
  amountFen: fenField,
  chargeNo: orNone(Type.String()),
  receiptNo: orNone(Type.String()),
  arrivalNo: orNone(Type.String()),
  expected: orNone(Type.String()),
  owner: Type.Enum(['agency', 'tax', 'treasury']),
  state: Type.String(),
  openedOn: dayField,
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type BreakView = Static<typeof breakView>

const listOf = <T extends ReturnType<typeof Type.Object>>(row: T) =>
  Type.Object({
    rows: Type.Array(row),
    total: Type.Integer(),
    page: Type.Integer(),
    size: Type.Integer(),
    amountFen: fenField,
  })
export const chargePage = listOf(chargeView)
export const receiptPage = listOf(receiptView)
export const arrivalPage = listOf(arrivalView)
export const breakPage = listOf(breakView)
export interface ListPage<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly page: number
  readonly size: number
  /** Of the whole result. */
  readonly amountFen: number
}

export const contributionSummary = Type.Object({
  charges: Type.Array(Type.Object({ ...fundOf, state: Type.String(), count: Type.Integer(), amountFen: fenField })),
  suspense: Type.Array(
    Type.Object({ ...fundOf, days: Type.Enum(['0-7', '8-30', '31-']), count: Type.Integer(), amountFen: fenField }),
  ),
  breaks: Type.Array(
    Type.Object({ owner: Type.String(), state: Type.String(), count: Type.Integer(), amountFen: fenField }),
  ),
  totals: Type.Array(
    Type.Object({
      span: Type.String(),
      ...fundOf,
      confirmedFen: fenField,
      creditedFen: fenField,
      suspenseFen: fenField,
      refundedFen: fenField,
      paidBackFen: fenField,
      arrivals: Type.Integer(),
      matched: Type.Integer(),
    }),
  ),
})
export type ContributionSummary = Static<typeof contributionSummary>

export const breakStepBody = Type.Object({
  breakNo: Type.String({ minLength: 1, maxLength: 400 }),
  to: Type.Enum(['explained', 'corrected', 'closed']),
  note: Type.String({ minLength: 1, maxLength: 200 }),
})
export type BreakStepBody = Static<typeof breakStepBody>

export const refundBody = Type.Object({
  arrivalNo: Type.String({ minLength: 1, maxLength: 80 }),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
})
export const refundPayment = Type.Object({
  arrivalNo: Type.String({ minLength: 1, maxLength: 80 }),
  reference: Type.String({ minLength: 1, maxLength: 60 }),
})
export const reconcileBody = Type.Object({ span: Type.String({ pattern: '^\\d{4}-\\d{2}(-\\d{2})?$' }) })
export const collectionDone = Type.Object({ done: Type.Boolean() })
export type CollectionDone = Static<typeof collectionDone>
