// Enrolments by file at rest: persons by certificate, imports, wages declared, duplicates, and the lists of who is not enrolled.
import type { enrolment } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { type Dossier, PERSON_JSON, type Person, type personFrom, type Spell } from '../person/index.ts'
import { fact } from '../visit/index.ts'
import type { BatchWage, EnrolmentIssue, ImportRun, ImportSummary, IssueStep, WorkListRow } from './model.ts'

export type PersonRow = Parameters<typeof personFrom>[0]

/** Persons of the lines, the questions asked of them before, and wages declared. */
export const IMPORT_FACTS = fact({
  persons: `(select coalesce(json_agg(${PERSON_JSON}), '[]') from person p
    where p.person_no = any (array(select jsonb_array_elements_text(q.args -> 'persons'))))`,
  questions: `(select coalesce(json_agg(json_build_array(i.person_no, i.question)), '[]') from enrolment_issue i
    where i.person_no = any (array(select jsonb_array_elements_text(q.args -> 'persons'))))`,
  charged: `(select coalesce(json_agg(concat_ws(' ', l.person_no, l.payer, l.period)), '[]') from contribution_line l
    where l.person_no = any (array(select jsonb_array_elements_text(q.args -> 'based'))))`,
  wages: `(select coalesce(json_agg(json_build_array(w.person_no, w.employer_no, w.from_month, w.wage_fen)), '[]')
    from contribution_wage w where w.person_no = any (array(select jsonb_array_elements_text(q.args -> 'persons'))))`,
})

const ISSUE_JSON = `json_build_object('issueId', i.issue_id, 'personNo', i.person_no, 'area', i.area,
  'question', i.question, 'state', i.state, 'found', i.found, 'steps', i.steps)`

export const DECISION_FACTS = fact({
  person: `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`,
  issue: `(select ${ISSUE_JSON} from enrolment_issue i
    where i.issue_id = (q.args ->> 'issueId')::uuid and i.person_no = q.person_no)`,
})

/** Persons by certificate, kind and number as one text. */
export async function personsByCertificate(reader: Reader, numbers: readonly string[]): Promise<PersonRow[]> {
  // Planned anew each time: a plan made while there were few people would read all of them later.
  const { rows } = await reader.query<{ person: PersonRow }>(
    `select ${PERSON_JSON} as person from person p where p.certificate_no = any ($1)`,
    [numbers],
  )
  return rows.map(({ person }) => person)
}

export async function registersOf(reader: Reader): Promise<{ areas: string[]; employers: string[] }> {
  const { rows } = await reader.query<{ areas: string[]; employers: string[] }>(
    `select array(select code from area) as areas, array(select employer_no from employer) as employers`,
  )
  return rows[0]!
}

export const importRow = (run: ImportRun): Row => ({
  import_id: run.importId,
  sha256: run.sha256,
  file_name: run.fileName,
  step: run.step,
  lines: run.lines,
  faults: run.faulty,
  kinds: run.kinds as Json,
  by_account: run.by,
  at: run.at,
})

export const claimRow = (line: enrolment.EnrolLine, personNo: string): Row => ({
  certificate_kind: line.certificateKind,
  certificate_no: line.certificateNo,
  person_no: personNo,
})

export const wageRow = (personNo: string, employerNo: string, fromMonth: string, wageFen: number): Row => ({
  person_no: personNo,
  employer_no: employerNo,
  from_month: fromMonth,
  wage_fen: wageFen,
})

export const wageUpdate = (personNo: string, employerNo: string, fromMonth: string, wageFen: number): Update => ({
  key: { person_no: personNo, employer_no: employerNo, from_month: fromMonth },
  set: { wage_fen: wageFen },
})

export const batchLineRow = (row: {
  readonly batchId: string
  readonly personNo: string
  readonly line: enrolment.EnrolLine
  readonly kind: string
  readonly person: Person | undefined
  readonly spells: readonly Spell[]
  readonly wage: BatchWage | undefined
}): Row => ({
  batch_id: row.batchId,
  person_no: row.personNo,
  line: row.line.line,
  kind: row.kind,
  first_on: row.line.from,
  before: (row.person?.dossier.spells ?? []) as unknown as Json,
  after: row.spells as unknown as Json,
  employer_before: row.person?.employerNo ?? null,
  wage: (row.wage ?? null) as unknown as Json,
})

/** Months charged, as `chargedKey` names them. */
export async function chargedMonths(reader: Reader, personNos: readonly string[]): Promise<string[]> {
  const { rows } = await reader.query<{ key: string }>(
    `select concat_ws(' ', l.person_no, l.payer, l.period) as key from contribution_line l where l.person_no = any ($1)`,
    [personNos],
  )
  return rows.map(({ key }) => key)
}

