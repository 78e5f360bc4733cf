// Monthly clearings of providers: what a month comes to, its steps and who did them, the file for the bank.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

/** Month 13 is the year's clearing. */
const monthField = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-3])$' })

export const clearingProposal = Type.Object({
  /** One proposal, however often it is sent. */
  key: Type.String({ minLength: 8, maxLength: 64 }),
  provider: Type.String({ minLength: 1, maxLength: 50 }),
  month: monthField,
  /** 质量保证金比例, basis points. */
  depositRateBp: Type.Integer({ minimum: 0, maximum: 2000 }),
  /** 依职权清算: why, though the institution has not declared. */
  exOfficio: Type.Optional(Type.String({ maxLength: 160 })),
})
export type ClearingProposalBody = Static<typeof clearingProposal>

export const clearingNote = Type.Object({ note: Type.String({ maxLength: 200 }) })
export const clearingReference = Type.Object({ reference: Type.String({ minLength: 1, maxLength: 60 }) })
export type ClearingNote = Static<typeof clearingNote>
export type ClearingReference = Static<typeof clearingReference>

export const clearingQuery = Type.Object({
  month: Type.Optional(monthField),
  state: Type.Optional(Type.Enum(['proposed', 'confirmed', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn'])),
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  area: Type.Optional(
    Type.String({ pattern: '^\\d{2,6}$', description: 'Prefix of the area code of the institution.' }),
  ),
  ...pageQuery,
})
export type ClearingQuery = Static<typeof clearingQuery>

/** 拨付时限: 20 working days after the declaration, or after the 10th of the next month where there is none. */
export const clearingClock = Type.Object({
  declareBy: dayField,
  declaredOn: Type.Union([dayField, Type.Null()]),
  dueOn: dayField,
  paidOn: Type.Union([dayField, Type.Null()]),
  workingDaysLeft: Type.Integer({ description: 'From today, or from the day of payment; below zero is late.' }),
  isLate: Type.Boolean(),
  isProvisional: Type.Boolean({ description: 'Holidays of the year are not published yet.' }),
})

export const clearingView = Type.Object({
  id: Type.String(),
  provider: Type.String(),
  providerName: Type.String(),
  area: Type.String(),
  clock: clearingClock,
  /** The released calculation by payment methods that is part of it. */
  run: Type.Union([Type.String(), Type.Null()]),
  month: monthField,
  state: Type.String(),
  /** 机构申报 of the month. */
  declaration: Type.Union([
    Type.Object({ id: Type.String(), state: Type.String(), differences: Type.Integer() }),
    Type.Null(),
  ]),
  depositRateBp: Type.Integer(),
  allowedFen: fenField,
  depositFen: fenField,
  /** Set off against prepayments, and paid to suppliers directly. */
  offsetFen: fenField,
  directFen: fenField,
  carriedInFen: fenField,
  payableFen: fenField,
  carriedOutFen: fenField,
  funds: Type.Array(
    Type.Object({
      fund: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      allowedFen: fenField,
      depositFen: fenField,
      offsetFen: Type.Optional(fenField),
      directFen: Type.Optional(fenField),
      carriedInFen: fenField,
      payableFen: fenField,
      carriedOutFen: fenField,
    }),
  ),
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type ClearingView = Static<typeof clearingView>

export const clearingPage = Type.Object({
  rows: Type.Array(clearingView),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  sums: Type.Object({ allowedFen: fenField, depositFen: fenField, payableFen: fenField }),
})
export type ClearingPage = Static<typeof clearingPage>

export const paymentFileView = Type.Object({
  name: Type.String(),
  sha256: Type.String({ description: 'Of the text, UTF-8.' }),
  payments: Type.Integer(),
  totalFen: fenField,
  text: Type.String({ description: 'CSV: 清算编号,机构编号,机构名称,月份,金额' }),
})
export type PaymentFileView = Static<typeof paymentFileView>
