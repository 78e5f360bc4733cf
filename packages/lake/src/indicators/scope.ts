// When and where an indicator is counted, and for which engine it is written.
import { addMonths, type Day } from '@yibao/kernel'

export const DIALECTS = ['duckdb', 'trino', 'clickhouse', 'spark'] as const
export type Dialect = (typeof DIALECTS)[number]

export interface Period {
  /** Days, both included. */
  readonly from: string
  readonly to: string
}

export interface Scope {
  readonly period: Period
  /** Leading digits of the area; none: everywhere. */
  readonly area: string | undefined
}

/** The same days a year earlier. */
export const yearBefore = ({ from, to }: Period): Period => ({
  from: addMonths(from as Day, -12),
  to: addMonths(to as Day, -12),
})
