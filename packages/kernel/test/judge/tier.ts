// S5–S12: one tier, in the five steps of "How a bill is settled", every number an exact fraction until step 4 rounds.
import type { Bill } from '../../src/benefits/bill.ts'
import type { AmountName, Coverable, TierAmountName } from '../../src/policy/amounts.ts'
import type { Condition } from '../../src/policy/expression.ts'
import type { Limit, PlanSwitches, Rounding } from '../../src/policy/model.ts'
import { type Axis, cumulative } from './bands.ts'
import type { Split } from './classify.ts'
import { holds } from './condition.ts'
import type { Facts } from './facts.ts'
import type { PlanText, TierText } from './in-force.ts'
import { jointStretch, payFor, type Stretch, usedUp } from './payment.ts'
import { baseKey, deductibleKey, limitKey, paidKey } from './period.ts'
import {
  type Amount,
  atLeastZero,
  atMost,
  isLess,
  LIMITLESS,
  larger,
  minus,
  plus,
  type Rational,
  rational,
  rounded,
  smaller,
  smallerAmount,
  sumOf,
  toMultiple,
  WHOLE_RATE,
  whole,
  ZERO,
} from './rational.ts'
import { evaluate, finite, Gap, type World } from './value.ts'

/** What one tier did. `used` is the cost it used up above its deductible. */
export interface TierResult {
  readonly base: Rational
  readonly deductible: Rational
  readonly beforeLimits: Rational
  readonly paid: Rational
  readonly aboveCap: Rational
  readonly used: Rational
}

const NOTHING: TierResult = {
  base: ZERO,
  deductible: ZERO,
  beforeLimits: ZERO,
  paid: ZERO,
  aboveCap: ZERO,
  used: ZERO,
}

/** The bill while its tiers pay one after another. */
export interface Desk {
  readonly bill: Bill
  readonly text: PlanText
  readonly switches: PlanSwitches
  readonly on: string
  readonly facts: Facts
  readonly lines: readonly Split[]
  /** What nobody has paid yet, by part and kind. */
  readonly left: Map<string, Record<Coverable, Rational>>
  readonly results: Map<string, TierResult>
  /** What this bill adds to the accumulators, and to limits shared within the visit. */
  readonly changes: Map<string, Rational>
  readonly withinVisit: Map<string, Rational>
  /** Every accumulator looked at: what a test may vary. */
  readonly keysRead: Set<string>
  providerExcess: Rational
  /** What account tiers have taken of the person's account. */
  fromAccount: Rational
}

export type TierAnswer = TierResult | 'not_applied' | 'given_amount_exceeds'

export function settleTier(text: TierText, desk: Desk): TierAnswer {
  if (text.when && !holdsIn(text.when, worldOf(text, desk))) {
    desk.results.set(text.tier.id, NOTHING)
    return 'not_applied'
  }
  const answer = text.tier.given ? takeGiven(text, desk) : calculate(text, text.rules as Rules, desk)
  if (typeof answer === 'object') desk.results.set(text.tier.id, answer)
  return answer
}

type Rules = NonNullable<TierText['rules']>

function takeGiven(text: TierText, desk: Desk): TierAnswer {
  const amount = rational(desk.bill.given?.[text.tier.id] ?? 0)
  if (amount.numerator < 0n || isLess(leftOf(text, desk), amount)) return 'given_amount_exceeds'
  take(amount, text, desk)
  return { ...NOTHING, beforeLimits: amount, paid: amount }
}

