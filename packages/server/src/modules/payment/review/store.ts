// Special-case reviews at rest, the case that is asked about, and how many of the year were approved.
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { fact } from '../../visit/index.ts'
import type { CaseReview, NamedReview, ReviewUse } from './model.ts'

const REVIEW_JSON = `json_build_object('reviewId', w.review_id, 'personNo', w.person_no, 'settlementId', w.settlement_id,
  'provider', w.provider, 'area', w.area, 'year', w.year, 'month', w.month, 'state', w.state, 'kind', w.kind,
  'reason', w.reason, 'facts', w.facts, 'steps', w.steps,
  'appliedAt', to_char(w.applied_at, 'YYYY-MM-DD HH24:MI:SS'))`

/** The effective list of the settlement with the group it has, and the review that is under way for it. */
export const APPLY_FACTS = fact({
  listed: `(select json_build_object('area', l.area, 'month', l.month, 'provider', l.provider,
      'costFen', s.total_fen, 'bookedFen', s.payers[1],
      'cancelled', s.reversed_by is not null or s.reverses is not null,
      'code', coalesce(g.code, ''), 'name', coalesce(g.name, ''))
    from settlement_list l join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
    left join lateral (select c.code, c.name from case_group c where c.list_id = l.list_id
      and c.person_no = l.person_no and c.method = q.args ->> 'method' order by c.version desc limit 1) g on true
    where l.settlement_id = (q.args ->> 'settlementId')::uuid and l.person_no = q.person_no and l.state = 'effective')`,
  review: `(select ${REVIEW_JSON} from case_review w where w.settlement_id = (q.args ->> 'settlementId')::uuid
    and w.person_no = q.person_no and w.state <> 'withdrawn')`,
})

export const STEP_FACTS = fact({
  review: `(select ${REVIEW_JSON} from case_review w where w.review_id = (q.args ->> 'reviewId')::uuid
    and w.person_no = q.person_no)`,
  approved: `(select count(*)::int from case_review w where w.year = q.args ->> 'year' and w.state = 'approved')`,
})

export const reviewRow = (review: CaseReview): Row => ({
  review_id: review.reviewId,
  person_no: review.personNo,
  settlement_id: review.settlementId,
  provider: review.provider,
  area: review.area,
  year: review.year,
  month: review.month,
  state: review.state,
  kind: review.kind,
  reason: review.reason,
  facts: review.facts as unknown as Json,
  steps: review.steps as unknown as Json,
  applied_at: review.appliedAt,
})

export const reviewUpdate = (
  { reviewId, personNo }: CaseReview,
  set: Pick<CaseReview, 'state' | 'reason' | 'kind' | 'steps'>,
): Update => ({
  key: { review_id: reviewId, person_no: personNo },
  set: { state: set.state, reason: set.reason, kind: set.kind, steps: set.steps as unknown as Json },
})

export interface ReviewQuery {
  readonly provider?: string
  readonly state?: string
  readonly settlementId?: string
  readonly personNo?: string
  /** Days of application. */
  readonly from?: string
  readonly to?: string
  readonly withWithdrawn?: boolean
  readonly offset: number
  readonly limit: number
}

export async function reviewsOf(reader: Reader, query: ReviewQuery): Promise<{ rows: NamedReview[]; total: number }> {
  const where = `($1::text is null or w.provider = $1) and ($2::text is null or w.state = $2)
    and ($3::uuid is null or w.settlement_id = $3) and ($4::text is null or w.person_no = $4)
    and ($5::date is null or w.applied_at >= $5) and ($6::date is null or w.applied_at < $6::date + 1)
    and ($7::boolean or w.state <> 'withdrawn')`
  const { provider = null, state = null, settlementId = null, personNo = null, from = null, to = null } = query
  const values = [provider, state, settlementId, personNo, from, to, query.withWithdrawn ?? false]
  const { rows } = await reader.query<{ review: CaseReview } & Omit<NamedReview, keyof CaseReview>>(
    `select ${REVIEW_JSON} as review, p.name as "personName", coalesce(p.certificate_kind, '') as "certificateKind",
       coalesce(p.certificate_no, '') as "certificateNo", s.scheme as insurance,
       to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS') as "settledAt",
       (select c.due_fen from payment_run r join case_payment c on c.run_id = r.run_id
         and c.settlement_id = w.settlement_id and c.person_no = w.person_no
         where r.state <> 'withdrawn' and r.period = left(w.month, 4) || '-' || right(w.month, 2)) as "methodFen"
     from case_review w join settlement s on s.settlement_id = w.settlement_id and s.person_no = w.person_no
     left join person p on p.person_no = w.person_no
     where ${where} order by w.review_id desc offset $8 limit $9`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*)::int as total from case_review w where ${where}`,
    values,
  )
  return { rows: rows.map(({ review, ...rest }) => ({ ...review, ...rest })), total: counted.rows[0]!.total }
}

export async function findReview(reader: Reader, reviewId: string): Promise<CaseReview | undefined> {
  const { rows } = await reader.query<{ review: CaseReview }>(
    `select ${REVIEW_JSON} as review from case_review w where w.review_id = $1`,
    [reviewId],
  )
  return rows[0]?.review
}

/** Of all discharges of the area in the year whose list is in effect: chronic outpatients have no admission. */
export async function reviewCounts(reader: Reader, year: string): Promise<Omit<ReviewUse, 'allowed'>> {
  const { rows } = await reader.query<Omit<ReviewUse, 'allowed'>>(
    `select (select count(*)::int from settlement_list l where l.month like $1 || '%' and l.state = 'effective'
         and l.list ->> 'isChronicOutpatient' = 'false') as discharges,
       (select count(*)::int from case_review w where w.year = $1 and w.state = 'approved') as approved,
       (select count(*)::int from case_review w where w.year = $1 and w.state = 'refused') as refused,
       (select count(*)::int from case_review w where w.year = $1 and w.state in ('applied', 'opined')) as open`,
    [year],
  )
  return rows[0]!
}
