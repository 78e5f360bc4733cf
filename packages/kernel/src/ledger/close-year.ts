// 年终结账: income and expense of a year are closed to the accumulated balance, so that the next year begins with zero in both.
import type { Fen } from '../money/fen.ts'
import { type Day, day } from '../time/day.ts'
import { type AccountKind, CASH_ACCOUNTS } from './chart.ts'
import type { BookSide, EntryLine, JournalEntry } from './entry.ts'
import type { ClosedAmount } from './statements.ts'
import { type BookSum, chartAccount, exactFen, netFen, sumOf } from './trial-balance.ts'

const { balance, account_balance, account_contributions, account_interest, account_expense } = CASH_ACCOUNTS
const { transfer_expense, transfer_income } = CASH_ACCOUNTS
/** Closed to the accounts' part of the balance; everything else is the pool's. */
const OF_ACCOUNTS: ReadonlySet<string> = new Set(
  [account_contributions, account_interest, account_expense, transfer_expense, transfer_income].map(({ code }) => code),
)
const CLOSES: ReadonlySet<AccountKind> = new Set(['income', 'expense'])

/**
 * One journal a fund and area, on the last day of the year: each income is debited, each expense credited with what it holds, against
 * the balance. 4xxx / 3001, 3001 / 5xxx. Sums of the year before that were never closed are closed with it.
 */
export function yearClosing(sums: readonly BookSum[], year: number, id: string): JournalEntry[] {
  const to = `${year}-12`
  const open = sums.filter(
    ({ layer, period, account }) => layer === 'cash' && period <= to && CLOSES.has(chartAccount(account).kind),
  )
  return [...Map.groupBy(open, ({ fund, area }) => `${fund} ${area}`).values()].flatMap((own) => {
    const { fund, area } = own[0]!
    const lines = [...Map.groupBy(own, ({ account }) => account)].flatMap(([account, rows]) =>
      closed(fund, area, account, exactFen(sumOf(rows, netFen))),
    )
    const cause = { kind: 'year_closed', id }
    return lines.length === 0 ? [] : [{ layer: 'cash' as const, postedOn: lastDay(year), cause, lines }]
  })
}

const lastDay = (year: number): Day => day(`${year}-12-31`)

function closed(fund: string, area: string, account: string, net: number): EntryLine[] {
  if (net === 0) return []
  const to = OF_ACCOUNTS.has(account) ? account_balance.code : balance.code
  const amountFen = Math.abs(net) as Fen
  const [own, other]: readonly [BookSide, BookSide] = net > 0 ? ['credit', 'debit'] : ['debit', 'credit']
  const dimensions = area === '' ? {} : { area }
  return [
    { fund, account, side: own, amountFen, ...dimensions },
    { fund, account: to, side: other, amountFen, ...dimensions },
  ]
}

/** What the closing moved, as the statements take it out again. */
export const closedAmounts = (entries: readonly JournalEntry[]): ClosedAmount[] =>
  entries.flatMap(({ postedOn, lines }) =>
    lines.map(({ fund, account, side, amountFen, area = '' }) => ({
      period: postedOn.slice(0, 7),
      ...{ fund, account, area },
      debitFen: side === 'debit' ? amountFen : 0,
      creditFen: side === 'credit' ? amountFen : 0,
    })),
  )
