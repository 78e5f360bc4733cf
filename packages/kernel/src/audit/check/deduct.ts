// When several rules meet on one line it is deducted once, under the first of them; the others are kept as concurrent.
import { type Fen, ZERO } from '../../money/fen.ts'
import { CATEGORIES } from '../card/card.ts'
import type { AuditFinding } from './finding.ts'

export interface LineDeduction {
  readonly lineId: string
  readonly finding: AuditFinding
  readonly amountFen: Fen
  /** Other findings with an excess on the same line, in their order; nothing is deducted for them. */
  readonly concurrent: readonly AuditFinding[]
}

/** 政策类先于管理类，管理类先于医疗类: then the card's own priority, then its id. */
export const byPrecedence = (a: AuditFinding, b: AuditFinding): number =>
  CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) ||
  a.priority - b.priority ||
  (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)

/** Only definite findings that nobody is excepted from deduct of themselves. */
export function deductions(findings: readonly AuditFinding[]): LineDeduction[] {
  const onLine = new Map<string, AuditFinding[]>()
  for (const finding of findings) {
    if (finding.severity !== 'definite' || finding.exemption) continue
    for (const line of finding.lines) {
      if (line.amountFen <= ZERO) continue
      const list = onLine.get(line.lineId)
      if (list) list.push(finding)
      else onLine.set(line.lineId, [finding])
    }
  }
  return [...onLine].flatMap(([lineId, all]) => {
    const [finding, ...concurrent] = all.sort(byPrecedence)
    const amountFen = finding?.lines.find((line) => line.lineId === lineId)?.amountFen ?? ZERO
    return finding ? [{ lineId, finding, amountFen, concurrent }] : []
  })
}
