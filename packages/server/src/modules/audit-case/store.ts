// Cases and evidence at rest: what steps decide on, their rows, and what the workbench lists.
import type { Day, Severity } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { CLAW_BACK_FACT, CLAW_BACK_JOURNALS_FACT, CLAW_BACKS_FACT } from '../settlement/index.ts'
import { fact } from '../visit/index.ts'
import type { AuditCase, Evidence, EvidenceNamed } from './model.ts'
import type { CaseState } from './process.ts'

const CASE_JSON = `json_build_object('findingId', c.finding_id, 'clueId', c.clue_id, 'personNo', c.person_no, 'settlementId', c.settlement_id,
  'visitId', c.visit_id, 'provider', c.provider, 'area', c.area, 'settledOn', c.settled_on, 'rule', c.rule,
  'ruleVersion', c.rule_version, 'severity', c.severity, 'rank', c.rank, 'lines', c.lines, 'excessFen', c.excess_fen,
  'state', c.state, 'dueOn', c.due_on, 'steps', c.steps, 'decision', c.decision, 'clawBackId', c.claw_back_id,
  'deductedFen', c.deducted_fen, 'certifiedFen', c.certified_fen, 'problem', c.problem)`

/** Of the person whose cases change: the subject is the person's audit, so that nothing else of theirs waits. */
const ONE_CASE = `(select ${CASE_JSON} from audit_case c
  where c.finding_id = (q.args ->> 'findingId')::uuid and c.person_no = q.args ->> 'personNo')`

export const STEP_FACTS = fact({
  one: ONE_CASE,
  evidence: `(select coalesce(json_agg(json_build_object('evidenceId', e.evidence_id, 'name', e.name,
      'sha256', e.sha256, 'provider', e.provider)), '[]') from audit_evidence e
    where e.evidence_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'evidence') x))`,
})

/** Cases of several people, by their own identifiers; who they belong to is looked at when it is decided. */
export const ANSWER_FACTS = fact({
  cases: `(select coalesce(json_agg(${CASE_JSON} order by c.finding_id), '[]') from audit_case c
    where c.finding_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'cases') x))`,
  evidence: `(select coalesce(json_agg(json_build_object('evidenceId', e.evidence_id, 'name', e.name,
      'sha256', e.sha256, 'provider', e.provider)), '[]') from audit_evidence e
    where e.evidence_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'evidence') x))`,
})

/** What is known of a settlement already: a finding that is the same is not one more. */
export const KNOWN_FACTS = fact({
  cases: `(select coalesce(json_agg(${CASE_JSON} order by c.finding_id), '[]') from audit_case c
    where c.settlement_id = (q.args ->> 'settlementId')::uuid and c.person_no = q.args ->> 'personNo')`,
})

export const UNDO_FACTS = fact({
  clawBack: CLAW_BACK_FACT,
  clawBacks: CLAW_BACKS_FACT,
  journals: CLAW_BACK_JOURNALS_FACT,
  cases: `(select coalesce(json_agg(${CASE_JSON} order by c.finding_id), '[]') from audit_case c
    where c.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x)
      and c.person_no = q.person_no)`,
})

export const caseRow = (each: AuditCase): Row => ({
  finding_id: each.findingId,
  person_no: each.personNo,
  settlement_id: each.settlementId,
  visit_id: each.visitId,
  provider: each.provider,
  area: each.area,
  settled_on: each.settledOn,
  rule: each.rule,
  rule_version: each.ruleVersion,
  severity: each.severity,
  rank: each.rank,
  lines: each.lines as unknown as Json,
  excess_fen: each.excessFen,
  state: each.state,
  due_on: each.dueOn,
  steps: each.steps as unknown as Json,
  deducted_fen: each.deductedFen,
  certified_fen: each.certifiedFen,
  problem: each.problem,
  clue_id: each.clueId,
})

type Changed = Partial<
  Pick<AuditCase, 'state' | 'dueOn' | 'steps' | 'decision' | 'clawBackId' | 'deductedFen' | 'certifiedFen' | 'problem'>
>

