// What a compiled tier consists of, where it counts, and the numbers of one run of it.
import type { Fen } from '../../money/fen.ts'
import type { Coverable } from '../../policy/amounts.ts'
import type { Fund, Payer, Rounding, TierSwitches } from '../../policy/model.ts'
import type { KeyOf } from './accumulator-key.ts'
import type { BandTable, CompiledBand } from './bands.ts'
import type { Test } from './condition.ts'
import type { Evaluate } from './expression.ts'

export interface CompiledLimit {
  readonly title: string
  readonly amount: Evaluate
  readonly keyOf: KeyOf
  readonly excess: 'person' | 'provider'
  /** Where it does not hold, the limit neither binds nor counts. */
  readonly test: Test | undefined
}

export interface CompiledRateChange {
  readonly title: string
  readonly test: Test | undefined
  readonly value: Evaluate
  readonly sign: 1 | -1
}

export interface CompiledRounding {
  readonly of: Rounding['of']
  readonly to: Evaluate
  readonly mode: Rounding['mode']
}

/** Everything `run` needs; made by plan.ts from the values in force on one day. */
export interface CompiledTier {
  readonly index: number
  readonly id: string
  readonly title: string
  readonly payer: Payer
  readonly fund: Fund
  readonly given: boolean
  readonly parts: readonly number[]
  readonly covers: readonly Coverable[]
  readonly when: Test | undefined
  readonly base: Evaluate
  /** Positions of earlier tiers whose `used_by` the base takes: they decide the scale. */
  readonly usedTiers: readonly number[]
  readonly deductible: Evaluate | undefined
  readonly deductibleKey: KeyOf
  /** The deductible is the first part of the cumulative amount itself, see runTier. */
  readonly joint: boolean
  readonly baseKey: KeyOf
  /** Where better benefits reach back over the period: what has been paid in it. */
  readonly paidKey: KeyOf | undefined
  readonly bands: readonly CompiledBand[]
  readonly table: BandTable
  readonly rateChanges: readonly CompiledRateChange[]
  readonly rateMax: Evaluate | undefined
  readonly eligibleLimits: readonly CompiledLimit[]
  readonly paymentLimits: readonly CompiledLimit[]
  readonly atLeast: Evaluate | undefined
  readonly rounding: CompiledRounding | undefined
  /** Paid to whole 角 or 元, or reaching back: worked out apart from the usual path. */
  readonly special: boolean
  /** Bands count over a period. */
  readonly periodic: boolean
  readonly ofAccount: boolean
  readonly switches: TierSwitches
  /** A later tier asks what this one used up. */
  readonly usedByLater: boolean
}

/** Where a tier reads and writes accumulators while a bill is settled. */
export interface Counters {
  /** Present amount of an accumulator, this bill's earlier tiers included. */
  get(key: string): number
  add(key: string, change: number): void
  /** In-scope amounts of the lines the tier looks at, for rounding by line. */
  lineAmounts(parts: readonly number[]): readonly Fen[]
  /** What the provider bears of a package price. */
  chargeProvider(amountFen: number): void
}

/** The numbers of one tier's run, kept when an explanation is asked for. All money in fen × scale unless said. */
export interface TierWork {
  scale: number
  base: number
  eligible: { limit: CompiledLimit; amount: number; used: number; room: number; cut: number }[]
  admitted: number
  deductibleRule: number
  deductibleCredit: number
  deductible: number
  from: number
  to: number
  /** Earlier amounts of the period are part of the calculation. */
  cumulative: boolean
  /** What the period has been paid before, where better benefits reach back. */
  paidBefore: number
  /** Fen that the payment or the person's share is a multiple of. */
  unit: number
  change: number
  rates: number[]
  overlaps: number[]
  changes: { change: CompiledRateChange; value: number }[]
  /** Fen. */
  beforeLimits: number
  atLeast: number
  limits: { limit: CompiledLimit; amount: number; used: number; room: number }[]
  /** What the provider bears of a package price. */
  borne: number
  covered: number
  /** What the account holds, where the tier is paid from it. */
  account: number | undefined
  paid: number
}

export function newWork(): TierWork {
  return {
    scale: 1,
    base: 0,
    eligible: [],
    admitted: 0,
    deductibleRule: 0,
    deductibleCredit: 0,
    deductible: 0,
    from: 0,
    to: 0,
    cumulative: false,
    paidBefore: 0,
    unit: 1,
    change: 0,
    rates: [],
    overlaps: [],
    changes: [],
    beforeLimits: 0,
    atLeast: 0,
    limits: [],
    borne: 0,
    covered: 0,
    account: undefined,
    paid: 0,
  }
}
