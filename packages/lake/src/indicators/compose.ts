// The SQL of measures, in the part of SQL that columnar engines share: CASE, SUM, COUNT DISTINCT, LIKE; no functions of one engine
// but the difference of two days, which each dialect writes in its own way.
import type { indicator } from '@yibao/kernel'
import { quoted } from '../history/engine.ts'
import type { Dialect, Scope } from './scope.ts'
import { daysText, INDICATOR_TABLES, type IndicatorTable, withinText } from './tables.ts'

/** The number of a row: 1, or the sum of its columns. */
function rowValue({ counted }: indicator.Measure, dialect: Dialect): string {
  switch (counted.kind) {
    case 'rows':
      return '1'
    case 'distinct':
    case 'value':
      return counted.column
    case 'sum':
      return counted.terms
        .map(({ column, sign }, at) => `${sign < 0 ? '- ' : at > 0 ? '+ ' : ''}COALESCE(${column}, 0)`)
        .join(' ')
    case 'days':
      return daysText(counted.from, counted.to, dialect)
  }
}

/** One number of a measure as an expression over all rows of its table in the period. */
export function aggregateOf(measure: indicator.Measure, dialect: Dialect = 'duckdb'): string {
  const value = rowValue(measure, dialect)
  const condition = measure.where && conditionText(measure.where)
  if (measure.counted.kind === 'value') {
    const picked = condition ? `CASE WHEN ${condition} THEN ${value} END` : value
    // Two rows that say different things are no value.
    return `CASE WHEN MIN(${picked}) = MAX(${picked}) THEN MAX(${picked}) END`
  }
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

/** Rows of the period and area; a table without areas has none to choose from. */
export function scopeText(table: IndicatorTable, { period, area }: Scope): string {
  const days = withinText(table.within, period)
  if (area === undefined) return days
  if (table.area === undefined) throw new Error('This table has no area')
  return `${days} AND ${table.area} LIKE ${quoted(`${area}%`)}`
}

export interface Written {
  /** A table of the lake as the engine calls it; by default its own name. */
  readonly name?: (table: string) => string
  readonly dialect?: Dialect
}

/** The table or view as it stands after FROM. */
export function fromText(
  table: string,
  { period }: Scope,
  { name = (own) => own, dialect = 'duckdb' }: Written,
): string {
  const found = tableNamed(table)
  return found.select ? `(${found.select(name, period, dialect)}) ${table}` : name(found.reads[0] ?? table)
}

/** All measures of one table in one pass over its rows, in their order; a group's value first, where groups are asked for. */
export function passText(
  table: string,
  measures: readonly indicator.Measure[],
  scope: Scope,
  { by, ...written }: Written & { readonly by?: string | undefined } = {},
): string {
  const numbers = measures.map((measure, at) => `${aggregateOf(measure, written.dialect)} AS m${at}`)
  const groups = by === undefined ? '' : ` GROUP BY ${by} ORDER BY ${by}`
  const columns = [...(by === undefined ? [] : [by]), ...numbers].join(', ')
  return `SELECT ${columns} FROM ${fromText(table, scope, written)} WHERE ${scopeText(tableNamed(table), scope)}${groups}`
}

/** The rows behind a measure, with what each adds to it. `from` is the table or view as the engine calls it. */
export function rowsText(
  measure: indicator.Measure,
  scope: Scope,
  { from, limit, offset }: { from: string; limit: number; offset: number },
): string {
  const table = tableNamed(measure.over)
  const adds = rowValue(measure, 'duckdb')
  const where = [
    scopeText(table, scope),
    ...(measure.where ? [conditionText(measure.where)] : []),
    // A row that adds nothing explains nothing.
    ...(measure.counted.kind === 'sum' ? [`(${adds}) <> 0`] : []),
  ].join(' AND ')
  const order = orderOf(table)
  return `SELECT ${table.named.join(', ')}, ${adds} AS adds FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`
}

/** Oldest first, where rows have days, and always the same. */
const orderOf = ({ within, named }: IndicatorTable): string =>
  [...new Set([...(within.kind === 'on' ? [within.column] : []), ...named])].join(', ')

export function tableNamed(table: string): IndicatorTable {
  const found = INDICATOR_TABLES[table]
  if (!found) throw new Error(`No table ${table}`)
  return found
}