function calculate(text: TierText, rules: Rules, desk: Desk): TierResult {
  const { tier } = text
  const world = worldOf(text, desk)
  const { switches } = rules

  // 1. The base, less what exceeds the room of each limit on eligible cost.
  let base = atLeastZero(finite(rules.base, world))
  const applying = rules.limits.filter((limit) => !limit.when || holdsIn(limit.when, world))
  const limits = applying.map((limit) => ({ limit, room: roomOf(limit, text, world, desk) }))
  let excess = ZERO
  for (const { limit, room } of limits.filter((each) => each.limit.on === 'eligible')) {
    const admitted = atMost(base, room)
    if (limit.excess === 'provider') excess = plus(excess, minus(base, admitted))
    base = admitted
  }

  // 2. The deductible, less what was already taken in the same period. Where the bands fill up over that same period it
  // is the first part of the period's cumulative amount, so what came in earlier has taken it.
  const rule = rules.deductible ? finite(rules.deductible, world) : ZERO
  const earlierKey = baseKey(tier, switches.band_scope, desk.on, desk.bill)
  const earlier = before(earlierKey, desk)
  // The first piece of a stay that is settled in pieces has taken the deductible.
  const { stay, continued } = desk.bill.visit
  const isFurther = continued === true && switches.deductible_mode === 'visit' && stay === undefined
  // A deductible that tiers share is counted by itself, and one already taken is no part of this piece's amount.
  const isJoint =
    switches.band_scope !== 'visit' &&
    switches.band_scope === switches.deductible_mode &&
    tier.deductibleBucket === undefined
  const takenKey =
    isJoint || !rules.deductible ? undefined : deductibleKey(tier, switches.deductible_mode, desk.on, desk.bill)
  const taken = isFurther ? rule : isJoint ? earlier : before(takenKey, desk)
  const deductible = smaller(base, atLeastZero(minus(rule, taken)))
  add(takenKey, rounded(deductible), desk)

  // 3. and 4. The bands: the stretch of the axis that this bill fills, and what is paid for it, rounded.
  const axis = axisOf(rules, world)
  const above = minus(base, deductible)
  const fromZero = switches.band_origin === 'zero'
  const stretch = isJoint
    ? jointStretch(earlier, base, rule, fromZero)
    : { from: fromZero ? plus(earlier, deductible) : earlier, to: plus(earlier, fromZero ? base : above), start: ZERO }
  add(earlierKey, rounded(isJoint || fromZero ? base : above), desk)
  // Lines the tier does not look at weigh nothing, but a bill of only such lines still has a line to round on.
  const weights = desk.lines.map((line) => (linesOf(text, desk).includes(line) ? line.in_scope : ZERO))
  const reachesBack = switches.category_change === 'catch_up'
  const earlierPaidKey = reachesBack ? paidKey(tier, switches.band_scope, desk.on, desk.bill) : undefined
  const calculated = rules.rounding
    ? paidRounded(axis, stretch, rounded(base), rules.rounding, finite(rules.rounding.to, world), {
        isCumulative: switches.band_scope !== 'visit' || earlierKey !== undefined,
        reachesBack,
        paidBefore: before(earlierPaidKey, desk),
      })
    : reachesBack
      ? atLeastZero(
          minus(
            rounded(minus(cumulative(axis, stretch.to), cumulative(axis, stretch.start))),
            before(earlierPaidKey, desk),
          ),
        )
      : payFor(axis, stretch, switches, weights, earlierKey !== undefined)

  // 5. The guaranteed minimum, then payment limits, then what is left of the parts it covers.
  const guaranteed = rules.atLeast ? smallerAmount(evaluate(rules.atLeast, world), base) : ZERO
  const beforeLimits = larger(calculated, whole(atMost(base, guaranteed)))
  const rooms = limits.filter((each) => each.limit.on === 'payment').map((each) => each.room)
  const room = rooms.reduce(smallerAmount, LIMITLESS)
  const withinLimits = atMost(beforeLimits, room)
  const borne = smaller(rounded(excess), leftOf(text, desk))
  take(borne, text, desk)
  desk.providerExcess = plus(desk.providerExcess, borne)
  const open = smaller(withinLimits, leftOf(text, desk))
  const isAccount = tier.payer === 'account'
  const paid = isAccount ? smaller(open, accountOf(desk)) : open
  if (isAccount) desk.fromAccount = plus(desk.fromAccount, paid)
  add(earlierPaidKey, paid, desk)
  take(paid, text, desk)

  countLimits(applying, base, paid, text, desk)
  return {
    base: rounded(base),
    deductible: rounded(deductible),
    beforeLimits,
    paid,
    aboveCap: minus(beforeLimits, withinLimits),
    used: usedUp(switches.cap_consumption, axis, stretch.from, above, room),
  }
}

/** To a multiple of a unit: what is paid, by cumulative amounts over a period; or what is left to the person of the base. */
function paidRounded(
  axis: Axis,
  { from, to, start }: Stretch,
  base: Rational,
  { of, mode }: Rounding,
  unit: Rational,
  { isCumulative, reachesBack, paidBefore }: { isCumulative: boolean; reachesBack: boolean; paidBefore: Rational },
): Rational {
  const exact = (low: Rational, high: Rational) => minus(cumulative(axis, high), cumulative(axis, low))
  if (of === 'person') {
    const share = minus(base, exact(from, to))
    return isLess(share, ZERO) ? base : atLeastZero(minus(base, toMultiple(share, unit, mode)))
  }
  const upTo = (point: Rational) => toMultiple(exact(isCumulative ? start : from, point), unit, mode)
  return reachesBack ? atLeastZero(minus(upTo(to), paidBefore)) : minus(upTo(to), upTo(from))
}

/** What the person's account still holds, when it may be used. */
const accountOf = ({ bill, fromAccount }: Desk): Rational =>
  bill.account?.use ? minus(atLeastZero(rational(bill.account.balanceFen)), fromAccount) : ZERO

/** The room of a limit: the smaller of what the policy allows and what earlier bills and tiers have left of it. */
function roomOf(limit: Limit, text: TierText, world: World, desk: Desk): Amount {
  const amount = evaluate(limit.amount, world)
  const { key, kept } = limitKey(text.tier.id, limit, desk.on, desk.bill)
  const used = kept ? before(key, desk) : (desk.withinVisit.get(key) ?? ZERO)
  return amount === LIMITLESS ? LIMITLESS : atLeastZero(minus(amount, used))
}

