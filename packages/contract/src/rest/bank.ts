// 银行对账 at the console: statements uploaded, the items that do not meet with their age and reason, agreed on by another person.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

const monthField = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const accountField = Type.Enum(['1003', '1004', '1005'])
const sideField = Type.Enum(['book', 'bank', 'both'])
const noteKind = Type.Enum(['in_transit', 'not_booked', 'fee', 'bank_error', 'own_error', 'other'])

export const bankStatementBody = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  fund: Type.String({ pattern: '^[a-z][a-z0-9_]{1,50}$' }),
  account: accountField,
  month: monthField,
  openingFen: Type.Integer(),
  closingFen: Type.Integer(),
  /** CSV: 日期,编号,摘要,收入,支出. */
  text: Type.String({ minLength: 1, maxLength: 4_000_000 }),
})
export type BankStatementBody = Static<typeof bankStatementBody>

export const bankNoteBody = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  side: sideField,
  reference: Type.String({ minLength: 1, maxLength: 100 }),
  kind: noteKind,
  note: Type.String({ minLength: 1, maxLength: 200 }),
})
export type BankNoteBody = Static<typeof bankNoteBody>
export const bankStepBody = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  note: Type.String({ maxLength: 200 }),
})

export const bankQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'agreed', 'withdrawn'])),
  month: Type.Optional(monthField),
  ...pageQuery,
})
export type BankQuery = Static<typeof bankQuery>

const statementHead = {
  id: Type.String(),
  fund: Type.String(),
  fundTitle: Type.String(),
  fundTitleEn: Type.String(),
  account: Type.String(),
  month: Type.String(),
  openingFen: fenField,
  closingFen: fenField,
  lines: Type.Integer(),
  state: Type.String(),
}
export const bankStatementRow = Type.Object(statementHead)
export type BankStatementRow = Static<typeof bankStatementRow>
export const bankPage = Type.Object({
  rows: Type.Array(bankStatementRow),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  funds: Type.Array(Type.Object({ fund: Type.String(), title: Type.String(), titleEn: Type.String() })),
})
export type BankPage = Static<typeof bankPage>

export const bankStatementView = Type.Object({
  ...statementHead,
  sha256: Type.String(),
  /** Of the bank book. */
  bookOpeningFen: fenField,
  bookClosingFen: fenField,
  matched: Type.Integer(),
  byAmount: Type.Integer(),
  explained: Type.Integer(),
  /** Book closing and what only the bank has, less what only the book has, set against the statement. */
  unexplainedFen: fenField,
  isTied: Type.Boolean(),
  open: Type.Array(
    Type.Object({
      side: sideField,
      reference: Type.String(),
      on: dayField,
      amountFen: fenField,
      otherFen: Type.Union([fenField, Type.Null()]),
      ageDays: Type.Integer(),
      note: Type.Union([
        Type.Object({ kind: Type.String(), note: Type.String(), by: Type.String(), at: instantField }),
        Type.Null(),
      ]),
    }),
  ),
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type BankStatementView = Static<typeof bankStatementView>
