// The difference of settlements, amount by amount: what a supplementary, interim or corrected settlement posts.
import type { Fen } from '../../money/fen.ts'
import type { AccumulatorChange, MutualPayment, Settlement, TierOutcome } from '../settlement.ts'

/** `whole` less all of `earlier`. Amounts may be negative; the lines are those of the whole. */
export function differenceOf(whole: Settlement, earlier: readonly Settlement[]): Settlement {
  const less = (read: (each: Settlement) => number): Fen =>
    earlier.reduce((left, each) => left - read(each), read(whole)) as Fen
  const { work, ...rest } = whole
  return {
    ...rest,
    total: less((each) => each.total),
    full: less((each) => each.full),
    over: less((each) => each.over),
    pre: less((each) => each.pre),
    inScope: less((each) => each.inScope),
    deductible: less((each) => each.deductible),
    tiers: tiersOf(whole, earlier),
    fundPaid: less((each) => each.fundPaid),
    providerPaid: less((each) => each.providerPaid),
    personPaid: less((each) => each.personPaid),
    accountPaid: less((each) => each.accountPaid),
    mutualPaid: less((each) => each.mutualPaid),
    mutual: mutualOf(whole, earlier),
    cash: less((each) => each.cash),
    changes: changesOf(whole, earlier),
  }
}

/** Every tier that any of them speaks of: one that no longer applies gives back what it paid. */
function tiersOf(whole: Settlement, earlier: readonly Settlement[]): TierOutcome[] {
  const all = [whole, ...earlier].flatMap((each) => each.tiers)
  const ids = [...new Set(all.map((tier) => tier.id))]
  return ids.map((id) => {
    const less = (read: (tier: TierOutcome) => number): Fen => {
      const of = (settlement: Settlement): number => {
        const tier = settlement.tiers.find((each) => each.id === id)
        return tier ? read(tier) : 0
      }
      return earlier.reduce((left, each) => left - of(each), of(whole)) as Fen
    }
    return {
      ...(all.find((tier) => tier.id === id) as TierOutcome),
      base: less((tier) => tier.base),
      deductible: less((tier) => tier.deductible),
      beforeLimits: less((tier) => tier.beforeLimits),
      paid: less((tier) => tier.paid),
      aboveCap: less((tier) => tier.aboveCap),
    }
  })
}

function mutualOf(whole: Settlement, earlier: readonly Settlement[]): MutualPayment[] {
  const sums = new Map<string, number>()
  const add = (payments: readonly MutualPayment[], sign: 1 | -1) => {
    for (const { giver, paid } of payments) sums.set(giver, (sums.get(giver) ?? 0) + sign * paid)
  }
  add(whole.mutual, 1)
  for (const each of earlier) add(each.mutual, -1)
  return [...sums].filter(([, paid]) => paid !== 0).map(([giver, paid]) => ({ giver, paid: paid as Fen }))
}

function changesOf(whole: Settlement, earlier: readonly Settlement[]): AccumulatorChange[] {
  const sums = new Map<string, number>()
  for (const { key, change } of whole.changes) sums.set(key, (sums.get(key) ?? 0) + change)
  for (const each of earlier) for (const { key, change } of each.changes) sums.set(key, (sums.get(key) ?? 0) - change)
  return [...sums].filter(([, change]) => change !== 0).map(([key, change]) => ({ key, change }))
}

/** Accumulators with the changes of settlements put in, or taken out again. */
export function moved(
  accumulators: Readonly<Record<string, number>>,
  settlements: readonly Settlement[],
  sign: 1 | -1,
): Record<string, number> {
  const result = { ...accumulators }
  for (const { changes } of settlements)
    for (const { key, change } of changes) result[key] = (result[key] ?? 0) + sign * change
  return result
}
