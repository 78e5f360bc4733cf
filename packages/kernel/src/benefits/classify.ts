// 费用归类 (S3): splits each line into full self-pay, over-limit, pre-self-pay and in-scope, and sums them per part.
import type { Fen } from '../money/fen.ts'
import { mulDiv } from '../money/share.ts'
import type { Line } from './bill.ts'
import type { Test } from './compile/condition.ts'
import type { Context } from './compile/context.ts'
import type { Evaluate } from './compile/expression.ts'
import type { LineSplit } from './settlement.ts'

export interface CompiledClassification {
  readonly preSelfPay: Evaluate
  /** Rules that put a line into a part other than the main one; the first that fits holds. */
  readonly parts: readonly { readonly part: number; readonly test: Test }[]
  /** Price limits of the policy itself: fen for a unit, or for the line. */
  readonly ceilings: readonly {
    readonly test: Test | undefined
    readonly price: Evaluate | undefined
    readonly amount: Evaluate | undefined
  }[]
  readonly exclusions: readonly { readonly title: string; readonly test: Test }[]
}

/** quantity 10^4 × price in yuan 10^6 ÷ 100 fen */
const PRICE_SCALE = 100_000_000
const ONE = 10_000

/** Splits one line and adds it to the context's sums. `deniedFor` denies the whole bill. */
export function classifyLine(
  line: Line,
  rules: CompiledClassification,
  c: Context,
  deniedFor: string | undefined,
): LineSplit {
  const amount = line.amountFen as number
  c.line = line
  let part = 0
  for (let at = 0; at < rules.parts.length; at += 1) {
    const rule = rules.parts[at] as CompiledClassification['parts'][number]
    if (!rule.test(c)) continue
    part = rule.part
    break
  }
  let full = 0
  let over = 0
  let pre = 0
  let rateBp = 0
  let reason = deniedFor ?? line.deniedFor
  for (const rule of rules.exclusions) {
    if (reason !== undefined) break
    if (rule.test(c)) reason = rule.title
  }
  if (reason !== undefined) {
    full = amount
  } else if (line.split) {
    full = line.split.full
    over = line.split.over
    pre = line.split.pre
  } else if (line.itemClass === 'c') {
    full = amount
  } else {
    over = line.ceiling === undefined && rules.ceilings.length === 0 ? 0 : overCeiling(line, amount, rules, c)
    rateBp = rules.preSelfPay(c, 1)
    pre = rateBp === 0 ? 0 : mulDiv(amount - over, rateBp, 10_000)
  }
  const inScope = amount - full - over - pre
  c.full[part] = (c.full[part] as number) + full
  c.over[part] = (c.over[part] as number) + over
  c.pre[part] = (c.pre[part] as number) + pre
  c.inScope[part] = (c.inScope[part] as number) + inScope
  const split = { full: full as Fen, over: over as Fen, pre: pre as Fen, inScope: inScope as Fen, rateBp, part }
  return reason === undefined ? split : { ...split, reason }
}

/**
 * What stands above the lowest of all ceilings × quantity (one, where none is said); a returned item mirrors the sale it
 * undoes.
 */
function overCeiling(line: Line, amount: number, { ceilings }: CompiledClassification, c: Context): number {
  const quantity = Math.abs(line.quantity ?? ONE)
  let allowed = line.ceiling === undefined ? Number.POSITIVE_INFINITY : mulDiv(quantity, line.ceiling, PRICE_SCALE)
  for (const rule of ceilings) {
    if (rule.test && !rule.test(c)) continue
    if (rule.price) allowed = Math.min(allowed, forQuantity(rule.price(c, 1), quantity))
    if (rule.amount) allowed = Math.min(allowed, Math.round(rule.amount(c, 1)))
  }
  const over = Math.max(0, Math.abs(amount) - allowed)
  return amount < 0 && over !== 0 ? -over : over
}

/** A price in fen, a fraction of one where the item's own price is one, times a quantity. */
export const forQuantity = (priceFen: number, quantity: number): number =>
  Number.isFinite(priceFen) ? mulDiv(quantity, Math.round(priceFen * PRICE_UNITS), PRICE_SCALE) : priceFen
const PRICE_UNITS = 10_000
