// Exact fractions of big integers: the judge never rounds except where the text says so.

export interface Rational {
  readonly numerator: bigint
  /** Always above zero. */
  readonly denominator: bigint
}

/** `none` in a policy: no limit, larger than every number. */
export const LIMITLESS = 'limitless'
export type Amount = Rational | typeof LIMITLESS

export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  if (d === 0n) throw new RangeError('division by zero')
  const divisor = d === 1n ? 1n : greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d)
  const sign = d < 0n ? -1n : 1n
  return { numerator: (sign * n) / divisor, denominator: (sign * d) / divisor }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

export const ZERO = rational(0)
export const ONE = rational(1)
export const WHOLE_RATE = rational(10_000)

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
export const negative = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator })
export const minus = (a: Rational, b: Rational): Rational => plus(a, negative(b))
export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator)
export const over = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator)

export const isLess = (a: Rational, b: Rational): boolean => a.numerator * b.denominator < b.numerator * a.denominator
export const isEqual = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator
export const smaller = (a: Rational, b: Rational): Rational => (isLess(b, a) ? b : a)
export const larger = (a: Rational, b: Rational): Rational => (isLess(a, b) ? b : a)
export const atLeastZero = (a: Rational): Rational => larger(a, ZERO)
export const sumOf = (amounts: Iterable<Rational>): Rational => [...amounts].reduce(plus, ZERO)

/** A rate in basis points of an amount, exactly. */
export const rateOf = (rate: Rational, amount: Rational): Rational => over(times(rate, amount), WHOLE_RATE)

/** To a whole number, half away from zero: 2.5 → 3, −2.5 → −3. */
export function rounded(a: Rational): Rational {
  const magnitude = a.numerator < 0n ? -a.numerator : a.numerator
  const whole = (2n * magnitude + a.denominator) / (2n * a.denominator)
  return rational(a.numerator < 0n ? -whole : whole)
}

/** The largest whole number not above a positive fraction. */
export const whole = (a: Rational): Rational => rational(a.numerator / a.denominator)

/** A whole number, as the engine's amounts are. */
export function toNumber(a: Rational): number {
  if (a.denominator !== 1n) throw new Error(`not a whole number: ${a.numerator}/${a.denominator}`)
  return Number(a.numerator)
}

// With `limitless` as the largest of all amounts.

export const smallerAmount = (a: Amount, b: Amount): Amount =>
  a === LIMITLESS ? b : b === LIMITLESS ? a : smaller(a, b)
export const largerAmount = (a: Amount, b: Amount): Amount =>
  a === LIMITLESS || b === LIMITLESS ? LIMITLESS : larger(a, b)
export const plusAmount = (a: Amount, b: Amount): Amount =>
  a === LIMITLESS || b === LIMITLESS ? LIMITLESS : plus(a, b)
export const atMost = (a: Rational, bound: Amount): Rational => (bound === LIMITLESS ? a : smaller(a, bound))

/** To a multiple of a unit of at least one. */
export function toMultiple(a: Rational, unit: Rational, mode: 'half_up' | 'up' | 'down'): Rational {
  const step = larger(unit, ONE)
  const count = over(a, step)
  const low = whole(count)
  const up = mode === 'half_up' ? rounded(count) : isLess(low, count) ? plus(low, ONE) : low
  return times(mode === 'down' ? low : up, step)
}
