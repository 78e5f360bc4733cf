// An employer's people and charges, as its handler sees them: the database shows no others to that account.
import type { Day } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'
import type { Charge } from '../../contribution/index.ts'
import type { Spell } from '../../person/index.ts'

export interface MemberFound {
  readonly personNo: string
  readonly name: string
  readonly certificateNo: string
  readonly spell: Spell
  readonly state: 'active' | 'suspended' | 'left'
  readonly wageFen: number | null
  readonly wageFrom: string | null
}

/** Of a person's enrolments at the employer the last one counts; one that ends is enrolled to its last day. `$1` the employer, `$2` today. */
const MEMBERS = `person p cross join lateral (select x as spell, case when x ->> 'state' = 'suspended' then 'suspended'
    when coalesce(x ->> 'until', case x ->> 'state' when 'active' then '9999-12-31' else '' end) >= $2
      and p.died_on is null then 'active'
    else 'left' end as state
  from json_array_elements(p.dossier -> 'spells') x where x ->> 'employerNo' = $1 order by x ->> 'from' desc limit 1) s
  left join lateral (select w.wage_fen, w.from_month from contribution_wage w where w.person_no = p.person_no
    and w.employer_no = $1 order by w.from_month desc limit 1) w on true
  where p.employer_no = $1`

export interface MemberAsked {
  readonly state?: string
  readonly q?: string
  readonly offset: number
  readonly limit: number
}

export async function membersOf(
  reader: Reader,
  employerNo: string,
  today: Day,
  { state, q, offset, limit }: MemberAsked,
): Promise<{ rows: MemberFound[]; total: number }> {
  const where = `${MEMBERS} and ($3::text is null or s.state = $3)
    and ($4::text is null or p.name like $4 || '%' or p.certificate_no = upper($4) or p.person_no = $4)`
  const values = [employerNo, today, state ?? null, q?.replaceAll(/[%_\\]/g, '') || null]
  const { rows } = await reader.query<MemberFound>(
    `select p.person_no as "personNo", p.name, p.certificate_no as "certificateNo", s.spell, s.state,
       w.wage_fen as "wageFen", w.from_month as "wageFrom"
     from ${where} order by s.state, p.person_no offset $5 limit $6`,
    [...values, offset, limit],
  )
  const counted = await reader.query<{ total: number }>(`select count(*) as total from ${where}`, values)
  return { rows, total: counted.rows[0]!.total }
}

export interface MonthFound {
  readonly members: number
  readonly added: number
  readonly dropped: number
}

/** Members today; enrolments that begin, and those that end, in the month. */
export async function monthOf(reader: Reader, employerNo: string, today: Day): Promise<MonthFound> {
  const { rows } = await reader.query<MonthFound>(
    `select count(*) filter (where s.state = 'active') as members,
       count(*) filter (where left(s.spell ->> 'from', 7) = left($2, 7)) as added,
       count(*) filter (where left(s.spell ->> 'until', 7) = left($2, 7)) as dropped
     from ${MEMBERS}`,
    [employerNo, today],
  )
  return rows[0]!
}

export interface ChargeFound
  extends Pick<Charge, 'chargeNo' | 'kind' | 'amountFen' | 'people' | 'dueOn' | 'state' | 'confirmedOn' | 'period'> {}

export async function chargesOf(
  reader: Reader,
  employerNo: string,
  period: string | undefined,
): Promise<ChargeFound[]> {
  const { rows } = await reader.query<ChargeFound>(
    `select c.charge_no as "chargeNo", c.kind, c.amount_fen as "amountFen", c.people, c.due_on as "dueOn", c.state,
       c.confirmed_on as "confirmedOn", c.period
     from contribution_charge c where c.payer_kind = 'employer' and c.payer = $1 and ($2::text is null or c.period = $2)
     order by c.period desc, c.charge_no`,
    [employerNo, period ?? null],
  )
  return rows
}

export interface BillLine {
  readonly personNo: string
  readonly name: string
  readonly baseFen: number
  readonly amountFen: number
}

export async function linesOf(
  reader: Reader,
  employerNo: string,
  period: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ rows: BillLine[]; total: number; amountFen: number }> {
  const from = `contribution_line l left join person p on p.person_no = l.person_no
    where l.payer = $1 and l.period = $2`
  const { rows } = await reader.query<BillLine>(
    `select l.person_no as "personNo", coalesce(p.name, '') as name, l.base_fen as "baseFen", l.amount_fen as "amountFen"
     from ${from} order by l.person_no offset $3 limit $4`,
    [employerNo, period, offset, limit],
  )
  const counted = await reader.query<{ total: number; amountFen: number }>(
    `select count(*) as total, coalesce(sum(l.amount_fen), 0)::bigint as "amountFen" from ${from}`,
    [employerNo, period],
  )
  return { rows, ...counted.rows[0]! }
}

export async function namesOf(reader: Reader, personNos: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await reader.query<{ personNo: string; name: string }>(
    'select p.person_no as "personNo", p.name from person p where p.person_no = any ($1)',
    [personNos],
  )
  return new Map(rows.map(({ personNo, name }) => [personNo, name]))
}
