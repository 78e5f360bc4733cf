// Calculations at rest, and the stays, groups and settlements that they start from.
import { ACCRUAL_ACCOUNTS, addDays, addMonths, day, type Fund } from '@yibao/kernel'
import { firstIdOf, type Json, type Row, type Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { fact } from '../visit/index.ts'
import type { CaseInput, InpatientVolume, PaidCase, Run, RunInputs, Sheet } from './model.ts'

const RUN_JSON = `json_build_object('runId', r.run_id, 'period', r.period, 'state', r.state, 'rules', r.rules,
  'rulesHash', r.rules_hash, 'inputHash', r.input_hash, 'resultHash', r.result_hash, 'result', r.result,
  'steps', r.steps, 'releaseId', r.release_id)`

/** The run of the period that is in effect, and a provider whose month is cleared beyond recall. */
export const RUN_FACTS = fact({
  run: `(select ${RUN_JSON} from payment_run r where r.period = q.args ->> 'period' and r.state <> 'withdrawn')`,
  cleared: `(select min(c.provider) from clearing c where c.month = q.args ->> 'clearing'
    and c.state in ('approved', 'paid', 'returned'))`,
})

export const runRow = (run: Run): Row => ({
  run_id: run.runId,
  period: run.period,
  state: run.state,
  rules: run.rules,
  rules_hash: run.rulesHash,
  input_hash: run.inputHash,
  result_hash: run.resultHash,
  result: run.result as unknown as Json,
  steps: run.steps as unknown as Json,
  release_id: run.releaseId,
})

export const runUpdate = ({ runId }: Run, set: Pick<Run, 'state' | 'steps' | 'releaseId'>): Update => ({
  key: { run_id: runId },
  set: { state: set.state, steps: set.steps as unknown as Json, release_id: set.releaseId },
})

export const sheetRow = (sheet: Sheet): Row => ({
  run_id: sheet.runId,
  provider: sheet.provider,
  area: sheet.area,
  period: sheet.period,
  cases: sheet.cases,
  cost_fen: sheet.costFen,
  booked_fen: sheet.bookedFen,
  due_fen: sheet.dueFen,
  lines: sheet.lines as unknown as Json,
  indexes: sheet.indexes as unknown as Json,
  postings: sheet.postings as unknown as Json,
  cleared: sheet.cleared as unknown as Json,
})

/** Scores of a year as a run was calculated with them. */
export const assessmentRow = (runId: string, { provider, scoreE2 }: { provider: string; scoreE2: number }): Row => ({
  run_id: runId,
  provider,
  score_e2: scoreE2,
})

export const caseRow = (runId: string, paid: PaidCase): Row => ({
  run_id: runId,
  person_no: paid.personNo,
  settlement_id: paid.settlementId,
  list_id: paid.listId,
  provider: paid.provider,
  area: paid.area,
  method: paid.method,
  budget: paid.budget,
  insurance: paid.insurance,
  rule: paid.rule,
  code: paid.code,
  name: paid.name,
  cost_fen: paid.costFen,
  booked_fen: paid.bookedFen,
  due_fen: paid.dueFen,
  facts: paid.facts as unknown as Json,
  figures: paid.figures as unknown as Json,
})

const IS_STAY = `s.setting in ('inpatient', 'maternity_inpatient', 'day_surgery', 'day_treatment')
  and s.reverses is null and s.reversed_by is null`

/** Effective lists of the month with the last group by one method, in the order of their settlements; the whole stay's money. */
export async function inputsOf(reader: Reader, period: string, method: 'drg' | 'dip'): Promise<RunInputs> {
  const cases = await reader.query<CaseInput>({
    name: 'payment cases of month',
    text: `select l.settlement_id as "settlementId", l.list_id as "listId", l.person_no as "personNo", l.provider, l.area,
        p.area as county, s.scheme, s.setting, to_char(s.settled_at, 'YYYY-MM-DD') as "settledOn",
        left(l.list ->> 'admittedAt', 10) as "admittedOn", left(l.list ->> 'dischargedAt', 10) as "dischargedOn",
        coalesce((select d ->> 'code' from json_array_elements(l.list -> 'diagnoses') d
          where (d ->> 'isMain')::boolean and d ->> 'kind' = 'western' limit 1), '') as diagnosis,
        json_build_object('isMain', exists (select from json_array_elements(l.list -> 'diagnoses') d
            where (d ->> 'isMain')::boolean and d ->> 'kind' = 'chinese'),
          'fen', (select coalesce(sum((i ->> 'amountFen')::bigint), 0)::bigint from json_array_elements(l.list -> 'items') i
            where i ->> 'category' in ('10', '11'))) as chinese,
        m.total_fen as "totalFen", m.fund_fen as "fundFen", m.person_fen as "personFen", g.grouped as group,
        coalesce((select w.state from case_review w where w.settlement_id = l.settlement_id
          and w.person_no = l.person_no and w.state in ('approved', 'refused')), '') as review
      from settlement_list l
      join settlement s on s.settlement_id = l.settlement_id and s.person_no = l.person_no
      join visit v on v.visit_id = l.visit_id and v.person_no = l.person_no
      join person p on p.person_no = l.person_no
      cross join lateral (select sum(x.total_fen)::bigint as total_fen, sum(x.payers[1])::bigint as fund_fen,
          sum(x.person_fen)::bigint as person_fen from unnest(v.settlements) sid
        join settlement x on x.settlement_id = sid and x.person_no = v.person_no
        where x.reverses is null and x.reversed_by is null) m
      left join lateral (select json_build_object('method', c.method, 'isGrouped', c.is_grouped, 'code', c.code,
          'name', c.name, 'weightE8', c.result -> 'weightE8', 'scoreE4', c.result -> 'scoreE4',
          'procedures', c.result -> 'procedures') as grouped
        from case_group c where c.list_id = l.list_id and c.person_no = l.person_no and c.method = $2
        order by c.version desc limit 1) g on true
      where starts_with(l.month, $1) and l.state = 'effective' and ${IS_STAY} order by l.settlement_id`,
    values: [period.replace('-', ''), method],
  })
  return { cases: cases.rows, volumes: await volumesOf(reader, period) }
}

async function volumesOf(reader: Reader, period: string): Promise<InpatientVolume[]> {
  const first = day(period.length === 4 ? `${period}-01-01` : `${period}-01`)
  const months = period.length === 4 ? 12 : 1
  const { rows } = await reader.query<InpatientVolume>(
    `select s.provider, count(distinct s.visit_id)::int as stays, sum(s.payers[1])::bigint as "fundFen"
     from settlement s where ${IS_STAY} and s.settlement_id >= $1 and s.settlement_id < $2
       and starts_with(to_char(s.settled_at, 'YYYY-MM'), $3) group by 1 order by 1`,
    [firstIdOf(addDays(first, -1)), firstIdOf(addDays(addMonths(first, months), 1)), period],
  )
  return rows
}

/** Due by budget in released months of the year before this one. */
export async function releasedBefore(reader: Reader, month: string): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ budget: string; fen: number }>(
    `select l ->> 'budget' as budget, sum((l ->> 'advancedFen')::bigint)::bigint as fen
     from payment_run r join payment_sheet h on h.run_id = r.run_id cross join lateral json_array_elements(h.lines) l
     where r.state = 'released' and r.period like $1 and r.period < $2 and length(r.period) = 7 group by 1`,
    [`${month.slice(0, 4)}-%`, month],
  )
  return new Map(rows.map(({ budget, fen }) => [budget, fen]))
}

