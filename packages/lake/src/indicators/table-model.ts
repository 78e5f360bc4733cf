// What a table is to an indicator: which of its rows belong to a period, where they are, and what names them.
import type { Dialect, Period } from './scope.ts'

/** How a row belongs to a period. */
export type Within =
  | { readonly kind: 'on'; readonly column: string }
  /** In force on the last day of the period, or on its first. */
  | { readonly kind: 'in_force'; readonly from: string; readonly until: string; readonly day: 'from' | 'to' }
  /** Known by the month only: the period must be whole months. */
  | { readonly kind: 'months'; readonly column: string }
  /** Everything up to the last day, or the twelve months that end with it. */
  | { readonly kind: 'until'; readonly column: string; readonly months?: number }

export interface IndicatorTable {
  readonly columns: ReadonlySet<string>
  readonly within: Within
  /** Absent: the rows have no area. */
  readonly area?: string
  /** Columns that name a row in a drill-down, its key first. */
  readonly named: readonly string[]
  /** Tables of the lake that are read. */
  readonly reads: readonly string[]
  /** Absent: the table itself. `name` gives a table of the lake as the engine calls it. */
  readonly select?: (name: (table: string) => string, period: Period, dialect: Dialect) => string
  /** Months before the period that the view looks at, too. */
  readonly monthsBefore?: number
}
