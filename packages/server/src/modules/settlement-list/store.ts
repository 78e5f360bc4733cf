// Settlement lists and groups of cases at rest.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { fact } from '../visit/index.ts'
import type { CaseGroup, GroupDetail, ListState, StoredList } from './model.ts'

const atText = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** Other lists of the settlement that stand, and whether it was cancelled meanwhile. */
export const LIST_FACTS = fact({
  lists: `(select coalesce(json_agg(json_build_object('listId', l.list_id, 'state', l.state) order by l.list_id), '[]')
    from settlement_list l where l.settlement_id = (q.args ->> 'settlementId')::uuid and l.person_no = q.person_no
      and l.state <> 'replaced')`,
  cancelled: `exists (select from settlement s where s.settlement_id = (q.args ->> 'settlementId')::uuid
    and s.person_no = q.person_no and (s.reverses is not null or s.reversed_by is not null))`,
})

export interface ListFacts {
  readonly lists: readonly { readonly listId: string; readonly state: ListState }[]
  readonly cancelled: boolean
}

export const listRow = (stored: StoredList): Row => ({
  list_id: stored.listId,
  person_no: stored.personNo,
  settlement_id: stored.settlementId,
  visit_id: stored.visitId,
  provider: stored.provider,
  area: stored.area,
  month: stored.month,
  state: stored.state,
  uploaded_at: stored.uploadedAt,
  rules_version: stored.rulesVersion,
  list: stored.list as unknown as Json,
  notes: stored.notes,
  findings: stored.findings as unknown as Json,
})

export const replacedUpdate = (listId: string, personNo: string): Update => ({
  key: { list_id: listId, person_no: personNo },
  set: { state: 'replaced' },
})

export type GroupedList = Pick<StoredList, 'listId' | 'personNo' | 'settlementId' | 'provider' | 'area' | 'month'>

export const groupRow = (list: StoredList, group: CaseGroup, version: number): Row =>
  caseGroupRow(list, group, version, list.uploadedAt)

/** A later version is a group of its own: what was grouped before stays as it was. */
export const caseGroupRow = (list: GroupedList, group: CaseGroup, version: number, at: string): Row => ({
  list_id: list.listId,
  person_no: list.personNo,
  method: group.method,
  version,
  settlement_id: list.settlementId,
  provider: list.provider,
  area: list.area,
  month: list.month,
  scheme: group.scheme,
  scheme_version: group.schemeVersion,
  is_grouped: group.isGrouped,
  code: group.code,
  name: group.name,
  result: group.result as unknown as Json,
  explanation: group.explanation,
  grouped_at: at,
})

export interface MonthQuery {
  readonly provider: string
  /** 202606 */
  readonly month: string
  /** One settlement of the month. */
  readonly settlementId?: string
  readonly offset: number
  readonly limit: number
}

const valuesOf = ({ provider, month, settlementId, offset, limit }: MonthQuery) => [
  provider,
  month,
  settlementId ?? null,
  offset,
  limit,
]

export interface CheckedList {
  readonly listId: string
  readonly settlementId: string
  readonly personNo: string
  readonly name: string
  readonly certificateKind: string
  readonly certificateNo: string
  readonly state: ListState
  readonly rulesVersion: string
  readonly findings: StoredList['findings']
  readonly uploadedAt: StoredList['uploadedAt']
  readonly isGrouped: boolean
}

/** Lists of a month that stand or were sent back, oldest first. */
export async function checkedLists(reader: Reader, query: MonthQuery): Promise<CheckedList[]> {
  const { rows } = await reader.query<CheckedList>({
    name: 'settlement lists of month',
    text: `select l.list_id as "listId", l.settlement_id as "settlementId", l.person_no as "personNo", p.name,
        p.certificate_kind as "certificateKind", p.certificate_no as "certificateNo", l.state,
        l.rules_version as "rulesVersion", l.findings, ${atText('l.uploaded_at')} as "uploadedAt",
        exists (select from case_group g where g.list_id = l.list_id and g.person_no = l.person_no and g.is_grouped)
          as "isGrouped"
      from settlement_list l join person p on p.person_no = l.person_no
      where l.provider = $1 and l.month = $2 and l.state <> 'replaced' and ($3::uuid is null or l.settlement_id = $3)
      order by l.list_id offset $4 limit $5`,
    values: valuesOf(query),
  })
  return rows
}

export interface GroupedCase {
  readonly listId: string
  readonly settlementId: string
  readonly personNo: string
  readonly personName: string
  readonly personArea: string
  readonly provider: string
  readonly scheme: string
  readonly insurance: 'employee' | 'resident'
  readonly settledAt: StoredList['uploadedAt']
  readonly groupedAt: StoredList['uploadedAt']
  readonly schemeVersion: string
  readonly isGrouped: boolean
  readonly isCancelled: boolean
  readonly code: string
  readonly name: string
  readonly result: GroupDetail
  readonly explanation: string
}

/** The last group of each effective list of a month, by one method. */
export async function groupedCases(
  reader: Reader,
  method: CaseGroup['method'],
  query: MonthQuery,
): Promise<GroupedCase[]> {
  const { rows } = await reader.query<GroupedCase>({
    name: 'groups of month',
    text: `select g.list_id as "listId", g.settlement_id as "settlementId", g.person_no as "personNo",
        p.name as "personName", p.area as "personArea", g.provider, g.scheme, s.scheme as insurance,
        ${atText('s.settled_at')} as "settledAt", ${atText('g.grouped_at')} as "groupedAt",
        g.scheme_version as "schemeVersion", g.is_grouped as "isGrouped",
        s.reversed_by is not null as "isCancelled", g.code, g.name, g.result, g.explanation
      from settlement_list l
      join lateral (select * from case_group c where c.list_id = l.list_id and c.person_no = l.person_no
        and c.method = $6 order by c.version desc limit 1) g on true
      join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
      join person p on p.person_no = l.person_no
      where l.provider = $1 and l.month = $2 and l.state = 'effective' and ($3::uuid is null or l.settlement_id = $3)
      order by l.list_id offset $4 limit $5`,
    values: [...valuesOf(query), method],
  })
  return rows
}

/** The effective list of a settlement with what the stay cost. */
export async function effectiveList(
  reader: Reader,
  settlementId: string,
  personNo: string,
): Promise<{ list: StoredList['list']; totalFen: number } | undefined> {
  const { rows } = await reader.query<{ list: StoredList['list']; totalFen: number }>(
    `select l.list, s.total_fen as "totalFen" from settlement_list l
     join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
     where l.settlement_id = $1 and l.person_no = $2 and l.state = 'effective'`,
    [settlementId, personNo],
  )
  return rows[0]
}

export async function settlementOfList(reader: Reader, listId: string): Promise<string | undefined> {
  const { rows } = await reader.query<{ settlement: string }>(
    'select l.settlement_id::text as settlement from settlement_list l where l.list_id = $1',
    [listId],
  )
  return rows[0]?.settlement
}
