// The numbers behind a settlement, kept only when an explanation is asked for; explain.ts turns them into a tree.
import type { TierWork } from './compile/tier.ts'

export interface TierRecord {
  readonly index: number
  readonly id: string
  readonly applied: boolean
  readonly given: number | undefined
  readonly work: TierWork | undefined
  /** Values of the facts and amounts that the tier's expressions name, in the order of the compiled tier's `leaves`. */
  readonly leaves: readonly (number | string)[]
}

export interface Work {
  readonly tiers: readonly TierRecord[]
  readonly accountAllowed: number
}