export async function findRun(reader: Reader, runId: string): Promise<Run | undefined> {
  const { rows } = await reader.query<{ run: Run }>(
    `select ${RUN_JSON} as run from payment_run r where r.run_id = $1`,
    [runId],
  )
  return rows[0]?.run
}

export async function runOfPeriod(reader: Reader, period: string): Promise<Run | undefined> {
  const { rows } = await reader.query<{ run: Run }>(
    `select ${RUN_JSON} as run from payment_run r where r.period = $1 and r.state <> 'withdrawn'`,
    [period],
  )
  return rows[0]?.run
}

/** Newest period first; what was withdrawn is left out. */
export async function runsOf(reader: Reader): Promise<Run[]> {
  const { rows } = await reader.query<{ run: Run }>(
    `select ${RUN_JSON} as run from payment_run r where r.state <> 'withdrawn' order by r.period desc limit 120`,
  )
  return rows.map(({ run }) => run)
}

export interface RunSums {
  readonly run: Run
  readonly cases: number
  readonly bookedFen: number
  readonly dueFen: number
}

const SUMS = ['cases', 'booked_fen', 'due_fen'].map(
  (name, at) => `coalesce(sum(h.${name}), 0)::bigint as "${['cases', 'bookedFen', 'dueFen'][at]}"`,
)

