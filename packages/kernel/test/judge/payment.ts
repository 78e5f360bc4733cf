// S6–S7: where a bill lies among the bands, what is paid for it and how it is rounded, and the cost used up by then.
import type { TierSwitches } from '../../src/policy/model.ts'
import { type Axis, bindingPoint, cumulative, rateAt } from './bands.ts'
import {
  type Amount,
  isLess,
  LIMITLESS,
  larger,
  minus,
  over,
  plus,
  type Rational,
  rateOf,
  rational,
  rounded,
  smaller,
  sumOf,
  times,
  WHOLE_RATE,
  whole,
  ZERO,
} from './rational.ts'

/** The piece of the axis that a bill fills; cumulative sums count from `start`. */
export interface Stretch {
  readonly from: Rational
  readonly to: Rational
  readonly start: Rational
}

/**
 * F(S + A) − F(S) of the specification's section on cumulative tiers: F is nothing up to the deductible D. Counted above
 * the deductible the axis begins at D; counted from zero, D lies on the axis.
 */
export function jointStretch(earlier: Rational, base: Rational, rule: Rational, fromZero: boolean): Stretch {
  const [from, to] = [larger(earlier, rule), larger(plus(earlier, base), rule)]
  return fromZero ? { from, to, start: rule } : { from: minus(from, rule), to: minus(to, rule), start: ZERO }
}

/** Step 4: pay* exactly, then rounded where the policy says. */
export function payFor(
  axis: Axis,
  { from, to, start }: Stretch,
  { round_at, band_scope }: TierSwitches,
  weights: readonly Rational[],
  /** A visit in pieces is counted over them, like a period. */
  isCumulative: boolean,
): Rational {
  const paid = (pieces: Axis, low: Rational, high: Rational) => minus(cumulative(pieces, high), cumulative(pieces, low))
  if (round_at === 'band') return sumOf(axis.map((piece) => rounded(paid([piece], from, to))))
  if (round_at === 'line') {
    return sumOf(
      axis.flatMap((piece) => {
        const inPiece = paid([{ ...piece, rate: WHOLE_RATE }], from, to)
        return overLines(inPiece, weights).map((share) => rounded(rateOf(piece.rate, share)))
      }),
    )
  }
  if (band_scope === 'visit' && !isCumulative) return rounded(paid(axis, from, to))
  return minus(rounded(paid(axis, start, to)), rounded(paid(axis, start, from)))
}

/**
 * Whole fen to every line in proportion to its in-scope amount: what is left over goes, a fen each, to the largest
 * remainders, of equal ones to the larger line. So the order of lines does not matter.
 */
function overLines(amount: Rational, weights: readonly Rational[]): Rational[] {
  const sizes = weights.map((weight) => larger(weight, minus(ZERO, weight))).sort((a, b) => (isLess(a, b) ? 1 : -1))
  const all = sumOf(sizes)
  if (sizes.length === 0) return []
  if (all.numerator === 0n) return [amount]
  const exact = sizes.map((size) => over(times(amount, size), all))
  let open = Number(minus(amount, sumOf(exact.map(whole))).numerator)
  const byRemainder = exact.map((share, at) => ({ at, rest: minus(share, whole(share)) }))
  byRemainder.sort((a, b) => (isLess(a.rest, b.rest) ? 1 : isLess(b.rest, a.rest) ? -1 : a.at - b.at))
  const shares = exact.map(whole)
  for (const { at } of byRemainder) {
    if (open-- <= 0) break
    shares[at] = plus(shares[at] as Rational, rational(1))
  }
  return shares
}

/** `cap_consumption`: how much of the cost above the deductible counts as used when a payment limit binds. */
export function usedUp(
  consumption: TierSwitches['cap_consumption'],
  axis: Axis,
  from: Rational,
  above: Rational,
  room: Amount,
): Rational {
  const to = plus(from, above)
  const exact = minus(cumulative(axis, to), cumulative(axis, from))
  if (room === LIMITLESS || !isLess(room, exact)) return above
  switch (consumption) {
    case 'everything':
      return above
    case 'limit_over_rate': {
      const rate = rateAt(axis, from, to)
      return rate.numerator === 0n ? above : smaller(above, over(times(room, WHOLE_RATE), rate))
    }
    case 'binding_point':
      return minus(bindingPoint(axis, from, to, room), from)
  }
}
