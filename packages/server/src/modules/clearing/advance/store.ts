// Advances and offsets at rest, what a provider is owed, and what a month of it costs on average.
import { ACCRUAL_ACCOUNTS, addDays, addMonths, type Day, day, type Fund } from '@yibao/kernel'
import { firstIdOf, type Json, type Row, type Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { MONEY_FACT } from '../../ledger/index.ts'
import { fact } from '../../visit/index.ts'
import type { Advance, AdvanceOffset } from './model.ts'

const ADVANCE_JSON = `json_build_object('advanceId', a.advance_id, 'kind', a.kind, 'provider', a.provider, 'area', a.area,
  'fund', a.fund, 'amountFen', a.amount_fen, 'offsetFen', a.offset_fen, 'askedFen', a.asked_fen, 'supplier', a.supplier,
  'reason', a.reason, 'estimateFen', a.estimate_fen, 'state', a.state, 'steps', a.steps)`
const OFFSET_JSON = `json_build_object('offsetId', o.offset_id, 'advanceId', o.advance_id, 'provider', o.provider,
  'area', o.area, 'kind', o.kind, 'amountFen', o.amount_fen, 'note', o.note, 'state', o.state, 'steps', o.steps)`

/**
 * 应付: what the fund came to owe the provider since the month before last began, payments of earlier months aside. Of what is
 * older the clearings tell; it is not paid to anybody else any more.
 */
const OWED = `(select coalesce(sum(case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint), 0)::bigint
  from journal j cross join lateral jsonb_array_elements(j.lines) l
  where j.journal_id >= (q.args ->> 'owedSince')::uuid and j.provider = q.args ->> 'provider' and j.layer = 'accrual'
    and j.cause_kind not in ('provider_paid', 'provider_payment_returned')
    and l ->> 'account' = '${ACCRUAL_ACCOUNTS.provider_payable.code}' and l ->> 'fund' = q.args ->> 'fund')`

/** Null where it is not asked. */
export const ADVANCE_FACTS = fact({
  owedFen: `case when q.args ->> 'owedSince' is null then null else ${OWED} end`,
  advance: `(select ${ADVANCE_JSON} from advance a where a.advance_id = (q.args ->> 'advanceId')::uuid)`,
  money: `case when q.args ->> 'pays' = 'true' then ${MONEY_FACT} else '{}' end`,
  offset: `(select ${OFFSET_JSON} from advance_offset o where o.offset_id = (q.args ->> 'offsetId')::uuid)`,
})

export const advanceRow = (each: Advance): Row => ({
  advance_id: each.advanceId,
  kind: each.kind,
  provider: each.provider,
  area: each.area,
  fund: each.fund,
  amount_fen: each.amountFen,
  offset_fen: each.offsetFen,
  asked_fen: each.askedFen,
  supplier: each.supplier,
  reason: each.reason,
  estimate_fen: each.estimateFen,
  state: each.state,
  steps: each.steps as unknown as Json,
})

type ChangedAdvance = Partial<Pick<Advance, 'state' | 'steps' | 'offsetFen' | 'askedFen'>>

export const advanceUpdate = ({ advanceId }: Advance, set: ChangedAdvance): Update => ({
  key: { advance_id: advanceId },
  set: {
    ...(set.state !== undefined && { state: set.state }),
    ...(set.steps !== undefined && { steps: set.steps as unknown as Json }),
    ...(set.offsetFen !== undefined && { offset_fen: set.offsetFen }),
    ...(set.askedFen !== undefined && { asked_fen: set.askedFen }),
  },
})

export const offsetRow = (each: AdvanceOffset): Row => ({
  offset_id: each.offsetId,
  advance_id: each.advanceId,
  provider: each.provider,
  area: each.area,
  kind: each.kind,
  amount_fen: each.amountFen,
  note: each.note,
  state: each.state,
  steps: each.steps as unknown as Json,
})

export const offsetUpdate = ({ offsetId }: AdvanceOffset, set: Pick<AdvanceOffset, 'state' | 'steps'>): Update => ({
  key: { offset_id: offsetId },
  set: { state: set.state, steps: set.steps as unknown as Json },
})

export async function findAdvance(reader: Reader, advanceId: string): Promise<Advance | undefined> {
  const { rows } = await reader.query<{ advance: Advance }>(
    `select ${ADVANCE_JSON} as advance from advance a where a.advance_id = $1`,
    [advanceId],
  )
  return rows[0]?.advance
}

export async function findOffset(reader: Reader, offsetId: string): Promise<AdvanceOffset | undefined> {
  const { rows } = await reader.query<{ one: AdvanceOffset }>(
    `select ${OFFSET_JSON} as one from advance_offset o where o.offset_id = $1`,
    [offsetId],
  )
  return rows[0]?.one
}

export interface AdvanceFilter {
  readonly provider?: string
  readonly state?: string
  readonly kind?: string
}

export interface AdvanceListed extends Advance {
  readonly offsets: readonly AdvanceOffset[]
}

export interface AdvanceSums {
  readonly total: number
  readonly paidFen: number
  readonly balanceFen: number
}

export async function advancesOf(
  reader: Reader,
  query: AdvanceFilter & { readonly offset: number; readonly limit: number },
): Promise<{ rows: AdvanceListed[]; sums: AdvanceSums }> {
  const where = `where ($1::text is null or a.provider = $1) and ($2::text is null or a.state = $2)
    and ($3::text is null or a.kind = $3) and ($2::text is not null or a.state <> 'withdrawn')`
  const values = [query.provider ?? null, query.state ?? null, query.kind ?? null]
  const { rows } = await reader.query<{ advance: Advance; offsets: AdvanceOffset[] }>(
    `select ${ADVANCE_JSON} as advance, (select coalesce(json_agg(${OFFSET_JSON} order by o.offset_id), '[]')
       from advance_offset o where o.advance_id = a.advance_id and o.state <> 'withdrawn') as offsets
     from advance a ${where} order by a.advance_id desc offset $4 limit $5`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<AdvanceSums>(
    `select count(*)::int as total,
       coalesce(sum(a.amount_fen) filter (where a.state = 'paid'), 0)::bigint as "paidFen",
       coalesce(sum(a.amount_fen - a.offset_fen) filter (where a.state = 'paid' and a.kind <> 'direct'), 0)::bigint
         as "balanceFen" from advance a ${where}`,
    values,
  )
  return { rows: rows.map(({ advance, offsets }) => ({ ...advance, offsets })), sums: counted.rows[0]! }
}

const PAYABLE = ACCRUAL_ACCOUNTS.provider_payable.code
const YEAR_MONTHS = 12

/** 月均: what the fund came to owe the provider in the last twelve whole months, over the months in which it owed anything. */
export async function monthlyMean(reader: Reader, provider: string, fund: Fund, today: Day): Promise<number> {
  const thisMonth = day(`${today.slice(0, 7)}-01`)
  const first = addMonths(thisMonth, -YEAR_MONTHS)
  const { rows } = await reader.query<{ mean: number }>(
    `select coalesce(round(sum(m.fen) / nullif(count(*), 0)), 0)::bigint as mean from (
       select j.period, sum(case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint) as fen
       from journal j cross join lateral jsonb_array_elements(j.lines) l
       where j.journal_id >= $3 and j.journal_id < $4 and j.provider = $1 and j.layer = 'accrual'
         and j.period >= $5 and j.period < $6 and l ->> 'account' = $7 and l ->> 'fund' = $2
         and j.cause_kind not in ('provider_paid', 'provider_payment_returned', 'prepayment_offset', 'supplier_offset',
           'supplier_paid_directly')
       group by 1) m`,
    [
      ...[provider, fund, firstIdOf(addDays(first, -1)), firstIdOf(addDays(thisMonth, 1))],
      ...[first.slice(0, 7), thisMonth.slice(0, 7), PAYABLE],
    ],
  )
  return rows[0]?.mean ?? 0
}
