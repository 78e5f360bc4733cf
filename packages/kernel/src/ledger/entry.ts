// A journal entry: what a booking says, before it is stored. Amounts are positive; the side says the direction.
import type { Fen } from '../money/fen.ts'
import type { Day } from '../time/day.ts'

/** 现金制 statutory books (收付实现制) and the accrual sub-ledger of payables and receivables (应付台账). */
export type BookLayer = 'cash' | 'accrual'
export type BookSide = 'debit' | 'credit'

/** What a line is about besides its account; balances are kept by area and provider, the rest serves reports. */
export interface BookDimensions {
  /** Area of insurance: the county's notional account is the sum of its lines. */
  readonly area?: string
  readonly provider?: string
  /** 统筹 or 个人账户. */
  readonly part?: 'pool' | 'account'
  readonly benefitKind?: string
  readonly benefitYear?: number
  readonly budgetLine?: string
  readonly policyVersion?: string
}

export interface EntryLine extends BookDimensions {
  /** An independent accounting entity: F1 … F8 and what a city adds. */
  readonly fund: string
  readonly account: string
  readonly side: BookSide
  readonly amountFen: Fen
}

export interface JournalEntry {
  readonly layer: BookLayer
  /** The accounting month is that of this day. */
  readonly postedOn: Day
  /** No expense without the settlement, claim or contract that caused it. */
  readonly cause: { readonly kind: string; readonly id: string }
  readonly lines: readonly EntryLine[]
  /** The journal that this one mirrors. */
  readonly reverses?: string
}

const OTHER: Readonly<Record<BookSide, BookSide>> = { debit: 'credit', credit: 'debit' }

/** A mistake or a cancellation is never a change of the first entry but its mirror, booked in the month of today. */
export function mirrorEntry(
  entry: JournalEntry,
  journalId: string,
  postedOn: Day,
  cause: JournalEntry['cause'],
): JournalEntry {
  const lines = entry.lines.map((line) => ({ ...line, side: OTHER[line.side] }))
  return { layer: entry.layer, postedOn, cause, lines, reverses: journalId }
}
