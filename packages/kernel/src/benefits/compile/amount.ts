// Reads an amount of the bill, of the parts the running tier looks at or of one named part.
import { type AmountName, isOfAccount } from '../../policy/amounts.ts'
import type { Context } from './context.ts'

/** Evaluates with every money amount multiplied by `scale` (1 in all but one rare case, see tier.ts). */
export type Evaluate = (c: Context, scale: number) => number

const amountArrays: Record<AmountName, (c: Context, part: number) => number> = {
  total: (c, p) => at(c.full, p) + at(c.over, p) + at(c.pre, p) + at(c.inScope, p),
  full: (c, p) => at(c.full, p),
  over: (c, p) => at(c.over, p),
  pre: (c, p) => at(c.pre, p),
  in_scope: (c, p) => at(c.inScope, p),
  left: (c, p) => at(c.leftInScope, p),
  left_pre: (c, p) => at(c.leftPre, p),
  left_over: (c, p) => at(c.leftOver, p),
  left_full: (c, p) => at(c.leftFull, p),
  account_balance: (c) => c.accountLeft,
  account_current: (c) => c.accountCurrent,
}

const at = (array: readonly number[], index: number): number => array[index] as number

export function amountReader(amount: AmountName, part?: number): Evaluate {
  const read = amountArrays[amount]
  if (isOfAccount(amount)) return (c, scale) => read(c, 0) * scale
  if (part !== undefined) return (c, scale) => read(c, part) * scale
  return (c, scale) => {
    const { parts } = c
    if (parts.length === 1) return read(c, parts[0] as number) * scale
    let sum = 0
    for (const index of parts) sum += read(c, index)
    return sum * scale
  }
}
