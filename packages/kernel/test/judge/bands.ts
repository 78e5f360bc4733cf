// S6: the axis that bands cut into pieces, each with its rate; what is paid up to a point, and where a sum is reached.
import {
  type Amount,
  atLeastZero,
  atMost,
  isLess,
  LIMITLESS,
  larger,
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

/** The last point up to `end` where no more than `room` has been paid since `start`: from there on a limit binds. */
export function bindingPoint(axis: Axis, start: Rational, end: Rational, room: Rational): Rational {
  let open = room
  for (const piece of axis) {
    const length = minus(filled(piece, end), filled(piece, start))
    const paid = rateOf(piece.rate, length)
    if (isLess(open, paid))
      return plus(larger(start, piece.from as Rational), over(times(open, WHOLE_RATE), piece.rate))
    open = minus(open, paid)
  }
  return end
}
