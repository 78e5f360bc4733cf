// 已记账退费 at the console: the contribution that one is asked for, the list, the steps, the file for the bank.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

const key = Type.String({ minLength: 8, maxLength: 64 })
const reason = Type.Enum(['left', 'duplicate', 'wrong_base', 'identity'])
const personNo = Type.String({ minLength: 1, maxLength: 40 })
const chargeNo = Type.String({ minLength: 1, maxLength: 120 })
const periodField = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })
const orNone = <T extends ReturnType<typeof Type.String | typeof Type.Integer>>(field: T) =>
  Type.Union([field, Type.Null()])

export const creditedLineQuery = Type.Object({ personNo, chargeNo })
export type CreditedLineQuery = Static<typeof creditedLineQuery>

export const creditedLineView = Type.Object({
  personNo: Type.String(),
  chargeNo: Type.String(),
  fundTitle: Type.String(),
  fundTitleEn: Type.String(),
  period: Type.String(),
  payerName: Type.String(),
  payerKind: Type.Enum(['employer', 'person', 'body']),
  baseFen: fenField,
  amountFen: fenField,
  accountFen: fenField,
  refundedFen: fenField,
  creditedOn: orNone(dayField),
  /** What the account holds now. */
  accountHeldFen: fenField,
  isEnrolled: Type.Boolean(),
  settlements: Type.Integer(),
  /** Why a whole refund is not possible now; null where nothing stands in its way. */
  obstacle: orNone(Type.String()),
})
export type CreditedLineView = Static<typeof creditedLineView>

export const creditRefundBody = Type.Object({
  key,
  personNo,
  chargeNo,
  reason,
  /** Of a wrong base: the right one. */
  baseFen: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000_00 })),
  /** Of an identity recognised later: what its payers bear. */
  amountFen: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000_00 })),
  paidFrom: Type.Enum(['treasury', 'expenditure']),
  evidence: Type.String({ minLength: 1, maxLength: 300 }),
})
export type CreditRefundBody = Static<typeof creditRefundBody>

export const creditRefundQuery = Type.Object({
  state: Type.Optional(Type.Enum(['applied', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn', 'revoked'])),
  reason: Type.Optional(reason),
  fund: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
  period: Type.Optional(periodField),
  ...pageQuery,
})
export type CreditRefundQuery = Static<typeof creditRefundQuery>

export const creditRefundView = Type.Object({
  id: Type.String(),
  personNo: Type.String(),
  personName: Type.String(),
  chargeNo: Type.String(),
  payerName: Type.String(),
  fundTitle: Type.String(),
  fundTitleEn: Type.String(),
  period: Type.String(),
  reason: Type.String(),
  amountFen: fenField,
  accountFen: fenField,
  keptFen: fenField,
  payoutFen: fenField,
  baseFen: orNone(fenField),
  paidFrom: Type.String(),
  state: Type.String(),
  appliedOn: dayField,
  paidOn: orNone(dayField),
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type CreditRefundView = Static<typeof creditRefundView>

export const creditRefundPage = Type.Object({
  rows: Type.Array(creditRefundView),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  amountFen: fenField,
  payoutFen: fenField,
})
export type CreditRefundPage = Static<typeof creditRefundPage>