export const caseUpdate = ({ findingId, personNo }: AuditCase, set: Changed): Update => ({
  key: { finding_id: findingId, person_no: personNo },
  set: {
    ...(set.state !== undefined && { state: set.state }),
    ...(set.dueOn !== undefined && { due_on: set.dueOn }),
    ...(set.steps !== undefined && { steps: set.steps as unknown as Json }),
    ...(set.decision !== undefined && { decision: set.decision as unknown as Json }),
    ...(set.clawBackId !== undefined && { claw_back_id: set.clawBackId }),
    ...(set.deductedFen !== undefined && { deducted_fen: set.deductedFen }),
    ...(set.certifiedFen !== undefined && { certified_fen: set.certifiedFen }),
    ...(set.problem !== undefined && { problem: set.problem }),
  },
})

export const evidenceRow = (each: Evidence): Row => ({
  evidence_id: each.evidenceId,
  provider: each.provider,
  area: each.area,
  name: each.name,
  media_type: each.mediaType,
  size_bytes: each.sizeBytes,
  sha256: each.sha256,
  content: each.content,
  uploaded_by: each.uploadedBy,
  uploaded_at: each.uploadedAt,
})

export type EvidenceOf = EvidenceNamed & { readonly provider: string }

export async function findEvidence(reader: Reader, evidenceId: string): Promise<Evidence | undefined> {
  const { rows } = await reader.query<Evidence>(
    `select e.evidence_id as "evidenceId", e.provider, e.area, e.name, e.media_type as "mediaType",
       e.size_bytes as "sizeBytes", e.sha256, e.content, e.uploaded_by as "uploadedBy", e.uploaded_at as "uploadedAt"
     from audit_evidence e where e.evidence_id = $1`,
    [evidenceId],
  )
  return rows[0]
}

export async function findCase(reader: Reader, findingId: string): Promise<AuditCase | undefined> {
  const { rows } = await reader.query<{ one: AuditCase }>(
    `select ${CASE_JSON} as one from audit_case c where c.finding_id = $1`,
    [findingId],
  )
  return rows[0]?.one
}

export async function casesOf(reader: Reader, settlementId: string, personNo: string): Promise<AuditCase[]> {
  const { rows } = await reader.query<{ one: AuditCase }>(
    `select ${CASE_JSON} as one from audit_case c where c.settlement_id = $1 and c.person_no = $2 order by c.finding_id`,
    [settlementId, personNo],
  )
  return rows.map(({ one }) => one)
}

/** What a finding says, as it was written when it was found. */
export interface FindingKept {
  readonly facts: Readonly<Record<string, string | number>>
  readonly texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  readonly knowledge: readonly { readonly id: string; readonly version: string }[]
  readonly lines: readonly { readonly lineId: string; readonly quantity: number; readonly amountFen: number }[]
  readonly excessQuantity: number
  readonly foundAt: string
}

export async function findingOf(reader: Reader, { findingId, personNo }: AuditCase): Promise<FindingKept | undefined> {
  const { rows } = await reader.query<FindingKept>(
    `select f.facts, f.texts, f.knowledge, f.lines, f.excess_quantity as "excessQuantity", f.found_at as "foundAt"
     from audit_finding f where f.finding_id = $1 and f.person_no = $2`,
    [findingId, personNo],
  )
  return rows[0]
}

/** Settlements with something decided that is not carried out, the oldest first; for whoever goes on after a stop. */
export async function toBeDeducted(
  reader: Reader,
  limit: number,
): Promise<{ settlementId: string; personNo: string }[]> {
  const { rows } = await reader.query<{ settlementId: string; personNo: string }>(
    `select c.settlement_id as "settlementId", c.person_no as "personNo" from audit_case c where c.state = 'decided'
     group by 1, 2 order by min(c.finding_id::text) limit $1`,
    [limit],
  )
  return rows
}

export async function appealsPast(reader: Reader, today: Day, limit: number): Promise<AuditCase[]> {
  const { rows } = await reader.query<{ one: AuditCase }>(
    `select ${CASE_JSON} as one from audit_case c where c.state = 'appeal' and c.due_on < $1::date
     order by c.finding_id limit $2`,
    [today, limit],
  )
  return rows.map(({ one }) => one)
}

export interface CaseFilter {
  /** Found by a rule, or by a behaviour model. */
  readonly kind?: 'rule' | 'model'
  readonly clueId?: string
  readonly rule?: string
  readonly provider?: string
  readonly person?: string
  readonly settlementId?: string
  readonly severity?: Severity
  /** Of the settlement. */
  readonly month?: string
  readonly state?: CaseState
  readonly minFen?: number
  readonly maxFen?: number
  /** Past its time limit on this day. */
  readonly overdueOn?: Day
  /** Decided and not carried out, for a reason that is written down. */
  readonly hasProblem?: true
}

