// 基金运行与预警: indicators at the end of a month, warnings and their steps, the outlook of the coming years, budget and execution.
import { type Static, Type } from 'typebox'
import { fenField } from './common.ts'

const key = Type.String({ minLength: 8, maxLength: 64 })
export const watchMonth = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
export const watchQuery = Type.Object({ period: Type.Optional(watchMonth) })
export type WatchQuery = Static<typeof watchQuery>

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(field: T) =>
  Type.Union([field, Type.Null()])

export const watchView = Type.Object({
  period: Type.String(),
  /** Months that have postings, newest first. */
  periods: Type.Array(Type.String()),
  indicators: Type.Array(
    Type.Object({
      id: Type.String(),
      fund: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      formula: Type.String(),
      rhythm: Type.String({ description: 'monthly, quarterly, half_yearly' }),
      unit: Type.String({ description: 'share, months, ratio, fen, count' }),
      clause: Type.String(),
      /** Null: not to be computed for this month. */
      value: nullable(Type.Number()),
      level: nullable(Type.String()),
      numerator: Type.Number(),
      denominator: Type.Number(),
      /** Where the console shows what it was computed from. */
      path: Type.String(),
    }),
  ),
  /** Indicators of the field whose records this platform does not hold. */
  notComputed: Type.Array(Type.Object({ title: Type.String(), why: Type.String() })),
  warnings: Type.Array(
    Type.Object({
      id: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      unit: Type.String(),
      period: Type.String(),
      level: Type.String(),
      value: Type.Number(),
      state: Type.String(),
      /** What may be done with it now. */
      next: Type.Array(Type.String()),
      steps: Type.Array(
        Type.Object({ step: Type.String(), by: Type.String(), at: Type.String(), note: Type.String() }),
      ),
    }),
  ),
  outlook: Type.Union([
    Type.Null(),
    Type.Object({
      title: Type.String(),
      assumed: Type.Integer(),
      parameters: Type.Integer(),
      funds: Type.Array(
        Type.Object({
          fund: Type.String(),
          title: Type.String(),
          firstDeficit: nullable(Type.Number()),
          exhausted: nullable(Type.Number()),
          deficitWithinFiveYears: Type.Number(),
          effects: Type.Array(Type.Object({ title: Type.String(), difference: Type.Number() })),
          years: Type.Array(
            Type.Object({
              year: Type.Integer(),
              balance: Type.Number(),
              p5: Type.Number(),
              p50: Type.Number(),
              p95: Type.Number(),
              monthsPayable: Type.Number(),
            }),
          ),
        }),
      ),
    }),
  ]),
})
export type WatchView = Static<typeof watchView>

export const watchRun = Type.Object({ key, period: watchMonth })
export type WatchRunBody = Static<typeof watchRun>
export const watchRunView = Type.Object({ raised: Type.Integer() })
export type WatchRunView = Static<typeof watchRunView>

export const warningStep = Type.Object({
  key,
  step: Type.Union([
    Type.Literal('notify'),
    Type.Literal('acknowledge'),
    Type.Literal('take_measures'),
    Type.Literal('talk'),
    Type.Literal('follow'),
    Type.Literal('close'),
    Type.Literal('undo'),
    Type.Literal('reopen'),
  ]),
  note: Type.String({ maxLength: 500 }),
})
export type WarningStepBody = Static<typeof warningStep>

export const budgetQuery = Type.Object({
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  to: Type.Optional(watchMonth),
})
export const budgetEntry = Type.Object({
  key,
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  lines: Type.Array(
    Type.Object({
      line: Type.String({ minLength: 1, maxLength: 40 }),
      parent: nullable(Type.String({ maxLength: 40 })),
      fund: Type.String({ minLength: 1, maxLength: 40 }),
      title: Type.String({ minLength: 1, maxLength: 80 }),
      accounts: Type.String({ maxLength: 120, description: '科目编号，以空格分隔；有下级的项目为空' }),
      amountFen: Type.Integer({ minimum: 0 }),
    }),
    { minItems: 1, maxItems: 500 },
  ),
})
export type BudgetEntryBody = Static<typeof budgetEntry>
export const budgetApproval = Type.Object({ key, year: Type.Integer({ minimum: 2000, maximum: 2100 }) })
export const budgetView = Type.Object({
  year: Type.Integer(),
  state: nullable(Type.String()),
  to: Type.String(),
  lines: Type.Array(
    Type.Object({
      line: Type.String(),
      parent: nullable(Type.String()),
      fund: Type.String(),
      title: Type.String(),
      amountFen: fenField,
      executedFen: fenField,
      /** Executed over budget less the share of the year that has passed; null for a line of nothing. */
      deviation: nullable(Type.Number()),
      level: nullable(Type.String()),
    }),
  ),
  /** Expenses that no line of the budget covers. */
  uncovered: Type.Array(
    Type.Object({
      fund: Type.String(),
      fundTitle: Type.String(),
      fundTitleEn: Type.String(),
      account: Type.String(),
      accountTitle: Type.String(),
      amountFen: fenField,
    }),
  ),
})
export type BudgetView = Static<typeof budgetView>
