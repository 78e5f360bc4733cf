// Tables for publication, counted over the copy: settlements by two characteristics with their sums, small cells hidden.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Cell, hiddenCells } from './small-cells.ts'

export const PUBLISHED = [
  ['area', 'age_band'],
  ['area', 'setting'],
  ['scheme', 'setting'],
  ['age_band', 'sex'],
] as const

export interface PublishedTable {
  readonly name: string
  readonly csv: string
  readonly cells: number
  readonly hidden: number
  /** The fewest people behind a number that is printed and not 0. */
  readonly fewest: number
}

/** What stands for a number that is not printed. */
const HIDDEN = '*'
const TOTAL = 'total'

export async function publishedTable(
  connection: DuckDBConnection,
  [down, across]: readonly [string, string],
  threshold: number,
): Promise<PublishedTable> {
  // With its sums, which are numbers about people like the others: a sum of a few is hidden, too.
  const found = await connection.runAndReadAll(
    `SELECT ${down}, ${across}, count(DISTINCT person), count(*) FROM copy GROUP BY GROUPING SETS ((1, 2), (1), (2), ()) ORDER BY 1, 2`,
  )
  const rows = found.getRows().map(([a, b, persons, value]) => ({
    ...{ down: a === null ? TOTAL : String(a), across: b === null ? TOTAL : String(b) },
    ...{ persons: Number(persons), value: Number(value) },
  }))
  const names = (of: (row: (typeof rows)[number]) => string): string[] => [
    ...[...new Set(rows.map(of))].filter((name) => name !== TOTAL).sort(),
    TOTAL,
  ]
  const [lines, columns] = [names((row) => row.down), names((row) => row.across)]
  const cellAt = new Map(rows.map((row) => [`${row.down}\0${row.across}`, row]))
  const none: Cell = { persons: 0, value: 0 }
  const table = lines.map((line) => columns.map((column): Cell => cellAt.get(`${line}\0${column}`) ?? none))
  const hidden = hiddenCells(table, threshold)
  const printed = table.flatMap((row, r) => row.filter(({ persons }, c) => !hidden[r]![c] && persons > 0))
  const body = table.map((row, r) => [
    lines[r]!,
    ...row.map(({ value }, c) => (hidden[r]![c] ? HIDDEN : String(value))),
  ])
  return {
    name: `${down}-by-${across}`,
    csv: `${[[`${down} \\ ${across}`, ...columns], ...body].map((cells) => cells.join(',')).join('\n')}\n`,
    cells: lines.length * columns.length,
    hidden: hidden.flat().filter(Boolean).length,
    fewest: Math.min(...printed.map(({ persons }) => persons)),
  }
}
