// Why a claim is heavier under the reform. A reform that gives more for every bill can still leave a later bill of the same
// person with less: what it paid earlier has used up a limit of the year, or has left less to carry over a later deductible.
import type { ReplayPlan } from './rulings.ts'

export const LOSS_REASONS = [
  /** The reform cannot settle the claim. */
  'refused',
  /** A limit of the year is used up: earlier bills were paid more. */
  'limit_used_up',
  /** More of a deductible falls on this bill: earlier bills left the person less to count towards it, or it is higher. */
  'deductible_open',
  /** Less of the cost comes to a tier at all. */
  'smaller_base',
  /** The same cost at lower rates. */
  'lower_rate',
  /** A fen or so: over a year's cumulative bands each payment is a difference of rounded sums. */
  'rounding',
] as const
export type LossReason = (typeof LOSS_REASONS)[number]

/** Asked right after both settled the claim: their contexts still hold its amounts. */
export function lossReason(a: ReplayPlan, b: ReplayPlan | undefined, lossFen: number): LossReason {
  if (!b) return 'refused'
  if (lossFen <= b.plan.tiers.length) return 'rounding'
  const [one, other] = [a.plan.context, b.plan.context]
  let reason: LossReason = 'lower_rate'
  for (const tier of b.plan.tiers) {
    const before = a.plan.tiers.find(({ id }) => id === tier.id)
    if (!before) continue
    const paidLess = other.paid[tier.index]! < one.paid[before.index]!
    if (!paidLess) continue
    if (other.aboveCap[tier.index]! > one.aboveCap[before.index]!) return 'limit_used_up'
    if (other.deductible[tier.index]! > one.deductible[before.index]!) reason = 'deductible_open'
    else if (reason === 'lower_rate' && other.base[tier.index]! < one.base[before.index]!) reason = 'smaller_base'
  }
  return reason
}
