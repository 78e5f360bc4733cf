// Bank statements at rest, and the bank book of a fund's account for a month.
import { addDays, addMonths, type BankItem, day } from '@yibao/kernel'
import { firstIdOf, type Json, type Row, type Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { fact } from '../visit/index.ts'
import type { BankStatement } from './model.ts'

const STATEMENT_JSON = `json_build_object('statementId', b.statement_id, 'fund', b.fund, 'account', b.account,
  'month', b.month, 'openingFen', b.opening_fen, 'closingFen', b.closing_fen, 'items', b.items, 'sha256', b.sha256,
  'notes', b.notes, 'state', b.state, 'steps', b.steps)`

export const STATEMENT_FACTS = fact({
  statement: `(select ${STATEMENT_JSON} from bank_statement b where b.statement_id = (q.args ->> 'statementId')::uuid)`,
})

export const statementRow = (statement: BankStatement, at: string): Row => ({
  statement_id: statement.statementId,
  fund: statement.fund,
  account: statement.account,
  month: statement.month,
  opening_fen: statement.openingFen,
  closing_fen: statement.closingFen,
  items: statement.items as unknown as Json,
  sha256: statement.sha256,
  notes: statement.notes as unknown as Json,
  state: statement.state,
  steps: statement.steps as unknown as Json,
  uploaded_at: at,
})

export const statementUpdate = ({ statementId, state, notes, steps }: BankStatement): Update => ({
  key: { statement_id: statementId },
  set: { state, notes: notes as unknown as Json, steps: steps as unknown as Json },
})

export async function findStatement(reader: Reader, statementId: string): Promise<BankStatement | undefined> {
  const { rows } = await reader.query<{ statement: BankStatement }>(
    `select ${STATEMENT_JSON} as statement from bank_statement b where b.statement_id = $1`,
    [statementId],
  )
  return rows[0]?.statement
}

/** Newest month first; what was withdrawn only on demand. */
export async function statementsOf(
  reader: Reader,
  query: { readonly state?: string; readonly month?: string; readonly offset: number; readonly limit: number },
): Promise<{ rows: BankStatement[]; total: number }> {
  const where = `where ($1::text is null or b.month = $1)
    and case when $2::text is null then b.state <> 'withdrawn' else b.state = $2 end`
  const values = [query.month ?? null, query.state ?? null]
  const { rows } = await reader.query<{ statement: BankStatement }>(
    `select ${STATEMENT_JSON} as statement from bank_statement b ${where}
     order by b.month desc, b.fund, b.account offset $3 limit $4`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*)::int as total from bank_statement b ${where}`,
    values,
  )
  return { rows: rows.map(({ statement }) => statement), total: counted.rows[0]!.total }
}

const SIGNED = `case l ->> 'side' when 'debit' then 1 else -1 end * (l ->> 'amountFen')::bigint`

/**
 * 银行存款日记账: each journal one item, by the number that our own paper has: the document of a booking, the clearing of a payment;
 * else what caused it. Movements of one number and sign in the month stand together.
 */
export async function bookItems(reader: Reader, fund: string, account: string, month: string): Promise<BankItem[]> {
  const first = day(`${month}-01`)
  const { rows } = await reader.query<BankItem>(
    `select coalesce(b.document, c.clearing_id::text, j.cause_id) as reference, min(j.posted_on)::text as "on",
       sum(${SIGNED})::bigint as "amountFen"
     from journal j cross join lateral jsonb_array_elements(j.lines) l
     left join fund_booking b on b.booking_id::text = j.cause_id
     left join clearing c on c.payment_id::text = j.cause_id
     where j.journal_id >= $4 and j.journal_id < $5 and j.layer = 'cash' and j.period = $3
       and l ->> 'fund' = $1 and l ->> 'account' = $2
     group by 1, (${SIGNED}) > 0 having sum(${SIGNED}) <> 0 order by 2, 1`,
    [fund, account, month, firstIdOf(addDays(first, -1)), firstIdOf(addDays(addMonths(first, 1), 1))],
  )
  return rows
}
