// Charges, receipts with their money, breaks and refunds, page by page.
import type { Reader } from '../../common/index.ts'
import type { Charge, Refund, StoredArrival, StoredBreak, TakenReceipt } from '../model.ts'
import { ARRIVAL_JSON, BREAK_JSON, CHARGE_JSON, RECEIPT_JSON, REFUND_JSON } from '../store.ts'

export interface ListQuery {
  readonly offset: number
  readonly limit: number
  readonly state?: string
  readonly fund?: string
  readonly period?: string
  readonly kind?: string
}

export interface Listed<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly amountFen: number
}

/** `from` names the table as `t`; only what was asked for is a condition. */
async function listed<T>(
  reader: Reader,
  json: string,
  from: string,
  order: string,
  asked: readonly (readonly [column: string, value: string | undefined])[],
  { offset, limit }: ListQuery,
): Promise<Listed<T>> {
  const given = asked.filter(([, value]) => value !== undefined)
  const where = given.map(([column], at) => `${column} = $${at + 1}`).join(' and ') || 'true'
  const values = given.map(([, value]) => value)
  const { rows } = await reader.query<{ row: T }>(
    `select ${json} as row from ${from} where ${where} order by ${order} offset ${offset} limit ${limit}`,
    values,
  )
  const counted = await reader.query<{ total: number; amountFen: number }>(
    `select count(*) as total, coalesce(sum(amount_fen), 0)::bigint as "amountFen" from ${from} where ${where}`,
    values,
  )
  return { rows: rows.map(({ row }) => row), ...counted.rows[0]! }
}

export const listCharges = (reader: Reader, query: ListQuery): Promise<Listed<Charge>> =>
  listed(
    reader,
    CHARGE_JSON,
    'contribution_charge c',
    'c.period desc, c.charge_no',
    [
      ['c.state', query.state],
      ['c.fund', query.fund],
      ['c.period', query.period],
      ['c.payer_kind', query.kind],
    ],
    query,
  )

export const listReceipts = (reader: Reader, query: ListQuery): Promise<Listed<TakenReceipt>> =>
  listed(
    reader,
    RECEIPT_JSON,
    'contribution_receipt r',
    'r.paid_on desc, r.receipt_no',
    [
      ['r.fund', query.fund],
      ['r.period', query.period],
    ],
    query,
  )

export const listArrivals = (reader: Reader, query: ListQuery): Promise<Listed<StoredArrival>> =>
  listed(
    reader,
    ARRIVAL_JSON,
    'contribution_arrival a',
    'a.arrived_on desc, a.arrival_no',
    [
      ['a.state', query.state],
      ['a.fund', query.fund],
    ],
    query,
  )

export const listBreaks = (reader: Reader, query: ListQuery): Promise<Listed<StoredBreak>> =>
  listed(
    reader,
    BREAK_JSON,
    'contribution_break b',
    'b.opened_on desc, b.break_no',
    [
      ['b.state', query.state],
      ['b.fund', query.fund],
      ['b.kind', query.kind],
    ],
    query,
  )

export const listRefunds = (reader: Reader, query: ListQuery): Promise<Listed<Refund>> =>
  listed(reader, REFUND_JSON, 'contribution_refund f', 'f.refund_id desc', [['f.state', query.state]], query)

export interface ChargeSum {
  readonly fund: string
  readonly state: string
  readonly count: number
  readonly amountFen: number
}

export async function chargeSums(reader: Reader): Promise<ChargeSum[]> {
  const { rows } = await reader.query<ChargeSum>(
    `select c.fund, c.state, count(*) as count, sum(c.amount_fen)::bigint as "amountFen"
     from contribution_charge c group by 1, 2 order by 1, 2`,
  )
  return rows
}

export interface BreakSum {
  readonly owner: string
  readonly state: string
  readonly count: number
  readonly amountFen: number
}

export async function breakSums(reader: Reader): Promise<BreakSum[]> {
  const { rows } = await reader.query<BreakSum>(
    `select b.owner, b.state, count(*) as count, sum(abs(b.amount_fen))::bigint as "amountFen"
     from contribution_break b where b.state <> 'closed' group by 1, 2 order by 1, 2`,
  )
  return rows
}
