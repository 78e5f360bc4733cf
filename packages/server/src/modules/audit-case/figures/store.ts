// The audit's figures from its own rows: what was said before care, what was found after it, what came of it.
import type { Day } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'

export interface Span {
  readonly from: Day
  /** Included. */
  readonly to: Day
}

export interface AuditSums {
  /** Messages to a doctor before an order; what the doctor then did to what the message told. */
  readonly reminders: number
  readonly remindersChanged: number
  readonly remindersContinued: number
  readonly ordersScreened: number
  readonly ordersUnscreened: number
  readonly billMessages: number
  readonly settlementsAudited: number
  readonly settlementsSetAside: number
  readonly providersAudited: number
  readonly pharmacies: number
  readonly pharmaciesWatched: number
  readonly pharmaciesWithSuspects: number
  readonly suspects: number
  readonly needsEvidence: number
  readonly confirmed: number
  readonly rejected: number
  readonly modelCases: number
  readonly modelConfirmed: number
  readonly modelRejected: number
  readonly pharmacyConfirmed: number
  readonly pharmacyRejected: number
  readonly identifiedFen: number
  readonly decidedFen: number
  readonly certifiedFen: number
}

/** Decided for good: the money was right, or it was not. A deduction that was undone was not. */
export const CONFIRMED = `('decided', 'deducted')`
export const REJECTED = `('rejected', 'overturned', 'reversed')`

export async function auditSums(reader: Reader, { from, to }: Span): Promise<AuditSums> {
  const { rows } = await reader.query<AuditSums>(
    `with told as (
       select f.message_id, f.stage, f.response from audit_finding f
       where f.told and f.found_at >= $1::date and f.found_at < $2::date + 1),
     looked as (
       select s.stage, s.state, s.provider from audit_screening s
       where s.screened_at >= $1::date and s.screened_at < $2::date + 1),
     shop as (select p.code from provider p where p.kind = 'pharmacy' and in_scope(p.area, p.code)),
     every as (
       select c.*, c.provider in (select code from shop) as "isShop" from audit_case c
       where c.settled_on >= $1::date and c.settled_on <= $2::date),
     named as (select state from every where clue_id is not null),
     found as (select * from every where clue_id is null)
     select (select count(distinct message_id) from told where stage = 'pre')::int as reminders,
       (select count(*) from told where stage = 'pre' and response = 'changed')::int as "remindersChanged",
       (select count(*) from told where stage = 'pre' and response = 'continued')::int as "remindersContinued",
       (select count(*) from looked where stage = 'pre' and state = 'screened')::int as "ordersScreened",
       (select count(*) from looked where stage = 'pre' and state = 'unscreened')::int as "ordersUnscreened",
       (select count(distinct message_id) from told where stage = 'mid')::int as "billMessages",
       (select count(*) from looked where stage = 'post' and state = 'screened')::int as "settlementsAudited",
       (select count(*) from looked where stage = 'post' and state = 'unscreened')::int as "settlementsSetAside",
       (select count(distinct provider) from looked where stage = 'post')::int as "providersAudited",
       (select count(*) from shop)::int as pharmacies,
       (select count(distinct provider) from looked where stage = 'post' and provider in (select code from shop))::int
         as "pharmaciesWatched",
       (select count(distinct provider) from found where "isShop" and severity <> 'needs_evidence')::int
         as "pharmaciesWithSuspects",
       (select count(*) from found where severity <> 'needs_evidence' and state <> 'void')::int as suspects,
       (select count(*) from found where severity = 'needs_evidence' and state <> 'void')::int as "needsEvidence",
       (select count(*) from found where state in ${CONFIRMED})::int as confirmed,
       (select count(*) from found where state in ${REJECTED})::int as rejected,
       (select count(*) from named where state <> 'void')::int as "modelCases",
       (select count(*) from named where state in ${CONFIRMED})::int as "modelConfirmed",
       (select count(*) from named where state in ${REJECTED})::int as "modelRejected",
       (select count(*) from found where "isShop" and state in ${CONFIRMED})::int as "pharmacyConfirmed",
       (select count(*) from found where "isShop" and state in ${REJECTED})::int as "pharmacyRejected",
       (select coalesce(sum(excess_fen), 0) from found where state <> 'void')::bigint as "identifiedFen",
       (select coalesce(sum(deducted_fen), 0) from every where state = 'deducted')::bigint as "decidedFen",
       (select coalesce(sum(certified_fen), 0) from every where state = 'deducted')::bigint as "certifiedFen"`,
    [from, to],
  )
  return rows[0]!
}

export interface RuleRecord {
  readonly rule: string
  readonly ruleVersion: string
  readonly found: number
  readonly open: number
  readonly confirmed: number
  readonly rejected: number
  readonly appealed: number
  readonly overturned: number
  readonly excessFen: number
  readonly deductedFen: number
  readonly certifiedFen: number
}

/** What people made of each rule's findings, by rule and version: the decision is the rule's measured precision. */
export async function ruleRecords(reader: Reader, { from, to }: Span): Promise<RuleRecord[]> {
  const { rows } = await reader.query<RuleRecord>(
    `select c.rule, c.rule_version as "ruleVersion", count(*)::int as found,
       count(*) filter (where c.state in ('first_review', 'second_review', 'appeal', 'final_review'))::int as open,
       count(*) filter (where c.state in ${CONFIRMED})::int as confirmed,
       count(*) filter (where c.state in ${REJECTED})::int as rejected,
       count(*) filter (where c.steps::jsonb @> '[{"step": "appeal"}]')::int as appealed,
       count(*) filter (where c.state in ('overturned', 'reversed'))::int as overturned,
       coalesce(sum(c.excess_fen), 0)::bigint as "excessFen", coalesce(sum(c.deducted_fen), 0)::bigint as "deductedFen",
       coalesce(sum(c.certified_fen), 0)::bigint as "certifiedFen"
     from audit_case c where c.settled_on >= $1::date and c.settled_on <= $2::date and c.state <> 'void'
       and c.clue_id is null
     group by 1, 2 order by found desc, c.rule, c.rule_version`,
    [from, to],
  )
  return rows
}

export interface SetAside {
  readonly screeningId: string
  readonly settlementId: string
  readonly provider: string
  readonly at: string
  readonly why: string
}

/** Settlements that nobody has looked at, the latest first: one that was looked at later is not among them. */
export async function setAside(
  reader: Reader,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ rows: SetAside[]; total: number }> {
  const from = `from audit_screening s where s.stage = 'post' and s.state = 'unscreened' and not exists (
      select from audit_screening n where n.person_no = s.person_no and n.visit = s.visit and n.stage = 'post'
        and n.state = 'screened' and n.settlement_id = s.settlement_id)`
  const { rows } = await reader.query<SetAside>(
    `select s.screening_id as "screeningId", s.settlement_id as "settlementId", s.provider, s.screened_at as at, s.why
     ${from} order by s.screening_id desc offset $1 limit $2`,
    [page.offset, page.limit],
  )
  const counted = await reader.query<{ total: number }>(`select count(*)::int as total ${from}`)
  return { rows, total: counted.rows[0]!.total }
}
