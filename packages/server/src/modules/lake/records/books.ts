// Postings and what they mean for the funds: a row for each line of a journal, and the income and expenditure that it is due.
import { accountOf } from '@yibao/kernel'
import type { LiveRecord, RecordRow } from '@yibao/lake'
import { type BookedJournal, journalsOfOperations } from '../../ledger/index.ts'
import type { RecordSource } from './source.ts'

/** Handed over once, with the operations that booked it: a journal never changes. */
export const journals: RecordSource = async ({ reader, operations }) => {
  const xids = operations.map(({ xid }) => BigInt(xid))
  const [first = 0n] = xids
  const from = xids.reduce((least, each) => (each < least ? each : least), first)
  const to = xids.reduce((most, each) => (each > most ? each : most), first)
  const ids = operations.map(({ opId }) => opId)
  const booked = await journalsOfOperations(reader, { from: `${from}`, to: `${to}`, operations: ids })
  return booked.map(journalRecord)
}

export function journalRecord(journal: BookedJournal): LiveRecord {
  const { journalId, layer, postedOn } = journal
  const postings = journal.lines.map(
    ({ fund, account, side, amountFen, area, provider, part }): RecordRow => ({
      ...{ journal_id: journalId, booked_on: postedOn, layer, event: eventOf(journal, part), fund, account },
      ...{ account_kind: accountOf(account)?.kind ?? '', county: area ?? null, provider: provider ?? null },
      ...{ debit_fen: side === 'debit' ? amountFen : 0, credit_fen: side === 'credit' ? amountFen : 0 },
    }),
  )
  const entries = layer === 'accrual' ? entriesOf(journal) : []
  return { subject: 'journal', key: journalId, digest: '', rows: { postings, entries } }
}

/** One journal of a settlement books two events of the table: what the pools bear, and what the account does. */
function eventOf({ causeKind }: BookedJournal, part: 'pool' | 'account' | undefined): string {
  if (causeKind !== 'settlement') return causeKind
  return part === 'account' ? 'account_spent' : 'settled'
}

/** Income as it is due, expenditure as it is settled; what goes to personal accounts is no income of the pool. */
const MEANINGS: Readonly<Record<string, { readonly account: string; readonly income: 1 | -1 | 0 }>> = {
  A402: { account: 'contribution', income: 1 },
  A403: { account: 'subsidy', income: 1 },
  A401: { account: 'contribution', income: -1 },
  A501: { account: 'care', income: 0 },
}
/** Balances from before the history, and the closing of a year. */
const NOT_DUE: ReadonlySet<string> = new Set(['account_opened', 'fund_opened', 'year_closed'])

function entriesOf({ causeKind, postedOn, lines, area }: BookedJournal): RecordRow[] {
  if (NOT_DUE.has(causeKind)) return []
  const sums = new Map<
    string,
    { fund: string; account: string; county: string | null; income: number; expense: number }
  >()
  for (const line of lines) {
    const meaning = MEANINGS[line.account]
    if (!meaning) continue
    const county = line.area ?? area
    const { fund, amountFen, side } = line
    const key = `${fund} ${meaning.account} ${county}`
    const sum = sums.get(key) ?? { fund, account: meaning.account, county, income: 0, expense: 0 }
    sums.set(key, sum)
    const debit = side === 'debit' ? amountFen : -amountFen
    if (meaning.income === 0) sum.expense += debit
    else sum.income -= debit
  }
  return [...sums.values()].map(({ fund, account, county, income, expense }) => ({
    ...{ booked_on: postedOn, fund, account, county, income_fen: income, expense_fen: expense },
  }))
}
