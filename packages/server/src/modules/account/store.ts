// Personal accounts at rest: what came in. What went out lies in the settlements.
import type { Day } from '@yibao/kernel'
import type { Json, Row } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'

export const creditRow = (creditId: string, personNo: string, cause: string, amountFen: number, on: Day): Row => ({
  credit_id: creditId,
  person_no: personNo,
  cause,
  amount_fen: amountFen,
  credited_on: on,
})

export interface AccountCredit {
  readonly creditId: string
  readonly cause: string
  readonly amountFen: number
  readonly creditedOn: Day
}

export async function creditsOf(reader: Reader, personNo: string): Promise<AccountCredit[]> {
  const { rows } = await reader.query<AccountCredit>(
    `select credit_id as "creditId", cause, amount_fen as "amountFen", credited_on as "creditedOn"
     from account_credit where person_no = $1 order by credit_id`,
    [personNo],
  )
  return rows
}

/** The state of a person as the write path keeps it, beside everything that was ever credited, less what was transferred. */
export interface StoredAccount {
  readonly personNo: string
  readonly state: Json
  readonly creditedFen: number
}

/** Page by page in the order of numbers; `after` is the last one seen. */
export async function accountsAfter(reader: Reader, after: string, limit: number): Promise<StoredAccount[]> {
  const { rows } = await reader.query<StoredAccount>({
    name: 'accounts after',
    text: `select p.person_no as "personNo", coalesce(s.state, '{}') as state,
        (coalesce((select sum(c.amount_fen) from account_credit c where c.person_no = p.person_no), 0)
          - coalesce((select sum(t.amount_fen) from account_transfer t where t.person_no = p.person_no), 0))::bigint
          as "creditedFen"
      from person p left join subject_state s on s.person_no = p.person_no
      where p.person_no > $1 order by p.person_no limit $2`,
    values: [after, limit],
  })
  return rows
}

/** What all personal accounts hold together. */
export async function sumOfAccounts(reader: Reader): Promise<number> {
  const { rows } = await reader.query<{ fen: number }>(
    `select coalesce(sum((state ->> 'accountFen')::bigint), 0)::bigint as fen from subject_state where state ? 'accountFen'`,
  )
  return rows[0]?.fen ?? 0
}

/** What left an account other than by a settlement. */
export const transferRow = (transfer: {
  readonly transferId: string
  readonly personNo: string
  readonly requestId: string
  readonly amountFen: number
  readonly cause: string
  readonly heir: Json
  readonly at: string
}): Row => ({
  transfer_id: transfer.transferId,
  person_no: transfer.personNo,
  request_id: transfer.requestId,
  amount_fen: transfer.amountFen,
  cause: transfer.cause,
  heir: transfer.heir,
  transferred_at: transfer.at,
})
