// A knowledge point as it stands in a table: cells by column, what it is about, and the days on which it holds.
import { addDays, type Day, parseDay } from '../../time/day.ts'
import { HEAD_COLUMNS } from '../knowledge/point.ts'
import { type CsvTable, csvLine } from './csv.ts'

export interface StoredPoint {
  readonly rule: string
  /** What the point is about: two versions of one point have the same. */
  readonly key: string
  readonly version: number
  readonly from?: Day
  readonly to?: Day
  /** Every cell that is not empty, by our column. */
  readonly cells: ReadonlyMap<string, string>
}

/** Columns that say what a point is about, in the order in which they are asked; the others say what is known of it. */
const ABOUT = ['codes', 'a', 'b', 'item', 'composite', 'proc', 'procs', 'disease', 'billed', 'indicator'] as const
/** Asked when none of those is there. */
const ELSE_ABOUT = ['dx', 'group', 'kpId'] as const
/** Two points about the same codes stand side by side when they are for different places or kinds of visit. */
const BESIDE = ['region', 'careMode', 'level'] as const

export function keyOf(rule: string, cells: ReadonlyMap<string, string>): string {
  const present = (columns: readonly string[]) => columns.flatMap((column) => cells.get(column) ?? [])
  const about = present(ABOUT)
  return [rule, ...(about.length > 0 ? about : present(ELSE_ABOUT)), ...present(BESIDE)].join('/')
}

export function storedPoint(rule: string, cells: ReadonlyMap<string, string>): StoredPoint {
  const from = parseDay(cells.get('validFrom') ?? '')
  const to = parseDay(cells.get('validTo') ?? '')
  const version = Number(cells.get('version') ?? 1)
  return { rule, key: keyOf(rule, cells), version, cells, ...(from && { from }), ...(to && { to }) }
}

/** Rows of a table of ours. What is wrong with them is for `readKnowledge` to say. */
export const storedPoints = ({ titles, rows }: CsvTable): StoredPoint[] =>
  rows.map((row) => {
    const cells = new Map<string, string>()
    titles.forEach((title, at) => {
      const cell = row.cells[at]?.trim() ?? ''
      if (cell !== '') cells.set(title, cell)
    })
    return storedPoint(cells.get('rule') ?? '', cells)
  })

/** What a point says, without its name, its source and its days: equal texts are the same knowledge. */
export const substanceOf = ({ cells }: StoredPoint): string =>
  [...cells]
    .filter(([column]) => !HEAD_COLUMNS.includes(column) || column === 'region')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, cell]) => `${column}=${cell}`)
    .join('\n')

/** The point with other days, version or source. */
export const withCells = (point: StoredPoint, changed: Readonly<Record<string, string | undefined>>): StoredPoint => {
  const cells = new Map(point.cells)
  for (const [column, cell] of Object.entries(changed)) {
    if (cell === undefined) cells.delete(column)
    else cells.set(column, cell)
  }
  return storedPoint(point.rule, cells)
}

export const dayBefore = (on: Day): Day => addDays(on, -1)

/** One table of one rule: head columns first, then the parameters that occur; points by what they are about, then by day. */
export function tableText(points: readonly StoredPoint[]): string {
  const parameters = new Set<string>()
  for (const { cells } of points) for (const column of cells.keys()) parameters.add(column)
  const columns = [
    ...HEAD_COLUMNS.filter((column) => parameters.has(column)),
    ...[...parameters].filter((column) => !HEAD_COLUMNS.includes(column)).sort(),
  ]
  const sorted = [...points].sort((a, b) =>
    a.key !== b.key ? (a.key < b.key ? -1 : 1) : (a.from ?? '') < (b.from ?? '') ? -1 : 1,
  )
  const rows = sorted.map(({ cells }) => csvLine(columns.map((column) => cells.get(column) ?? '')))
  return `${[csvLine(columns), ...rows].join('\n')}\n`
}
