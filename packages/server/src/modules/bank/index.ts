// The door of the bank module: statements of a fund's bank accounts set against the bank book, month by month.
import { createHash } from 'node:crypto'
import { accountOf, addMonths, type BookSum, day, monthOf, type Outcome, type Refused, refused } from '@yibao/kernel'
import type { Clock, Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { type SteppingStatement, statementStepped, statementUploaded, type ToldStatement } from './changes.ts'
import { type BookSide, type Reconciled, reconciled } from './compare.ts'
import type { BankAccount, BankStatement } from './model.ts'
import { bankRefusals } from './refusals.ts'
import { readStatement } from './statement-file.ts'
import { bookItems, findStatement } from './store.ts'

export type { ToldStatement } from './changes.ts'
export type { BookSide, OpenItem, Reconciled } from './compare.ts'
export * from './model.ts'
export { type BankRefusalCode, bankRefusals } from './refusals.ts'
export { STATEMENT_COLUMNS } from './statement-file.ts'
export { findStatement, statementsOf } from './store.ts'

export interface StatementAsked {
  readonly fund: string
  readonly account: BankAccount
  readonly month: string
  readonly openingFen: number
  readonly closingFen: number
  readonly text: string
}

export interface BankDesk {
  upload(message: Message<ToldStatement>, asked: StatementAsked): Promise<Outcome<Receipt>>
  step(
    message: Message<ToldStatement>,
    statementId: string,
    asked: Pick<SteppingStatement, 'step' | 'note' | 'item'>,
  ): Promise<Outcome<Receipt>>
  book(statement: Pick<BankStatement, 'fund' | 'account' | 'month'>): Promise<BookSide>
  look(statement: BankStatement): Promise<Reconciled>
  /** A statement that is not kept, against the books of now: for a look before it is uploaded. */
  preview(asked: StatementAsked): Promise<Outcome<Reconciled>>
}

export interface BankParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly ledger: Pick<Ledger, 'sums'>
}

export function openBank({ writePath, reader, clock, ledger }: BankParts): BankDesk {
  const book = async ({
    fund,
    account,
    month,
  }: Pick<BankStatement, 'fund' | 'account' | 'month'>): Promise<BookSide> => {
    const before = monthOf(addMonths(day(`${month}-01`), -1))
    const sums = await ledger.sums(month)
    const balance = (until: string) =>
      sums.reduce(
        (sum, row) => (isOf(row, fund, account) && row.period <= until ? sum + row.debitFen - row.creditFen : sum),
        0,
      )
    const items = await bookItems(reader, fund, account, month)
    return { openingFen: balance(before), closingFen: balance(month), items }
  }
  return {
    book,
    look: async (statement) => reconciled(await book(statement), statement, clock.today()),
    preview: async ({ text, ...asked }) => {
      const items = readStatement(text, asked.month)
      if (!items.ok) return items
      return {
        ok: true,
        value: reconciled(await book(asked), { ...asked, items: items.value, notes: [] }, clock.today()),
      }
    },
    upload: async (message, { text, ...asked }) => {
      const items = readStatement(text, asked.month)
      if (!items.ok) return items
      const sha256 = createHash('sha256').update(text).digest('hex')
      return writePath.submit(commandFor(statementUploaded, message, { ...asked, items: items.value, sha256 }))
    },
    step: async (message, statementId, asked) => {
      const found = await findStatement(reader, statementId)
      if (!found) return refused('bank_statement_unknown', {})
      const { fund, account, month } = found
      const input = { statementId, fund, account, month, ...asked, book: await book(found), today: clock.today() }
      return writePath.submit(commandFor(statementStepped, message, input))
    },
  }
}

/** What a refusal of this module says, for a caller without the console's catalogue. */
export function bankSentence({ code, facts }: Refused): string {
  const all = bankRefusals.definitions as Record<string, { say(facts: never): string }>
  return all[code]?.say(facts as never) ?? `${code} ${JSON.stringify(facts)}`
}

const isOf = (row: BookSum, fund: string, account: string): boolean =>
  row.layer === 'cash' && row.fund === fund && row.account === account && accountOf(account) !== undefined
