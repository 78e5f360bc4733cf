// What may differ between channels and cities when messages are read.
import { type CodeLists, nationalLists } from './code-lists.ts'

/** A fixed object per channel: readers are compiled once for each. */
export interface ReadingRules {
  readonly lists: CodeLists
  /** What the text requires but this channel may leave empty: `certno`, `2207.data.certno`, `2402.diseinfo`. */
  readonly notRequired: readonly string[]
  /** Digits as the text says, or any text: some clients send letters. */
  readonly feeSerial: 'digits' | 'text'
  readonly rowsMax: number
  /** Further names of nodes by transaction, name → our node: `{ '2201': { registerinfo: 'data' } }`. */
  readonly nodeAliases: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const ROWS_MAX = 10_000

export const defaultRules: ReadingRules = {
  lists: nationalLists,
  notRequired: [],
  feeSerial: 'digits',
  rowsMax: ROWS_MAX,
  nodeAliases: {},
}

/** Whether a channel waives what the text requires, said for one place or for a field name everywhere. */
export function isWaived(rules: ReadingRules, infno: string, node: string, field?: string): boolean {
  if (rules.notRequired.length === 0) return false
  const place = field === undefined ? `${infno}.${node}` : `${infno}.${node}.${field}`
  return rules.notRequired.includes(place) || (field !== undefined && rules.notRequired.includes(field))
}
