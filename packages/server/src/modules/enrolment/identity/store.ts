// Identities at rest: who holds a number, what a person was known by before, and bills that a child's parents paid alone.
import type { Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { PERSON_JSON, type Person, personRow } from '../../person/index.ts'
import { fact } from '../../visit/index.ts'

export const IDENTITY_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
  holder: `(select p.person_no from person p where p.certificate_no = q.args ->> 'certificateNo' limit 1)`,
})

export const claimOf = (kind: string, number: string, personNo: string): Row => ({
  certificate_kind: kind,
  certificate_no: number,
  person_no: personNo,
})

/** 曾用证件: kept, so that a paper with the old number still finds the child. */
export const identityRow = (row: {
  readonly identityId: string
  readonly personNo: string
  readonly before: { readonly kind: string; readonly number: string; readonly name: string }
  readonly note: string
  readonly by: string
  readonly at: string
}): Row => ({
  identity_id: row.identityId,
  person_no: row.personNo,
  certificate_kind: row.before.kind,
  certificate_no: row.before.number,
  name: row.before.name,
  note: row.note,
  by_account: row.by,
  at: row.at,
})

export function boundUpdate(person: Person): Update {
  const { name, certificate_kind, certificate_no, initials } = personRow(person) as Readonly<
    Record<'name' | 'certificate_kind' | 'certificate_no' | 'initials', string>
  >
  return { key: { person_no: person.personNo }, set: { name, certificate_kind, certificate_no, initials } }
}

export interface EarlierIdentity {
  readonly certificateNo: string
  readonly name: string
  readonly by: string
  readonly at: string
}

export async function earlierIdentities(reader: Reader, personNo: string): Promise<EarlierIdentity[]> {
  const { rows } = await reader.query<EarlierIdentity>(
    `select i.certificate_no as "certificateNo", i.name, i.by_account as "by", i.at from person_identity i
     where i.person_no = $1 order by i.identity_id desc limit 10`,
    [personNo],
  )
  return rows
}

export interface BillPaidAlone {
  readonly settlementId: string
  readonly on: string
  readonly provider: string
  readonly totalFen: number
}

/** Settlements in effect towards which no fund paid anything, of the first year of life. */
export async function billsPaidAlone(reader: Reader, personNo: string, bornOn: string): Promise<BillPaidAlone[]> {
  const { rows } = await reader.query<BillPaidAlone>(
    `select s.settlement_id as "settlementId", (s.settled_at at time zone 'Asia/Shanghai')::date as "on", s.provider,
       s.total_fen as "totalFen"
     from settlement s where s.person_no = $1 and s.reverses is null and s.reversed_by is null and s.fund_fen = 0
       and s.total_fen > 0 and s.settled_at < ($2::date + 365)::timestamptz order by s.settled_at limit 20`,
    [personNo, bornOn],
  )
  return rows
}

/** Years in which a fund paid something for the person. */
export async function yearsWithClaims(reader: Reader, personNo: string): Promise<number[]> {
  const { rows } = await reader.query<{ year: number }>(
    `select distinct extract(year from s.settled_at at time zone 'Asia/Shanghai')::int as year from settlement s
     where s.person_no = $1 and s.reverses is null and s.reversed_by is null and s.fund_fen > 0`,
    [personNo],
  )
  return rows.map(({ year }) => year)
}
