// What the enrolment window reads and writes: a person with whom the account is shared, visits, population, a person's charges.
import type { Json, Row } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { PERSON_JSON } from '../../person/index.ts'
import { fact } from '../../visit/index.ts'
import type { PopulationFigure, VisitNote } from './model.ts'

export const PERSON_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
})

export const AID_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
  giver: `(select ${PERSON_JSON} from person p where p.person_no = q.args ->> 'giver')`,
})

export const POPULATION_FACTS = fact({
  known: `exists (select from population_base b where b.area = q.args ->> 'area' and b.kind = q.args ->> 'kind'
    and b.as_of = (q.args ->> 'asOf')::date)`,
})

export const visitRow = (visitId: string, visit: VisitNote, by: string, at: string): Row => ({
  visit_id: visitId,
  person_no: visit.personNo,
  area: visit.area,
  list: visit.list,
  reason: visit.reason,
  note: visit.note,
  by_account: by,
  at,
})

export const populationKey = ({ area, kind, asOf }: PopulationFigure): Row => ({ area, kind, as_of: asOf })
export const populationSet = ({ people, source }: PopulationFigure, by: string, at: string): Row => ({
  people,
  source,
  by_account: by,
  at: at as Json,
})

export interface PopulationFound extends PopulationFigure {
  readonly by: string
}

/** The latest figure of each kind for an area, up to a day. */
export async function populationOf(reader: Reader, area: string, on: string): Promise<PopulationFound[]> {
  const { rows } = await reader.query<PopulationFound>(
    `select distinct on (b.kind) b.area, b.kind, b.as_of as "asOf", b.people, b.source, b.by_account as "by"
     from population_base b where b.area = $1 and b.as_of <= $2 order by b.kind, b.as_of desc`,
    [area, on],
  )
  return rows
}

/** Distinct living people in an active enrolment on a day, within the reader's scope and an area. */
export async function enrolledOn(reader: Reader, area: string, on: string): Promise<number> {
  const { rows } = await reader.query<{ n: number }>(
    `select count(*) as n from person p where p.died_on is null and p.area like $1 || '%' and exists (
       select from json_array_elements(p.dossier -> 'spells') x where x ->> 'state' <> 'suspended' and x ->> 'from' <= $2
         and coalesce(x ->> 'until', case x ->> 'state' when 'active' then '9999-12-31' else '' end) >= $2)`,
    [area, on],
  )
  return rows[0]?.n ?? 0
}

export interface OwnCharge {
  readonly chargeNo: string
  readonly period: string
  readonly fund: string
  readonly payerKind: string
  readonly payer: string
  readonly baseFen: number
  readonly amountFen: number
  readonly state: string
  readonly creditedOn: string | null
}

/** What was charged for a person, whoever pays it. */
export async function chargesFor(reader: Reader, personNo: string, limit: number): Promise<OwnCharge[]> {
  const { rows } = await reader.query<OwnCharge>(
    `select l.charge_no as "chargeNo", l.period, l.fund, coalesce(c.payer_kind, '') as "payerKind", l.payer,
       l.base_fen as "baseFen", l.amount_fen as "amountFen", coalesce(c.state, '') as state, l.credited_on as "creditedOn"
     from contribution_line l left join contribution_charge c on c.charge_no = l.charge_no
     where l.person_no = $1 order by l.period desc, l.charge_no limit $2`,
    [personNo, limit],
  )
  return rows
}

/** Who uses this person's account. */
export async function receiversOf(
  reader: Reader,
  personNo: string,
): Promise<{ personNo: string; name: string; relation: string; from: string }[]> {
  const { rows } = await reader.query<{ personNo: string; name: string; relation: string; from: string }>(
    `select p.person_no as "personNo", p.name, g ->> 'relation' as relation, g ->> 'from' as "from"
     from person p cross join lateral json_array_elements(p.dossier -> 'givers') g
     where p.dossier::text like '%' || $1 || '%' and g ->> 'giver' = $1 limit 20`,
    [personNo],
  )
  return rows
}

export interface VisitFound {
  readonly list: string
  readonly reason: string
  readonly note: string
  readonly by: string
  readonly at: string
}

export async function visitsOf(reader: Reader, personNo: string, limit: number): Promise<VisitFound[]> {
  const { rows } = await reader.query<VisitFound>(
    `select v.list, v.reason, v.note, v.by_account as "by", v.at from enrolment_visit v where v.person_no = $1
     order by v.visit_id desc limit $2`,
    [personNo, limit],
  )
  return rows
}
