// Rows that sum up a stay have no day of use: which findings count by the day, and what of such a finding is left.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type AuditFinding, type CompiledAudit, windowOfPoint } from '@yibao/kernel'

/** Families that ask on which day of a stay a line was used. */
const BY_DAY: ReadonlySet<string> = new Set([
  'frequency',
  'distinct-days',
  'interval',
  'pair',
  'bundle',
  'daily-quantity',
  'discount',
  'combined-use',
])

/**
 * A stay may have one row for an item, with the quantity of the whole stay and no day. What counts by the day is then not known:
 * such a finding asks for evidence and takes nothing back.
 */
export function withoutDays(finding: AuditFinding, family: string, undated: ReadonlySet<string>): AuditFinding {
  const isOfStay = finding.facts.window === 'stay' || finding.facts.window === 'episode'
  if (!BY_DAY.has(family) || isOfStay || !finding.lines.some(({ lineId }) => undated.has(lineId))) return finding
  const missing = [...finding.missing, 'line.usedOn']
  const [quantity, amountFen] = [0 as AuditFinding['excessQuantity'], 0 as AuditFinding['excessAmountFen']]
  return {
    ...finding,
    ...{ severity: 'needs_evidence', excessQuantity: quantity, excessAmountFen: amountFen, missing },
    lines: finding.lines.map(({ lineId }) => ({ lineId, quantity, amountFen })),
    facts: { ...finding.facts, missing: missing.join('、'), excessQuantity: '0', excessAmount: '0.00' },
  }
}

/** Points that count by the visit do not mind that a stay says no days: see `withoutDays`. */
export async function byDay(connection: DuckDBConnection, audit: CompiledAudit): Promise<void> {
  await connection.run('CREATE OR REPLACE TABLE by_day (rule VARCHAR, point VARCHAR, span VARCHAR, part INTEGER)')
  const appender = await connection.createAppender('by_day')
  for (const { card, points } of audit.rules.values()) {
    if (!BY_DAY.has(card.family.name)) continue
    for (const { head, parameters } of points) {
      const { window = DEFAULT_WINDOWS[card.family.name] } = parameters as unknown as { window?: string }
      if (window === 'stay' || window === 'episode') continue
      // A point of intervals looks in three ways, of which the second is of the stay.
      for (const part of card.family.name === 'interval' ? [1, 3] : [0, 1, 2]) {
        appender.appendVarchar(card.id)
        appender.appendVarchar(head.id)
        appender.appendVarchar(windowOfPoint(parameters))
        appender.appendInteger(part)
        appender.endRow()
      }
    }
  }
  appender.flushSync()
  appender.closeSync()
}

const DEFAULT_WINDOWS: Readonly<Record<string, string>> = { frequency: 'stay', 'distinct-days': 'stay' }
