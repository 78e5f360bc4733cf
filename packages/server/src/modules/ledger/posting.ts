// From journal entries to rows. Given to the write path, so that every booking is checked and none enters a closed month.
import { checkEntry, type JournalEntry, monthOf } from '@yibao/kernel'
import type { PostingRows, Row } from '../../platform/write/index.ts'

export const PERIOD_CLOSED = 'ledger_period_closed'
const YEAR_CLOSED = 'year_closed'

export const postingRows: PostingRows = (entries, subject, context) => {
  if (entries.length === 0) return {}
  // The closing of a year is the one posting that a month takes while it is being closed; its kind asks for that state.
  const guarded = entries.filter(({ cause }) => cause.kind !== YEAR_CLOSED)
  const periods = new Set(guarded.map((entry) => monthOf(entry.postedOn)))
  return {
    insert: { journal: entries.map((entry) => journalRow(entry, subject, context)) },
    absent: { ledger_period: [...periods].map((period) => ({ refusal: PERIOD_CLOSED, row: { period } })) },
  }
}

/** An entry that does not balance is a bug in whoever made it; the command fails as a whole. */
function journalRow(entry: JournalEntry, subject: string, context: Parameters<PostingRows>[2]): Row {
  const checked = checkEntry(entry)
  if (!checked.ok) throw new Error(`Entry refused: ${checked.code} ${JSON.stringify(checked.facts)}`)
  return {
    journal_id: context.newId(),
    person_no: subject,
    op_id: context.opId,
    layer: entry.layer,
    period: monthOf(entry.postedOn),
    posted_on: entry.postedOn,
    cause_kind: entry.cause.kind,
    cause_id: entry.cause.id,
    reverses: entry.reverses ?? null,
    lines: entry.lines.map((line) => ({ ...line })),
    // Whose business it is, not who sent it: whoever sees a balance of an area sees the journals behind it.
    area: dimensionOf(entry, 'area') ?? context.actor.area ?? null,
    provider: dimensionOf(entry, 'provider') ?? context.actor.provider ?? null,
  }
}

const dimensionOf = ({ lines }: JournalEntry, name: 'area' | 'provider'): string | undefined =>
  lines.find((line) => line[name])?.[name]
