// Lookups of the search box that belong to no list: visits, and what a message did.
import type { Reader } from '../../common/index.ts'

export interface VisitFound {
  readonly visitId: string
  readonly personNo: string
  readonly personName: string | null
  readonly kind: 'outpatient' | 'inpatient' | 'pharmacy'
  readonly provider: string
  readonly beganOn: string
  readonly settlements: readonly string[]
}

export async function findVisits(reader: Reader, ids: readonly string[]): Promise<VisitFound[]> {
  const { rows } = await reader.query<VisitFound>(
    `select v.visit_id as "visitId", v.person_no as "personNo", p.name as "personName", v.kind, v.provider,
       v.began_on as "beganOn", v.settlements
     from visit v left join person p on p.person_no = v.person_no
     where v.visit_id = any ($1::uuid[]) order by v.visit_id`,
    [ids],
  )
  return rows
}

export interface SettlementFound {
  readonly settlementId: string
  readonly personName: string | null
  readonly provider: string
  readonly settledAt: string
  readonly totalFen: number
  readonly setting: string
  readonly reverses: string | null
  readonly reversedBy: string | null
}

export async function findSettlements(reader: Reader, ids: readonly string[]): Promise<SettlementFound[]> {
  const { rows } = await reader.query<SettlementFound>(
    `select s.settlement_id as "settlementId", p.name as "personName", s.provider, s.settled_at as "settledAt",
       s.total_fen as "totalFen", s.setting, s.reverses, s.reversed_by as "reversedBy"
     from settlement s left join person p on p.person_no = s.person_no
     where s.settlement_id = any ($1::uuid[]) order by s.settlement_id`,
    [ids],
  )
  return rows
}

/**
 * What a message made first of all (a settlement, a visit). A message number is kept by sender, so all of them are asked: a
 * probe each. The record of a change belongs to the area of its provider, so this is read for the platform itself; what
 * was made is then looked up within the asker's scope.
 */
export async function madeByMessage(
  platformReader: Reader,
  senders: readonly string[],
  msgid: string,
): Promise<string[]> {
  const { rows } = await platformReader.query<{ made: string | null }>(
    `select o.objects[1] as made from message_key k join operation o on o.op_id = k.op_id and o.person_no = k.person_no
     where k.sender = any ($1::text[]) and k.msgid = $2`,
    [senders, msgid],
  )
  return rows.flatMap(({ made }) => made ?? [])
}
