// A column map: which column of which file is which fact, how its words and days are written, and in which unit money is.
import type { Place } from '../../policy/text/faults.ts'
import type { IntakeField } from './fields.ts'

export interface MappedColumn {
  readonly field: IntakeField
  /** The title in the file; absent when the value is the same for every row. */
  readonly column?: string
  /** For every row, or for those that leave the cell empty. */
  readonly value?: string
  /** Words of the file → ours; `*` stands for all others. */
  readonly words: ReadonlyMap<string, string>
  /** Days as the file writes them, in the engine's signs: `%Y%m%d`. */
  readonly formats: readonly string[]
  readonly separator: string
  /** Of money alone. */
  readonly unit: MoneyUnit
  readonly at: Place
}

export type MoneyUnit = 'yuan' | 'fen'

export interface MappedFile {
  readonly table: string
  /** The name of the file, where `*` stands for anything. */
  readonly match?: string
  readonly encoding: 'utf-8' | 'gb18030'
  /** What stands between cells; found by itself when it is not said. */
  readonly delimiter?: string
  readonly columns: readonly MappedColumn[]
  readonly at: Place
}

export interface ColumnMap {
  readonly files: readonly MappedFile[]
}

/** Every field some file tells. */
export const fieldsTold = ({ files }: ColumnMap): Set<string> =>
  new Set(files.flatMap(({ columns }) => columns.map(({ field }) => field.name)))

export const columnsNeeded = ({ columns }: MappedFile): string[] => columns.flatMap(({ column }) => column ?? [])

/** Whether a file's name is the one that is meant. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
