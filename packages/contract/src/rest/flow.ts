// Special flows: requests under four eyes and what they would do, payouts, recoveries, open items, the city's settings.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'

const text = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength })
const id = text(40, 1)
const code = text(40, 1)
/** Shown figures: up to four decimals, as people write them. */
const quantityText = Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,4})?$' })
const priceText = Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,6})?$' })
const LINES_MAX = 500

const diagnosis = Type.Object({ code, name: text(100) })
const payee = Type.Object({ name: text(60, 1), bank: text(100, 1), account: text(40, 1) })

export const correctionInput = Type.Object({
  settlement: id,
  category: Type.Optional(code),
  disease: Type.Optional(code),
  diseaseName: Type.Optional(text(100)),
  diagnoses: Type.Optional(Type.Array(diagnosis, { minItems: 1, maxItems: 20 })),
  lines: Type.Array(
    Type.Object({
      no: Type.Integer({ minimum: 1, maximum: 999_999 }),
      remove: Type.Optional(Type.Boolean()),
      item: Type.Optional(code),
      quantity: Type.Optional(quantityText),
      price: Type.Optional(priceText),
      approved: Type.Optional(Type.Boolean()),
      deniedFor: Type.Optional(text(100)),
    }),
    { maxItems: LINES_MAX },
  ),
})
export const cancellationInput = Type.Object({ settlement: id })
export const claimInput = Type.Object({
  person: code,
  scheme: Type.Union([Type.Literal('employee'), Type.Literal('resident')]),
  category: code,
  provider: Type.Optional(code),
  institution: Type.Optional(
    Type.Object({ name: text(100, 1), level: code, area: Type.String({ pattern: '^\\d{6}$' }) }),
  ),
  beganOn: dayField,
  endedOn: dayField,
  disease: Type.Optional(code),
  diagnoses: Type.Array(diagnosis, { minItems: 1, maxItems: 20 }),
  invoices: Type.Array(Type.Object({ number: code, amountFen: Type.Integer({ minimum: 1, maximum: 1e12 }) }), {
    minItems: 1,
    maxItems: 100,
  }),
  lines: Type.Array(
    Type.Object({ item: code, on: dayField, quantity: quantityText, price: priceText, approved: Type.Boolean() }),
    { maxItems: LINES_MAX },
  ),
  sums: Type.Optional(
    Type.Object({
      fullFen: Type.Integer({ minimum: 0, maximum: 1e12 }),
      overFen: Type.Integer({ minimum: 0, maximum: 1e12 }),
      preFen: Type.Integer({ minimum: 0, maximum: 1e12 }),
      inScopeFen: Type.Integer({ minimum: 0, maximum: 1e12 }),
    }),
  ),
  payee,
})
export const clawBackInput = Type.Object({
  settlement: id,
  findings: Type.Array(
    Type.Object({
      no: Type.Integer({ minimum: 1, maximum: 999_999 }),
      amountFen: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e12 })),
    }),
    { minItems: 1, maxItems: LINES_MAX },
  ),
  basis: text(200, 2),
  personPart: Type.Union([Type.Literal('refunded_by_provider'), Type.Literal('stays_with_person')]),
  personAtFault: Type.Boolean(),
  by: Type.Union([Type.Literal('deduction'), Type.Literal('repayment')]),
})
export const deathInput = Type.Object({
  person: code,
  diedOn: dayField,
  evidence: text(100, 2),
  heir: Type.Optional(
    Type.Object({
      name: text(60, 1),
      relation: text(20, 1),
      certificateNo: text(30, 6),
      personNo: Type.Optional(code),
      payee: Type.Optional(payee),
    }),
  ),
})
export const settingInput = Type.Object({ name: code, value: code })

const asked = <K extends string, T extends Parameters<typeof Type.Object>[0][string]>(kind: K, input: T) =>
  Type.Object({ kind: Type.Literal(kind), reason: text(200, 2), input })

/** `key` makes a repeated sending the same request. */
export const flowAsked = Type.Union([
  asked('correction', correctionInput),
  asked('cancellation', cancellationInput),
  asked('claim', claimInput),
  asked('claw_back', clawBackInput),
  asked('death', deathInput),
  asked('setting', settingInput),
])
export type FlowAsked = Static<typeof flowAsked>
export type FlowKindName = FlowAsked['kind']

export const flowProposal = Type.Object({ key: text(60, 8), asked: flowAsked })
export type FlowProposal = Static<typeof flowProposal>

const words = Type.Object({ zh: Type.String(), en: Type.String() })

/** One payer before and after: what each gets back (negative) or pays in addition. */
const payerChange = Type.Object({
  payer: Type.String({ description: 'a payer of the policy, or account, mutual, cash' }),
  title: Type.String(),
  titleEn: Type.String(),
  beforeFen: fenField,
  afterFen: fenField,
  changeFen: fenField,
})

export const flowEffect = Type.Object({
  /** What happens to each settlement concerned. */
  settlements: Type.Array(
    Type.Object({
      id: Type.String(),
      path: Type.String(),
      action: Type.String({ description: 'cancelled | corrected | settled_again | claimed | clawed_back' }),
      settledAt: Type.String(),
      providerName: Type.String(),
      beforeTotalFen: fenField,
      afterTotalFen: fenField,
      payers: Type.Array(payerChange),
    }),
  ),
  /** All settlements together. */
  payers: Type.Array(payerChange),
  /** Other facts worth knowing, in words. */
  facts: Type.Array(Type.Object({ title: words, value: words })),
  lines: Type.Array(
    Type.Object({
      no: Type.Integer(),
      name: Type.String(),
      amountFen: fenField,
      fundFen: fenField,
      reason: Type.String(),
    }),
  ),
  sentences: Type.Array(words),
})
export type FlowEffect = Static<typeof flowEffect>

