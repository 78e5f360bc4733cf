// Duplicates, breaks and people who are missing, for the history: duplicates as they were found and decided, the others from the day
// on which somebody asked after the person.
import type { HistoryRow, Reader } from '../../common/index.ts'

/** Of all issues of these people. What a person keeps suspends the other enrolment. */
export async function issueRows(reader: Reader, persons: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history enrolment issues',
    text: `select i.person_no as key, json_build_object('issue_id', i.issue_id, 'kind', 'duplicate', 'person_no', i.person_no,
        'county', i.area, 'found_on', left(i.steps -> 0 ->> 'at', 10),
        'verified_on', case when i.state = 'closed' then left(i.steps -> -1 ->> 'at', 10) end,
        'closed_on', case when i.state = 'closed' then left(i.steps -> -1 ->> 'at', 10) end,
        'outcome', case when i.state = 'closed' then 'suspended' end) as row
      from enrolment_issue i where i.person_no = any($1)
      union all
      select v.person_no, json_build_object('issue_id', v.kind || ' ' || v.person_no, 'kind', v.kind, 'person_no', v.person_no,
        'county', v.area, 'found_on', v.first_on, 'verified_on', v.last_on,
        'closed_on', coalesce(greatest(again.from_on, v.first_on), case when v.outcome is not null then v.last_on end),
        'outcome', case when again.from_on is not null then 'enrolled' else v.outcome end)
      from (select x.person_no, x.area, case x.list when 'broken' then 'break' else 'missing' end as kind, min(x.at::date) as first_on,
          max(x.at::date) as last_on, (array_agg(case when x.reason in ('joined_elsewhere', 'moved_away', 'abroad', 'soldier') then 'elsewhere'
            when x.reason = 'died' then 'deceased' end order by x.visit_id desc))[1] as outcome
        from enrolment_visit x where x.person_no = any($1) and x.list in ('broken', 'missing') group by x.person_no, x.area, x.list) v
      join person p on p.person_no = v.person_no
      left join lateral (select min((s ->> 'from')::date) as from_on from json_array_elements(p.dossier -> 'spells') s
        where s ->> 'state' = 'active' and coalesce(s ->> 'until', '9999-12-31') > v.first_on::text) again on true
      order by 1`,
    values: [persons],
  })
  return rows
}
