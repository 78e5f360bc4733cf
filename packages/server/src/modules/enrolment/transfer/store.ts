// Transfers at rest: what a step decides on, their rows, and the lists of those under way and of one person.
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { MONEY_FACT } from '../../ledger/index.ts'
import { PERSON_JSON } from '../../person/index.ts'
import { fact } from '../../visit/index.ts'
import type { Transfer } from './model.ts'

const TRANSFER_JSON = `json_build_object('transferId', t.transfer_id, 'personNo', t.person_no, 'area', t.area,
  'direction', t.direction, 'scheme', t.scheme, 'otherArea', t.other_area, 'otherName', t.other_name, 'state', t.state,
  'appliedOn', t.applied_on, 'dueOn', t.due_on, 'closedOn', t.closed_on, 'number', t.number, 'lastMonth', t.last_month,
  'stretches', t.stretches, 'balanceFen', t.balance_fen, 'effect', t.effect, 'steps', t.steps)`

const OPEN = `('applied', 'accepted', 'letter_out', 'form_in', 'certified')`

export const OPENING_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
  open: `(select json_build_object('direction', t.direction, 'appliedOn', t.applied_on) from enrolment_transfer t
    where t.person_no = q.person_no and t.state in ${OPEN} limit 1)`,
})

/** The transfer, what was brought before, what lies open in a hospital, what was settled after a day, its journals, and the money. */
export const STEP_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
  transfer: `(select ${TRANSFER_JSON} from enrolment_transfer t
    where t.transfer_id = (q.args ->> 'transferId')::uuid and t.person_no = q.person_no)`,
  earlier: `(select coalesce(json_agg(s), '[]') from enrolment_transfer t cross join lateral json_array_elements(t.stretches) s
    where t.person_no = q.person_no and t.direction = 'in' and t.state = 'closed'
      and t.transfer_id <> (q.args ->> 'transferId')::uuid)`,
  inHospital: `exists (select from visit v where v.person_no = q.person_no and v.kind = 'inpatient'
    and v.state in ('admitted', 'discharged', 'settled_before_discharge'))`,
  usedAfter: `(select max((s.settled_at at time zone 'Asia/Shanghai')::date) from settlement s
    where s.person_no = q.person_no and s.reverses is null and s.reversed_by is null and s.fund_fen > 0
      and (s.settled_at at time zone 'Asia/Shanghai')::date > (q.args ->> 'lastOn')::date)`,
  journals: `(select coalesce(json_agg(json_build_object('journalId', j.journal_id, 'layer', j.layer,
      'cause', json_build_object('kind', j.cause_kind, 'id', j.cause_id), 'lines', j.lines) order by j.journal_id), '[]')
    from journal j where q.args ->> 'step' = 'reverse' and j.person_no = q.person_no
      and j.journal_id > (q.args ->> 'transferId')::uuid and j.cause_id = q.args ->> 'transferId' and j.reverses is null)`,
  money: `case when q.args ->> 'step' in ('close', 'reverse') then ${MONEY_FACT} else '{}' end`,
})

export const transferRow = (transfer: Transfer): Row => ({
  transfer_id: transfer.transferId,
  person_no: transfer.personNo,
  area: transfer.area,
  direction: transfer.direction,
  scheme: transfer.scheme,
  other_area: transfer.otherArea,
  other_name: transfer.otherName,
  applied_on: transfer.appliedOn,
  due_on: transfer.dueOn,
  ...columnsOf(transfer),
})

export const transferUpdate = (transfer: Transfer): Update => ({
  key: { transfer_id: transfer.transferId, person_no: transfer.personNo },
  set: columnsOf(transfer),
})

const columnsOf = (transfer: Transfer): Row => ({
  state: transfer.state,
  closed_on: transfer.closedOn,
  number: transfer.number,
  last_month: transfer.lastMonth,
  stretches: transfer.stretches as unknown as Json,
  balance_fen: transfer.balanceFen,
  effect: transfer.effect as unknown as Json,
  steps: transfer.steps as unknown as Json,
})

export async function findEnrolmentTransfer(reader: Reader, transferId: string): Promise<Transfer | undefined> {
  const { rows } = await reader.query<{ transfer: Transfer }>(
    `select ${TRANSFER_JSON} as transfer from enrolment_transfer t where t.transfer_id = $1`,
    [transferId],
  )
  return rows[0]?.transfer
}

/** Months that closed transfers of a person have brought, but for one. */
export async function broughtBy(reader: Reader, personNo: string, but = ''): Promise<Transfer['stretches']> {
  const { rows } = await reader.query<{ stretches: Transfer['stretches'] }>(
    `select t.stretches from enrolment_transfer t where t.person_no = $1 and t.direction = 'in' and t.state = 'closed'
       and t.transfer_id::text <> $2 order by t.transfer_id`,
    [personNo, but],
  )
  return rows.flatMap(({ stretches }) => stretches)
}

export interface TransfersAsked {
  readonly personNo?: string
  readonly direction?: string
  /** open: under way; otherwise one state. */
  readonly state?: string
  readonly offset: number
  readonly limit: number
}

export interface TransferListed extends Transfer {
  readonly name: string
}

/** Those under way first, by the day they are due; then the others, the latest first. */
export async function listTransfers(
  reader: Reader,
  { personNo, direction, state, offset, limit }: TransfersAsked,
): Promise<{ rows: TransferListed[]; total: number }> {
  const isOpen = state === 'open'
  const where = `($1::text is null or t.person_no = $1) and ($2::text is null or t.direction = $2)
    and ($3::text is null or t.state = $3) ${isOpen ? `and t.state in ${OPEN}` : ''}`
  const values = [personNo ?? null, direction ?? null, isOpen ? null : (state ?? null)]
  const order = isOpen ? 't.due_on, t.transfer_id' : `t.state in ${OPEN} desc, t.transfer_id desc`
  const { rows } = await reader.query<{ transfer: Transfer; name: string | null }>(
    `select ${TRANSFER_JSON} as transfer, p.name from enrolment_transfer t
     left join person p on p.person_no = t.person_no where ${where} order by ${order} offset $4 limit $5`,
    [...values, offset, limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*) as total from enrolment_transfer t where ${where}`,
    values,
  )
  return {
    rows: rows.map(({ transfer, name }) => ({ ...transfer, name: name ?? '' })),
    total: counted.rows[0]!.total,
  }
}

/** 按时办结: closed within a year, and of those by the day they were due. */
export async function transfersClosed(
  reader: Reader,
  year: string,
): Promise<{ readonly closed: number; readonly onTime: number }> {
  const { rows } = await reader.query<{ closed: number; onTime: number }>(
    `select count(*) as closed, count(*) filter (where t.closed_on <= t.due_on) as "onTime" from enrolment_transfer t
     where t.state = 'closed' and t.closed_on >= ($1 || '-01-01')::date and t.closed_on <= ($1 || '-12-31')::date`,
    [year],
  )
  return rows[0]!
}
