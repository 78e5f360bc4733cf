// The columns that indicators ask for, fetched and looked at once and nothing else: what any engine must do at least.
import { indicator } from '@yibao/kernel'
import { measuresOf } from './numbers.ts'
import type { OpenLake } from './open.ts'
import { INDICATOR_TABLES } from './tables.ts'

export async function scanFor(lake: OpenLake, all: readonly indicator.Indicator[]): Promise<void> {
  for (const [table, columns] of usedColumns(all)) {
    const source = lake.sourceOf(table)
    if (source === undefined) continue
    const looked = [...columns].map((column) => `MAX(${column})`).join(', ')
    await lake.engine.connection.run(`SELECT ${looked} FROM ${source}`)
  }
}

/** By table of the lake; of a view, the columns of the first table that it reads. */
function usedColumns(all: readonly indicator.Indicator[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>()
  for (const { over, where, counted } of all.flatMap(measuresOf)) {
    const [table = over] = INDICATOR_TABLES[over]?.reads ?? []
    const known = INDICATOR_TABLES[table]?.columns ?? new Set()
    const asked = [...columnsIn(where), ...columnsCounted(counted)].filter((column) => known.has(column))
    if (asked.length > 0) used.set(table, new Set([...(used.get(table) ?? []), ...asked]))
  }
  return used
}

const columnsIn = (where: indicator.Measure['where']): readonly string[] => (where ? indicator.columnsOf(where) : [])

function columnsCounted(counted: indicator.Counted): readonly string[] {
  if (counted.kind === 'sum') return counted.terms.map(({ column }) => column)
  if (counted.kind === 'days') return [counted.from, counted.to]
  return counted.kind === 'rows' ? [] : [counted.column]
}
