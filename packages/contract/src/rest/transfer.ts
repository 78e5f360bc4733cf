// 转移接续 at the console: applications in and out, what may be done next, months by scheme, money, and the certificate.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'
import { titled } from './enrolment.ts'

const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const scheme = Type.Enum(['employee', 'resident'])
const direction = Type.Enum(['in', 'out'])
const note = Type.String({ maxLength: 200 })
const dayOrNone = Type.Union([dayField, Type.Null()])

export const TRANSFER_VIEW_STATES = [
  ...['open', 'applied', 'accepted', 'letter_out', 'form_in', 'certified', 'closed', 'rejected', 'reversed'],
] as const

export const transferQuery = Type.Object({
  state: Type.Optional(Type.Enum([...TRANSFER_VIEW_STATES], { description: 'open: all that are under way' })),
  direction: Type.Optional(direction),
  person: Type.Optional(Type.String({ maxLength: 30 })),
  ...pageQuery,
})
export type TransferQuery = Static<typeof transferQuery>

export const transferOpening = Type.Object({
  personNo: Type.String({ minLength: 1, maxLength: 30 }),
  direction,
  scheme,
  otherArea: Type.String({ pattern: '^\\d{6}$', description: '对方统筹区区划' }),
  otherName: Type.String({ minLength: 2, maxLength: 60, description: '对方经办机构' }),
  note: Type.Optional(note),
})
export type TransferOpening = Static<typeof transferOpening>

export const paidStretch = Type.Object({ scheme, from: month, until: month })
export type PaidStretchBody = Static<typeof paidStretch>

export const transferStep = Type.Object({
  step: Type.Enum(['accept', 'letter', 'form', 'certify', 'close', 'reject', 'reverse']),
  note: Type.Optional(note),
  stretches: Type.Optional(Type.Array(paidStretch, { maxItems: 60 })),
  amountFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000_00 })),
  lastMonth: Type.Optional(month),
})
export type TransferStepBody = Static<typeof transferStep>

export const transferRow = Type.Object({
  id: Type.String(),
  personNo: Type.String(),
  name: Type.String(),
  area: Type.String(),
  direction,
  directionTitle: titled,
  scheme,
  schemeTitle: titled,
  otherArea: Type.String(),
  otherName: Type.String(),
  state: Type.String(),
  stateTitle: titled,
  open: Type.Boolean(),
  appliedOn: dayField,
  dueOn: dayField,
  closedOn: dayOrNone,
  daysLeft: Type.Integer({ description: 'Working days until it is due; below zero it is or was late' }),
  /** The year’s holidays are not published: only weekends are free. */
  provisional: Type.Boolean(),
})
export type TransferRow = Static<typeof transferRow>
export const transferPage = Type.Object({
  ...pageOf(transferRow).properties,
  /** Of this year. */
  closed: Type.Integer(),
  onTime: Type.Integer(),
})
export type TransferPage = Static<typeof transferPage>

export const transferView = Type.Object({
  ...transferRow.properties,
  number: Type.String(),
  lastMonth: Type.String(),
  balanceFen: fenField,
  stretches: Type.Array(Type.Object({ ...paidStretch.properties, schemeTitle: titled, months: Type.Integer() })),
  /** here + brought − overlap = total; of a transfer out, here is what goes. */
  years: Type.Array(
    Type.Object({
      scheme,
      title: titled,
      here: Type.Integer(),
      brought: Type.Integer(),
      overlap: Type.Integer(),
      total: Type.Integer(),
    }),
  ),
  /** What closing did, or why not, in a sentence. */
  effect: titled,
  may: Type.Array(Type.Enum(['accept', 'letter', 'form', 'certify', 'close', 'reject', 'reverse'])),
  steps: Type.Array(
    Type.Object({ step: Type.String(), title: titled, by: Type.String(), at: instantField, note: Type.String() }),
  ),
  /** As it is printed. */
  person: Type.Object({ name: Type.String(), certificate: Type.String(), sexTitle: Type.String(), bornOn: dayField }),
})
export type TransferView = Static<typeof transferView>
