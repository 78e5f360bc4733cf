// The policy in force, as the console shows it: packs, plans, tiers and how well each value is established.
import { type Static, Type } from 'typebox'
import { citationView } from './settlement.ts'

export const policyView = Type.Object({
  packs: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
  version: Type.String(),
  plans: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      scheme: Type.String(),
      settings: Type.Array(Type.String()),
      tiers: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), payerTitle: Type.String() })),
    }),
  ),
  /** Every value with its dates, source and grade. */
  values: Type.Array(
    Type.Object({
      /** Whose value it is: a tier, `plan …`, `parameter …`, or rules of classification; and its title. */
      tier: Type.String(),
      title: Type.String(),
      slot: Type.String(),
      text: Type.String(),
      from: Type.String(),
      until: Type.String(),
      citation: citationView,
    }),
  ),
  counts: Type.Object({ values: Type.Integer(), assumed: Type.Integer() }),
})
export type PolicyView = Static<typeof policyView>
