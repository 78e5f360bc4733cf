// 重新结算 and 撤销: a settlement worked out again under the rules of its own days, and one cancelled while later ones stand.
import { accepted, type Outcome, refused } from '../../outcome.ts'
import type { Day } from '../../time/day.ts'
import type { Bill } from '../bill.ts'
import { mirror } from '../cancel.ts'
import type { PlanBook } from '../compile/plan-book.ts'
import { type SettleRefusal, settle } from '../settle.ts'
import type { Settlement } from '../settlement.ts'
import { differenceOf, moved } from './difference.ts'

/** A settlement as it was decided: under which text, and with the bill that holds the accumulators it found. */
export interface Decided {
  readonly id: string
  readonly plan: string
  readonly on: Day
  readonly knownOn: Day
  readonly bill: Bill
  readonly settlement: Settlement
}

export interface Resettled {
  readonly mirror: Settlement
  readonly settlement: Settlement
  /** What is posted in all: the new settlement less the old one. */
  readonly difference: Settlement
}

/**
 * Cancels and settles again under the policy of the original days, with the accumulators of now. `bill` is the corrected
 * bill; its accumulators are those of now, the old settlement inside.
 */
export function resettle(book: PlanBook, old: Decided, bill: Bill): Outcome<Resettled, SettleRefusal> {
  const accumulators = moved(bill.accumulators, [old.settlement], -1)
  const outcome = settle(book.planOn(old.plan, old.on, old.knownOn), { ...bill, accumulators })
  if (!outcome.ok) return outcome
  const settlement = outcome.value
  return accepted({
    mirror: mirror(old.settlement),
    settlement,
    difference: differenceOf(settlement, [old.settlement]),
  })
}

export interface Supplement {
  readonly id: string
  /** What the later settlement comes to without the cancelled one; it stays valid as it was decided then. */
  readonly now: Settlement
  /** What is paid in addition, or recovered. */
  readonly difference: Settlement
}

export interface CancelledEarlier {
  readonly mirror: Settlement
  readonly supplements: readonly Supplement[]
}

/** `later_first`: the provider cancels the last one first. `keep_and_flag`: the agency keeps later ones and settles the rest. */
export type CancelMode = 'later_first' | 'keep_and_flag'

/**
 * Cancels a settlement while `later` ones of the same person stand, in the order in which they were settled. Later ones
 * that read an accumulator which the cancelled one moved depend on it.
 */
export function cancelEarlier(
  book: PlanBook,
  cancelled: Decided,
  later: readonly Decided[],
  mode: CancelMode,
): Outcome<CancelledEarlier, SettleRefusal | 'later_settlements'> {
  const dependants = dependantsOf(book, cancelled, later)
  if (mode === 'later_first' && dependants.length > 0)
    return refused('later_settlements', { dependants: dependants.join(',') })
  const supplements: Supplement[] = []
  for (const each of later) {
    // As if the cancelled one had never been: without its changes, and with what that changed in the ones between.
    const without = moved(each.bill.accumulators, [cancelled.settlement], -1)
    const accumulators = moved(
      without,
      supplements.map(({ difference }) => difference),
      1,
    )
    const outcome = settle(book.planOn(each.plan, each.on, each.knownOn), { ...each.bill, accumulators })
    if (!outcome.ok) return outcome
    const difference = differenceOf(outcome.value, [each.settlement])
    if (isNothing(difference)) continue
    supplements.push({ id: each.id, now: outcome.value, difference })
  }
  return accepted({ mirror: mirror(cancelled.settlement), supplements })
}

/** The later settlements that read what the cancelled one moved, directly or through one between. */
export function dependantsOf(book: PlanBook, cancelled: Decided, later: readonly Decided[]): string[] {
  const touched = new Set(cancelled.settlement.changes.map(({ key }) => key))
  const dependants: string[] = []
  for (const each of later) {
    if (![...keysReadBy(book, each)].some((key) => touched.has(key))) continue
    dependants.push(each.id)
    for (const { key } of each.settlement.changes) touched.add(key)
  }
  return dependants
}

function keysReadBy(book: PlanBook, { plan, on, knownOn, bill }: Decided): Set<string> {
  const keys = new Set<string>()
  const accumulators = new Proxy(bill.accumulators, {
    get(target, key) {
      if (typeof key === 'string') keys.add(key)
      return Reflect.get(target, key)
    },
  })
  settle(book.planOn(plan, on, knownOn), { ...bill, accumulators })
  return keys
}

const isNothing = ({ fundPaid, providerPaid, personPaid, cash, accountPaid, tiers, changes }: Settlement): boolean =>
  [fundPaid, providerPaid, personPaid, cash, accountPaid, ...tiers.map((tier) => tier.paid)].every((n) => n === 0) &&
  changes.length === 0
