// Columns written as lines: name, type, unit, meaning; one table a block.
import { invariant } from '@yibao/kernel'
import type { Column, ColumnType } from './columns.ts'

export type OfficeColumn = Column<never>

const TYPES: readonly string[] = ['INTEGER', 'BIGINT', 'VARCHAR', 'DATE', 'BOOLEAN'] satisfies readonly ColumnType[]

/** A line for each column: name, type, unit (`-` for none), meaning. */
export function columns(lines: string): readonly OfficeColumn[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', type = '', unit = '', ...meaning] = line.trim().split(/\s+/)
      invariant(TYPES.includes(type) && meaning.length > 0, `a column: ${line}`)
      return { name, type: type as ColumnType, unit: unit === '-' ? '' : unit, meaning: meaning.join(' ') }
    })
}
