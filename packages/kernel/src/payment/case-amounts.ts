// A provider's posted sum brought down to its cases: exact amounts rounded down, then the largest remainders, so that the cases sum to it.
import { EXACT_ZERO, type Exact, exact, over, times, yuanOf } from '../money/exact.ts'
import { type Fen, fen } from '../money/fen.ts'
import type { PaymentRules } from './config/file.ts'
import { methodNamed } from './final-value.ts'
import { type Kept, ownBooked } from './period.ts'
import { caseFund, type Posting } from './post.ts'

/** Remainders are compared to this many parts of a fen; equal ones by case id. */
const PARTS = 10n ** 9n

export function caseAmounts(rules: PaymentRules, posting: Posting): Map<Kept, Fen> {
  const exactAmount = exactFor(rules, posting)
  const parts = posting.sums.kept.map((kept) => {
    const amount = exactAmount(kept)
    const scaled = floorDivision(amount.n * 100n * PARTS, amount.d)
    const whole = floorDivision(scaled, PARTS)
    return { kept, whole, remainder: scaled - whole * PARTS }
  })
  let left = BigInt(posting.fundFen) - parts.reduce((sum, { whole }) => sum + whole, 0n)
  const step = left < 0n ? -1n : 1n
  const sorted = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? (a.kept.case.id < b.kept.case.id ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  )
  const result = new Map<Kept, Fen>()
  for (const { kept, whole } of step > 0n ? sorted : sorted.reverse()) {
    const extra = left === 0n ? 0n : step
    left -= extra
    result.set(kept, fen(Number(whole + extra)))
  }
  return result
}

/** By heads a case is worth nothing of its own; a total budget is spread over what was booked. */
function exactFor(rules: PaymentRules, { sums, value, ratio, fundFen }: Posting): (kept: Kept) => Exact {
  const { kind } = methodNamed(rules, sums.method)
  if (kind === 'capitation') return () => EXACT_ZERO
  if (kind === 'total_budget') {
    const share = sums.allBookedFen === 0n ? EXACT_ZERO : over(yuanOf(fundFen), exact(sums.allBookedFen, 100n))
    return ({ case: each }) => times(yuanOf(ownBooked(each, rules.exempt !== undefined)), share)
  }
  return (kept) => caseFund(rules, kept, value ?? EXACT_ZERO, ratio ?? exact(1))
}

const floorDivision = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b))