export type CaseSort = 'newest' | 'amount' | 'due'
const ORDER: Readonly<Record<CaseSort, string>> = {
  newest: 'c.finding_id desc',
  amount: 'c.excess_fen desc, c.finding_id desc',
  due: 'c.due_on, c.finding_id',
}

function filtered(filter: CaseFilter): { where: string; values: unknown[] } {
  const values: unknown[] = []
  const conditions: string[] = ['true']
  const add = (value: unknown, condition: (placeholder: string) => string): void => {
    if (value === undefined) return
    values.push(value)
    conditions.push(condition(`$${values.length}`))
  }
  if (filter.kind) conditions.push(`c.clue_id is ${filter.kind === 'rule' ? 'null' : 'not null'}`)
  add(filter.clueId, (v) => `c.clue_id = ${v}::uuid`)
  add(filter.rule, (v) => `c.rule = ${v}`)
  add(filter.provider, (v) => `c.provider = ${v}`)
  add(filter.person, (v) => `c.person_no = ${v}`)
  add(filter.settlementId, (v) => `c.settlement_id = ${v}::uuid`)
  add(filter.severity, (v) => `c.severity = ${v}`)
  add(filter.month && `${filter.month}-01`, (v) => monthIs(v))
  add(filter.state, (v) => `c.state = ${v}`)
  add(filter.minFen, (v) => `c.excess_fen >= ${v}`)
  add(filter.maxFen, (v) => `c.excess_fen <= ${v}`)
  add(filter.overdueOn, (v) => `c.due_on < ${v}::date`)
  if (filter.hasProblem) conditions.push(`c.state = 'decided' and c.problem <> ''`)
  return { where: conditions.join(' and '), values }
}

const monthIs = (v: string): string =>
  `c.settled_on >= ${v}::date and c.settled_on < (${v}::date + interval '1 month')::date`

export type CaseListed = AuditCase & { readonly personName: string | null }

export async function listCases(
  reader: Reader,
  filter: CaseFilter,
  page: { readonly sort: CaseSort; readonly offset: number; readonly limit: number },
): Promise<CaseListed[]> {
  const { where, values } = filtered(filter)
  const { rows } = await reader.query<{ one: AuditCase; personName: string | null }>(
    `select ${CASE_JSON} as one, p.name as "personName" from audit_case c left join person p on p.person_no = c.person_no
     where ${where} order by ${ORDER[page.sort]} offset $${values.length + 1} limit $${values.length + 2}`,
    [...values, page.offset, page.limit],
  )
  return rows.map(({ one, personName }) => ({ ...one, personName }))
}

export interface CaseSums {
  readonly count: number
  readonly excessFen: number
  readonly deductedFen: number
  readonly certifiedFen: number
}

export async function sumCases(reader: Reader, filter: CaseFilter): Promise<CaseSums> {
  const { where, values } = filtered(filter)
  const { rows } = await reader.query<CaseSums>(
    `select count(*)::int as count, coalesce(sum(c.excess_fen), 0)::bigint as "excessFen",
       coalesce(sum(c.deducted_fen), 0)::bigint as "deductedFen",
       coalesce(sum(c.certified_fen), 0)::bigint as "certifiedFen"
     from audit_case c where ${where}`,
    values,
  )
  return rows[0]!
}

/** What waits in each state, and how much of it is past its time limit. */
export async function waitingCases(
  reader: Reader,
  today: Day,
  kind?: CaseFilter['kind'],
): Promise<{ state: CaseState; count: number; overdue: number }[]> {
  const { rows } = await reader.query<{ state: CaseState; count: number; overdue: number }>(
    `select c.state, count(*)::int as count, count(*) filter (where c.due_on < $1::date)::int as overdue
     from audit_case c where $2::text is null or (c.clue_id is not null) = ($2 = 'model') group by 1`,
    [today, kind ?? null],
  )
  return rows
}

/** Of which people the named cases of a provider are. */
export async function peopleOfCases(
  reader: Reader,
  provider: string,
  findingIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await reader.query<{ findingId: string; personNo: string }>(
    `select c.finding_id as "findingId", c.person_no as "personNo" from audit_case c
     where c.finding_id = any ($2::uuid[]) and c.provider = $1`,
    [provider, findingIds],
  )
  return new Map(rows.map(({ findingId, personNo }) => [findingId, personNo]))
}
