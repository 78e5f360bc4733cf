// Counts of groups of a month: by provider for the whole area, and by group for one provider.
import type { Reader } from '../../common/index.ts'
import type { GroupMethod } from '../model.ts'

export interface ProviderCount {
  readonly provider: string
  readonly groups: number
  readonly cases: number
  readonly totalFen: number
}

export interface GroupCount {
  readonly code: string
  readonly name: string
  readonly diagnosis: string
  readonly procedures: string
  readonly cases: number
  readonly totalFen: number
}

export interface CountQuery {
  /** 202606 */
  readonly month: string
  readonly offset: number
  readonly limit: number
}

/** The last group of each effective list of the month whose settlement stands, grouped. */
const GROUPED = `settlement_list l
  join lateral (select c.code, c.name, c.is_grouped, c.result from case_group c where c.list_id = l.list_id
    and c.person_no = l.person_no and c.method = $2 order by c.version desc limit 1) g on true
  join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
  where l.month = $1 and l.state = 'effective' and s.reversed_by is null and g.is_grouped`

/** Most cases first, so that what others are called says nothing about who they are. */
export async function providerCounts(
  reader: Reader,
  method: GroupMethod,
  { month, offset, limit }: CountQuery,
): Promise<ProviderCount[]> {
  const { rows } = await reader.query<ProviderCount>(
    `select l.provider, count(distinct g.code)::int as groups, count(*)::int as cases,
       sum(s.total_fen)::bigint as "totalFen"
     from ${GROUPED} group by 1 order by 3 desc, 1 offset $3 limit $4`,
    [month, method, offset, limit],
  )
  return rows
}

export async function groupCounts(
  reader: Reader,
  method: GroupMethod,
  { month, offset, limit, provider, code }: CountQuery & { readonly provider: string; readonly code: string },
): Promise<GroupCount[]> {
  const { rows } = await reader.query<GroupCount>(
    `select g.code, max(g.name) as name, max(g.result ->> 'diagnosis') as diagnosis,
       max(array_to_string(array(select json_array_elements_text(g.result -> 'procedures')), '+')) as procedures,
       count(*)::int as cases, sum(s.total_fen)::bigint as "totalFen"
     from ${GROUPED} and l.provider = $5 and ($6 = '' or g.code = $6) group by 1 order by 5 desc, 1 offset $3 limit $4`,
    [month, method, offset, limit, provider, code],
  )
  return rows
}
