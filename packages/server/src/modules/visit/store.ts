// Visits and fee batches at rest: the facts that commands decide on, the rows they make, and what is read afterwards.
import type { Day } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { PERSON_FACT } from '../person/index.ts'
import { type PackedLines, packedJson, packLines, unpackLines } from './lines.ts'
import type { BatchNote, FeeBatch, FeeLine, Visit, VisitDetails } from './model.ts'
import type { VisitState } from './states.ts'

export const VISIT_JSON = `json_build_object('visitId', v.visit_id, 'personNo', v.person_no, 'kind', v.kind,
  'state', v.state, 'batches', v.batches, 'settlements', v.settlements, 'provider', v.provider, 'area', v.area,
  'beganOn', v.began_on, 'endedOn', v.ended_on, 'details', v.details)`

/** The visit that the command's `visitId` names, if it is the person's. */
export const VISIT_FACT = `(select ${VISIT_JSON} from visit v
  where v.visit_id = (q.args ->> 'visitId')::uuid and v.person_no = q.person_no)`

/** The person's stays that touch a span of days, besides the visit itself. */
const STAYS_FACT = `(select coalesce(json_agg(json_build_object('visitId', o.visit_id, 'provider', o.provider,
    'beganOn', o.began_on, 'endedOn', o.ended_on) order by o.visit_id), '[]')
  from visit o where o.person_no = q.person_no and o.kind = 'inpatient' and o.state <> 'cancelled'
    and o.visit_id is distinct from (q.args ->> 'visitId')::uuid
    and coalesce(o.ended_on, 'infinity') > (q.args ->> 'from')::date)`

/** Which of the serials asked for are in the visit and not withdrawn. */
const TAKEN_FACT = `(select coalesce(json_agg(s.serial), '[]') from fee_batch b cross join unnest(b.serials) s(serial)
  where b.visit_id = (q.args ->> 'visitId')::uuid and b.person_no = q.person_no
    and s.serial in (select jsonb_array_elements_text(q.args -> 'serials')) and s.serial <> all (b.withdrawn))`

/** Batches of the visit, whole. */
export const BATCHES_FACT = `(select coalesce(json_agg(json_build_array(b.seq, b.batch_no, b.serials, b.withdrawn, b.lines)
    order by b.seq), '[]')
  from fee_batch b where b.visit_id = (q.args ->> 'visitId')::uuid and b.person_no = q.person_no)`

/** Serials of every batch with their amounts: the sixth value of a packed line. */
const BATCH_SERIALS_FACT = `(select coalesce(json_agg(json_build_array(b.seq, b.serials, b.withdrawn,
    (select json_agg((l -> 5)) from json_array_elements(b.lines -> 'lines') l)) order by b.seq), '[]')
  from fee_batch b where b.visit_id = (q.args ->> 'visitId')::uuid and b.person_no = q.person_no)`

/** Whether the command's own message was undone before it came. */
export const VOIDED_FACT = `exists (select from message_void m where m.sender = q.args ->> 'sender'
  and m.msgid = q.args ->> 'msgid' and m.person_no = q.person_no)`

export const fact = (parts: Readonly<Record<string, string>>): string =>
  `select json_build_object(${Object.entries(parts)
    .map(([name, sql]) => `'${name}', ${sql}`)
    .join(', ')}) as facts`

export const VISIT_ONLY = fact({ visit: VISIT_FACT })
export const PERSON_ONLY = fact({ person: PERSON_FACT })
export const PERSON_AND_STAYS = fact({
  person: PERSON_FACT,
  stays: STAYS_FACT,
  visit: VISIT_FACT,
  voided: VOIDED_FACT,
})
export const CHARGE_FACTS = fact({ person: PERSON_FACT, visit: VISIT_FACT, taken: TAKEN_FACT })
export const WITHDRAWAL_FACTS = fact({ visit: VISIT_FACT, batches: BATCH_SERIALS_FACT })

export type StoredBatch = readonly [seq: number, no: string, serials: string[], withdrawn: string[], lines: PackedLines]
export type StoredSerials = readonly [seq: number, serials: string[], withdrawn: string[], amounts: number[]]

export function batchFrom([seq, no, serials, withdrawn, lines]: StoredBatch): FeeBatch {
  return { seq, no, withdrawn, lines: unpackLines(lines, serials) }
}

