// Splitting an amount over lines so that the parts sum to the whole: largest remainder, ties by position.
import { type Fen, fen } from './fen.ts'

/**
 * Distributes `amount` over `weights` in proportion, by the largest-remainder method; equal remainders go to the
 * earlier position. The parts sum to `amount` exactly. All weights zero: everything on the first position.
 * Used to bring a tier's payment down to fee lines (audit claw-back, cost views).
 */
export function allocate(amount: Fen, weights: readonly Fen[]): Fen[] {
  if (weights.length === 0) return []
  // In big integers from the start: many large weights sum beyond 2^53.
  const total = weights.reduce((sum, weight) => sum + BigInt(Math.abs(weight)), 0n)
  if (total === 0n) return weights.map((_, at) => (at === 0 ? amount : (0 as Fen)))
  const sign = amount < 0 ? -1n : 1n
  const magnitude = BigInt(Math.abs(amount))
  const parts = weights.map((weight, at) => {
    const product = magnitude * BigInt(Math.abs(weight))
    return { at, whole: product / total, remainder: product % total }
  })
  let left = magnitude - parts.reduce((sum, part) => sum + part.whole, 0n)
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder) {
    if (left === 0n) break
    part.whole += 1n
    left -= 1n
  }
  return parts.map((part) => fen(Number(sign * part.whole)))
}
