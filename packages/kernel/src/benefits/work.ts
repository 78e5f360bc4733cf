// The numbers behind a settlement, kept only when an explanation is asked for; explain.ts turns them into a tree.
import type { TierWork } from './compile/compiled-tier.ts'

export interface TierRecord {
  readonly index: number
  readonly id: string
  readonly applied: boolean
  readonly given: number | undefined
  readonly work: TierWork | undefined
  /** Values of the facts and amounts that the tier's expressions name, in the order of the compiled tier's `leaves`. */
  readonly leaves: readonly (number | string)[]
}

/** Amounts of a bill or of one part of it, in fen. */
export interface KindSums {
  readonly full: number
  readonly over: number
  readonly pre: number
  readonly in_scope: number
}

export interface Work {
  readonly tiers: readonly TierRecord[]
  readonly accountAllowed: number
  /** What neither a tier nor the provider has paid: the person's burden by its nature. */
  readonly left: KindSums
  /** The plan shows the over-limit amount on its own, not inside what is self-paid. */
  readonly overApart: boolean
  /** What each part of the bill came in with. */
  readonly parts: Readonly<Record<string, KindSums>>
}
