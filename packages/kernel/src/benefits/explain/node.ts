// The explanation tree: every amount with the step that made it, its inputs and the clause behind it.
// A node's value follows from its children by `op` alone, so the tree can be added up again without the engine.
import type { Grade } from '../../policy/slot.ts'

/** Changes only when the meaning of a node changes; stored explanations keep the version they were written with. */
export const EXPLANATION_VERSION = 1

/**
 * How a node's value follows from its children's values c0, c1, …
 * given: a fact. same: c0. sum: Σ. minus: max(0, c0 − c1 − …). difference: c0 − c1 − …. smallest, largest.
 * share: c0 × c1 (rate), rounded half up to fen. shares: Σ c(2k) × c(2k+1), rounded half up once.
 * times: c0 × c1. product: c0 × c1, rounded half up to fen. prorate: c0 × c1 ÷ c2, rounded. steps: ⌊c0 ÷ c1⌋ × c2, at most c3. step_down_by: c1 − c2 × (c0 − 1), at least c3.
 * step_down_factor: c1 × c2 applied c0 − 1 times, each rounded, at least c3. clamp: c0 between c1 and c2.
 * round: c0 to a multiple of c1, by the mode c2 (half_up, up, down). shares_to: as shares, exactly, to a multiple of the last
 * child but one by the mode of the last. rest_to: c0 less the amount that c0 − shares of the next pairs is rounded to, 0 … c0.
 * quotient: c0 ÷ c1 (rate), exact. binding_point: the x for which the shares of (capacity, rate) pairs c1… reach c0, exact.
 */
export type Operation =
  | 'given'
  | 'same'
  | 'sum'
  | 'minus'
  | 'difference'
  | 'smallest'
  | 'largest'
  | 'share'
  | 'shares'
  | 'times'
  | 'product'
  | 'prorate'
  | 'steps'
  | 'step_down_by'
  | 'step_down_factor'
  | 'clamp'
  | 'round'
  | 'shares_to'
  | 'rest_to'
  | 'quotient'
  | 'binding_point'

export type NodeUnit = 'money' | 'rate' | 'count' | 'text'

export interface Words {
  readonly zh: string
  readonly en: string
}

/** The text of law behind a value, as a reader outside would look it up. */
export interface Citation {
  /** `basic.deductible`: tier and slot. */
  readonly slot: string
  readonly title?: string
  readonly issuer?: string
  readonly number?: string
  readonly date?: string
  readonly url?: string
  readonly clause?: string
  readonly grade?: Grade
  readonly inForceFrom: string
  readonly assumed: boolean
  readonly note?: string
  /** Where the value stands in the policy files. */
  readonly file: string
  readonly line: number
}

export interface ExplanationNode {
  /** Stable: the same step of the same plan always has the same id. */
  readonly id: string
  readonly title: Words
  readonly op: Operation
  /** Fen, basis points or a count; with `over`, the exact fraction value ÷ over (1.5 boxes: 15000 ÷ 10000). Text facts have 0 and their `text`. */
  readonly value: number
  readonly over?: number | undefined
  readonly unit: NodeUnit
  readonly text?: string | undefined
  /** The id of the node that explains this value, where it stands elsewhere in the tree. */
  readonly ref?: string | undefined
  /** The formula with the numbers put in; written when it is read. */
  readonly formula: string
  readonly citation?: Citation | undefined
  readonly children: readonly ExplanationNode[]
}

export interface Explanation {
  readonly version: typeof EXPLANATION_VERSION
  readonly plan: Words
  readonly policyVersion: string
  readonly root: ExplanationNode
  /** Plain sentences, in order, for the person's bill. */
  readonly sentences: readonly Words[]
  /** Every assumed value that took part. */
  readonly assumed: readonly Citation[]
}
