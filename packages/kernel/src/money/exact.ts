// Exact fractions of big integers: weights, scores, rates and multiples are never rounded on the way, only where a sum is posted.
import { type Fen, fen } from './fen.ts'

/** numerator ÷ denominator, the denominator above zero. Not always in lowest terms: compare with the functions here. */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

/** 四舍五入 half away from zero, 四舍六入五成双 half to even, 去尾 towards zero. */
export const ROUNDING_MODES = ['half_up', 'half_even', 'down'] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

export const EXACT_ZERO: Exact = { n: 0n, d: 1n }
export const EXACT_ONE: Exact = { n: 1n, d: 1n }
const FEN_PER_YUAN = 100n
/** Beyond this the fraction is brought to lowest terms: chains of a few steps never reach it. */
const LARGE = 10n ** 48n

export function exact(n: bigint | number, d: bigint | number = 1n): Exact {
  const [top, bottom] = [BigInt(n), BigInt(d)]
  if (bottom === 0n) throw new RangeError('Division by zero')
  return lowered(bottom < 0n ? -top : top, bottom < 0n ? -bottom : bottom)
}

function lowered(n: bigint, d: bigint): Exact {
  if (d < LARGE) return { n, d }
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a <= 1n ? { n, d } : { n: n / a, d: d / a }
}

/** An amount of money as yuan: 12345 fen = 123.45. */
export const yuanOf = (amount: Fen): Exact => ({ n: BigInt(amount), d: FEN_PER_YUAN })

const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/

/** Reads a plain decimal exactly; `undefined` for anything else ("1e3", "1,000", ""). */
export function exactFrom(text: string): Exact | undefined {
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', fraction = ''] = match
  const magnitude = BigInt(whole + fraction)
  return { n: sign === '-' ? -magnitude : magnitude, d: 10n ** BigInt(fraction.length) }
}

/** For numbers written in code and tests: decimal('1.05'). Throws on anything but a plain decimal. */
export function decimal(text: string): Exact {
  const read = exactFrom(text)
  if (!read) throw new RangeError(`Not a plain decimal: ${text}`)
  return read
}

export const plus = (a: Exact, b: Exact): Exact =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : lowered(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Exact, b: Exact): Exact =>
  a.d === b.d ? { n: a.n - b.n, d: a.d } : lowered(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Exact, b: Exact): Exact => lowered(a.n * b.n, a.d * b.d)
export const over = (a: Exact, b: Exact): Exact => exact(a.n * b.d, a.d * b.n)
export const compare = (a: Exact, b: Exact): number => {
  const difference = a.d === b.d ? a.n - b.n : a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const isZero = (a: Exact): boolean => a.n === 0n
export const smaller = (a: Exact, b: Exact): Exact => (compare(b, a) < 0 ? b : a)
export const larger = (a: Exact, b: Exact): Exact => (compare(b, a) > 0 ? b : a)
export const sumExact = (values: Iterable<Exact>): Exact => {
  let total = EXACT_ZERO
  for (const value of values) total = plus(total, value)
  return total
}

/** value × 10^places as a whole number, rounded once. */
export function scaledTo(value: Exact, places: number, mode: RoundingMode = 'half_up'): bigint {
  const top = value.n * 10n ** BigInt(places)
  const magnitude = top < 0n ? -top : top
  const whole = magnitude / value.d
  const twice = 2n * (magnitude - whole * value.d)
  const up = mode !== 'down' && (twice > value.d || (twice === value.d && (mode === 'half_up' || whole % 2n === 1n)))
  const rounded = up ? whole + 1n : whole
  return top < 0n ? -rounded : rounded
}

export const fromScaled = (scaled: bigint, places: number): Exact => ({ n: scaled, d: 10n ** BigInt(places) })

/** The nearest decimal of so many places. */
export const roundedTo = (value: Exact, places: number, mode: RoundingMode = 'half_up'): Exact =>
  fromScaled(scaledTo(value, places, mode), places)

/** Yuan to whole fen, rounded once. */
export const fenOf = (yuan: Exact, mode: RoundingMode = 'half_up'): Fen => fen(Number(scaledTo(yuan, 2, mode)))

/** Decimal text of so many places: exactText(1/3, 4) = "0.3333". */
export function exactText(value: Exact, places: number, mode: RoundingMode = 'half_up'): string {
  const scaled = scaledTo(value, places, mode)
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** For formulas: the shortest decimal of at most `most` places, marked where it is not the whole value. */
export function shortText(value: Exact, most = 6): string {
  const text = exactText(value, most)
  const short = most > 0 ? text.replace(/\.?0+$/, '') : text
  return compare(decimal(short === '' || short === '-' ? '0' : short), value) === 0 ? short : `≈${text}`
}
