// Views that ask the policy's lists which lines or settlements are meant: what the law names by a list and no column of a bill says.
import { CLAIM_COLUMNS, LINE_COLUMNS } from '../history/columns.ts'
import type { IndicatorTable } from './table-model.ts'

const names = (columns: readonly { readonly name: string }[], ...more: string[]): ReadonlySet<string> =>
  new Set([...columns.map(({ name }) => name), ...more])

export const LISTED_INDICATOR_TABLES: Readonly<Record<string, IndicatorTable>> = {
  /** Fee lines of items that a list names: `list` and `title` are those of the list. */
  listed_lines: {
    columns: names(LINE_COLUMNS, 'month', 'list', 'title'),
    within: { kind: 'months', column: 'month' },
    named: ['id', 'line', 'settled_on', 'person_no', 'provider', 'item', 'list', 'title'],
    reads: ['claim_lines', 'lists'],
    select: (name) => `SELECT c.*, p.list, p.title FROM ${name('claim_lines')} c
      JOIN (SELECT list, member, MAX(title) AS title FROM ${name('lists')} GROUP BY list, member) p ON p.member = c.item`,
  },
  /** Settlements whose main diagnosis a list names, while it is in force. A diagnosis of the list stands with all that begin with it. */
  listed_care: {
    columns: names(CLAIM_COLUMNS, 'list', 'title'),
    within: { kind: 'on', column: 'settled_on' },
    area: 'county',
    named: ['id', 'settled_on', 'person_no', 'provider', 'county', 'list', 'title'],
    reads: ['claims', 'lists'],
    select: (name) => `SELECT c.*, p.list, p.title FROM ${name('claims')} c
      JOIN (SELECT list, member, title, from_on, until_on FROM ${name('lists')} WHERE list = 'temporary_policy') p
      ON c.settled_on >= p.from_on AND (p.until_on IS NULL OR c.settled_on <= p.until_on) AND c.diagnoses LIKE CONCAT(p.member, '%')`,
  },
}
