// The closing statement of a budget line: Σ to providers + reserve = budget, or each part of the difference by name.
import { EXACT_ZERO, type Exact, exact, fenOf, fromScaled, minus, plus, times, yuanOf } from '../../money/exact.ts'
import { type Fen, fen, ZERO } from '../../money/fen.ts'
import type { BudgetLine, PaymentRules } from '../config/file.ts'
import { availableOf, type MethodValue, reserveOf } from '../final-value.ts'
import type { Posting } from '../post.ts'
import { type ClearedRow, totalOf } from './clearing.ts'

export type StatementItem =
  | 'to_providers'
  | 'deductions'
  | 'assessment'
  | 'forfeited_deposit'
  | 'kept_by_fund'
  | 'value_rounding'
  | 'unspent'
  | 'overrun'
  | 'reserve_left'

export interface LineStatement {
  readonly line: string
  readonly title: string
  readonly budgetFen: Fen
  readonly reserveFen: Fen
  readonly sharedFen: Fen
  /** They add up to the budget. */
  readonly items: readonly { readonly item: StatementItem; readonly amountFen: Fen }[]
  /** Budget − Σ items: not zero only when something has no name; then the year may not be closed. */
  readonly unexplainedFen: Fen
  /** Overrun that the reserve does not cover. */
  readonly uncoveredFen: Fen
}

export function statementOf(
  rules: PaymentRules,
  line: BudgetLine,
  rows: readonly ClearedRow[],
  postings: readonly Posting[],
  values: readonly MethodValue[],
): LineStatement {
  const budgetFen = fenOf(line.amount.value)
  const reserveFen = reserveOf(line)
  const sharedFen = totalOf(rows, (row) => row.sharedFen)
  const due = yuanOf(totalOf(rows, (row) => fen(row.standardFen + row.besideFen)))
  const difference = fenOf(minus(availableOf(line), due))
  const named = nameOf(rules, line, difference, postings, values)
  const overrun = named === 'overrun' ? -difference : 0
  const left = reserveFen - sharedFen
  const items: { item: StatementItem; amountFen: Fen }[] = [
    { item: 'to_providers', amountFen: totalOf(rows, (row) => fen(row.dueFen - row.forfeitedFen)) },
    { item: 'deductions', amountFen: totalOf(rows, (row) => row.deductionFen) },
    { item: 'assessment', amountFen: totalOf(rows, (row) => row.assessmentFen) },
    { item: 'forfeited_deposit', amountFen: totalOf(rows, (row) => row.forfeitedFen) },
    { item: 'kept_by_fund', amountFen: totalOf(rows, (row) => row.keptByFundFen) },
    { item: named, amountFen: difference },
    { item: 'reserve_left', amountFen: fen(left) },
  ]
  const explained = items.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return {
    ...{ line: line.id, title: line.title, budgetFen, reserveFen, sharedFen, items },
    unexplainedFen: fen(budgetFen - explained),
    uncoveredFen: fen(Math.max(0, overrun - left)),
  }
}

/** What a rounded value of a unit can miss, over all units of the line; anything more is unspent or overrun. */
function nameOf(
  rules: PaymentRules,
  line: BudgetLine,
  difference: Fen,
  postings: readonly Posting[],
  values: readonly MethodValue[],
): 'value_rounding' | 'unspent' | 'overrun' {
  const step = fromScaled(1n, rules.rounding.value)
  const open = values.filter((each) => each.line === line.id && each.form !== 'fixed')
  const units: Exact = open.reduce((sum, each) => plus(sum, each.units), EXACT_ZERO)
  const most = plus(times(units, step), exact(postings.length, 100n))
  const magnitude = Math.abs(difference)
  if (open.length > 0 && magnitude <= fenOf(most)) return 'value_rounding'
  return difference < ZERO ? 'overrun' : 'unspent'
}
