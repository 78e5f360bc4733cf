// Cancelling (撤销): the mirror of a settlement. Every amount and every accumulator change is negated, nothing is edited.
import type { Fen } from '../money/fen.ts'
import type { Settlement } from './settlement.ts'

const minus = (amount: number): Fen => (amount === 0 ? 0 : -amount) as Fen

/** The mirror: settlement + mirror = zero in every amount, and the accumulators are where they were (I11). */
export function mirror(settlement: Settlement): Settlement {
  return {
    ...settlement,
    total: minus(settlement.total),
    full: minus(settlement.full),
    over: minus(settlement.over),
    pre: minus(settlement.pre),
    inScope: minus(settlement.inScope),
    deductible: minus(settlement.deductible),
    fundPaid: minus(settlement.fundPaid),
    providerPaid: minus(settlement.providerPaid),
    personPaid: minus(settlement.personPaid),
    accountPaid: minus(settlement.accountPaid),
    mutualPaid: minus(settlement.mutualPaid),
    cash: minus(settlement.cash),
    mutual: settlement.mutual.map((aid) => ({ ...aid, paid: minus(aid.paid) })),
    tiers: settlement.tiers.map((tier) => ({
      ...tier,
      base: minus(tier.base),
      deductible: minus(tier.deductible),
      beforeLimits: minus(tier.beforeLimits),
      paid: minus(tier.paid),
      aboveCap: minus(tier.aboveCap),
    })),
    lines: settlement.lines.map((line) => ({
      ...line,
      full: minus(line.full),
      over: minus(line.over),
      pre: minus(line.pre),
      inScope: minus(line.inScope),
    })),
    changes: settlement.changes.map(({ key, change }) => ({ key, change: minus(change) })),
  }
}
