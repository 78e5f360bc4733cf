// The door of the watch module: the indicators of the funds at the end of a month, the warnings they raise, budgets and their execution.
import {
  type BookSum,
  beforeClosing,
  chartAccount,
  monthOf,
  type Outcome,
  type Uncovered,
  uncoveredExpenses,
  watching,
} from '@yibao/kernel'
import type { Clock, Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { budgetApproved, budgetEntered, type Entering, type Stepping, warningMoved, warningsRaised } from './changes.ts'
import type { BudgetLine, BudgetYear } from './model.ts'
import { type Outlook, readOutlook } from './outlook.ts'
import { budgetOf, heads } from './store.ts'

export { checkBudget } from './changes.ts'
export * from './history/store.ts'
export * from './model.ts'
export type { Outlook } from './outlook.ts'
export { watchRefusals } from './refusals.ts'
export { warnings } from './store.ts'

export interface ExecutedLine extends BudgetLine {
  readonly executedFen: number
}

export interface BudgetExecution {
  readonly year: BudgetYear | null
  readonly to: string
  readonly lines: readonly ExecutedLine[]
  /** Expenses of the year that no line covers; empty where there is no budget. */
  readonly uncovered: readonly Uncovered[]
}

export interface WatchDesk {
  /** At the end of a month; today's month so far when none is named. */
  look(period: string): Promise<watching.Watched[]>
  /** Raises what the month's due indicators found; once a month and again whenever asked, never twice what is open. */
  raise(message: Message<{ readonly raised: number }>, period: string): Promise<Outcome<Receipt>>
  /** Of the month before this one: the job of the first of each month. */
  raiseLastMonth(): Promise<void>
  step(message: Message<{ readonly warningId: string }>, asked: Stepping): Promise<Outcome<Receipt>>
  outlook(): Outlook | undefined
  enterBudget(message: Message<{ readonly lines: number }>, asked: Entering): Promise<Outcome<Receipt>>
  approveBudget(message: Message<{ readonly year: number }>, year: number): Promise<Outcome<Receipt>>
  execution(year: number, to: string): Promise<BudgetExecution>
}

export interface WatchParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly ledger: Pick<Ledger, 'sums' | 'closedYears'>
  /** Id of the city's policy: its projection has the same name. */
  readonly city: string
}

export function openWatch({ writePath, reader, clock, ledger, city }: WatchParts): WatchDesk {
  let outlook: { readonly known: Outlook | undefined } | undefined
  const closedOf = async () => (await ledger.closedYears()).flatMap((year) => year.closed)
  const look = async (period: string) => {
    const [sums, closed, counted] = await Promise.all([ledger.sums(period), closedOf(), heads(reader, clock.today())])
    return watching.watch({ sums, closed, ...counted }, period)
  }
  const raise: WatchDesk['raise'] = async (message, period) => {
    const found = (await look(period)).filter(({ rule }) => watching.isDue(rule, period))
    return writePath.submit(commandFor(warningsRaised, message, { period, found }))
  }
  return {
    look,
    raise,
    raiseLastMonth: async () => {
      const period = watching.monthsBefore(monthOf(clock.today()), 1)
      await raise(ownMessage<{ raised: number }>(SYSTEM, `watch ${period}`, null), period)
    },
    step: (message, asked) => writePath.submit(commandFor(warningMoved, message, asked)),
    outlook: () => {
      outlook ??= { known: readOutlook(city) }
      return outlook.known
    },
    enterBudget: (message, asked) => writePath.submit(commandFor(budgetEntered, message, asked)),
    approveBudget: (message, year) => writePath.submit(commandFor(budgetApproved, message, { year })),
    execution: async (year, to) => {
      const kept = await budgetOf(reader, year)
      const sums = beforeClosing(await ledger.sums(to), await closedOf())
      const span = { from: `${year}-01`, to }
      const covers = kept.lines.map(({ fund, accounts }) => ({ fund, accounts: accounts.split(' ').filter(Boolean) }))
      const uncovered = kept.lines.length === 0 ? [] : uncoveredExpenses(sums, covers, span)
      return { year: kept.year, to, lines: executed(kept.lines, sums, span), uncovered }
    },
  }
}

/** A leaf has what the books say of its accounts; every other line the sum of its children. */
export function executed(
  lines: readonly BudgetLine[],
  sums: readonly BookSum[],
  { from, to }: { readonly from: string; readonly to: string },
): ExecutedLine[] {
  const of = (line: BudgetLine): number => {
    const children = lines.filter(({ parent }) => parent === line.line)
    if (children.length > 0) return children.reduce((sum, child) => sum + of(child), 0)
    const codes = line.accounts.split(' ')
    const own = sums.filter(
      ({ layer, fund, account, period }) =>
        layer === 'cash' && fund === line.fund && codes.includes(account) && period >= from && period <= to,
    )
    return own.reduce((sum, row) => {
      const net = row.debitFen - row.creditFen
      return sum + (chartAccount(row.account).kind === 'expense' ? net : -net)
    }, 0)
  }
  return lines.map((line) => ({ ...line, executedFen: of(line) }))
}