export const flowPreview = Type.Object({ kind: Type.String(), effect: flowEffect })
export type FlowPreview = Static<typeof flowPreview>

export const requestRow = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  kindTitle: words,
  state: Type.String(),
  stateTitle: words,
  personNo: Type.String(),
  personName: Type.String({ description: 'masked' }),
  settlement: Type.String(),
  reason: Type.String(),
  proposedBy: Type.String(),
  proposedAt: instantField,
  decidedBy: Type.String(),
  decidedAt: Type.String(),
  decisionNote: Type.String(),
})
export type RequestRow = Static<typeof requestRow>

export const requestView = Type.Object({
  ...requestRow.properties,
  effect: flowEffect,
  /** What was asked, in words. */
  asked: Type.Array(Type.Object({ title: words, value: words })),
  /** What came of it. */
  results: Type.Array(Type.Object({ title: words, id: Type.String(), path: Type.String() })),
  mayDecide: Type.Boolean({ description: 'somebody else may, and the asker is somebody else' }),
  mayWithdraw: Type.Boolean(),
})
export type RequestView = Static<typeof requestView>

export const requestQuery = Type.Object({
  ...pageQuery,
  state: Type.Optional(text(20)),
  kind: Type.Optional(text(20)),
  person: Type.Optional(text(30)),
  settlement: Type.Optional(text(40)),
})
export type RequestQuery = Static<typeof requestQuery>
export const requestPage = pageOf(requestRow)
export type RequestPage = Static<typeof requestPage>

export const requestDecision = Type.Object({
  as: Type.Union([Type.Literal('approved'), Type.Literal('refused'), Type.Literal('withdrawn')]),
  note: text(200),
})
export type RequestDecision = Static<typeof requestDecision>

export const stateQuery = Type.Object({ ...pageQuery, state: Type.Optional(text(20)) })
export type StateQuery = Static<typeof stateQuery>

export const payoutRow = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  kindTitle: words,
  state: Type.String(),
  stateTitle: words,
  personNo: Type.String(),
  personName: Type.String({ description: 'masked' }),
  request: Type.String(),
  settlement: Type.String(),
  payeeName: Type.String(),
  payeeBank: Type.String(),
  payeeAccount: Type.String(),
  funds: Type.Array(
    Type.Object({ fund: Type.String(), title: Type.String(), titleEn: Type.String(), amountFen: fenField }),
  ),
  totalFen: fenField,
  approvedBy: Type.String(),
  dueAt: instantField,
  paidBy: Type.String(),
  paidAt: Type.String(),
  reference: Type.String(),
})
export type PayoutRow = Static<typeof payoutRow>
export const payoutPage = Type.Intersect([pageOf(payoutRow), Type.Object({ dueFen: fenField })])
export type PayoutPage = Static<typeof payoutPage>

export const recoveryRow = Type.Object({
  id: Type.String(),
  state: Type.String(),
  stateTitle: words,
  settlement: Type.String(),
  providerName: Type.String(),
  basis: Type.String(),
  lines: Type.Integer(),
  dueFen: fenField,
  personFen: fenField,
  benefitYear: Type.Integer(),
  decidedBy: Type.String(),
  decidedAt: instantField,
  receivedBy: Type.String(),
  receivedAt: Type.String(),
  reference: Type.String(),
})
export type RecoveryRow = Static<typeof recoveryRow>
export const recoveryPage = Type.Intersect([pageOf(recoveryRow), Type.Object({ dueFen: fenField })])
export type RecoveryPage = Static<typeof recoveryPage>

export const moneyReference = Type.Object({ reference: text(60, 2) })
export type MoneyReference = Static<typeof moneyReference>

export const openItemQuery = Type.Object({
  ...pageQuery,
  state: Type.Optional(text(20)),
  person: Type.Optional(text(30)),
})
export type OpenItemQuery = Static<typeof openItemQuery>
export const openItemRow = Type.Object({
  id: Type.String(),
  state: Type.String(),
  stateTitle: words,
  personNo: Type.String(),
  personName: Type.String({ description: 'masked' }),
  settlement: Type.String(),
  providerName: Type.String(),
  amountFen: fenField,
  paidFen: fenField,
  leftFen: fenField,
  openedAt: instantField,
  openedBy: Type.String(),
  promisedOn: Type.String(),
  overdue: Type.Boolean(),
})
export type OpenItemRow = Static<typeof openItemRow>
export const openItemPage = Type.Intersect([pageOf(openItemRow), Type.Object({ owedFen: fenField })])
export type OpenItemPage = Static<typeof openItemPage>
export const openItemOpening = Type.Object({ promisedOn: Type.Optional(dayField) })
export type OpenItemOpening = Static<typeof openItemOpening>
export const openItemPayment = Type.Object({
  key: text(60, 8),
  amountFen: Type.Integer({ minimum: 1, maximum: 1e12 }),
  note: text(100),
})
export type OpenItemPayment = Static<typeof openItemPayment>

export const settingsView = Type.Object({
  settings: Type.Array(
    Type.Object({
      name: Type.String(),
      title: words,
      value: Type.String(),
      values: Type.Array(Type.Object({ value: Type.String(), title: words })),
    }),
  ),
})
export type SettingsView = Static<typeof settingsView>
export const doneView = Type.Object({ id: Type.String() })
export type DoneView = Static<typeof doneView>
