// What every journal entry must be before it may be stored. Checks run in a fixed order, each with its code.
import { accepted, type Outcome, refused } from '../outcome.ts'
import type { JournalEntry } from './entry.ts'

export type EntryRefusal =
  | 'entry_needs_two_lines'
  | 'entry_without_cause'
  | 'line_without_account'
  | 'line_amount_not_positive'
  | 'entry_unbalanced'

/** Debits equal credits within each fund: funds are separate entities, and no booking moves money between them. */
export function checkEntry(entry: JournalEntry): Outcome<JournalEntry, EntryRefusal> {
  const cause = `${entry.cause.kind} ${entry.cause.id}`
  if (entry.lines.length < 2) return refused('entry_needs_two_lines', { cause })
  if (entry.cause.kind === '' || entry.cause.id === '') return refused('entry_without_cause', { cause })
  const differences = new Map<string, bigint>()
  for (const { fund, account, side, amountFen } of entry.lines) {
    if (fund === '' || account === '') return refused('line_without_account', { cause, fund, account })
    if (!(amountFen > 0 && Number.isSafeInteger(amountFen))) {
      return refused('line_amount_not_positive', { cause, fund, account, amountFen })
    }
    const signed = side === 'debit' ? BigInt(amountFen) : -BigInt(amountFen)
    differences.set(fund, (differences.get(fund) ?? 0n) + signed)
  }
  for (const [fund, difference] of differences) {
    if (difference !== 0n) return refused('entry_unbalanced', { cause, fund, debitMinusCreditFen: `${difference}` })
  }
  return accepted(entry)
}
