// What a module tells the history of its records: rows of one table, each with the record it belongs to, by the columns of docs/lake.md.

export interface HistoryRow {
  /** The record: written again, all its rows are replaced. */
  readonly key: string
  readonly row: Readonly<Record<string, string | number | boolean | null>>
}

/** A record that was asked for and has no rows any more has none in the answer's list. */
export function byRecord(keys: Iterable<string>, rows: readonly HistoryRow[]): Map<string, HistoryRow['row'][]> {
  const found = new Map<string, HistoryRow['row'][]>([...keys].map((key) => [key, []]))
  for (const { key, row } of rows) found.set(key, [...(found.get(key) ?? []), row])
  return found
}
