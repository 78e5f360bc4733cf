// What the audit reads of a person and keeps of what it found.
import type { Day, Instant } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { PERSON_FACT, type Person, personFrom } from '../person/index.ts'
import { batchFrom, type StoredBatch, VISIT_JSON, type Visit } from '../visit/index.ts'
import type { StoredVisit } from './facts.ts'
import type { Answer, FindingSource, FindingToStore } from './model.ts'

/** A person with more visits than this is looked at by the latest of them. */
const VISITS_MAX = 300

export interface Reminder {
  readonly rule: string
  readonly code: string
}

export interface LookedUp {
  /** Of the person's state: every change of care advances it. */
  readonly version: number
  readonly person: Person | undefined
  /** The person's visits with what was charged, oldest first; none where the asker has them at this version. */
  readonly history: readonly StoredVisit[] | undefined
  /** What the person's doctors were reminded of lately. */
  readonly reminders: readonly Reminder[]
}

export interface LookUp {
  readonly personNo: string
  readonly from: Day
  readonly remindedSince: Instant
  /** The version that the asker has a history of. */
  readonly known: number | undefined
}

type StoredHistory = readonly { readonly visit: Visit; readonly batches: StoredBatch[] | null }[]

const historyFrom = (history: StoredHistory): StoredVisit[] =>
  history.map(({ visit, batches }) => ({ visit, batches: (batches ?? []).map(batchFrom) }))

interface LookUpRow {
  readonly version: number
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly history: StoredHistory | null
  readonly reminders: Reminder[]
}

/** The visits of `q.person_no` since `$2` with what was charged, oldest first: the latest of them where they are very many. */
const HISTORY = `(select coalesce(json_agg(h.one order by h.visit_id), '[]') from (
          select v.visit_id, json_build_object('visit', ${VISIT_JSON}, 'batches',
            (select json_agg(json_build_array(b.seq, b.batch_no, b.serials, b.withdrawn, b.lines) order by b.seq)
             from fee_batch b where b.visit_id = v.visit_id and b.person_no = v.person_no)) as one
          from visit v where v.person_no = q.person_no and v.began_on >= $2 and v.state <> 'cancelled'
          order by v.visit_id desc limit ${VISITS_MAX}) h)`

/** Everything a look needs, by key, in one statement: what is read is of one moment, and the version says of which. */
export async function lookUp(reader: Reader, { personNo, from, remindedSince, known }: LookUp): Promise<LookedUp> {
  const { rows } = await reader.query<LookUpRow>({
    name: 'audit look-up',
    text: `select coalesce(s.version, 0)::float8 as version, ${PERSON_FACT} as person,
        case when coalesce(s.version, 0) <> $4 then ${HISTORY} end as history,
        (select coalesce(json_agg(distinct jsonb_build_object('rule', f.rule, 'code', f.facts ->> 'code')), '[]') from audit_finding f
          where f.person_no = q.person_no and f.found_at >= $3 and f.told and f.stage = 'pre') as reminders
      from (select $1::text as person_no) q left join subject_state s on s.person_no = q.person_no`,
    values: [personNo, from, remindedSince, known ?? -1],
  })
  const { version, person, history, reminders } = rows[0]!
  return {
    ...{ version, reminders, person: person ? personFrom(person) : undefined },
    history: history ? historyFrom(history) : undefined,
  }
}

/** A person's history alone, oldest first. */
export async function historyOf(reader: Reader, personNo: string, from: Day): Promise<StoredVisit[]> {
  const { rows } = await reader.query<{ history: StoredHistory }>({
    name: 'audit history',
    text: `select ${HISTORY} as history from (select $1::text as person_no) q`,
    values: [personNo, from],
  })
  return historyFrom(rows[0]!.history)
}

export function screeningRow(
  screening: FindingSource,
  made: {
    readonly id: string
    readonly at: Instant
    readonly why?: string
    readonly lines: number
    /** Of a look back. */
    readonly settlementId?: string
  } & Versions,
): Row {
  return {
    screening_id: made.id,
    person_no: screening.personNo,
    provider: screening.provider,
    area: screening.area,
    visit: screening.visit,
    stage: screening.stage,
    state: made.why === undefined ? 'screened' : 'unscreened',
    why: made.why ?? null,
    screened_at: made.at,
    lines: made.lines,
    rules: made.rules,
    points: made.points,
    ...(made.settlementId !== undefined && { settlement_id: made.settlementId }),
  }
}

export interface Versions {
  readonly rules: number
  readonly points: number
}

export interface FindingKeys {
  readonly findingId: string
  readonly screeningId: string
  readonly messageId: string
  readonly at: Instant
}

export function findingRow(
  screening: FindingSource,
  { finding, texts, told }: FindingToStore,
  { findingId, screeningId, messageId, at }: FindingKeys,
): Row {
  return {
    finding_id: findingId,
    person_no: screening.personNo,
    screening_id: screeningId,
    message_id: messageId,
    provider: screening.provider,
    area: screening.area,
    visit: screening.visit,
    stage: screening.stage,
    rule: finding.rule,
    rule_version: finding.ruleVersion,
    knowledge: finding.knowledge as unknown as Json,
    severity: finding.severity,
    item: String(finding.facts.item ?? ''),
    lines: finding.lines as unknown as Json,
    excess_quantity: finding.excessQuantity,
    excess_fen: finding.excessAmountFen,
    facts: finding.facts as Json,
    texts: texts as unknown as Json,
    told,
    found_at: at,
  }
}

/** Of which persons the findings are that a message told; those of this provider alone. */
export const ANSWER_FACTS = `select coalesce(json_agg(json_build_object('findingId', f.finding_id, 'personNo', f.person_no,
    'messageId', f.message_id)), '[]') as facts
  from audit_finding f
  where f.message_id in (select jsonb_array_elements_text(q.args -> 'messages')::uuid)
    and f.provider = q.args ->> 'provider'`

export interface FindingNamed {
  readonly findingId: string
  readonly personNo: string
  readonly messageId: string
}

export const answerUpdate = (
  { findingId, personNo }: FindingNamed,
  { response, reason }: Answer,
  by: { readonly actor: string; readonly at: Instant },
): Update => ({
  key: { finding_id: findingId, person_no: personNo },
  set: { response, reason, responded_by: by.actor, responded_at: by.at },
})
