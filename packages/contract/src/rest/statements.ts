// 会计报表: trial balance, statutory statements, the bridge of accrual and cash, counties, and how far the books are closed.
import { type Static, Type } from 'typebox'

export const STATEMENT_SHEETS = ['trial', 'accrual', 'balance', 'income', 'bridge', 'counties'] as const
export type StatementSheet = (typeof STATEMENT_SHEETS)[number]

const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })

export const statementQuery = Type.Object({
  sheet: Type.Optional(
    Type.Union([
      ...([Type.Literal('trial'), Type.Literal('accrual'), Type.Literal('balance')] as const),
      ...([Type.Literal('income'), Type.Literal('bridge'), Type.Literal('counties')] as const),
    ]),
  ),
  /** First and last accounting month; left out: the year to date of the last month with postings. */
  from: Type.Optional(month),
  to: Type.Optional(month),
})
export type StatementQuery = Static<typeof statementQuery>

export const statementView = Type.Object({
  sheet: Type.String({ description: STATEMENT_SHEETS.join(', ') }),
  from: Type.String(),
  to: Type.String(),
  /** Months with postings, newest first, and whether each still takes some: open, closing, closed. */
  months: Type.Array(Type.Object({ period: Type.String(), state: Type.String() })),
  /** Years whose income and expense went to the balance. */
  years: Type.Array(Type.Object({ year: Type.Integer(), closedBy: Type.String(), closedAt: Type.String() })),
  /** What must hold of the books as shown. */
  checks: Type.Array(
    Type.Object({ id: Type.String(), holds: Type.Boolean(), fund: Type.String(), amountFen: Type.Integer() }),
  ),
  funds: Type.Array(
    Type.Object({
      fund: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      rows: Type.Array(
        Type.Object({
          /** Account or area; '' of a sum. */
          code: Type.String(),
          title: Type.String(),
          titleEn: Type.String(),
          /** The code is from memory: to be checked before statutory printing. */
          recalled: Type.Boolean(),
          isSum: Type.Boolean(),
          /** In the order of the sheet's columns. */
          amounts: Type.Array(Type.Integer()),
        }),
      ),
    }),
  ),
})
export type StatementView = Static<typeof statementView>
