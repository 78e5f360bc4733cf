// A valid request for any transaction, as a client would send it: for tests, the fuzz programme and simulated hospitals.
import { fen, type Instant, lineAmount, type Quantity, type UnitPrice } from '@yibao/kernel'
import { requestEnvelope } from '../envelope.ts'
import type { Table } from '../fields.ts'
import type { Json } from '../json.ts'
import type { Nodes } from '../nodes.ts'
import { type Infno, transactionOf } from '../transactions.ts'
import { type Next, type SampleContext, sampleContext, sampleValue } from './values.ts'

export interface SampleOverrides {
  readonly at?: Instant
  /** Envelope fields to put in place of the sample's. */
  readonly envelope?: Json
  /** Input by node: an object of fields, or a list whose length is the number of rows. */
  readonly input?: Readonly<Record<string, Json | readonly Json[]>>
  /** How many of the fields that may be empty are filled; about half by default. */
  readonly fill?: 'all' | 'some' | 'required'
  /** Rows of lists that `input` says nothing about. */
  readonly rows?: number
}

export type SampleRequest = Record<string, unknown> & { readonly input: Record<string, unknown> }

/** The same `next` and overrides give the same request. */
export function sampleRequest(infno: Infno, next: Next, overrides: SampleOverrides = {}): SampleRequest {
  const context = sampleContext(next, overrides.at)
  const envelope = sampleRow(requestEnvelope, context, overrides.fill ?? 'some', { infno, ...overrides.envelope })
  return { ...envelope, input: sampleInput(transactionOf(infno).input, context, overrides) }
}

export const sampleBody = (infno: Infno, next: Next, overrides: SampleOverrides = {}): string =>
  JSON.stringify(sampleRequest(infno, next, overrides))

function sampleInput(nodes: Nodes, context: SampleContext, overrides: SampleOverrides): Record<string, unknown> {
  const fill = overrides.fill ?? 'some'
  const input: Record<string, unknown> = {}
  for (const [name, node] of Object.entries(nodes)) {
    const given = overrides.input?.[name]
    if (!node.many) {
      input[name] = sampleRow(node.fields, context, fill, (given ?? {}) as Json)
      continue
    }
    const rows = (given as readonly Json[] | undefined) ?? Array.from({ length: overrides.rows ?? 2 }, () => ({}))
    input[name] = rows.map((row) => {
      context.rows++
      return sampleRow(node.fields, context, fill, row)
    })
  }
  return withTotals(input, overrides)
}

function sampleRow(
  table: Table,
  context: SampleContext,
  fill: 'all' | 'some' | 'required',
  given: Json,
): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(table)) {
    const filled = field.required || fill === 'all' || (fill === 'some' && context.next() < 0.5)
    if (field.rows) row[name] = filled ? [sampleRow(field.rows, context, fill, {})] : []
    else row[name] = filled ? sampleValue(name, field, context) : ''
  }
  return withProducts({ ...row, ...given }, given)
}

/** 金额 = 单价 × 数量, and the four parts of a stated total, unless the caller says otherwise. */
function withProducts(row: Record<string, unknown>, given: Json): Record<string, unknown> {
  const { cnt, pric } = row
  if ('det_item_fee_sumamt' in row && given.det_item_fee_sumamt === undefined) {
    const count = Math.round(Number(cnt) * 10_000) as Quantity
    row.det_item_fee_sumamt = lineAmount(count, Math.round(Number(pric) * 1_000_000) as UnitPrice) / 100
  }
  if ('inscp_scp_amt' in row && 'medfee_sumamt' in row && given.medfee_sumamt === undefined) {
    const parts = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt']
    row.medfee_sumamt = parts.reduce((sum, part) => sum + cents(row[part]), 0) / 100
  }
  return row
}

/** A message that carries both a total and its rows states their sum. */
function withTotals(input: Record<string, unknown>, overrides: SampleOverrides): Record<string, unknown> {
  const { druginfo, drugdetail } = input
  const stated = overrides.input?.druginfo as Json | undefined
  if (!druginfo || !Array.isArray(drugdetail) || stated?.medfee_sumamt !== undefined) return input
  const total = drugdetail.reduce((sum: number, row: Json) => sum + cents(row.det_item_fee_sumamt), 0)
  return { ...input, druginfo: { ...druginfo, medfee_sumamt: fen(total) / 100 } }
}

const cents = (yuan: unknown): number => Math.round(Number(yuan) * 100)
