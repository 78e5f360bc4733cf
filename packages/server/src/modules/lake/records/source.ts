// What a kind of record needs to be looked at again: the operations of a batch, and where to read from.
import type { WorkCalendar } from '@yibao/kernel'
import type { LiveRecord, RecordRow, RecordTable } from '@yibao/lake'
import { liveRecord } from '@yibao/lake'
import type { Operation } from '../../../platform/index.ts'
import { byRecord, type HistoryRow, type Reader } from '../../common/index.ts'

export interface Asking {
  readonly reader: Reader
  readonly operations: readonly Operation[]
  readonly calendar: WorkCalendar
  readonly poolingArea: string
  /** Of a rule of the audit: which kind of violation it looks for. */
  violationOf(rule: string): string | undefined
}

/** Records that these operations may have changed, as they are now. The writer leaves out what is the same as before. */
export type RecordSource = (asking: Asking) => Promise<readonly LiveRecord[]>

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Operations of these modules. */
export const kindsOf = (operations: readonly Operation[], ...starts: readonly string[]): Operation[] =>
  operations.filter(({ kind }) => starts.some((start) => kind.startsWith(start)))

/** Numbers that operations name. */
export const uuidsIn = (operations: readonly Operation[]): string[] => [
  ...new Set(operations.flatMap(({ objects }) => objects).filter((name) => UUID.test(name))),
]

/** Records with rows in one table or several; one that has none any more is written as empty. */
export function recordsOf(
  subject: LiveRecord['subject'],
  keys: Iterable<string>,
  tables: Partial<Record<RecordTable, readonly HistoryRow[]>>,
): LiveRecord[] {
  const all = [...new Set(keys)]
  const found = Object.entries(tables).map(([table, rows]) => [table, byRecord(all, rows)] as const)
  return all.map((key) => {
    const rows = found.map(([table, byKey]): [string, readonly RecordRow[]] => [table, byKey.get(key) ?? []])
    return liveRecord(subject, key, Object.fromEntries(rows.filter(([, own]) => own.length > 0)))
  })
}
