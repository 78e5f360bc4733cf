// The shown value of an indicator: an exact fraction, scaled to its unit and rounded once, as its document rounds.
import { type Indicator, type Operation, type Sign, UNITS } from './model.ts'

export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

type Rounded = Pick<Indicator, 'unit' | 'decimals' | 'rounding'>

/** "95.78": sums of fen in the unit's yuan, shares in per cent. `undefined` over a denominator of zero. */
export function valueText(
  { numerator, denominator }: Fraction,
  { unit, decimals, rounding }: Rounded,
): string | undefined {
  if (denominator === 0n) return undefined
  const scale = UNITS[unit]
  const up = scale < 1 ? BigInt(Math.round(1 / scale)) : 1n
  const down = scale < 1 ? 1n : BigInt(scale)
  const [top, bottom] = [numerator * up * 10n ** BigInt(decimals), denominator * down]
  const [amount, by] = bottom < 0n ? [-top, -bottom] : [top, bottom]
  const magnitude = amount < 0n ? -amount : amount
  const whole = rounding === 'truncate' ? magnitude / by : (2n * magnitude + by) / (2n * by)
  const digits = String(whole).padStart(decimals + 1, '0')
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return amount < 0n && whole !== 0n ? `-${text}` : text
}

/** Of fractions in order: a/b, a/b − 1, a − b, (a − b)/a, the sum of all, how many have their sign. */
export function combined(operation: Operation, parts: readonly Fraction[], signs: readonly Sign[] = []): Fraction {
  const [a, b] = parts
  if (operation === 'signs') return held(parts, signs)
  if (operation === 'sum') return parts.reduce(plus, ZERO)
  if (!a || !b) throw new Error(`${operation} needs two values`)
  if (operation === 'difference') return plus(a, { ...b, numerator: -b.numerator })
  if (operation === 'rest') return combined('share', [combined('difference', [a, b]), a])
  const share = { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator }
  return operation === 'share' ? share : plus(share, { numerator: -1n, denominator: 1n })
}

/** Over a denominator of zero there is no sign, and then no number of them. */
function held(parts: readonly Fraction[], signs: readonly Sign[]): Fraction {
  if (parts.some(({ denominator }) => denominator === 0n)) return { numerator: 0n, denominator: 0n }
  const has = parts.map(({ numerator, denominator }, at) => {
    const isAbove = numerator !== 0n && numerator > 0n === denominator > 0n
    return signs[at]?.startsWith('up') ? isAbove : numerator !== 0n && !isAbove
  })
  const counts = has.filter((each, at) => {
    if (signs[at + 1]?.endsWith('with_last')) return false
    return each && (!signs[at]?.endsWith('with_last') || has[at - 1])
  })
  return { numerator: BigInt(counts.length), denominator: 1n }
}

const ZERO: Fraction = { numerator: 0n, denominator: 1n }

const plus = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      }

/** 7194 → 7194/1, 29.81 → 2981/100: a number written in decimals, exactly. */
export function fractionOf(value: number): Fraction {
  const [whole = '0', decimals = ''] = String(value).split('.')
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) }
}
