// Reading the ledger: balances to the present moment, journals by cause, closed months.

import type { BookLayer, ClosedAmount } from '@yibao/kernel'
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

/** Months before it that hold balances and are not closed: the books close in their order. */
const FIRST_OPEN = (before: string): string => `(select min(b.period) from account_balance b
  where b.period < ${before} and not exists (
    select from ledger_period p where p.period = b.period and p.state = 'closed'))`

export const closingFacts: FactQuery<{ readonly period: string }> = {
  sql: `select json_build_object('state', (select p.state from ledger_period p where p.period = q.args ->> 'period'),
    'earlier', ${FIRST_OPEN("q.args ->> 'period'")}) as facts`,
  args: ({ period }) => ({ period }),
}

/** The first month up to and with `to` that is not closed and holds balances. */
export async function firstOpenPeriod(pool: pg.Pool, to: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ period: string | null }>(`select ${FIRST_OPEN("$1 || '.'")} as period`, [to])
  return rows[0]?.period ?? undefined
}

export const yearFacts: FactQuery<{ readonly year: number }> = {
  sql: `select json_build_object(
    'december', (select p.state from ledger_period p where p.period = (q.args ->> 'year') || '-12'),
    'isClosed', exists (select from ledger_year y where y.year = (q.args ->> 'year')::integer)) as facts`,
  args: ({ year }) => ({ year }),
}

/** What the bank accounts hold now, and what is prepaid by provider: kept sums of what is sealed, and what is not sealed yet. */
const IS_HELD = (account: string): string =>
  `(${account} in ('1001', '1002', '1003', '1004', '1005') or ${account} like '1101.%')`
const HELD_KEY = (fund: string, account: string, provider: string): string =>
  `${fund} || ' ' || ${account} || case when ${account} like '1101.%' then ' ' || ${provider} else '' end`
export const MONEY_FACT = `(with sealed as (
    select up_to_xid as xid, up_to_id as id from sealed_block where chain = 'journal' order by no desc limit 1),
  parts as (
    select ${HELD_KEY('fund', 'account', 'provider')} as key, debit_fen - credit_fen as fen
    from account_balance where layer = 'cash' and ${IS_HELD('account')}
    union all
    select ${HELD_KEY("(l ->> 'fund')", "(l ->> 'account')", "coalesce(l ->> 'provider', '')")},
      case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint
    from journal j cross join lateral jsonb_array_elements(j.lines) l
    where j.layer = 'cash' and ${IS_HELD("(l ->> 'account')")}
      and (j.xid, j.journal_id) > (coalesce((select xid from sealed), '0'),
        coalesce((select id from sealed), '00000000-0000-0000-0000-000000000000')))
  select coalesce(json_object_agg(held.key, held.fen), '{}') from (
    select key, sum(fen)::bigint as fen from parts group by 1) held)`

export const moneyFacts: FactQuery<unknown> = { sql: `select ${MONEY_FACT} as facts`, args: () => ({}) }

export interface ClosedYear {
  readonly year: number
  readonly closed: readonly ClosedAmount[]
  readonly closedBy: string
  readonly closedAt: string
}

export async function closedYears(reader: Pick<pg.ClientBase, 'query'>): Promise<ClosedYear[]> {
  const { rows } = await reader.query<ClosedYear>(
    `select year, closed, closed_by as "closedBy", closed_at as "closedAt" from ledger_year order by year`,
  )
  return rows
}

/** The journals of a settlement, found by its number alone: they are made within a day of it. */
export async function journalsOfCause(
  pool: pg.Pool,
  cause: { readonly id: string; readonly fromId: string; readonly untilId: string },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select journal_id as id from journal where journal_id >= $2::uuid and journal_id < $3::uuid and cause_id = $1
     order by journal_id`,
    [cause.id, cause.fromId, cause.untilId],
  )
  return rows.map(({ id }) => id)
}

/** Cash journals whose lines do not balance within each area: money moved between areas. */
export async function transfersBetweenAreas(
  pool: Pick<pg.ClientBase, 'query'>,
): Promise<{ n: number; first: string | null }> {
  const { rows } = await pool.query<{ n: number; first: string | null }>(
    `select count(*) as n, min(journal_id::text) as first from (
       select distinct j.journal_id from journal j cross join lateral jsonb_array_elements(j.lines) l
       where j.layer = 'cash'
       group by j.journal_id, l ->> 'fund', coalesce(l ->> 'area', '')
       having sum(case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint) <> 0) crossing`,
  )
  return rows[0]!
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
