// S3: 费用归类. Every line falls into full self-pay, over-limit, pre-self-pay and in-scope, and belongs to one part.
import type { Line } from '../../src/benefits/bill.ts'
import { holds } from './condition.ts'
import type { Facts } from './facts.ts'
import type { PlanText } from './in-force.ts'
import {
  type Amount,
  atLeastZero,
  atMost,
  LIMITLESS,
  minus,
  negative,
  type Rational,
  rateOf,
  rational,
  rounded,
  smallerAmount,
  times,
  ZERO,
} from './rational.ts'
import { evaluate, finite } from './value.ts'

export interface Split {
  readonly part: string
  readonly full: Rational
  readonly over: Rational
  readonly pre: Rational
  readonly in_scope: Rational
  /** Why the whole line is the person's; absent when it is not, or simply outside the catalogue. */
  readonly reason?: string
}

export function classify(line: Line, text: PlanText, facts: Facts, denial: string | undefined): Split {
  const part = text.partRules.find((rule) => holds(rule.when, facts))?.part ?? 'main'
  const amount = rational(line.amountFen)
  const whole = (reason?: string): Split => ({
    part,
    full: amount,
    over: ZERO,
    pre: ZERO,
    in_scope: ZERO,
    ...(reason !== undefined && { reason }),
  })
  if (denial !== undefined) return whole(denial)
  if (line.deniedFor !== undefined) return whole(line.deniedFor)
  const excluded = text.exclusions.find((exclusion) => holds(exclusion.when, facts))
  if (excluded) return whole(excluded.title)
  if (line.split) {
    const [full, overLimit, pre] = [rational(line.split.full), rational(line.split.over), rational(line.split.pre)]
    return { part, full, over: overLimit, pre, in_scope: minus(minus(minus(amount, full), overLimit), pre) }
  }
  if (line.itemClass === 'c') return whole()
  const rate = finite(text.preSelfPay, { facts, parameter: text.parameter })
  // A returned line is the exact opposite of the line it returns.
  const isReturn = amount.numerator < 0n
  const sold = isReturn ? negative(amount) : amount
  const above = aboveCeiling(line, sold, text, facts)
  const pre = rounded(rateOf(rate, minus(sold, above)))
  const inScope = minus(minus(sold, above), pre)
  const signed = (value: Rational): Rational => (isReturn ? negative(value) : value)
  return { part, full: ZERO, over: signed(above), pre: signed(pre), in_scope: signed(inScope) }
}

/** over = max(0, A − ceiling × quantity); the allowed amount is rounded to fen like every line amount. */
function aboveCeiling(line: Line, sold: Rational, text: PlanText, facts: Facts): Rational {
  const count = rational(line.quantity === undefined ? 10_000 : Math.abs(line.quantity), 10_000)
  const world = { facts, parameter: text.parameter }
  const fitting = text.ceilings.filter((each) => !each.when || holds(each.when, facts))
  const prices: Amount[] = [
    ...(line.ceiling === undefined ? [] : [rational(line.ceiling, 10_000)]),
    ...fitting.flatMap(({ price }) => (price ? [evaluate(price, world)] : [])),
  ]
  const amounts = fitting.flatMap(({ amount }) => (amount ? [evaluate(amount, world)] : []))
  const allowed = [
    ...prices.map((price) => (price === LIMITLESS ? price : rounded(times(count, price)))),
    ...amounts.map((amount) => (amount === LIMITLESS ? amount : rounded(amount))),
  ].reduce(smallerAmount, LIMITLESS as Amount)
  return atLeastZero(minus(sold, atMost(sold, allowed)))
}
