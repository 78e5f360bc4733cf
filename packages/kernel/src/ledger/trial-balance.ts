// 试算平衡: what each account of each fund had, moved and has over a span of months. Pure sums of balance rows; whole fen.
import { type Account, type AccountKind, accountOf } from './chart.ts'
import type { BookLayer } from './entry.ts'

/** Sums of one account of one month, as the ledger keeps them. */
export interface BookSum {
  readonly layer: BookLayer
  readonly period: string
  readonly fund: string
  readonly account: string
  readonly area: string
  readonly debitFen: number
  readonly creditFen: number
}

export interface Span {
  /** First and last accounting month, "2026-01". */
  readonly from: string
  readonly to: string
}

export const exactFen = (value: bigint): number => {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
    throw new Error('A balance is beyond whole fen')
  return Number(value)
}
/** Debit less credit. */
export const netFen = ({ debitFen, creditFen }: Pick<BookSum, 'debitFen' | 'creditFen'>): bigint =>
  BigInt(debitFen) - BigInt(creditFen)
export const sumOf = <T>(rows: readonly T[], of: (row: T) => bigint): bigint =>
  rows.reduce((sum, row) => sum + of(row), 0n)

/** An account that left the chart still shows its number. */
export const chartAccount = (code: string): Account =>
  accountOf(code) ?? { code, zh: code, en: code, kind: code.startsWith('A') ? 'net' : 'asset' }

export interface TrialRow {
  readonly fund: string
  readonly account: string
  readonly zh: string
  readonly en: string
  readonly kind: AccountKind
  /** Debit less credit before the span, and at its end. */
  readonly openingFen: number
  readonly debitFen: number
  readonly creditFen: number
  readonly closingFen: number
}

export interface TrialBalance {
  readonly layer: BookLayer
  readonly rows: readonly TrialRow[]
  /** By fund: debits, credits, and what the closing balances add up to, which is zero. */
  readonly funds: readonly FundTotal[]
  readonly isBalanced: boolean
}

export interface FundTotal {
  readonly fund: string
  readonly debitFen: number
  readonly creditFen: number
  readonly differenceFen: number
}

export function trialBalance(sums: readonly BookSum[], layer: BookLayer, { from, to }: Span): TrialBalance {
  const known = sums.filter((sum) => sum.layer === layer && sum.period <= to)
  const groups = [...Map.groupBy(known, ({ fund, account }) => `${fund} ${account}`).values()]
  const rows = groups
    .map((own): TrialRow => {
      const { fund, account } = own[0]!
      const { zh, en, kind } = chartAccount(account)
      const opening = sumOf(own, (row) => (row.period < from ? netFen(row) : 0n))
      const within = own.filter(({ period }) => period >= from)
      const debit = sumOf(within, ({ debitFen }) => BigInt(debitFen))
      const credit = sumOf(within, ({ creditFen }) => BigInt(creditFen))
      return {
        ...{ fund, account, zh, en, kind, openingFen: exactFen(opening), debitFen: exactFen(debit) },
        ...{ creditFen: exactFen(credit), closingFen: exactFen(opening + debit - credit) },
      }
    })
    .sort((a, b) => (`${a.fund} ${a.account}` < `${b.fund} ${b.account}` ? -1 : 1))
  const funds = [...Map.groupBy(rows, ({ fund }) => fund)].map(
    ([fund, own]): FundTotal => ({
      fund,
      debitFen: exactFen(sumOf(own, ({ debitFen }) => BigInt(debitFen))),
      creditFen: exactFen(sumOf(own, ({ creditFen }) => BigInt(creditFen))),
      differenceFen: exactFen(sumOf(own, ({ closingFen }) => BigInt(closingFen))),
    }),
  )
  const isBalanced = funds.every((each) => each.differenceFen === 0 && each.debitFen === each.creditFen)
  return { layer, rows, funds, isBalanced }
}
