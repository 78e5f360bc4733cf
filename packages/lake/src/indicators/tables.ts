// What indicators may be counted over: the tables of the lake, the day a row belongs to, its area, and what names the row.
import type { indicator } from '@yibao/kernel'
import { CLAIM_COLUMNS } from '../history/columns.ts'

export interface IndicatorTable {
  /** Files of the table below the lake's folder. */
  readonly files: string
  readonly columns: ReadonlySet<string>
  /** The day that puts a row into a period. */
  readonly on: string
  readonly area: string
  /** Columns that name a row in a drill-down, its key first. */
  readonly named: readonly string[]
}

export const INDICATOR_TABLES: Readonly<Record<string, IndicatorTable>> = {
  claims: {
    files: 'claims/*/*.parquet',
    columns: new Set(CLAIM_COLUMNS.map(({ name }) => name)),
    on: 'settled_on',
    area: 'county',
    named: ['id', 'settled_on', 'person_no', 'provider', 'county'],
  },
}

export const INDICATOR_COLUMNS: indicator.Columns = Object.fromEntries(
  Object.entries(INDICATOR_TABLES).map(([name, { columns }]) => [name, columns]),
)
