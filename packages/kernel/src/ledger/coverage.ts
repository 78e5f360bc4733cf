// 预算覆盖: every expense of a fund stands under a line of the budget in force. What does not is named, with its amount.
import { type BookSum, chartAccount, exactFen, netFen, type Span, sumOf } from './trial-balance.ts'

/** A leaf of the budget: the accounts that it covers, with everything below them. */
export interface BudgetCover {
  readonly fund: string
  readonly accounts: readonly string[]
}

export interface Uncovered {
  readonly fund: string
  readonly account: string
  readonly amountFen: number
}

const covers = (code: string, account: string): boolean => account === code || account.startsWith(`${code}.`)

export function uncoveredExpenses(
  sums: readonly BookSum[],
  lines: readonly BudgetCover[],
  { from, to }: Span,
): Uncovered[] {
  const expenses = sums.filter(
    ({ layer, period, account }) =>
      layer === 'cash' && period >= from && period <= to && chartAccount(account).kind === 'expense',
  )
  return [...Map.groupBy(expenses, ({ fund, account }) => `${fund} ${account}`).values()].flatMap((own) => {
    const { fund, account } = own[0]!
    const isCovered = lines.some((line) => line.fund === fund && line.accounts.some((code) => covers(code, account)))
    const amountFen = exactFen(sumOf(own, netFen))
    return isCovered || amountFen === 0 ? [] : [{ fund, account, amountFen }]
  })
}
