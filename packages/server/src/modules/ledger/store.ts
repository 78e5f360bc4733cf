// Reading the ledger: balances to the present moment, journals by cause, closed months.

import type { BookLayer } from '@yibao/kernel'
import type pg from 'pg'
import type { FactQuery } from '../../platform/write/index.ts'

export interface BalanceRow {
  readonly layer: BookLayer
  readonly period: string
  readonly fund: string
  readonly account: string
  readonly area: string
  readonly provider: string
  readonly debitFen: number
  readonly creditFen: number
  readonly entries: number
}

/** What balances are kept by. */
const DIMENSIONS = ['layer', 'period', 'fund', 'account', 'area', 'provider'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export interface BalanceFilter {
  readonly layer?: BookLayer
  readonly fund?: string
  readonly account?: string
  readonly provider?: string
  /** First and last accounting month, "2026-01". */
  readonly fromPeriod?: string
  readonly toPeriod?: string
}

/**
 * Kept sums of what is sealed plus the lines of what is not yet, in one snapshot: exact at every moment. Dimensions that
 * are not asked for are added up and come as ''.
 */
export async function balanceRows(
  pool: Pick<pg.ClientBase, 'query'>,
  filter: BalanceFilter = {},
  by: readonly Dimension[] = DIMENSIONS,
): Promise<BalanceRow[]> {
  const columns = DIMENSIONS.map((name) => (by.includes(name) ? name : `'' as ${name}`)).join(', ')
  const grouped = by.length === 0 ? '' : `group by ${by.join(', ')} order by ${by.join(', ')}`
  const { rows } = await pool.query<BalanceRow>(
    `with sealed as (
       select up_to_xid as xid, up_to_id as id from sealed_block where chain = 'journal' order by no desc limit 1),
     tail as (
       select j.layer, j.period, l ->> 'fund' as fund, l ->> 'account' as account, coalesce(l ->> 'area', '') as area,
         coalesce(l ->> 'provider', '') as provider, l ->> 'side' as side, (l ->> 'amountFen')::bigint as fen
       from journal j cross join lateral jsonb_array_elements(j.lines) l
       where (j.xid, j.journal_id) > (coalesce((select xid from sealed), '0'),
         coalesce((select id from sealed), '00000000-0000-0000-0000-000000000000'))),
     parts as (
       select layer, period, fund, account, area, provider, debit_fen, credit_fen, entries from account_balance
       union all
       select layer, period, fund, account, area, provider, case side when 'debit' then fen else 0 end,
         case side when 'credit' then fen else 0 end, 1 from tail)
     select ${columns}, coalesce(sum(debit_fen), 0)::bigint as "debitFen",
       coalesce(sum(credit_fen), 0)::bigint as "creditFen", coalesce(sum(entries), 0)::bigint as entries
     from parts
     where ($1::text is null or layer = $1) and ($2::text is null or fund = $2)
       and ($3::text is null or period >= $3) and ($4::text is null or period <= $4)
       and ($5::text is null or account = $5) and ($6::text is null or provider = $6)
     ${grouped}`,
    [
      filter.layer ?? null,
      filter.fund ?? null,
      filter.fromPeriod ?? null,
      filter.toPeriod ?? null,
      filter.account ?? null,
      filter.provider ?? null,
    ],
  )
  return rows
}

export interface JournalView {
  readonly journalId: string
  readonly personNo: string
  readonly opId: string
  readonly layer: BookLayer
  readonly period: string
  readonly postedOn: string
  readonly causeKind: string
  readonly causeId: string
  readonly reverses: string | null
  readonly lines: readonly Record<string, unknown>[]
}

const JOURNAL_VIEW = `journal_id as "journalId", person_no as "personNo", op_id as "opId", layer, period,
  posted_on as "postedOn", cause_kind as "causeKind", cause_id as "causeId", reverses, lines`

/** The journals of one settlement, claim or contract of a person (or other subject), oldest first. */
export async function journalsOf(pool: pg.Pool, personNo: string, causeId: string): Promise<JournalView[]> {
  const text = `select ${JOURNAL_VIEW} from journal where person_no = $1 and cause_id = $2 order by journal_id`
  const { rows } = await pool.query<JournalView>(text, [personNo, causeId])
  return rows
}

export interface EntryFilter {
  readonly layer: BookLayer
  readonly period: string
  readonly fund: string
  readonly account: string
  readonly area?: string
  readonly provider?: string
}

/** The journals behind one balance, newest first, page by page: `before` is the last identifier of the page before. */
export async function journalsBehind(
  pool: pg.Pool,
  filter: EntryFilter,
  page: { readonly limit: number; readonly before?: string },
): Promise<JournalView[]> {
  const { rows } = await pool.query<JournalView>(
    `select ${JOURNAL_VIEW} from journal
     where layer = $1 and period = $2 and ($7::uuid is null or journal_id < $7) and exists (
       select from jsonb_array_elements(lines) l
       where l ->> 'fund' = $3 and l ->> 'account' = $4
         and ($5::text is null or coalesce(l ->> 'area', '') = $5)
         and ($6::text is null or coalesce(l ->> 'provider', '') = $6))
     order by journal_id desc limit $8`,
    [
      filter.layer,
      filter.period,
      filter.fund,
      filter.account,
      filter.area ?? null,
      filter.provider ?? null,
      page.before ?? null,
      page.limit,
    ],
  )
  return rows
}

export type PeriodState = 'open' | 'closing' | 'closed'

export const periodFacts: FactQuery<{ readonly period: string }> = {
  sql: `select (select to_json(p.state) from ledger_period p where p.period = q.args ->> 'period') as facts`,
  args: ({ period }) => ({ period }),
}

/** Every transaction that had begun when the closing was written has ended: none can still post into the month. */
export async function areEarlierPostingsFinished(pool: pg.Pool, opId: string): Promise<boolean> {
  const { rows } = await pool.query<{ finished: boolean }>(
    'select xid < pg_snapshot_xmin(pg_current_snapshot()) as finished from operation where op_id = $1',
    [opId],
  )
  return rows[0]?.finished ?? false
}

/** A journal as it was hashed: the JSON array of its columns' texts. */
export async function contentOf(
  pool: Pick<pg.ClientBase, 'query'>,
  columns: readonly string[],
  journalId: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ content: string }>(
    `select json_build_array(${columns.map((column) => `${column}::text`).join(', ')})::text as content
     from journal where journal_id = $1`,
    [journalId],
  )
  return rows[0]?.content
}

/** How many journals lie in blocks. */
export async function sealedCount(pool: Pick<pg.ClientBase, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select coalesce(sum(records), 0)::bigint as n from sealed_block where chain = 'journal'`,
  )
  return rows[0]!.n
}

/** A journal that no recorded operation made: somebody wrote past the write path. */
export async function journalWithoutOperation(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select j.journal_id as id from journal j
     where not exists (select from operation o where o.op_id = j.op_id and o.person_no = j.person_no)
     order by j.journal_id limit 1`,
  )
  return rows[0]?.id
}

/** Months that take no more journals; every other month is open. */
export async function closedPeriods(pool: pg.Pool): Promise<{ period: string; state: PeriodState }[]> {
  const { rows } = await pool.query<{ period: string; state: PeriodState }>(
    'select period, state from ledger_period order by period',
  )
  return rows
}
