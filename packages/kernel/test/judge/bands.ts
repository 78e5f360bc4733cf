// S6: the axis that bands cut into pieces, each with its rate; what is paid up to a point, and where a sum is reached.
import {
  type Amount,
  atLeastZero,
  atMost,
  isLess,
  LIMITLESS,
  minus,
  over,
  plus,
  type Rational,
  rateOf,
  times,
  WHOLE_RATE,
  ZERO,
} from './rational.ts'

export interface Piece {
  readonly from: Amount
  readonly to: Amount
  readonly rate: Rational
}
export type Axis = readonly Piece[]

/** How much of a piece lies below a point. */
function filled(piece: Piece, x: Rational): Rational {
  return piece.from === LIMITLESS ? ZERO : atLeastZero(minus(atMost(x, piece.to), piece.from))
}

/** Σ overlap × rate from zero to a point. */
export function cumulative(axis: Axis, x: Rational): Rational {
  return axis.reduce((sum, piece) => plus(sum, rateOf(piece.rate, filled(piece, x))), ZERO)
}

/** The rate of the last piece that a stretch reaches. */
export function rateAt(axis: Axis, from: Rational, to: Rational): Rational {
  return axis.filter((piece) => isLess(filled(piece, from), filled(piece, to))).at(-1)?.rate ?? ZERO
}

/** The first point after `start` at which an amount has been paid since `start`; `undefined`: never. */
export function pointWherePaid(axis: Axis, start: Rational, amount: Rational): Rational | undefined {
  let open = amount
  let at = start
  for (const piece of axis) {
    if (open.numerator <= 0n) return at
    if (piece.from === LIMITLESS || (piece.to !== LIMITLESS && !isLess(at, piece.to))) continue
    const here = piece.to === LIMITLESS ? undefined : rateOf(piece.rate, minus(piece.to, at))
    if (here && isLess(here, open)) {
      open = minus(open, here)
      at = piece.to as Rational
    } else if (piece.rate.numerator > 0n) {
      return plus(at, over(times(open, WHOLE_RATE), piece.rate))
    }
  }
  return undefined
}
