// A projection set beside what really came: how far off the assumptions of an earlier year were.
import type { Projection } from './model.ts'

/** One year of a fund as its final accounts give it, yuan. */
export interface Actual {
  readonly fund: string
  readonly year: number
  readonly income?: number | undefined
  readonly expenditure?: number | undefined
  readonly balance?: number | undefined
}

export interface Deviation {
  readonly fund: string
  readonly year: number
  readonly measure: 'income' | 'expenditure' | 'balance'
  readonly projected: number
  readonly actual: number
  /** (projected − actual) ÷ actual; none where nothing was. */
  readonly error: number | undefined
}

const MEASURES = ['income', 'expenditure', 'balance'] as const

/** Income in final accounts includes interest; so does ours here. Years outside the projection are left out. */
export function backTest({ funds }: Projection, actuals: readonly Actual[]): Deviation[] {
  return actuals.flatMap((actual) => {
    const year = funds.find(({ fund }) => fund === actual.fund)?.years.find((each) => each.year === actual.year)
    if (!year) return []
    const projected = { income: year.income + year.interest, expenditure: year.expenditure, balance: year.balance }
    return MEASURES.flatMap((measure) => {
      const value = actual[measure]
      if (value === undefined) return []
      const error = value === 0 ? undefined : (projected[measure] - value) / Math.abs(value)
      return [{ fund: actual.fund, year: actual.year, measure, projected: projected[measure], actual: value, error }]
    })
  })
}