/** A page of runs with the sums of the sheets that the reader sees. */
export async function runsPage(
  reader: Reader,
  query: { readonly year?: string; readonly state?: string; readonly offset: number; readonly limit: number },
): Promise<{ rows: RunSums[]; total: number }> {
  const where = `where ($1::text is null or starts_with(r.period, $1))
    and case when $2::text is null then r.state <> 'withdrawn' else r.state = $2 end`
  const values = [query.year ?? null, query.state ?? null]
  const { rows } = await reader.query<RunSums>(
    `select ${RUN_JSON} as run, x.* from payment_run r cross join lateral (select ${SUMS.join(', ')}
       from payment_sheet h where h.run_id = r.run_id) x ${where}
     order by r.period desc, r.run_id desc offset $3 limit $4`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*)::int as total from payment_run r ${where}`,
    values,
  )
  return { rows, total: counted.rows[0]!.total }
}

const SHEET_COLUMNS = `h.run_id as "runId", h.provider, h.area, h.period, h.cases, h.cost_fen as "costFen",
  h.booked_fen as "bookedFen", h.due_fen as "dueFen", h.lines, h.indexes, h.postings, h.cleared`

export async function sheetsOf(reader: Reader, runId: string, provider?: string): Promise<Sheet[]> {
  const { rows } = await reader.query<Sheet>(
    `select ${SHEET_COLUMNS} from payment_sheet h where h.run_id = $1 and ($2::text is null or h.provider = $2)
     order by h.due_fen desc, h.provider`,
    [runId, provider ?? null],
  )
  return rows
}

const CASE_COLUMNS = `c.settlement_id as "settlementId", c.list_id as "listId", c.person_no as "personNo", c.provider,
  c.area, c.method, c.budget, c.insurance, c.rule, c.code, c.name, c.cost_fen as "costFen",
  c.booked_fen as "bookedFen", c.due_fen as "dueFen", c.facts, c.figures`

export interface CaseQuery {
  readonly runId: string
  readonly provider?: string
  readonly rule?: string
  readonly insurance?: string
  readonly method?: string
  readonly code?: string
  readonly sort: 'newest' | 'cost' | 'due' | 'gain' | 'loss'
  readonly offset: number
  readonly limit: number
}

const ORDER: Readonly<Record<CaseQuery['sort'], string>> = {
  newest: 'c.settlement_id desc',
  cost: 'c.cost_fen desc, c.settlement_id',
  due: 'c.due_fen desc, c.settlement_id',
  gain: 'c.due_fen - c.booked_fen desc, c.settlement_id',
  loss: 'c.due_fen - c.booked_fen, c.settlement_id',
}

export interface CaseSums {
  readonly total: number
  readonly costFen: number
  readonly bookedFen: number
  readonly dueFen: number
}

export interface NamedCase extends PaidCase {
  /** Null: not in the asker's scope any more. */
  readonly personName: string | null
}

export async function casesOf(reader: Reader, query: CaseQuery): Promise<{ rows: NamedCase[]; sums: CaseSums }> {
  const where = `c.run_id = $1 and ($2::text is null or c.provider = $2) and ($3::text is null or c.rule = $3)
    and ($4::text is null or c.insurance = $4) and ($5::text is null or c.method = $5)
    and ($6::text is null or c.code = $6)`
  const { provider = null, rule = null, insurance = null, method = null, code = null } = query
  const values = [query.runId, provider, rule, insurance, method, code]
  const { rows } = await reader.query<NamedCase>(
    `select ${CASE_COLUMNS}, p.name as "personName" from case_payment c left join person p on p.person_no = c.person_no
     where ${where} order by ${ORDER[query.sort]} offset $7 limit $8`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<CaseSums>(
    `select count(*)::int as total, coalesce(sum(c.cost_fen), 0)::bigint as "costFen",
       coalesce(sum(c.booked_fen), 0)::bigint as "bookedFen", coalesce(sum(c.due_fen), 0)::bigint as "dueFen"
     from case_payment c where ${where}`,
    values,
  )
  return { rows, sums: counted.rows[0]! }
}

export async function caseOf(
  reader: Reader,
  runId: string,
  settlementId: string,
): Promise<(NamedCase & { explanation: string; scheme: string; schemeVersion: string }) | undefined> {
  const { rows } = await reader.query<NamedCase & { explanation: string; scheme: string; schemeVersion: string }>(
    `select ${CASE_COLUMNS}, p.name as "personName", coalesce(g.explanation, '') as explanation,
       coalesce(g.scheme, '') as scheme, coalesce(g.scheme_version, '') as "schemeVersion"
     from case_payment c left join person p on p.person_no = c.person_no
     left join lateral (select * from case_group x where x.list_id = c.list_id and x.person_no = c.person_no
       and x.method = c.facts -> 'group' ->> 'method'
       order by x.code = c.code desc, x.version desc limit 1) g on true
     where c.run_id = $1 and c.settlement_id = $2`,
    [runId, settlementId],
  )
  return rows[0]
}

/** What released sheets come to beyond what was booked by item, and what the books have of it. */
export async function methodSums(reader: Reader): Promise<{ sheetsFen: number; bookedFen: number }> {
  const { rows } = await reader.query<{ sheetsFen: number; bookedFen: number }>(
    `select (select coalesce(sum((l ->> 'amountFen')::bigint), 0)::bigint
        from payment_run r join payment_sheet h on h.run_id = r.run_id
        cross join lateral json_array_elements(h.postings) l where r.state = 'released') as "sheetsFen",
       (select coalesce(sum(case l ->> 'side' when 'credit' then 1 else -1 end * (l ->> 'amountFen')::bigint), 0)::bigint
        from journal j cross join lateral jsonb_array_elements(j.lines) l
        where j.layer = 'accrual' and j.cause_kind = 'method_settled' and l ->> 'account' = $1) as "bookedFen"`,
    [ACCRUAL_ACCOUNTS.provider_payable.code],
  )
  return rows[0]!
}

/** What released months of the year advanced, by `provider budget`; of a stay that was cancelled since, its booked part is gone. */
export async function accruedOf(reader: Reader, year: string): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ key: string; fen: number }>(
    `select key, sum(fen)::bigint as fen from (
       select h.provider || ' ' || (l ->> 'budget') as key, (l ->> 'advancedFen')::bigint as fen
         from payment_run r join payment_sheet h on h.run_id = r.run_id
         cross join lateral json_array_elements(h.lines) l where r.state = 'released' and r.period like $1 || '-%'
       union all select a.provider || ' ' || a.budget, a.adjusted_fen from group_appeal a
         where a.adjusted_fen is not null and a.period like $1 || '-%'
       union all select c.provider || ' ' || c.budget, -c.booked_fen from payment_run r
         join case_payment c on c.run_id = r.run_id
         join settlement s on s.settlement_id = c.settlement_id and s.person_no = c.person_no
         where r.state = 'released' and r.period like $1 || '-%' and s.reversed_by is not null) a
     group by 1 order by 1`,
    [year],
  )
  return new Map(rows.map(({ key, fen }) => [key, fen]))
}

export async function releasedStays(reader: Reader, year: string): Promise<Set<string>> {
  const { rows } = await reader.query<{ id: string }>(
    `select c.settlement_id as id from payment_run r join case_payment c on c.run_id = r.run_id
     where r.state = 'released' and r.period like $1 || '-%'`,
    [year],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Deposits that the year's clearings kept back, by provider and fund. */
export async function depositsOf(
  reader: Reader,
  year: string,
): Promise<{ provider: string; fund: Fund; heldFen: number }[]> {
  const { rows } = await reader.query<{ provider: string; fund: Fund; heldFen: number }>(
    `select c.provider, f ->> 'fund' as fund, sum((f ->> 'depositFen')::bigint)::bigint as "heldFen"
     from clearing c cross join lateral json_array_elements(c.funds) f
     where c.month like $1 || '-%' and c.state in ('approved', 'paid', 'returned')
     group by 1, 2 having sum((f ->> 'depositFen')::bigint) <> 0 order by 1, 2`,
    [year],
  )
  return rows
}

/** Scores that the year's run in effect was calculated with. */
export async function scoresOf(reader: Reader, runId: string): Promise<Map<string, number>> {
  const { rows } = await reader.query<{ provider: string; score: number }>(
    'select a.provider, a.score_e2 as score from assessment_entered a where a.run_id = $1 order by 1',
    [runId],
  )
  return new Map(rows.map(({ provider, score }) => [provider, score]))
}
