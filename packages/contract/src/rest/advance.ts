// 预付与直付: prepayments, direct payments to suppliers, and what of them is set off against later months.
import { type Static, Type } from 'typebox'
import { fenField, instantField, pageQuery } from './common.ts'

const KINDS = ['ordinary', 'emergency', 'supplier', 'direct'] as const
const fundField = Type.Enum([
  ...['employee_basic', 'resident_basic', 'resident_serious_illness', 'employee_supplement', 'civil_servant_aid'],
  ...['medical_assistance', 'special_items'],
])
const amountField = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 })
/** One of them, however often it is sent. */
const keyField = Type.String({ minLength: 8, maxLength: 64 })

export const advanceBody = Type.Object({
  key: keyField,
  kind: Type.Enum([...KINDS]),
  provider: Type.String({ minLength: 1, maxLength: 50 }),
  fund: fundField,
  amountFen: amountField,
  supplier: Type.String({ maxLength: 100, description: '配送企业 where it is paid; else empty.' }),
  reason: Type.String({ maxLength: 300 }),
  months: Type.Integer({ minimum: 1, maximum: 6, description: 'Of an emergency: so many mean months.' }),
})
export type AdvanceBody = Static<typeof advanceBody>

export const offsetBody = Type.Object({
  key: keyField,
  kind: Type.Enum(['offset', 'return']),
  amountFen: amountField,
  note: Type.String({ maxLength: 200 }),
})
export type OffsetBody = Static<typeof offsetBody>

export const estimateQuery = Type.Object({ provider: Type.String({ minLength: 1, maxLength: 50 }), fund: fundField })
export type EstimateQuery = Static<typeof estimateQuery>
export const estimateView = Type.Object({ monthlyMeanFen: fenField })
export type EstimateView = Static<typeof estimateView>

export const advanceQuery = Type.Object({
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  state: Type.Optional(Type.Enum(['proposed', 'approved', 'paid', 'withdrawn'])),
  kind: Type.Optional(Type.Enum([...KINDS])),
  ...pageQuery,
})
export type AdvanceQuery = Static<typeof advanceQuery>

const steps = Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() }))

const offsetView = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  amountFen: fenField,
  note: Type.String(),
  state: Type.String(),
  steps,
})
export type OffsetView = Static<typeof offsetView>

export const advanceView = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  provider: Type.String(),
  providerName: Type.String(),
  fund: Type.String(),
  fundTitle: Type.String(),
  fundTitleEn: Type.String(),
  amountFen: fenField,
  offsetFen: fenField,
  balanceFen: fenField,
  supplier: Type.String(),
  reason: Type.String(),
  estimateFen: Type.Union([fenField, Type.Null()]),
  state: Type.String(),
  steps,
  offsets: Type.Array(offsetView),
})
export type AdvanceView = Static<typeof advanceView>

export const advancePage = Type.Object({
  rows: Type.Array(advanceView),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  sums: Type.Object({ paidFen: fenField, balanceFen: fenField }),
})
export type AdvancePage = Static<typeof advancePage>
