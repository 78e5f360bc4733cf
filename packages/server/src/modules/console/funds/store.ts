// Entries of the ledger, line by line, as far as the asker may see them; sums come from the ledger's balances.
import type { BookSide } from '@yibao/kernel'
import { idAt } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { Query } from '../query.ts'

export interface EntryFilter {
  readonly fund?: string
  readonly account?: string
  readonly layer?: string
  readonly period?: string
  readonly provider?: string
  /** What the entries were booked for, and when that was, in milliseconds since 1970. */
  readonly cause?: { readonly id: string; readonly madeMs: number }
}

export interface EntryListed {
  readonly journalId: string
  readonly postedOn: string
  readonly layer: string
  readonly causeKind: string
  readonly causeId: string
  readonly reverses: string | null
  readonly fund: string
  readonly account: string
  readonly side: BookSide
  readonly amountFen: number
  readonly provider: string
}

/** A journal's identifier is made with that of its cause; the identifiers of a day lie together. */
const CAUSE_WITHIN_MS = 86_400_000

function filtered({ fund, account, layer, period, provider, cause }: EntryFilter): Query {
  const line = { ...(fund && { fund }), ...(account && { account }), ...(provider && { provider }) }
  const hasLine = Object.keys(line).length > 0
  return new Query()
    .where(layer, (value) => `j.layer = ${value}`)
    .where(period, (value) => `j.period = ${value}`)
    .where(cause?.id, (value) => `j.cause_id = ${value}`)
    .where(cause && idAt(cause.madeMs - CAUSE_WITHIN_MS), (id) => `j.journal_id >= ${id}::uuid`)
    .where(cause && idAt(cause.madeMs + CAUSE_WITHIN_MS), (id) => `j.journal_id < ${id}::uuid`)
    .where(hasLine ? JSON.stringify([line]) : undefined, (value) => `j.lines @> ${value}::jsonb`)
    .where(hasLine ? JSON.stringify(line) : undefined, (value) => `l.line @> ${value}::jsonb`)
}

const LINES = `from journal j cross join lateral jsonb_array_elements(j.lines) with ordinality l (line, no)`

/** Newest first; the lines of a journal in their order. */
export async function listEntries(
  reader: Reader,
  filter: EntryFilter,
  page: { readonly offset: number; readonly size: number },
): Promise<EntryListed[]> {
  const query = filtered(filter)
  const text = `select j.journal_id as "journalId", j.posted_on as "postedOn", j.layer, j.cause_kind as "causeKind",
      j.cause_id as "causeId", j.reverses, l.line ->> 'fund' as fund, l.line ->> 'account' as account,
      l.line ->> 'side' as side, (l.line ->> 'amountFen')::bigint as "amountFen",
      coalesce(l.line ->> 'provider', '') as provider
    ${LINES} where ${query.condition}
    order by j.journal_id desc, l.no offset ${query.value(page.offset)} limit ${query.value(page.size)}`
  const { rows } = await reader.query<EntryListed>(text, query.values)
  return rows
}

export interface EntrySums {
  readonly entries: number
  readonly debitFen: number
  readonly creditFen: number
}

/** Adds up line by line: for filters by which no balances are kept. */
export async function sumEntries(reader: Reader, filter: EntryFilter): Promise<EntrySums> {
  const query = filtered(filter)
  const sumOf = (side: BookSide) =>
    `coalesce(sum((l.line ->> 'amountFen')::bigint) filter (where l.line ->> 'side' = '${side}'), 0)::bigint`
  const text = `select count(*) as entries, ${sumOf('debit')} as "debitFen", ${sumOf('credit')} as "creditFen"
    ${LINES} where ${query.condition}`
  const { rows } = await reader.query<EntrySums>(text, query.values)
  return rows[0]!
}

export interface JournalStored {
  readonly journalId: string
  readonly postedOn: string
  readonly layer: string
  readonly period: string
  readonly causeKind: string
  readonly causeId: string
  readonly reverses: string | null
  readonly lines: readonly {
    readonly fund: string
    readonly account: string
    readonly side: BookSide
    readonly amountFen: number
    readonly provider?: string
  }[]
}

export async function findJournal(reader: Reader, journalId: string): Promise<JournalStored | undefined> {
  const { rows } = await reader.query<JournalStored>(
    `select j.journal_id as "journalId", j.posted_on as "postedOn", j.layer, j.period, j.cause_kind as "causeKind",
       j.cause_id as "causeId", j.reverses, j.lines from journal j where j.journal_id = $1::uuid`,
    [journalId],
  )
  return rows[0]
}
