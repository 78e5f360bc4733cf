// What was found, for the history: of each look its findings, with what became of them.
import type { Reader } from '../../common/index.ts'
import type { AuditCase } from '../model.ts'

export interface LookNamed {
  readonly key: string
  readonly personNo: string
}

/** Looks that operations made themselves, and those whose findings, cases or settlements they name. */
export async function looksNamed(
  reader: Reader,
  { made, names }: { readonly made: readonly LookNamed[]; readonly names: readonly string[] },
): Promise<LookNamed[]> {
  const { rows } = await reader.query<LookNamed>({
    name: 'history looks named',
    text: `select distinct f.screening_id::text as key, f.person_no as "personNo" from audit_finding f
      join unnest($1::text[], $2::uuid[]) as m (person_no, screening_id)
        on m.person_no = f.person_no and m.screening_id = f.screening_id
      union select f.screening_id::text, f.person_no from audit_finding f where f.finding_id = any($3::uuid[])
      union select f.screening_id::text, f.person_no from audit_case c
        join audit_finding f on f.finding_id = c.finding_id and f.person_no = c.person_no
        where c.settlement_id = any($3::uuid[])`,
    values: [made.map(({ personNo }) => personNo), made.map(({ key }) => key), names],
  })
  return rows
}

export interface FoundCase extends Pick<AuditCase, 'state' | 'settledOn' | 'visitId' | 'steps' | 'decision'> {
  readonly deductedFen: number
  readonly certifiedFen: number
  /** Of lines that no earlier finding of the settlement has taken. */
  readonly countedFen: number
}

export interface FoundHistory {
  readonly key: string
  readonly findingId: string
  readonly messageId: string
  readonly personNo: string
  readonly provider: string
  /** Of the provider. */
  readonly county: string | null
  readonly visit: string
  readonly stage: 'pre' | 'mid' | 'post'
  readonly rule: string
  readonly ruleVersion: string
  readonly severity: string
  readonly lines: readonly { readonly lineId: string }[]
  readonly excessFen: number
  readonly foundOn: string
  readonly told: boolean
  readonly response: 'changed' | 'continued' | null
  readonly case: FoundCase | null
}

export async function foundIn(reader: Reader, looks: readonly LookNamed[]): Promise<FoundHistory[]> {
  const { rows } = await reader.query<FoundHistory>({
    name: 'history findings of looks',
    text: `select f.screening_id::text as key, f.finding_id::text as "findingId", f.message_id::text as "messageId",
        f.person_no as "personNo", f.provider, p.area as county, f.visit, f.stage, f.rule, f.rule_version as "ruleVersion",
        f.severity, f.lines, f.excess_fen as "excessFen", f.found_at::date::text as "foundOn", f.told, f.response,
        case when c.finding_id is not null then json_build_object('state', c.state, 'settledOn', c.settled_on,
          'visitId', c.visit_id, 'steps', c.steps, 'decision', c.decision, 'deductedFen', c.deducted_fen,
          'certifiedFen', c.certified_fen, 'countedFen', (
            select coalesce(sum((l ->> 'amountFen')::bigint), 0) from json_array_elements(c.lines) l
            where not exists (select from audit_case o cross join lateral json_array_elements(o.lines) ol
              where o.settlement_id = c.settlement_id and o.person_no = c.person_no and o.state <> 'void'
                and (o.rank, o.finding_id) < (c.rank, c.finding_id) and ol ->> 'no' = l ->> 'no'))) end as case
      from audit_finding f join unnest($1::text[], $2::uuid[]) as m (person_no, screening_id)
        on m.person_no = f.person_no and m.screening_id = f.screening_id
      left join audit_case c on c.finding_id = f.finding_id and c.person_no = f.person_no
      left join provider p on p.code = f.provider order by f.finding_id`,
    values: [looks.map(({ personNo }) => personNo), looks.map(({ key }) => key)],
  })
  return rows
}
