// The SQL of measures, in the part of SQL that columnar engines share: CASE, SUM, COUNT DISTINCT, LIKE; no functions of one engine
// but the difference of two days, which each dialect writes in its own way.
import type { indicator } from '@yibao/kernel'
import { quoted } from '../history/engine.ts'
import { INDICATOR_TABLES, type IndicatorTable } from './tables.ts'

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

/** The number of a row: 1, or the sum of its columns. */
function rowValue({ counted }: indicator.Measure, dialect: Dialect): string {
  switch (counted.kind) {
    case 'rows':
      return '1'
    case 'distinct':
      return counted.column
    case 'sum':
      return counted.terms
        .map(({ column, sign }, at) => `${sign < 0 ? '- ' : at > 0 ? '+ ' : ''}COALESCE(${column}, 0)`)
        .join(' ')
    case 'days':
      return daysOf(counted.from, counted.to, dialect)
  }
}

function daysOf(from: string, to: string, dialect: Dialect): string {
  if (dialect === 'spark') return `datediff(${to}, ${from})`
  return dialect === 'clickhouse' ? `dateDiff('day', ${from}, ${to})` : `date_diff('day', ${from}, ${to})`
}

/** One number of a measure as an expression over all rows of its table in the period. */
export function aggregateOf(measure: indicator.Measure, dialect: Dialect = 'duckdb'): string {
  const value = rowValue(measure, dialect)
  const condition = measure.where && conditionText(measure.where)
  if (measure.counted.kind === 'distinct')
    return `COUNT(DISTINCT ${condition ? `CASE WHEN ${condition} THEN ${value} END` : value})`
  return `COALESCE(SUM(${condition ? `CASE WHEN ${condition} THEN ${value} ELSE 0 END` : value}), 0)`
}

export function conditionText(condition: indicator.Condition): string {
  const text = condition.map((token) => {
    if (token.kind === 'text') return quoted(token.value)
    if (token.kind === 'has')
      return `CONCAT(' ', COALESCE(${token.column}, ''), ' ') LIKE ${quoted(`% ${token.value} %`)}`
    if (token.kind === 'column') return token.name
    return token.kind === 'number' ? token.text : token.text.toUpperCase()
  })
  return `(${text.join(' ')})`
}

/** Rows of the period and area; `from` names the table as the engine knows it. */
export function scopeText(table: IndicatorTable, { period, area }: Scope): string {
  const days = `${table.on} BETWEEN DATE ${quoted(period.from)} AND DATE ${quoted(period.to)}`
  return area === undefined ? days : `${days} AND ${table.area} LIKE ${quoted(`${area}%`)}`
}

/** All measures of one table in one pass over its rows, in their order; a group's value first, where groups are asked for. */
export function passText(
  table: string,
  measures: readonly indicator.Measure[],
  scope: Scope,
  { from = table, by, dialect = 'duckdb' }: { from?: string; by?: string | undefined; dialect?: Dialect } = {},
): string {
  const found = INDICATOR_TABLES[table]
  if (!found) throw new Error(`No table ${table}`)
  const numbers = measures.map((measure, at) => `${aggregateOf(measure, dialect)} AS m${at}`)
  const groups = by === undefined ? '' : ` GROUP BY ${by} ORDER BY ${by}`
  return `SELECT ${[...(by === undefined ? [] : [by]), ...numbers].join(', ')} FROM ${from} WHERE ${scopeText(found, scope)}${groups}`
}

/** The rows behind a measure, with what each adds to it. */
export function rowsText(
  measure: indicator.Measure,
  scope: Scope,
  { from = measure.over, limit, offset }: { from?: string; limit: number; offset: number },
): string {
  const table = INDICATOR_TABLES[measure.over]
  if (!table) throw new Error(`No table ${measure.over}`)
  const adds = rowValue(measure, 'duckdb')
  const where = [
    scopeText(table, scope),
    ...(measure.where ? [conditionText(measure.where)] : []),
    // A row that adds nothing explains nothing.
    ...(measure.counted.kind === 'sum' ? [`(${adds}) <> 0`] : []),
  ].join(' AND ')
  const [key = 'id'] = table.named
  return `SELECT ${table.named.join(', ')}, ${adds} AS adds FROM ${from} WHERE ${where} ORDER BY ${table.on}, ${key} LIMIT ${limit} OFFSET ${offset}`
}