/** What counts towards the limits from now on: one running total a name, however often a tier names it. */
function countLimits(limits: readonly Limit[], base: Rational, paid: Rational, text: TierText, desk: Desk): void {
  const counted = new Set<string>()
  for (const limit of limits) {
    const { key, kept } = limitKey(text.tier.id, limit, desk.on, desk.bill)
    if (counted.has(key)) continue
    counted.add(key)
    const amount = limit.on === 'payment' ? paid : rounded(base)
    if (kept) add(key, amount, desk)
    else desk.withinVisit.set(key, plus(desk.withinVisit.get(key) ?? ZERO, amount))
  }
}

/** The bands with the rates that hold for this person and visit. */
function axisOf(rules: Rules, world: World): Axis {
  const change = sumOf(
    rules.rateChanges
      .filter((each) => !each.when || holdsIn(each.when, world))
      .map((each) => (each.add ? finite(each.add, world) : minus(ZERO, finite(each.cut as never, world)))),
  )
  const highest = rules.rateMax ? finite(rules.rateMax, world) : WHOLE_RATE
  let from: Amount = ZERO
  return rules.bands.map((band) => {
    const start: Amount = from
    from = band.to ? evaluate(band.to, world) : LIMITLESS
    if (smallerAmount(start, from) !== start) throw new Gap(undefined, band.at.line) // a band that ends before it begins
    const rate = smaller(atLeastZero(plus(finite(band.rate, world), change)), highest)
    return { from: start, to: from, rate }
  })
}

/** This year's credits are spent first. */
function currentOf({ bill, fromAccount }: Desk): Rational {
  const { account } = bill
  if (!account?.use) return ZERO
  const balance = atLeastZero(rational(account.balanceFen))
  const current = smaller(balance, atLeastZero(rational(account.currentFen ?? account.balanceFen)))
  return atLeastZero(minus(current, fromAccount))
}

const partsOf = (text: TierText, desk: Desk): string[] =>
  [...desk.left.keys()].filter((part) => !text.tier.parts || text.tier.parts.includes(part))
const linesOf = (text: TierText, desk: Desk): Split[] =>
  desk.lines.filter((line) => !text.tier.parts || text.tier.parts.includes(line.part))

const leftOf = (text: TierText, desk: Desk): Rational =>
  sumOf(partsOf(text, desk).flatMap((part) => text.covers.map((kind) => desk.left.get(part)?.[kind] ?? ZERO)))

/** Somebody pays an amount of what is left: kind by kind in the order of `covers`, part by part. */
function take(amount: Rational, text: TierText, desk: Desk): void {
  let open = amount
  for (const kind of text.covers) {
    for (const part of partsOf(text, desk)) {
      const left = desk.left.get(part) as Record<Coverable, Rational>
      const taken = smaller(open, left[kind])
      left[kind] = minus(left[kind], taken)
      open = minus(open, taken)
    }
  }
  if (open.numerator !== 0n) throw new Error('more was paid than is left')
}

/** What stands under a name: from earlier bills, and from earlier tiers of this one that share the name. */
function before(key: string | undefined, desk: Desk): Rational {
  if (key === undefined) return ZERO
  if (key.endsWith('@visit')) return desk.withinVisit.get(key) ?? ZERO
  desk.keysRead.add(key)
  return plus(rational(desk.bill.accumulators[key] ?? 0), desk.changes.get(key) ?? ZERO)
}

function add(key: string | undefined, amount: Rational, desk: Desk): void {
  if (key === undefined) return
  const counts = key.endsWith('@visit') ? desk.withinVisit : desk.changes
  counts.set(key, plus(counts.get(key) ?? ZERO, amount))
}

const holdsIn = (condition: Condition, { facts, amount }: World): boolean =>
  holds(condition, facts, (name) => amount?.(name, undefined) ?? ZERO)

/** Amounts of the lines the tier looks at, and of earlier tiers. */
function worldOf(text: TierText, desk: Desk): World {
  const amount = (name: AmountName, part: string | undefined): Rational => {
    if (name === 'account_balance') return accountOf(desk)
    if (name === 'account_current') return currentOf(desk)
    const parts = part === undefined ? partsOf(text, desk) : [part]
    if (name.startsWith('left')) {
      const kind = (name === 'left' ? 'in_scope' : name.slice('left_'.length)) as Coverable
      return sumOf(parts.map((each) => desk.left.get(each)?.[kind] ?? ZERO))
    }
    const lines = desk.lines.filter((line) => parts.includes(line.part))
    const kinds = name === 'total' ? (['full', 'over', 'pre', 'in_scope'] as const) : [name as Coverable]
    return sumOf(lines.flatMap((line) => kinds.map((kind) => line[kind])))
  }
  const tierAmount = (name: TierAmountName, tier: string): Rational => {
    const result = desk.results.get(tier) ?? NOTHING
    switch (name) {
      case 'paid_by':
        return result.paid
      case 'deductible_of':
        return result.deductible
      case 'above_cap_of':
        return result.aboveCap
      case 'used_by':
        return result.used
      case 'base_of':
        return result.base
    }
  }
  return { facts: desk.facts, parameter: desk.text.parameter, amount, tierAmount }
}
