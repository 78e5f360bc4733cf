// Who looked at a person's record.
import type { Reader } from '../../common/index.ts'

export interface LookFound {
  readonly at: string
  readonly actor: string
  /** Of an account of the console. */
  readonly displayName: string | null
  readonly provider: string | null
  readonly purpose: string
}

/** Newest first. */
export async function looksAt(reader: Reader, personNo: string, limit: number): Promise<LookFound[]> {
  const { rows } = await reader.query<LookFound>(
    `select a.at, a.actor, c.display_name as "displayName", a.provider, a.purpose
     from access_record a left join account c on c.account = a.actor
     where a.person_no = $1 order by a.access_id desc limit $2`,
    [personNo, limit],
  )
  return rows
}
