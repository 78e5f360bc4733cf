// Group appeals at rest, and the case that one is about.
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { fact } from '../../visit/index.ts'
import type { GroupAppeal } from './model.ts'

const APPEAL_JSON = `json_build_object('appealId', a.appeal_id, 'personNo', a.person_no, 'settlementId', a.settlement_id,
  'listId', a.list_id, 'provider', a.provider, 'area', a.area, 'period', a.period, 'method', a.method, 'kind', a.kind,
  'reason', a.reason, 'evidence', a.evidence, 'claimed', a.claimed, 'state', a.state, 'before', a.before, 'after', a.after,
  'budget', a.budget, 'adjustedFen', a.adjusted_fen, 'adjustmentId', a.adjustment_id, 'steps', a.steps,
  'appliedAt', to_char(a.applied_at, 'YYYY-MM-DD HH24:MI:SS'))`

/** The case in its group of now, the year's release, and the appeal at hand. */
export const APPEAL_FACTS = fact({
  listed: `(select json_build_object('listId', l.list_id, 'provider', l.provider, 'area', l.area, 'month', l.month,
      'list', l.list, 'totalFen', s.total_fen, 'scheme', s.scheme, 'code', g.code, 'name', g.name, 'version', g.version)
    from settlement_list l join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
    join lateral (select c.code, c.name, c.version from case_group c where c.list_id = l.list_id
      and c.person_no = l.person_no and c.method = q.args ->> 'method' order by c.version desc limit 1) g on true
    where l.settlement_id = (q.args ->> 'settlementId')::uuid and l.person_no = q.person_no and l.state = 'effective'
      and s.reverses is null and s.reversed_by is null)`,
  isYearReleased: `exists (select from payment_run r where r.period = q.args ->> 'year' and r.state = 'released')`,
  release: `(select r.release_id from payment_run r where r.period = q.args ->> 'period' and r.state = 'released')`,
  appeal: `(select ${APPEAL_JSON} from group_appeal a where a.appeal_id = (q.args ->> 'appealId')::uuid
    and a.person_no = q.person_no)`,
})

export const appealRow = (appeal: GroupAppeal): Row => ({
  appeal_id: appeal.appealId,
  person_no: appeal.personNo,
  settlement_id: appeal.settlementId,
  list_id: appeal.listId,
  provider: appeal.provider,
  area: appeal.area,
  period: appeal.period,
  method: appeal.method,
  kind: appeal.kind,
  reason: appeal.reason,
  evidence: appeal.evidence,
  claimed: appeal.claimed as unknown as Json,
  state: appeal.state,
  before: appeal.before as unknown as Json,
  after: appeal.after as unknown as Json,
  budget: appeal.budget,
  adjusted_fen: appeal.adjustedFen,
  adjustment_id: appeal.adjustmentId,
  steps: appeal.steps as unknown as Json,
  applied_at: appeal.appliedAt,
})

export const appealUpdate = (after: GroupAppeal): Update => ({
  key: { appeal_id: after.appealId, person_no: after.personNo },
  set: {
    state: after.state,
    before: after.before as unknown as Json,
    after: after.after as unknown as Json,
    budget: after.budget,
    adjusted_fen: after.adjustedFen,
    adjustment_id: after.adjustmentId,
    steps: after.steps as unknown as Json,
  },
})

export async function findAppeal(reader: Reader, appealId: string): Promise<GroupAppeal | undefined> {
  const { rows } = await reader.query<{ appeal: GroupAppeal }>(
    `select ${APPEAL_JSON} as appeal from group_appeal a where a.appeal_id = $1`,
    [appealId],
  )
  return rows[0]?.appeal
}

/** Of one case, oldest first. */
export async function appealsOfCase(reader: Reader, settlementId: string): Promise<GroupAppeal[]> {
  const { rows } = await reader.query<{ appeal: GroupAppeal }>(
    `select ${APPEAL_JSON} as appeal from group_appeal a where a.settlement_id = $1 order by a.appeal_id`,
    [settlementId],
  )
  return rows.map(({ appeal }) => appeal)
}

export interface AppealFilter {
  readonly state?: string
  readonly provider?: string
}

export interface AppealListed extends GroupAppeal {
  /** Of the month's calculation in effect; null where there is none any more. */
  readonly runId: string | null
}

export async function appealsOf(
  reader: Reader,
  query: AppealFilter & { readonly offset: number; readonly limit: number },
): Promise<{ rows: AppealListed[]; total: number }> {
  const where = `where ($1::text is null or a.state = $1) and ($2::text is null or a.provider = $2)`
  const values = [query.state ?? null, query.provider ?? null]
  const { rows } = await reader.query<{ appeal: GroupAppeal; runId: string | null }>(
    `select ${APPEAL_JSON} as appeal, (select r.run_id from payment_run r where r.period = a.period
       and r.state <> 'withdrawn') as "runId" from group_appeal a ${where} order by a.appeal_id desc offset $3 limit $4`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*)::int as total from group_appeal a ${where}`,
    values,
  )
  return { rows: rows.map(({ appeal, runId }) => ({ ...appeal, runId })), total: counted.rows[0]!.total }
}

/** What accepted appeals came to, and what the books have of it. */
export async function appealSums(reader: Reader): Promise<{ appealsFen: number; bookedFen: number }> {
  const { rows } = await reader.query<{ appealsFen: number; bookedFen: number }>(
    `select (select coalesce(sum(a.adjusted_fen), 0)::bigint from group_appeal a) as "appealsFen",
       (select coalesce(sum(case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint), 0)::bigint
        from journal j cross join lateral jsonb_array_elements(j.lines) l
        where j.layer = 'accrual' and j.cause_kind = 'method_adjusted' and l ->> 'account' = 'A201') as "bookedFen"`,
  )
  return rows[0]!
}
