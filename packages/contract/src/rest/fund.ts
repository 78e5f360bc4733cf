// Funds and the ledger: balances that open down to entries, and the proof that nothing was altered.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'

export const fundView = Type.Object({
  fund: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  accounts: Type.Array(
    Type.Object({
      layer: Type.String(),
      account: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      kind: Type.String(),
      debitFen: fenField,
      creditFen: fenField,
      /** debit − credit for assets and expenses, credit − debit otherwise. */
      balanceFen: fenField,
      entries: Type.Integer(),
    }),
  ),
})
export type FundView = Static<typeof fundView>
export const fundsView = Type.Object({
  funds: Type.Array(fundView),
  asOf: instantField,
  periods: Type.Array(Type.String()),
})
export type FundsView = Static<typeof fundsView>

export const entryQuery = Type.Object({
  ...pageQuery,
  fund: Type.Optional(Type.String({ maxLength: 40 })),
  account: Type.Optional(Type.String({ maxLength: 20 })),
  layer: Type.Optional(Type.String({ maxLength: 10 })),
  period: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$' })),
  provider: Type.Optional(Type.String({ maxLength: 12 })),
  cause: Type.Optional(Type.String({ maxLength: 60 })),
})

export const entryRow = Type.Object({
  journalId: Type.String(),
  postedOn: dayField,
  layer: Type.String(),
  fund: Type.String(),
  account: Type.String(),
  accountTitle: Type.String(),
  side: Type.String(),
  amountFen: fenField,
  provider: Type.String(),
  causeKind: Type.String(),
  causeId: Type.String(),
  /** Where the console shows the cause; empty when it has no page. */
  path: Type.String(),
  reverses: Type.Union([Type.String(), Type.Null()]),
})
export const entryPage = Type.Intersect([
  pageOf(entryRow),
  Type.Object({ sums: Type.Object({ debitFen: fenField, creditFen: fenField }) }),
])
export type EntryQuery = Static<typeof entryQuery>
export type EntryPage = Static<typeof entryPage>
export type EntryRow = Static<typeof entryRow>

export const journalView = Type.Object({
  journalId: Type.String(),
  postedOn: dayField,
  layer: Type.String(),
  period: Type.String(),
  causeKind: Type.String(),
  causeId: Type.String(),
  path: Type.String(),
  reverses: Type.Union([Type.String(), Type.Null()]),
  lines: Type.Array(
    Type.Object({
      fund: Type.String(),
      fundTitle: Type.String(),
      account: Type.String(),
      accountTitle: Type.String(),
      side: Type.String(),
      amountFen: fenField,
      provider: Type.String(),
    }),
  ),
  /** The block that seals it and the proof of inclusion; null while it waits for its block. */
  seal: Type.Union([
    Type.Object({
      block: Type.Integer(),
      hash: Type.String({ description: "Of the journal as it is stored: the proof leads from it to the block's root" }),
      root: Type.String(),
      proof: Type.Array(Type.String()),
      holds: Type.Boolean(),
    }),
    Type.Null(),
  ]),
})
export type JournalView = Static<typeof journalView>

export const verifyView = Type.Object({
  balanced: Type.Boolean(),
  chain: Type.Boolean(),
  bridge: Type.Boolean(),
  firstFault: Type.Union([Type.String(), Type.Null()]),
  journals: Type.Integer(),
  blocks: Type.Integer(),
  unsealed: Type.Integer(),
})
export type VerifyView = Static<typeof verifyView>

/** A verification that takes longer than a request waits for: asking again joins it. */
export const verifyProgress = Type.Object({
  running: Type.Literal(true),
  stage: Type.Union([Type.Literal('journals'), Type.Literal('bridges')]),
  checked: Type.Integer(),
  of: Type.Integer(),
})
export type VerifyProgress = Static<typeof verifyProgress>
