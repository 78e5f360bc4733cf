// What settle() answers: every amount of one bill, what it adds to the accumulators, and the work behind it.
import type { Fen } from '../money/fen.ts'
import type { Fund, Payer } from '../policy/model.ts'
import type { Work } from './work.ts'

/** A line after 费用归类. full + over + pre + inScope = the line's amount. */
export interface LineSplit {
  readonly full: Fen
  readonly over: Fen
  readonly pre: Fen
  readonly inScope: Fen
  /** Self-pay rate applied, basis points. */
  readonly rateBp: number
  readonly part: number
  /** Why the line is full self-pay, where it is not simply outside the catalogue. */
  readonly reason?: string
}

export interface TierOutcome {
  readonly id: string
  readonly title: string
  readonly payer: Payer
  readonly fund: Fund
  readonly base: Fen
  readonly deductible: Fen
  /** Before payment limits. */
  readonly beforeLimits: Fen
  readonly paid: Fen
  /** beforeLimits − what the limits left. */
  readonly aboveCap: Fen
}

export interface AccumulatorChange {
  readonly key: string
  readonly change: number
}

export interface MutualPayment {
  readonly giver: string
  readonly paid: Fen
}

/** All amounts in fen. A mirror (cancelled settlement) has every amount negated. */
export interface Settlement {
  readonly plan: string
  /** Which text of the policy decided: pack, content hash, plan and the days it stands for. */
  readonly policyVersion: string
  readonly denials: readonly string[]
  readonly total: Fen
  readonly full: Fen
  readonly over: Fen
  readonly pre: Fen
  readonly inScope: Fen
  /** 实际支付起付线 of the first tier. */
  readonly deductible: Fen
  readonly tiers: readonly TierOutcome[]
  /** Σ of the tiers that funds and outside payers pay; not what the provider bears or the person's account pays. */
  readonly fundPaid: Fen
  readonly providerPaid: Fen
  /** personPaid = total − fundPaid − providerPaid = account + mutual + cash. */
  readonly personPaid: Fen
  readonly accountPaid: Fen
  readonly mutualPaid: Fen
  readonly mutual: readonly MutualPayment[]
  readonly cash: Fen
  readonly lines: readonly LineSplit[]
  readonly changes: readonly AccumulatorChange[]
  /** The numbers of every step, when they were asked for; see explain.ts. */
  readonly work?: Work
}
