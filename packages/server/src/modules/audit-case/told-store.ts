// What an institution is told of over its interface: settlements with cases that it may answer, one page of them.
import type { Reader } from '../common/index.ts'
import type { AuditCase } from './model.ts'
import { casesOf } from './store.ts'

export interface ToldQuery {
  readonly provider: string
  /** 申诉: at the institution. 合议: deducted, and no joint review was asked for. */
  readonly stage: 'appeal' | 'panel'
  /** Days of settlement. */
  readonly from: string
  readonly to: string
  readonly offset: number
  readonly limit: number
}

export interface ToldSettlement {
  readonly settlementId: string
  readonly personNo: string
  readonly personName: string
  readonly visitId: string
  readonly setting: string
  readonly scheme: string
  readonly settledAt: string
  readonly totalFen: number
  readonly cases: readonly AuditCase[]
}

const STAGE = `case $2 when 'appeal' then c.state = 'appeal' else c.state = 'deducted' and not exists (
  select from json_array_elements(c.steps) t where t ->> 'step' = 'ask_panel') end`
const TOLD = `from audit_case c where c.provider = $1 and ${STAGE} and c.settled_on between $3::date and $4::date`

export async function toldSettlements(
  reader: Reader,
  { provider, stage, from, to, offset, limit }: ToldQuery,
): Promise<{ rows: ToldSettlement[]; total: number }> {
  const values = [provider, stage, from, to]
  const { rows } = await reader.query<Omit<ToldSettlement, 'cases'> & { readonly ids: readonly string[] }>(
    `select d.settlement_id as "settlementId", d.person_no as "personNo", p.name as "personName", d.ids,
       s.visit_id as "visitId", s.setting, s.scheme, to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS') as "settledAt",
       s.total_fen as "totalFen"
     from (select c.settlement_id, c.person_no, array_agg(c.finding_id order by c.finding_id) as ids ${TOLD}
       group by 1, 2 order by 1 offset $5 limit $6) d
     join settlement s on s.settlement_id = d.settlement_id and s.person_no = d.person_no
     join person p on p.person_no = d.person_no order by 1`,
    [...values, offset, limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(distinct c.settlement_id)::int as total ${TOLD}`,
    values,
  )
  const told: ToldSettlement[] = []
  for (const { ids, ...row } of rows) {
    const cases = await casesOf(reader, row.settlementId, row.personNo)
    told.push({ ...row, cases: cases.filter(({ findingId }) => ids.includes(findingId)) })
  }
  return { rows: told, total: counted.rows[0]!.total }
}
