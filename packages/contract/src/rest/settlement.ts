// Settlements: the list with its filters and totals, the detail, the lines, the explanation.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'

export const settlementQuery = Type.Object({
  ...pageQuery,
  from: Type.Optional(dayField),
  to: Type.Optional(dayField),
  person: Type.Optional(Type.String({ maxLength: 30 })),
  provider: Type.Optional(Type.String({ maxLength: 12 })),
  scheme: Type.Optional(Type.String({ maxLength: 20 })),
  setting: Type.Optional(Type.String({ maxLength: 30 })),
  state: Type.Optional(Type.String({ maxLength: 20 })),
  /** Level of the provider: the overview's rows open down to their settlements. */
  level: Type.Optional(Type.String({ maxLength: 20 })),
  sort: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('total'), Type.Literal('fund')])),
})
export type SettlementQuery = Static<typeof settlementQuery>

export const settlementRow = Type.Object({
  id: Type.String(),
  settledAt: instantField,
  personNo: Type.String(),
  personName: Type.String({ description: 'masked' }),
  provider: Type.String(),
  providerName: Type.String(),
  scheme: Type.String(),
  schemeTitle: Type.String(),
  setting: Type.String(),
  settingTitle: Type.String(),
  totalFen: fenField,
  fundFen: fenField,
  personFen: fenField,
  state: Type.String({ description: 'settled | cancelled | mirror' }),
  stateTitle: Type.String(),
})
export type SettlementRow = Static<typeof settlementRow>

/** Totals are of the whole result, not of the page. */
export const settlementPage = Type.Intersect([
  pageOf(settlementRow),
  Type.Object({ sums: Type.Object({ totalFen: fenField, fundFen: fenField, personFen: fenField }) }),
])
export type SettlementPage = Static<typeof settlementPage>

export const tierView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  payer: Type.String(),
  payerTitle: Type.String(),
  fund: Type.String(),
  fundTitle: Type.String(),
  baseFen: fenField,
  deductibleFen: fenField,
  beforeLimitsFen: fenField,
  paidFen: fenField,
  /** Effective rates that took part, basis points, by band. */
  ratesBp: Type.Array(Type.Integer()),
  limitLeftBeforeFen: Type.Union([fenField, Type.Null()]),
  limitLeftAfterFen: Type.Union([fenField, Type.Null()]),
  clause: Type.String(),
  assumed: Type.Boolean(),
})

export const settlementView = Type.Object({
  ...settlementRow.properties,
  visitId: Type.String(),
  level: Type.String(),
  levelTitle: Type.String(),
  department: Type.String(),
  admittedOn: dayField,
  dischargedOn: dayField,
  days: Type.Integer(),
  diagnoses: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), main: Type.Boolean() })),
  plan: Type.String(),
  planTitle: Type.String(),
  policyVersion: Type.String(),
  fullFen: fenField,
  overFen: fenField,
  preFen: fenField,
  inScopeFen: fenField,
  deductibleFen: fenField,
  providerFen: fenField,
  accountFen: fenField,
  mutualFen: fenField,
  cashFen: fenField,
  tiers: Type.Array(tierView),
  denials: Type.Array(Type.String()),
  /** What this settlement added to the accumulators. */
  changes: Type.Array(
    Type.Object({ key: Type.String(), title: Type.String(), change: Type.Integer(), isCount: Type.Boolean() }),
  ),
  /** register → fee lines → settle → cancel …, oldest first. */
  timeline: Type.Array(
    Type.Object({ at: instantField, title: Type.String(), detail: Type.String(), path: Type.String() }),
  ),
  journals: Type.Array(Type.String()),
  reverses: Type.Union([Type.String(), Type.Null()]),
  reversedBy: Type.Union([Type.String(), Type.Null()]),
  sentences: Type.Array(Type.Object({ zh: Type.String(), en: Type.String() })),
  /** Replaying the stored facts under the stored policy version gives every stored amount. */
  replay: Type.Object({ same: Type.Boolean(), message: Type.String() }),
})
export type TierView = Static<typeof tierView>
export type SettlementView = Static<typeof settlementView>

export const lineView = Type.Object({
  no: Type.Integer(),
  item: Type.String(),
  name: Type.String(),
  itemClass: Type.String(),
  feeClassTitle: Type.String(),
  quantity: Type.String(),
  price: Type.String(),
  amountFen: fenField,
  fullFen: fenField,
  overFen: fenField,
  preFen: fenField,
  inScopeFen: fenField,
  rateBp: Type.Integer(),
  ceiling: Type.String(),
  reason: Type.String(),
})
export const linePage = pageOf(lineView)
export type LinePage = Static<typeof linePage>
export type LineView = Static<typeof lineView>

const words = Type.Object({ zh: Type.String(), en: Type.String() })

export const citationView = Type.Object({
  slot: Type.String(),
  text: Type.String({ description: '《…》(文号)第…条' }),
  url: Type.Optional(Type.String()),
  grade: Type.Optional(Type.String()),
  inForceFrom: dayField,
  assumed: Type.Boolean(),
  note: Type.Optional(Type.String()),
  file: Type.String(),
  line: Type.Integer(),
})
export type CitationView = Static<typeof citationView>

/** A node of the explanation tree; see the kernel's explain/node.ts for what each `op` means. */
export const explanationNodeView = Type.Cyclic(
  {
    Node: Type.Object({
      id: Type.String(),
      title: words,
      op: Type.String(),
      value: Type.Number(),
      over: Type.Optional(Type.Number()),
      unit: Type.String(),
      text: Type.Optional(Type.String()),
      ref: Type.Optional(Type.String()),
      formula: Type.String(),
      citation: Type.Optional(citationView),
      children: Type.Array(Type.Ref('Node')),
    }),
  },
  'Node',
)

export interface ExplanationNodeView {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly op: string
  readonly value: number
  readonly over?: number
  readonly unit: string
  readonly text?: string
  readonly ref?: string
  readonly formula: string
  readonly citation?: CitationView
  readonly children: readonly ExplanationNodeView[]
}

export const explanationView = Type.Object({
  version: Type.Integer(),
  plan: words,
  policyVersion: Type.String(),
  root: explanationNodeView,
  sentences: Type.Array(words),
  assumed: Type.Array(citationView),
})
export interface ExplanationView {
  readonly version: number
  readonly plan: { readonly zh: string; readonly en: string }
  readonly policyVersion: string
  readonly root: ExplanationNodeView
  readonly sentences: readonly { readonly zh: string; readonly en: string }[]
  readonly assumed: readonly CitationView[]
}
