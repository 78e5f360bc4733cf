// Which lines count, and how much of each: submitted to the fund, and positive after the reversals of that very line.
import { type Fen, fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import type { AuditLine, NetLine } from './model.ts'

/**
 * 净数量: the quantity of a line less the reversals that name it; a reversal may be written with either sign.
 * Reversals themselves, lines paid by the person, and lines taken back whole never count.
 */
export function netLines(lines: readonly AuditLine[]): NetLine[] {
  const taken = new Map<string, { quantity: number; amount: number }>()
  for (const line of lines) {
    if (line.reversalOf === undefined) continue
    const sum = taken.get(line.reversalOf) ?? { quantity: 0, amount: 0 }
    sum.quantity += Math.abs(line.quantity)
    sum.amount += Math.abs(line.amountFen)
    taken.set(line.reversalOf, sum)
  }
  const result: NetLine[] = []
  for (const line of lines) {
    if (line.reversalOf !== undefined || !line.toFund) continue
    const back = taken.get(line.id)
    const netQuantity = (line.quantity - (back?.quantity ?? 0)) as Quantity
    if (netQuantity <= 0) continue
    const netAmountFen: Fen = back ? fen(Math.max(0, line.amountFen - back.amount)) : line.amountFen
    result.push(isNet(line, netQuantity, netAmountFen) ? line : { ...line, netQuantity, netAmountFen })
  }
  return result
}

/** A line that was made with what is left of it, as a past that is kept ready has them, is not made again. */
const isNet = (line: AuditLine | NetLine, quantity: Quantity, amountFen: Fen): line is NetLine =>
  'netQuantity' in line && line.netQuantity === quantity && line.netAmountFen === amountFen

/** Time, then place in the bill, then id: the one order in which lines are ranked everywhere. */
export const byTime = (a: AuditLine, b: AuditLine): number =>
  a.at - b.at || a.sequence - b.sequence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
