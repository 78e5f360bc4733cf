// Groups of cases for the history: of effective lists of settlements that stand, the last group by each method.
import type { HistoryRow, Reader } from '../../common/index.ts'

/** Lists that these numbers name: of lists, of settlements, of anything else. */
export async function listsNamed(reader: Reader, names: readonly string[]): Promise<string[]> {
  const { rows } = await reader.query<{ key: string }>({
    name: 'history lists named',
    text: `select list_id::text as key from settlement_list where list_id = any($1::uuid[])
      union select list_id::text from settlement_list where settlement_id = any($1::uuid[])`,
    values: [names],
  })
  return rows.map(({ key }) => key)
}

/** The stay's money is that of all its parts. */
export async function groupRows(reader: Reader, lists: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history group rows',
    text: `select l.list_id::text as key, json_build_object('id', l.settlement_id, 'settled_on', s.settled_at::date,
        'person_no', l.person_no, 'provider', l.provider, 'county', s.area, 'scheme', s.scheme, 'level', p.level,
        'grouping', g.scheme || ' ' || g.scheme_version, 'method', g.method,
        'status', case when g.is_grouped then 'grouped' else 'not_grouped' end,
        'case_group', case when g.is_grouped then g.code end,
        'reason', case when not g.is_grouped then coalesce(nullif(g.result ->> 'reason', ''), g.name) end,
        'weight', case when g.method = 'drg' then round((g.result ->> 'weightE8')::numeric / 10000)
          else (g.result ->> 'scoreE4')::numeric end,
        'los_days', (left(l.list ->> 'dischargedAt', 10))::date - (left(l.list ->> 'admittedAt', 10))::date,
        'total_fen', m.total_fen, 'fund_fen', m.fund_fen, 'person_fen', m.person_fen) as row
      from settlement_list l
      join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
      join visit v on v.visit_id = l.visit_id and v.person_no = l.person_no
      left join provider p on p.code = l.provider
      cross join lateral (select distinct on (c.method) c.* from case_group c
        where c.list_id = l.list_id and c.person_no = l.person_no order by c.method, c.version desc) g
      cross join lateral (select sum(x.total_fen)::bigint as total_fen, sum(x.fund_fen)::bigint as fund_fen,
          sum(x.person_fen)::bigint as person_fen from unnest(v.settlements) sid
        join settlement x on x.settlement_id = sid and x.person_no = v.person_no
        where x.reverses is null and x.reversed_by is null) m
      where l.list_id = any($1::uuid[]) and l.state = 'effective' and s.reverses is null and s.reversed_by is null
      order by l.list_id, g.method`,
    values: [lists],
  })
  return rows
}
