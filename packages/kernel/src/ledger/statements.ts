// 会计报表: balance sheet and income statement of each fund. Years that were closed are shown as they were before their closing.
import { type AccountKind, accountOf, isMoney } from './chart.ts'
import { type BookSum, exactFen, type Span, sumOf, type TrialRow, trialBalance } from './trial-balance.ts'

export interface StatementLine {
  readonly account: string
  readonly zh: string
  readonly en: string
  readonly recalled: boolean
  readonly amountFen: number
}

const isDebitKind = (kind: AccountKind): boolean => kind === 'asset' || kind === 'expense'

function linesOf(rows: readonly TrialRow[], kind: AccountKind, of: (row: TrialRow) => number): StatementLine[] {
  return rows
    .filter((row) => row.kind === kind)
    .map((row) => ({
      account: row.account,
      zh: row.zh,
      en: row.en,
      recalled: accountOf(row.account)?.recalled === true,
      amountFen: isDebitKind(kind) ? of(row) : -of(row),
    }))
    .filter(({ amountFen }) => amountFen !== 0)
}
export const total = (lines: readonly StatementLine[]): number =>
  exactFen(sumOf(lines, ({ amountFen }) => BigInt(amountFen)))

/** 资产负债表 of one fund. */
export interface BalanceSheet {
  readonly fund: string
  readonly asOf: string
  readonly assets: readonly StatementLine[]
  readonly liabilities: readonly StatementLine[]
  readonly balances: readonly StatementLine[]
  /** Income less expenditure that is not closed to the balance yet. */
  readonly currentSurplusFen: number
  readonly assetsFen: number
  readonly liabilitiesFen: number
  readonly netFen: number
  /** Assets equal liabilities and balance. */
  readonly isBalanced: boolean
  /** Bank accounts below zero: what no fund may have. */
  readonly negativeMoney: readonly StatementLine[]
}

/** 收支表 of one fund over a span. */
export interface IncomeStatement {
  readonly fund: string
  readonly span: Span
  readonly income: readonly StatementLine[]
  readonly expense: readonly StatementLine[]
  readonly incomeFen: number
  readonly expenseFen: number
  readonly surplusFen: number
}

/** What a year's closing moved to the balance; the statements of the year are those before it. */
export interface ClosedAmount {
  readonly period: string
  readonly fund: string
  readonly account: string
  readonly area: string
  readonly debitFen: number
  readonly creditFen: number
}

/** The sums as they were before the years were closed: closing entries taken out. */
export function beforeClosing(sums: readonly BookSum[], closed: readonly ClosedAmount[]): BookSum[] {
  const undone = closed.map((each) => ({
    ...each,
    layer: 'cash' as const,
    debitFen: -each.debitFen,
    creditFen: -each.creditFen,
  }))
  return [...sums, ...undone]
}

export const fundsOf = (sums: readonly BookSum[]): string[] => [...new Set(sums.map(({ fund }) => fund))].sort()

export function balanceSheets(sums: readonly BookSum[], asOf: string): BalanceSheet[] {
  const { rows } = trialBalance(sums, 'cash', { from: asOf, to: asOf })
  return fundsOf(sums.filter(({ layer }) => layer === 'cash')).map((fund) => {
    const own = rows.filter((row) => row.fund === fund)
    const closing = (row: TrialRow): number => row.closingFen
    const [assets, liabilities, balances] = [
      linesOf(own, 'asset', closing),
      linesOf(own, 'liability', closing),
      linesOf(own, 'net', closing),
    ]
    const currentSurplusFen = total(linesOf(own, 'income', closing)) - total(linesOf(own, 'expense', closing))
    const [assetsFen, liabilitiesFen, netFen] = [total(assets), total(liabilities), total(balances) + currentSurplusFen]
    return {
      ...{ fund, asOf, assets, liabilities, balances, currentSurplusFen, assetsFen, liabilitiesFen, netFen },
      isBalanced: assetsFen === liabilitiesFen + netFen,
      negativeMoney: assets.filter(({ account, amountFen }) => isMoney(account) && amountFen < 0),
    }
  })
}

/** `closed` years are shown as they were before their closing. */
export function incomeStatements(
  sums: readonly BookSum[],
  span: Span,
  closed: readonly ClosedAmount[] = [],
): IncomeStatement[] {
  const { rows } = trialBalance(beforeClosing(sums, closed), 'cash', span)
  return fundsOf(sums.filter(({ layer }) => layer === 'cash')).map((fund) => {
    const own = rows.filter((row) => row.fund === fund)
    const moved = (row: TrialRow): number => row.debitFen - row.creditFen
    const [income, expense] = [linesOf(own, 'income', moved), linesOf(own, 'expense', moved)]
    const [incomeFen, expenseFen] = [total(income), total(expense)]
    return { fund, span, income, expense, incomeFen, expenseFen, surplusFen: incomeFen - expenseFen }
  })
}
