// Rounding to a multiple: of a threshold in whole hundreds, of a payment in whole yuan, of a person's share in 角.
import type { RoundMode } from '../../policy/units.ts'

/** A value at or above zero to a multiple of `unit`; a unit below one is one. Limitless stays limitless. */
export function roundTo(value: number, unit: number, mode: RoundMode): number {
  const step = unit >= 1 ? unit : 1
  if (!Number.isFinite(value) || !Number.isFinite(step)) return value
  const below = Math.floor(value / step) * step
  const rest = value - below
  if (mode === 'down' || rest === 0) return below
  return mode === 'up' || 2 * rest >= step ? below + step : below
}

/** The multiple of `unit` (fen) that an exact amount `numerator` ÷ `divisor` of fen is brought to. Both are at or above zero. */
export function roundExact(numerator: bigint, divisor: bigint, unit: number, mode: RoundMode): number {
  const step = divisor * BigInt(unit >= 1 ? unit : 1)
  const below = numerator / step
  const rest = numerator - below * step
  const isUp = mode === 'up' ? rest > 0n : mode === 'half_up' && 2n * rest >= step
  return Number(isUp ? below + 1n : below) * (unit >= 1 ? unit : 1)
}
