// One indicator by groups: days or months of its table, or a column of it. Each value is made as the whole one is, and comes with
// what it was made of, so that a chart of small sums need not show rounded ones.
import { indicator } from '@yibao/kernel'
import { passText, tableNamed } from './compose.ts'
import { measuresOf, whyNot } from './numbers.ts'
import { asked, checked, type LakeTables, unreadable } from './open.ts'
import type { Scope } from './scope.ts'

export interface GroupValue {
  /** 2026-03-09, 2026-03, or a value of the column; '' where a row has none. */
  readonly key: string
  readonly value: string | undefined
  readonly numerator: string
  readonly denominator: string
}

/** `by`: day, month, or a column. None for an indicator that is made of others, or whose numbers come from two tables. */
export async function computeGroups(
  lake: LakeTables,
  each: indicator.Indicator,
  scope: Scope,
  by: string,
): Promise<readonly GroupValue[]> {
  const measures = measuresOf(each)
  const table = measures[0]?.over
  if (table === undefined || measures.some(({ over }) => over !== table) || whyNot(lake, table, scope)) return []
  const column = groupText(table, by)
  if (column === undefined) return []
  const { reads } = tableNamed(table)
  await checked(lake, reads)
  try {
    const sql = passText(table, measures, scope, { name: asked(lake, scope.period), by: column })
    const rows = (await lake.engine.connection.runAndReadAll(sql)).getRows()
    return rows.map(([key, ...numbers]) => {
      const isThere = numbers.every((number) => number !== null)
      const [numerator = 0n, denominator = 1n] = measures.map(
        ({ times }, at) => BigInt((numbers[at] as bigint | null) ?? 0n) * BigInt(times),
      )
      return {
        key: by === 'month' ? String(key).replace(/^(\d{4})(\d{2})$/, '$1-$2') : String(key ?? ''),
        value: isThere ? indicator.valueText({ numerator, denominator }, each) : undefined,
        numerator: String(numerator),
        denominator: String(denominator),
      }
    })
  } catch (error) {
    return unreadable(lake, reads, error)
  }
}

/** Only rows that belong to a day can be told apart by days. */
function groupText(table: string, by: string): string | undefined {
  const { within, columns } = tableNamed(table)
  if (by !== 'day' && by !== 'month') return columns.has(by) ? by : undefined
  if (within.kind !== 'on') return undefined
  const { column } = within
  return by === 'day' ? column : `EXTRACT(YEAR FROM ${column}) * 100 + EXTRACT(MONTH FROM ${column})`
}
