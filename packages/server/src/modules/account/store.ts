// Personal accounts at rest: what came in. What went out lies in the settlements.
import type { Day } from '@yibao/kernel'
import type { Row } from '../../platform/index.ts'
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
