// Who looked at a person's record.
import type { PersonView } from '@yibao/contract/rest'
import type { Reader } from '../../common/index.ts'

/** Newest first. */
export async function looksAt(reader: Reader, personNo: string, limit: number): Promise<PersonView['looks']> {
  const { rows } = await reader.query<PersonView['looks'][number]>(
    `select a.at, coalesce(c.display_name || '(' || a.actor || ')', a.actor) as actor, a.purpose
     from access_record a left join account c on c.account = a.actor
     where a.person_no = $1 order by a.access_id desc limit $2`,
    [personNo, limit],
  )
  return rows.map(({ at, ...rest }) => ({ at: at.slice(0, 19), ...rest }))
}
