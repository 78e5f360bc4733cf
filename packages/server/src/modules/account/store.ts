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

/** Who has a credit of this cause already. */
export const creditedFor = `select json_build_object('persons', (select coalesce(json_agg(c.person_no), '[]')
  from account_credit c where c.cause = q.args ->> 'cause'
    and c.person_no = any (array(select jsonb_array_elements_text(q.args -> 'persons'))))) as facts`

export interface YearOfAccount {
  readonly personNo: string
  readonly area: string
  /** What it held when the year began. */
  readonly openingFen: number
  /** Of the year, by day; of one day together. */
  readonly changes: readonly { readonly on: Day; readonly changeFen: number }[]
  /** Its person is dead and nothing is left in it: closed by inheritance. */
  readonly isClosed: boolean
}

/** Page by page in the order of numbers. A relative's settlement takes from the account of the giver. */
export async function accountsOfYear(
  reader: Reader,
  page: { readonly after: string; readonly from: Day; readonly until: Day; readonly limit: number },
): Promise<YearOfAccount[]> {
  const { rows } = await reader.query<YearOfAccount>(
    `with page as (
       select p.person_no, p.area, p.died_on is not null and (s.state ->> 'accountFen')::bigint = 0 as closed
       from person p join subject_state s on s.person_no = p.person_no and s.state ? 'accountFen'
       where p.person_no > $1 order by p.person_no limit $4),
     moved as (
       select c.person_no, c.credited_on as moved_on, c.amount_fen as fen from account_credit c join page using (person_no)
       union all
       select t.person_no, (t.transferred_at at time zone 'Asia/Shanghai')::date, -t.amount_fen
       from account_transfer t join page using (person_no)
       union all
       select s.person_no, (s.settled_at at time zone 'Asia/Shanghai')::date, -s.account_fen
         + coalesce((select sum((m ->> 1)::bigint) from json_array_elements(s.document -> 'mutual') m), 0)
       from settlement s join page using (person_no) where s.account_fen <> 0
       union all
       select m ->> 0, (s.settled_at at time zone 'Asia/Shanghai')::date, -(m ->> 1)::bigint
       from settlement s cross join lateral json_array_elements(s.document -> 'mutual') m
       join page on page.person_no = m ->> 0 where s.account_fen <> 0),
     days as (select person_no, greatest(moved_on, $2::date) as moved_on, moved_on < $2::date as before, sum(fen)::bigint as fen
       from moved where moved_on < $3::date group by 1, 2, 3)
     select page.person_no as "personNo", page.area, coalesce(page.closed, false) as "isClosed",
       coalesce((select sum(d.fen) from days d where d.person_no = page.person_no and d.before), 0)::bigint as "openingFen",
       coalesce((select json_agg(json_build_object('on', d.moved_on, 'changeFen', d.fen) order by d.moved_on) from days d
         where d.person_no = page.person_no and not d.before), '[]') as changes
     from page order by page.person_no`,
    [page.after, page.from, page.until, page.limit],
  )
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
