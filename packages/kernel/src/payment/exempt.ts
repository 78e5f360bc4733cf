// Paid beside the method (除外支付): new drugs and technology by code, within their window after listing.
import { type Fen, fen } from '../money/fen.ts'
import type { Day } from '../time/day.ts'

export interface ExemptItem {
  readonly code: string
  readonly from: Day
  /** Last day; open when absent. */
  readonly to?: Day | undefined
}

export interface ExemptLine {
  readonly item: string
  readonly on: Day
  readonly amountFen: Fen
  /** What the fund booked for the line. */
  readonly fundFen: Fen
}

/** Cost and fund of the lines that stand on the list on their day: they leave the case before its multiple is computed. */
export function exemptOf(lines: readonly ExemptLine[], list: readonly ExemptItem[]): { costFen: Fen; fundFen: Fen } {
  const byCode = new Map<string, ExemptItem[]>()
  for (const item of list) byCode.set(item.code, [...(byCode.get(item.code) ?? []), item])
  const found = lines.filter((line) =>
    byCode.get(line.item)?.some(({ from, to }) => line.on >= from && (to === undefined || line.on <= to)),
  )
  return {
    costFen: fen(found.reduce((sum, line) => sum + line.amountFen, 0)),
    fundFen: fen(found.reduce((sum, line) => sum + line.fundFen, 0)),
  }
}
