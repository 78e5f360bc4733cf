// 数据治理 work lists: who was enrolled and is not, never was, was just born, has died, or lives elsewhere; page by page.
import type { Reader } from '../../common/index.ts'
import type { WorkList } from '../window/model.ts'

export interface ListAsked {
  readonly list: WorkList
  readonly today: string
  /** Area code prefix within the reader's scope. */
  readonly area: string
  readonly q?: string
  /** Without a visit on record. */
  readonly open?: boolean
  readonly offset: number
  readonly limit: number
}

export interface ListRow {
  readonly personNo: string
  readonly name: string
  readonly area: string
  readonly bornOn: string
  readonly diedOn: string | null
  /** Last day of the last enrolment. */
  readonly lastOn: string | null
  readonly lastScheme: string | null
  readonly enrolledArea: string | null
  readonly reason: string | null
  readonly note: string | null
  readonly visitedBy: string | null
  readonly visitedAt: string | null
}

const SPELLS = `json_array_elements(p.dossier -> 'spells') x`
const END = `coalesce(x ->> 'until', case x ->> 'state' when 'active' then '9999-12-31' else '' end)`
const within = (from: string, until: string): string =>
  `exists (select from ${SPELLS} where x ->> 'state' <> 'suspended' and x ->> 'from' <= ${until} and ${END} >= ${from})`

/** A child of fewer days belongs to the list of the newborn. */
const NEWBORN_DAYS = 90
const YEAR = `left($1::text, 4)`
const BEFORE = `(left($1::text, 4)::int - 1)::text`

/** `$1` is today. */
const CONDITIONS: Readonly<Record<WorkList, string>> = {
  broken: `p.died_on is null and ${within(`${BEFORE} || '-01-01'`, `${BEFORE} || '-12-31'`)}
    and not ${within(`${YEAR} || '-01-01'`, `${YEAR} || '-12-31'`)}`,
  missing: `p.died_on is null and p.born_on <= $1::text::date - ${NEWBORN_DAYS}
    and not ${within(`${BEFORE} || '-01-01'`, `'9999-12-31'`)}`,
  newborn: `p.died_on is null and p.born_on > $1::text::date - ${NEWBORN_DAYS} and not ${within('$1::text', '$1::text')}`,
  died: `p.died_on is not null and exists (select from ${SPELLS}
    where x ->> 'state' = 'active' and ${END} > p.died_on::text)`,
  moved: `p.died_on is null and exists (select from ${SPELLS} where x ->> 'state' = 'active' and x ->> 'from' <= $1::text
    and ${END} >= $1::text and x ->> 'area' <> p.area)`,
}

const LAST = (field: string): string =>
  `(select ${field} from ${SPELLS} order by coalesce(x ->> 'until', '9999-12-31') desc limit 1)`

export async function workList(reader: Reader, asked: ListAsked): Promise<{ rows: ListRow[]; total: number }> {
  const { list, today, area, q, open = false, offset, limit } = asked
  const from = `person p left join lateral (select v.reason, v.note, v.by_account, v.at from enrolment_visit v
      where v.person_no = p.person_no and v.list = $5 order by v.visit_id desc limit 1) v on true
    where p.area like $2 || '%' and ($3::text is null or p.name like $3 || '%' or p.person_no = $3
      or p.certificate_no = upper($3)) and (not $4::boolean or v.reason is null) and ${CONDITIONS[list]}
      and $1::text is not null`
  const values = [today, area, q?.replaceAll(/[%_\\]/g, '') || null, open, list]
  const { rows } = await reader.query<ListRow>(
    `select p.person_no as "personNo", p.name, p.area, p.born_on as "bornOn", p.died_on as "diedOn",
       ${LAST(`x ->> 'until'`)} as "lastOn", ${LAST(`x ->> 'scheme'`)} as "lastScheme", ${LAST(`x ->> 'area'`)} as "enrolledArea",
       v.reason, v.note, v.by_account as "visitedBy", v.at as "visitedAt"
     from ${from} order by p.area, p.person_no offset $6 limit $7`,
    [...values, offset, limit],
  )
  const counted = await reader.query<{ total: number }>(`select count(*) as total from ${from}`, values)
  return { rows, total: counted.rows[0]!.total }
}