export const issueRow = (issue: EnrolmentIssue): Row => ({
  issue_id: issue.issueId,
  person_no: issue.personNo,
  area: issue.area,
  question: issue.question,
  state: issue.state,
  found: issue.found as unknown as Json,
  steps: issue.steps as unknown as Json,
})

export const issueClosed = ({ issueId, personNo }: EnrolmentIssue, steps: readonly IssueStep[]): Update => ({
  key: { issue_id: issueId, person_no: personNo },
  set: { state: 'closed', steps: steps as unknown as Json },
})

/** The person's own employer moves with the enrolment. */
export const enrolledUpdate = (personNo: string, dossier: Dossier, employerNo: string | undefined): Update => ({
  key: { person_no: personNo },
  set: { dossier: dossier as unknown as Json, employer_no: employerNo ?? null },
})

export async function importRuns(reader: Reader, limit: number): Promise<ImportRun[]> {
  const { rows } = await reader.query<ImportRun>(
    `select import_id as "importId", sha256, file_name as "fileName", step, lines, faults as "faulty", kinds,
       by_account as "by", at from enrol_import order by import_id desc limit $1`,
    [limit],
  )
  return rows
}

export async function checkedRun(reader: Reader, sha256: string): Promise<ImportSummary | undefined> {
  const { rows } = await reader.query<ImportSummary>(
    `select sha256, file_name as "fileName", lines, faults as "faulty", kinds from enrol_import
     where sha256 = $1 and step = 'checked' order by import_id desc limit 1`,
    [sha256],
  )
  return rows[0]
}

export async function listIssues(
  reader: Reader,
  query: {
    readonly state?: string
    readonly area?: string
    readonly personNo?: string
    readonly offset: number
    readonly limit: number
  },
): Promise<{ rows: EnrolmentIssue[]; total: number }> {
  const where = `($1::text is null or i.state = $1) and i.area like $2 || '%' and ($3::text is null or i.person_no = $3)`
  const values = [query.state ?? null, query.area ?? '', query.personNo ?? null]
  const { rows } = await reader.query<{ issue: EnrolmentIssue }>(
    `select ${ISSUE_JSON} as issue from enrolment_issue i where ${where}
     order by i.state desc, i.issue_id desc offset $4 limit $5`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*) as total from enrolment_issue i where ${where}`,
    values,
  )
  return { rows: rows.map(({ issue }) => issue), total: counted.rows[0]!.total }
}

export async function findIssue(
  reader: Reader,
  issueId: string,
  personNo: string,
): Promise<EnrolmentIssue | undefined> {
  const { rows } = await reader.query<{ issue: EnrolmentIssue }>(
    `select ${ISSUE_JSON} as issue from enrolment_issue i where i.issue_id = $1 and i.person_no = $2`,
    [issueId, personNo],
  )
  return rows[0]?.issue
}

const SPELLS = `json_array_elements(p.dossier -> 'spells') x`
const COVERS = (from: string, until: string): string =>
  `x ->> 'state' <> 'suspended' and x ->> 'from' <= ${until} and coalesce(x ->> 'until', '9999-12-31') >= ${from}`
const LAST = `(select max(coalesce(x ->> 'until', '9999-12-31')) from ${SPELLS}) as "lastOn"`

/** 中断: enrolled on some day of the year before, on none of this one, and alive. */
export async function brokenIn(
  reader: Reader,
  year: number,
  limit: number,
): Promise<{ rows: WorkListRow[]; total: number }> {
  const where = `p.died_on is null
    and exists (select from ${SPELLS} where ${COVERS(`'${year - 1}-01-01'`, `'${year - 1}-12-31'`)})
    and not exists (select from ${SPELLS} where ${COVERS(`'${year}-01-01'`, `'${year}-12-31'`)})`
  return listed(reader, where, limit)
}

/** 未参保: alive, and on that day in no enrolment at all, nor in one that has ended within the year before. */
export async function missingOn(
  reader: Reader,
  on: string,
  limit: number,
): Promise<{ rows: WorkListRow[]; total: number }> {
  const where = `p.died_on is null and p.born_on <= $1::date
    and not exists (select from ${SPELLS} where x ->> 'state' <> 'suspended' and x ->> 'from' <= $1::text
      and coalesce(x ->> 'until', '9999-12-31') >= ($1::date - interval '1 year')::date::text)`
  return listed(reader, where, limit, [on])
}

async function listed(
  reader: Reader,
  where: string,
  limit: number,
  values: unknown[] = [],
): Promise<{ rows: WorkListRow[]; total: number }> {
  const { rows } = await reader.query<WorkListRow & { total: number }>(
    `select p.person_no as "personNo", p.name, p.area, ${LAST}, count(*) over () as total
     from person p where ${where} order by p.person_no limit ${limit}`,
    values,
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Codes under which the area knows itself: which rules are its own. */
export async function areaCodes(reader: Reader): Promise<Set<string>> {
  return new Set((await registersOf(reader)).areas)
}
