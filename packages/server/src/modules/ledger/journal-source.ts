// How journals are sealed, and which balances are brought forward from them.
import { checkEntry, type EntryLine, type JournalEntry } from '@yibao/kernel'
import type { Addend, Fold, SealedRecord, SealedSource } from '../../platform/seal/index.ts'

/** In this order, for ever: the content that is hashed. */
const COLUMNS = [
  'journal_id',
  'person_no',
  'op_id',
  'layer',
  'period',
  'posted_on',
  'cause_kind',
  'cause_id',
  'reverses',
  'lines',
  'area',
  'provider',
] as const

type Fields = Readonly<Record<(typeof COLUMNS)[number], string>>

const BALANCE: Fold = {
  table: 'account_balance',
  key: ['layer', 'period', 'fund', 'account', 'area', 'provider'],
  sums: ['debit_fen', 'credit_fen', 'entries'],
  addendsOf: (record) => {
    const fields = fieldsOf(record)
    return entryIn(fields).lines.map((line) => addendOf(fields.layer, fields.period, line))
  },
}

export const JOURNALS: SealedSource = {
  chain: 'journal',
  table: 'journal',
  id: 'journal_id',
  columns: COLUMNS,
  fold: BALANCE,
}

function addendOf(
  layer: string,
  period: string,
  { fund, account, side, amountFen, area, provider }: EntryLine,
): Addend {
  return {
    layer,
    period,
    fund,
    account,
    area: area ?? '',
    provider: provider ?? '',
    debit_fen: side === 'debit' ? amountFen : 0,
    credit_fen: side === 'credit' ? amountFen : 0,
    entries: 1,
  }
}

/** What is wrong with one journal in itself; `undefined` when debits equal credits in each of its funds. */
export function faultOf(record: SealedRecord): string | undefined {
  const checked = checkEntry(entryOf(record))
  return checked.ok ? undefined : `${checked.code} ${JSON.stringify(checked.facts)}`
}

/** The entry that a stored journal is. */
export const entryOf = (record: SealedRecord): JournalEntry => entryIn(fieldsOf(record))

function entryIn(fields: Fields): JournalEntry {
  return {
    layer: fields.layer as JournalEntry['layer'],
    postedOn: fields.posted_on as JournalEntry['postedOn'],
    cause: { kind: fields.cause_kind, id: fields.cause_id },
    lines: JSON.parse(fields.lines) as EntryLine[],
    ...(fields.reverses ? { reverses: fields.reverses } : {}),
  }
}

function fieldsOf({ content }: SealedRecord): Fields {
  const texts = JSON.parse(content) as (string | null)[]
  return Object.fromEntries(COLUMNS.map((column, at) => [column, texts[at] ?? ''])) as Fields
}
