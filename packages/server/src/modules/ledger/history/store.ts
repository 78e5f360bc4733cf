// Journals for the history: those that operations booked. A journal never changes.
import type { Reader } from '../../common/index.ts'

export interface BookedJournal {
  readonly journalId: string
  readonly layer: 'cash' | 'accrual'
  readonly postedOn: string
  readonly causeKind: string
  readonly area: string | null
  readonly lines: readonly {
    readonly fund: string
    readonly account: string
    readonly side: 'debit' | 'credit'
    readonly amountFen: number
    readonly area?: string
    readonly provider?: string
    readonly part?: 'pool' | 'account'
  }[]
}

/** Of operations between two transactions, both included; of operations that are not named, nothing. */
export async function journalsOfOperations(
  reader: Reader,
  { from, to, operations }: { readonly from: string; readonly to: string; readonly operations: readonly string[] },
): Promise<BookedJournal[]> {
  const { rows } = await reader.query<BookedJournal>({
    name: 'history journals of operations',
    text: `select journal_id::text as "journalId", layer, posted_on::text as "postedOn", cause_kind as "causeKind", area, lines
      from journal where xid >= $1::text::xid8 and xid <= $2::text::xid8 and op_id = any($3::uuid[]) order by journal_id`,
    values: [from, to, operations],
  })
  return rows
}
