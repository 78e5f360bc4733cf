// Bands and rates: F(x), the exact payment for an amount x, as a sum of band shares; and its inverse.
import { roundedDivision } from '../../money/share.ts'
import type { Place } from '../../policy/text/located.ts'
import type { Context } from './context.ts'
import type { Evaluate } from './expression.ts'
import { PolicyGap } from './gap.ts'

export interface CompiledBand {
  /** Upper end in fen × scale; absent for the last band. */
  readonly to: Evaluate | undefined
  readonly rate: Evaluate
  readonly at: Place
}

const FALLING = 'a band that ends before it begins'

/** Rates and band ends of one bill, reused from bill to bill. */
export class BandTable {
  readonly ends: number[]
  readonly rates: number[]

  constructor(size: number) {
    this.ends = new Array<number>(size).fill(0)
    this.rates = new Array<number>(size).fill(0)
  }

  /** `change` is what all rate changes that apply add up to; a rate stays between 0 and `rateMax`. */
  fill(bands: readonly CompiledBand[], c: Context, scale: number, change: number, rateMax: number): void {
    for (let k = 0; k < bands.length; k += 1) {
      const band = bands[k] as CompiledBand
      const end = band.to ? band.to(c, scale) : Number.POSITIVE_INFINITY
      // Ends that depend on the person may fall only by mistake, and then the same cost would be paid twice.
      if (k > 0 && end < (this.ends[k - 1] as number)) throw new PolicyGap(band.at, undefined, FALLING)
      this.ends[k] = end
      const rate = band.rate(c, 1) + change
      this.rates[k] = rate > rateMax ? rateMax : rate < 0 ? 0 : rate
    }
  }

  /** The stretch of [from, to] that lies in band k. */
  overlap(k: number, from: number, to: number): number {
    const start = k === 0 ? 0 : (this.ends[k - 1] as number)
    const low = from > start ? from : start
    const end = this.ends[k] as number
    const high = to < end ? to : end
    return high > low ? high - low : 0
  }

  /** Σ overlap × rate for [from, to]: fen × scale × 10 000. Callers keep the amounts below 9 billion yuan. */
  weighted(from: number, to: number): number {
    let sum = 0
    for (let k = 0; k < this.rates.length; k += 1) sum += this.overlap(k, from, to) * (this.rates[k] as number)
    return sum
  }

  weightedExact(from: number, to: number): bigint {
    let sum = 0n
    for (let k = 0; k < this.rates.length; k += 1) {
      sum += BigInt(this.overlap(k, from, to)) * BigInt(this.rates[k] as number)
    }
    return sum
  }

  /**
   * The point of [from, to] up to which the payment since `from` stays within `room` (fen × scale × 10 000), as a
   * fraction: the cost that a limited tier has used up.
   */
  pointOf(room: number, from: number, to: number): { numerator: number; denominator: number } {
    let left = room
    for (let k = 0; k < this.rates.length; k += 1) {
      const rate = this.rates[k] as number
      const overlap = this.overlap(k, from, to)
      if (left < overlap * rate) {
        const start = Math.max(from, k === 0 ? 0 : (this.ends[k - 1] as number))
        const divisor = gcd(left, rate)
        return { numerator: (start * rate + left) / divisor, denominator: rate / divisor }
      }
      left -= overlap * rate
    }
    return { numerator: to, denominator: 1 }
  }

  /** The rate of the highest band that [from, to] reaches. */
  topRate(from: number, to: number): number {
    let rate = 0
    for (let k = 0; k < this.rates.length; k += 1) if (this.overlap(k, from, to) > 0) rate = this.rates[k] as number
    return rate
  }
}

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x || 1
}

/** fen × scale × 10 000 to whole fen, half away from zero. */
export function toFen(weighted: number, scale: number): number {
  const divisor = 10_000 * scale
  if (weighted < 4e15) return Math.floor((2 * weighted + divisor) / (2 * divisor))
  return Number(roundedDivision(BigInt(weighted), BigInt(divisor)))
}
