// Open items at rest: what a person still owes a provider for a settlement (先诊疗后付费).
import type { Day, Instant } from '@yibao/kernel'
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'

export interface ItemPayment {
  readonly at: Instant
  readonly amountFen: number
  readonly by: string
  readonly note: string
}

export interface OpenItem {
  readonly itemId: string
  readonly personNo: string
  readonly settlementId: string
  readonly provider: string
  readonly area: string
  readonly state: 'open' | 'paid' | 'void'
  readonly amountFen: number
  readonly paidFen: number
  readonly openedAt: string
  readonly openedBy: string
  readonly promisedOn: Day | null
  readonly payments: readonly ItemPayment[]
}

const ITEM_JSON = `json_build_object('itemId', o.item_id, 'personNo', o.person_no, 'settlementId', o.settlement_id,
  'provider', o.provider, 'area', o.area, 'state', o.state, 'amountFen', o.amount_fen, 'paidFen', o.paid_fen,
  'openedAt', to_char(o.opened_at, 'YYYY-MM-DD HH24:MI:SS'), 'openedBy', o.opened_by, 'promisedOn', o.promised_on,
  'payments', o.payments)`

/** For facts: items of settlements that `args.settlements` names. */
export const OPEN_ITEMS_FACT = `(select coalesce(json_agg(${ITEM_JSON} order by o.item_id), '[]') from open_item o
  where o.person_no = q.person_no and o.state <> 'void'
    and o.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x))`

export const ITEM_FACT = `(select ${ITEM_JSON} from open_item o
  where o.item_id = (q.args ->> 'itemId')::uuid and o.person_no = q.person_no)`

export const itemRow = (item: OpenItem): Row => ({
  item_id: item.itemId,
  person_no: item.personNo,
  settlement_id: item.settlementId,
  provider: item.provider,
  area: item.area,
  state: item.state,
  amount_fen: item.amountFen,
  paid_fen: item.paidFen,
  opened_at: item.openedAt,
  opened_by: item.openedBy,
  promised_on: item.promisedOn,
  payments: item.payments as unknown as Json,
})

export type ItemChange = Partial<Pick<OpenItem, 'settlementId' | 'amountFen' | 'paidFen' | 'payments' | 'state'>>

export function itemUpdate({ itemId, personNo }: OpenItem, change: ItemChange): Update {
  const { settlementId, amountFen, paidFen, payments, state } = change
  return {
    key: { item_id: itemId, person_no: personNo },
    set: {
      ...(settlementId !== undefined && { settlement_id: settlementId }),
      ...(amountFen !== undefined && { amount_fen: amountFen }),
      ...(paidFen !== undefined && { paid_fen: paidFen }),
      ...(payments !== undefined && { payments: payments as unknown as Json }),
      ...(state !== undefined && { state }),
    },
  }
}

/** What a settlement's replacement means for what is owed: nothing stands in its place, or another amount does. */
export function itemAfter(
  item: OpenItem,
  again: { readonly id: string; readonly cashFen: number } | undefined,
): Update {
  if (!again) return itemUpdate(item, { state: 'void' })
  const state = item.paidFen >= again.cashFen ? 'paid' : 'open'
  return itemUpdate(item, { settlementId: again.id, amountFen: again.cashFen, state })
}

export interface ItemFilter {
  readonly state?: string
  readonly personNo?: string
  readonly provider?: string
}

const WHERE = `($1::text is null or o.state = $1) and ($2::text is null or o.person_no = $2)
  and ($3::text is null or o.provider = $3)`

export async function openItems(
  reader: Reader,
  { state, personNo, provider }: ItemFilter,
  page: { readonly offset: number; readonly size: number },
): Promise<{ rows: (OpenItem & { personName: string | null })[]; total: number; owedFen: number }> {
  const values = [state ?? null, personNo ?? null, provider ?? null]
  const { rows } = await reader.query<{ item: OpenItem & { personName: string | null } }>(
    `select (${ITEM_JSON})::jsonb || jsonb_build_object('personName', p.name) as item
     from open_item o left join person p on p.person_no = o.person_no
     where ${WHERE} order by o.item_id desc offset $4 limit $5`,
    [...values, page.offset, page.size],
  )
  const sums = await reader.query<{ total: number; owedFen: number }>(
    `select count(*)::int as total, coalesce(sum(o.amount_fen - o.paid_fen) filter (where o.state = 'open'), 0)::bigint
       as "owedFen" from open_item o where ${WHERE}`,
    values,
  )
  return { rows: rows.map(({ item }) => item), total: sums.rows[0]?.total ?? 0, owedFen: sums.rows[0]?.owedFen ?? 0 }
}

export async function findItem(reader: Reader, itemId: string): Promise<OpenItem | undefined> {
  const { rows } = await reader.query<{ item: OpenItem }>(
    `select ${ITEM_JSON} as item from open_item o where o.item_id = $1`,
    [itemId],
  )
  return rows[0]?.item
}
