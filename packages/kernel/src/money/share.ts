// Rates and the one product of a rate and an amount, with the one rounding.
import { type Fen, fen } from './fen.ts'

declare const basisPointBrand: unique symbol

/** A rate in 万分比: 10 000 = 100 %. Always an integer. */
export type BasisPoints = number & { readonly [basisPointBrand]: true }

export const WHOLE = 10_000 as BasisPoints

export function basisPoints(value: number): BasisPoints {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number of basis points: ${value}`)
  return value as BasisPoints
}

/** Divides integers and rounds half away from zero. The product may exceed 2^53, so the caller passes the factors. */
export function mulDiv(a: number, b: number, divisor: number): number {
  const product = a * b
  // Below 4e15 the product and its double are exact, and so is the floored quotient of such integers.
  if (product < 4e15 && product > -4e15 && divisor < 1e15) {
    const quotient = Math.floor((2 * (product < 0 ? -product : product) + divisor) / (2 * divisor))
    return product < 0 && quotient !== 0 ? -quotient : quotient // never −0
  }
  return Number(roundedDivision(BigInt(a) * BigInt(b), BigInt(divisor)))
}

/** Exact division of big integers, rounded half away from zero. The divisor is positive. */
export function roundedDivision(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend
  const quotient = (2n * magnitude + divisor) / (2n * divisor)
  return dividend < 0n ? -quotient : quotient
}

/** Rate times amount, rounded half away from zero to a whole 分. share(1000050 分, 6000 bp) = 600030 分. */
export function share(amount: Fen, rate: BasisPoints): Fen {
  return fen(mulDiv(amount, rate, 10_000))
}
