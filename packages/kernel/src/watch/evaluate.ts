// The value of each indicator at the end of a month, from the books and a few counts. A month that lacks what the formula needs has no
// value and no level: nothing is guessed.
import { ACCRUAL_ACCOUNTS, CASH_ACCOUNTS, isMoney } from '../ledger/chart.ts'
import { balanceSheets, beforeClosing, type ClosedAmount } from '../ledger/statements.ts'
import { type BookSum, chartAccount } from '../ledger/trial-balance.ts'
import { levelOf, WATCH_RULES, type WatchLevel, type WatchRule } from './rules.ts'

export interface WatchFacts {
  readonly sums: readonly BookSum[]
  readonly closed: readonly ClosedAmount[]
  readonly active: number
  readonly retired: number
  readonly negativeAccounts: number
}

export interface Watched {
  readonly fund: string
  readonly rule: WatchRule
  readonly period: string
  /** Absent: not to be computed for that month. */
  readonly value: number | undefined
  readonly level: WatchLevel | undefined
  /** What was divided by what, for the drill-down; fen or heads. */
  readonly numerator: number
  readonly denominator: number
}

interface Ratio {
  readonly numerator: number
  readonly denominator: number
  /** Absent: numerator over denominator. */
  readonly value?: number
}

/** "2026-03" and −12 is "2025-03". */
export function monthsBefore(period: string, months: number): string {
  const at = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 - months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

const { balance, suspense } = CASH_ACCOUNTS
const { contribution_accrued, contribution_receivable } = ACCRUAL_ACCOUNTS

class FundBooks {
  readonly #rows: readonly BookSum[]
  readonly #period: string

  constructor(rows: readonly BookSum[], period: string) {
    this.#rows = rows.filter((row) => row.period <= period)
    this.#period = period
  }

  /** Debit less credit of what is picked. */
  net(pick: (row: BookSum) => boolean): number {
    return this.#rows.reduce((sum, row) => (pick(row) ? sum + row.debitFen - row.creditFen : sum), 0)
  }

  /** Income and expenditure of the pool over twelve months: transfers to the accounts are no income of the pool. */
  twelveMonths(): { income: number; expense: number } {
    const from = monthsBefore(this.#period, 11)
    const of = (kind: 'income' | 'expense') =>
      this.net((row) => row.layer === 'cash' && row.period >= from && chartAccount(row.account).kind === kind)
    return { income: -of('income'), expense: of('expense') }
  }

  /** 统筹累计结余: the balance of the pool with this year's surplus. */
  pool(): number {
    const isPool = ({ account }: BookSum) =>
      account === balance.code ||
      (/^[45]/.test(account) &&
        !account.startsWith('4001.05') &&
        !account.startsWith('4201.02') &&
        account !== '5001.05')
    return -this.net((row) => row.layer === 'cash' && isPool(row))
  }

  get year(): string {
    return this.#period.slice(0, 4)
  }

  get previous(): string {
    return monthsBefore(this.#period, 1)
  }

  get rows(): readonly BookSum[] {
    return this.#rows
  }
}

const FORMULAS: Readonly<Record<string, (books: FundBooks, facts: WatchFacts, fund: string) => Ratio | undefined>> = {
  surplus_rate: (books) => {
    const { income, expense } = books.twelveMonths()
    return { numerator: income - expense, denominator: income }
  },
  months_payable: (books) => {
    const { expense } = books.twelveMonths()
    return { numerator: books.pool(), denominator: Math.round(expense / 12) }
  },
  deficit: (books) => {
    const { income, expense } = books.twelveMonths()
    return { numerator: expense, denominator: income, value: expense - income }
  },
  collection_rate: (books) => {
    const inYear = (code: string) =>
      books.net((row) => row.layer === 'accrual' && row.account === code && row.period >= `${books.year}-01`)
    const charged = -inYear(contribution_accrued.code)
    return { numerator: charged - inYear(contribution_receivable.code), denominator: charged }
  },
  suspense: (books) => {
    const isSuspense = (row: BookSum) => row.layer === 'cash' && row.account === suspense.code
    const before = -books.net((row) => isSuspense(row) && row.period <= books.previous)
    const matched = books.rows.reduce(
      (sum, row) => (isSuspense(row) && row.period > books.previous ? sum + row.debitFen : sum),
      0,
    )
    const value = Math.max(0, before - matched)
    return { numerator: value, denominator: before, value }
  },
  negative_money: (books, _, fund) => {
    const [sheet] = balanceSheets(
      books.rows.filter((row) => row.fund === fund),
      '9999-12',
    )
    const accounts = new Set(books.rows.filter(({ account }) => isMoney(account)).map(({ account }) => account))
    const value = sheet?.negativeMoney.length ?? 0
    return { numerator: value, denominator: accounts.size, value }
  },
  dependency: (_, { active, retired }) => ({ numerator: active, denominator: retired }),
  negative_accounts: (_, { negativeAccounts, active, retired }) => ({
    ...{ numerator: negativeAccounts, denominator: active + retired, value: negativeAccounts },
  }),
}

/** Every indicator of every fund at the end of the month, in the order of the rules. */
export function watch(facts: WatchFacts, period: string, rules: readonly WatchRule[] = WATCH_RULES): Watched[] {
  const rows = beforeClosing(facts.sums, facts.closed)
  const funds = [...new Set(rows.map(({ fund }) => fund))].sort()
  return funds.flatMap((fund) => {
    const books = new FundBooks(
      rows.filter((row) => row.fund === fund),
      period,
    )
    return rules
      .filter((rule) => rule.funds?.includes(fund) ?? true)
      .map((rule): Watched => {
        const ratio = FORMULAS[rule.id]?.(books, facts, fund)
        const { numerator = 0, denominator = 0 } = ratio ?? {}
        const value = ratio?.value ?? (denominator > 0 ? numerator / denominator : undefined)
        const level = value === undefined ? undefined : levelOf(rule, value)
        return { fund, rule, period, value, level, numerator, denominator }
      })
  })
}