export function visitRow(visit: Omit<Visit, 'settlements' | 'endedOn'>): Row {
  return {
    visit_id: visit.visitId,
    person_no: visit.personNo,
    kind: visit.kind,
    state: visit.state,
    batches: visit.batches as unknown as Json,
    settlements: [],
    provider: visit.provider,
    area: visit.area,
    began_on: visit.beganOn,
    ended_on: null,
    details: visit.details as unknown as Json,
  }
}

export interface VisitChange {
  readonly state?: VisitState
  readonly batches?: readonly BatchNote[]
  readonly settlements?: readonly string[]
  readonly beganOn?: Day
  readonly endedOn?: Day | null
  readonly details?: VisitDetails
}

export function visitUpdate({ visitId, personNo }: Pick<Visit, 'visitId' | 'personNo'>, change: VisitChange): Update {
  const { state, batches, settlements, beganOn, endedOn, details } = change
  return {
    key: { visit_id: visitId, person_no: personNo },
    set: {
      ...(state && { state }),
      ...(batches && { batches: batches as unknown as Json }),
      ...(settlements && { settlements }),
      ...(beganOn && { began_on: beganOn }),
      ...(endedOn !== undefined && { ended_on: endedOn }),
      ...(details && { details: details as unknown as Json }),
    },
  }
}

export function batchRow(visit: Visit, seq: number, no: string, lines: readonly FeeLine[]): Row {
  return {
    visit_id: visit.visitId,
    seq,
    person_no: visit.personNo,
    batch_no: no,
    provider: visit.provider,
    area: visit.area,
    serials: lines.map(({ serial }) => serial),
    lines: packedJson(packLines(lines)),
  }
}

export const withdrawalUpdate = (visit: Visit, seq: number, withdrawn: readonly string[]): Update => ({
  key: { visit_id: visit.visitId, seq, person_no: visit.personNo },
  set: { withdrawn },
})

const VISIT_COLUMNS = `v.visit_id as "visitId", v.person_no as "personNo", v.kind, v.state, v.batches, v.settlements,
  v.provider, v.area, v.began_on as "beganOn", v.ended_on as "endedOn", v.details`

export async function findVisit(reader: Reader, visitId: string, personNo: string): Promise<Visit | undefined> {
  const { rows } = await reader.query<Visit>({
    name: 'visit',
    text: `select ${VISIT_COLUMNS} from visit v where v.visit_id = $1 and v.person_no = $2`,
    values: [visitId, personNo],
  })
  return rows[0]
}

/** Visits of a person that began within a span, oldest first. */
export async function visitsOfPerson(reader: Reader, personNo: string, from: Day, to: Day): Promise<Visit[]> {
  const { rows } = await reader.query<Visit>({
    name: 'visits of person',
    text: `select ${VISIT_COLUMNS} from visit v
      where v.person_no = $1 and v.began_on between $2 and $3 and v.state <> 'cancelled' order by v.visit_id limit 500`,
    values: [personNo, from, to],
  })
  return rows
}

/** Who lies at a provider now, having come within a span; one person or all. */
export async function staysAt(
  reader: Reader,
  provider: string,
  personNo: string,
  from: Day,
  to: Day,
): Promise<(Visit & { person: Json })[]> {
  const { rows } = await reader.query<Visit & { person: Json }>(
    `select ${VISIT_COLUMNS}, json_build_object('name', p.name, 'certificateKind', p.certificate_kind,
       'certificateNo', p.certificate_no, 'sex', p.sex, 'bornOn', p.born_on) as person
     from visit v join person p on p.person_no = v.person_no
     where v.provider = $1 and v.kind = 'inpatient' and v.state in ('admitted', 'settled_before_discharge')
       and ($2 = '' or v.person_no = $2) and v.began_on between $3 and $4
     order by v.visit_id limit 500`,
    [provider, personNo, from, to],
  )
  return rows
}

export async function batchesOf(reader: Reader, visitId: string, personNo: string): Promise<FeeBatch[]> {
  const { rows } = await reader.query<{ batch: StoredBatch }>({
    name: 'batches of visit',
    text: `select json_build_array(b.seq, b.batch_no, b.serials, b.withdrawn, b.lines) as batch
      from fee_batch b where b.visit_id = $1 and b.person_no = $2 order by b.seq`,
    values: [visitId, personNo],
  })
  return rows.map(({ batch }) => batchFrom(batch))
}
