// Clearings at rest, and what the books owe a provider for a month.
import { ACCRUAL_ACCOUNTS, addDays, day, type JournalEntry } from '@yibao/kernel'
import { epochMsOfId, firstIdOf, idAt, type Json, type Row, type Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { MONEY_FACT } from '../ledger/index.ts'
import { fact } from '../visit/index.ts'
import type { BookedDue, Clearing } from './model.ts'

const CLEARING_JSON = `json_build_object('clearingId', c.clearing_id, 'provider', c.provider, 'area', c.area,
  'month', c.month, 'state', c.state, 'funds', c.funds, 'depositRateBp', c.deposit_rate_bp,
  'payableFen', c.payable_fen, 'steps', c.steps, 'paymentId', c.payment_id,
  'declaration', (select json_build_object('declarationId', d.declaration_id, 'declaredOn', d.declared_on, 'state', d.state,
      'differencesCount', d.differences_count)
    from declaration d where d.provider = c.provider and d.month = c.month and d.state <> 'withdrawn'))`

/** The clearing of the month if there is one, and the last of another month. */
export const PROPOSE_FACTS = fact({
  same: `(select ${CLEARING_JSON} from clearing c where c.provider = q.args ->> 'provider'
    and c.month = q.args ->> 'month' and c.state <> 'withdrawn')`,
  last: `(select ${CLEARING_JSON} from clearing c where c.provider = q.args ->> 'provider'
    and c.month <> q.args ->> 'month' and c.state <> 'withdrawn' order by c.month desc limit 1)`,
  declared: `(select d.state from declaration d where d.provider = q.args ->> 'provider'
    and d.month = q.args ->> 'month' and d.state <> 'withdrawn')`,
})

export const STEP_FACTS = fact({
  clearing: `(select ${CLEARING_JSON} from clearing c where c.clearing_id = (q.args ->> 'clearingId')::uuid)`,
  journals: `(select coalesce(json_agg(json_build_object('journalId', j.journal_id, 'layer', j.layer, 'lines', j.lines)
      order by j.journal_id), '[]') from journal j
    where j.journal_id > (q.args ->> 'paymentId')::uuid and j.journal_id < (q.args ->> 'journalBefore')::uuid
      and j.person_no = q.person_no and j.cause_kind = 'provider_paid'
      and j.cause_id = q.args ->> 'paymentId')`,
  money: `case when q.args ->> 'pays' = 'true' then ${MONEY_FACT} else '{}' end`,
})

export interface BookedPayment {
  readonly journalId: string
  readonly layer: JournalEntry['layer']
  readonly lines: JournalEntry['lines']
}

export const clearingRow = (clearing: Clearing): Row => ({
  clearing_id: clearing.clearingId,
  provider: clearing.provider,
  area: clearing.area,
  month: clearing.month,
  state: clearing.state,
  funds: clearing.funds as unknown as Json,
  deposit_rate_bp: clearing.depositRateBp,
  payable_fen: clearing.payableFen,
  steps: clearing.steps as unknown as Json,
  payment_id: clearing.paymentId,
})

export const stepUpdate = ({ clearingId }: Clearing, set: Pick<Clearing, 'state' | 'steps' | 'paymentId'>): Update => ({
  key: { clearing_id: clearingId },
  set: { state: set.state, steps: set.steps as unknown as Json, payment_id: set.paymentId },
})

/** More than any month has: the month itself is a condition of its own. */
const DAYS = 33

const NET = `case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint`
/** What was paid before it was owed, or to somebody else: it is no less that the month allows. */
const OFFSETS = `'prepayment_offset', 'supplier_offset'`
const DIRECT = `'supplier_paid_directly'`

/** The journals of a release are numbered right after it. */
const RELEASED_WITHIN_MS = 600_000

/**
 * Payments and their returns are no part of what a month owes. What a payment method gives belongs to the month that was
 * calculated (`releaseId`), on whatever day it was booked.
 */
export async function bookedDue(
  reader: Reader,
  provider: string,
  month: string,
  releaseId: string | undefined,
): Promise<BookedDue[]> {
  if (month.endsWith(YEAR_END)) return yearDue(reader, provider, month, releaseId)
  const first = day(`${month}-01`)
  const { rows } = await reader.query<BookedDue>(
    `select l ->> 'fund' as fund,
       coalesce(sum(${NET}) filter (where j.cause_kind not in (${OFFSETS}, ${DIRECT})), 0)::bigint as "allowedFen",
       coalesce(-sum(${NET}) filter (where j.cause_kind in (${OFFSETS})), 0)::bigint as "offsetFen",
       coalesce(-sum(${NET}) filter (where j.cause_kind = ${DIRECT}), 0)::bigint as "directFen",
       bool_or(j.cause_kind = 'settlement') as "isSettled"
     from (select lines, cause_kind from journal j
         where j.journal_id >= $4 and j.journal_id < $5 and j.provider = $1 and j.period = $2 and j.layer = 'accrual'
           and j.cause_kind not in ('provider_paid', 'provider_payment_returned', 'method_settled')
       union all select lines, cause_kind from journal j
         where j.journal_id >= $6::uuid and j.journal_id < $7::uuid and j.provider = $1 and j.layer = 'accrual'
           and j.cause_kind = 'method_settled' and j.cause_id = $8::text) j
     cross join lateral jsonb_array_elements(j.lines) l where l ->> 'account' = $3
     group by 1 order by 1`,
    [
      ...[provider, month, ACCRUAL_ACCOUNTS.provider_payable.code],
      ...[firstIdOf(addDays(first, -1)), firstIdOf(addDays(first, DAYS))],
      releaseId ?? null,
      releaseId === undefined ? null : idAt(epochMsOfId(releaseId) + RELEASED_WITHIN_MS),
      releaseId ?? null,
    ],
  )
  return rows
}

/** 年终清算: month 13. */
const YEAR_END = '-13'

/** What the year still owes: deposits that its months kept back, and what its release books beyond the months. */
async function yearDue(
  reader: Reader,
  provider: string,
  month: string,
  releaseId: string | undefined,
): Promise<BookedDue[]> {
  if (releaseId === undefined) return []
  const { rows } = await reader.query<BookedDue>(
    `select d.fund, sum(d.fen)::bigint as "allowedFen" from (
       select f ->> 'fund' as fund, (f ->> 'depositFen')::bigint as fen
         from clearing c cross join lateral json_array_elements(c.funds) f
         where c.provider = $1 and starts_with(c.month, $2) and c.month <> $3
           and c.state in ('approved', 'paid', 'returned')
       union all select l ->> 'fund',
           case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint
         from journal j cross join lateral jsonb_array_elements(j.lines) l
         where j.journal_id >= $4::uuid and j.journal_id < $5::uuid and j.provider = $1 and j.layer = 'accrual'
           and j.cause_kind = 'method_settled' and j.cause_id = $6 and l ->> 'account' = $7) d
     group by 1 having sum(d.fen) <> 0 order by 1`,
    [
      ...[provider, month.slice(0, -2), month, releaseId],
      ...[idAt(epochMsOfId(releaseId) + RELEASED_WITHIN_MS), releaseId, ACCRUAL_ACCOUNTS.provider_payable.code],
    ],
  )
  return rows
}

export async function findClearing(reader: Reader, clearingId: string): Promise<Clearing | undefined> {
  const { rows } = await reader.query<{ clearing: Clearing }>(
    `select ${CLEARING_JSON} as clearing from clearing c where c.clearing_id = $1`,
    [clearingId],
  )
  return rows[0]?.clearing
}

export interface ClearingFilter {
  readonly month?: string
  readonly state?: string
  readonly provider?: string
  /** Area code prefix of the provider. */
  readonly area?: string
}

export interface ClearingSums {
  readonly total: number
  readonly allowedFen: number
  readonly depositFen: number
  readonly payableFen: number
}

const sumOf = (name: string): string =>
  `coalesce(sum((select sum((f ->> '${name}')::bigint) from json_array_elements(c.funds) f)), 0)::bigint as "${name}"`

/** One page, and the sums of the whole result. */
export async function clearingsOf(
  reader: Reader,
  query: ClearingFilter & { readonly offset: number; readonly limit: number },
): Promise<{ rows: Clearing[]; sums: ClearingSums }> {
  const where = `where ($1::text is null or c.month = $1) and ($2::text is null or c.state = $2)
    and ($3::text is null or c.provider = $3) and ($4::text is null or starts_with(c.area, $4))`
  const values = [query.month ?? null, query.state ?? null, query.provider ?? null, query.area ?? null]
  const { rows } = await reader.query<{ clearing: Clearing }>(
    `select ${CLEARING_JSON} as clearing from clearing c ${where} order by c.month desc, c.provider, c.clearing_id
     offset $5 limit $6`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<ClearingSums>(
    `select count(*)::int as total, ${['allowedFen', 'depositFen', 'payableFen'].map(sumOf).join(', ')}
     from clearing c ${where}`,
    values,
  )
  return { rows: rows.map(({ clearing }) => clearing), sums: counted.rows[0]! }
}

/** Clearings of one month in effect, one a provider. */
export async function clearingsOfMonth(reader: Reader, month: string): Promise<Clearing[]> {
  const { rows } = await reader.query<{ clearing: Clearing }>(
    `select ${CLEARING_JSON} as clearing from clearing c where c.month = $1 and c.state <> 'withdrawn' order by c.provider`,
    [month],
  )
  return rows.map(({ clearing }) => clearing)
}

/** What has been paid to providers by clearings, and what the books say was. */
export async function paidSums(reader: Reader): Promise<{ paidFen: number; bookedFen: number }> {
  const { rows } = await reader.query<{ paidFen: number; bookedFen: number }>(
    `select (select coalesce(sum(c.payable_fen), 0)::bigint from clearing c where c.state = 'paid') as "paidFen",
       (select coalesce(sum(case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint), 0)::bigint
        from journal j cross join lateral jsonb_array_elements(j.lines) l
        where j.layer = 'accrual' and j.cause_kind in ('provider_paid', 'provider_payment_returned')
          and l ->> 'account' = $1) as "bookedFen"`,
    [ACCRUAL_ACCOUNTS.provider_payable.code],
  )
  return rows[0]!
}
