// Clues and runs at rest.
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { fact } from '../../visit/index.ts'
import type { Span } from '../figures/store.ts'
import { CONFIRMED, REJECTED } from '../figures/store.ts'
import type { ModelRun, StoredClue } from './model.ts'

/** Settlements that the model has named before: decided or not, they are not named again. */
export const NAMED_FACTS = fact({
  named: `(select coalesce(json_agg(c.settlement_id), '[]') from audit_case c
    where c.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x)
      and c.rule = q.args ->> 'model' and c.clue_id is not null and c.state <> 'void')`,
  gone: `(select coalesce(json_agg(s.settlement_id), '[]') from settlement s
    where s.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x)
      and s.reversed_by is not null)`,
})

export const clueRow = (each: StoredClue): Row => ({
  clue_id: each.clueId,
  run_id: each.runId,
  model: each.model,
  model_version: each.modelVersion,
  key: each.key,
  provider: each.provider,
  area: each.area,
  practitioner: each.practitioner,
  scores: { score: each.score, alarm: each.alarm },
  persons_count: each.personsCount,
  visits_count: each.visitsCount,
  features: each.features as Json,
  reasons: each.reasons as unknown as Json,
  evidence: each.evidence as unknown as Json,
  found_at: each.foundAt,
})

export const runRow = (run: ModelRun): Row => ({
  run_id: run.runId,
  state: run.state,
  asked_by: run.askedBy,
  started_at: run.startedAt,
  ended_at: run.endedAt,
  lake_batch: run.lakeBatch,
  models: run.models as unknown as Json,
  models_count: run.modelsCount,
  problem: run.problem,
})

export const runUpdate = ({ runId, state, endedAt, lakeBatch, models, problem }: ModelRun): Update => ({
  key: { run_id: runId },
  set: { state, ended_at: endedAt, lake_batch: lakeBatch, models: models as unknown as Json, problem },
})

const RUN_JSON = `json_build_object('runId', r.run_id, 'state', r.state, 'askedBy', r.asked_by, 'startedAt', r.started_at,
  'endedAt', r.ended_at, 'lakeBatch', r.lake_batch, 'models', r.models, 'modelsCount', r.models_count, 'problem', r.problem)`

export const RUN_FACTS = fact({
  run: `(select ${RUN_JSON} from audit_model_run r where r.run_id = (q.args ->> 'runId')::uuid)`,
})

export async function modelRuns(reader: Reader, limit: number): Promise<ModelRun[]> {
  const { rows } = await reader.query<{ one: ModelRun }>(
    `select ${RUN_JSON} as one from audit_model_run r order by r.run_id desc limit $1`,
    [limit],
  )
  return rows.map(({ one }) => one)
}

/** The run that is under way, or was when something stopped it. */
export async function runUnderWay(reader: Reader): Promise<ModelRun | undefined> {
  const { rows } = await reader.query<{ one: ModelRun }>(
    `select ${RUN_JSON} as one from audit_model_run r where r.state = 'running'`,
  )
  return rows[0]?.one
}

export async function findRun(reader: Reader, runId: string): Promise<ModelRun | undefined> {
  const { rows } = await reader.query<{ one: ModelRun }>(
    `select ${RUN_JSON} as one from audit_model_run r where r.run_id = $1`,
    [runId],
  )
  return rows[0]?.one
}

export async function findClue(reader: Reader, clueId: string): Promise<StoredClue | undefined> {
  const { rows } = await reader.query<StoredClue>(
    `select l.clue_id as "clueId", l.run_id as "runId", l.model, l.model_version as "modelVersion", l.key, l.provider, l.area,
       l.practitioner, (l.scores ->> 'score')::float8 as score,
       (l.scores ->> 'alarm')::float8 as alarm, l.persons_count as "personsCount", l.visits_count as "visitsCount",
       l.features, l.reasons, l.evidence, l.found_at as "foundAt"
     from audit_clue l where l.clue_id = $1`,
    [clueId],
  )
  return rows[0]
}

export interface ModelRecord {
  readonly model: string
  readonly version: string
  readonly clues: number
  /** Clues of which every case is decided, and those of them of which half or more was confirmed. */
  readonly cluesDecided: number
  readonly cluesConfirmed: number
  readonly cases: number
  readonly open: number
  readonly confirmed: number
  readonly rejected: number
  readonly appealed: number
  readonly deductedFen: number
  readonly certifiedFen: number
}

/** What people made of each model's clues, by model and version: by settlement, and by clue. */
export async function modelRecords(reader: Reader, { from, to }: Span): Promise<ModelRecord[]> {
  const { rows } = await reader.query<ModelRecord>(
    `with named as (
       select c.clue_id, c.rule, c.rule_version, count(*) as cases,
         count(*) filter (where c.state in ${CONFIRMED}) as confirmed, count(*) filter (where c.state in ${REJECTED}) as rejected,
         count(*) filter (where c.steps::jsonb @> '[{"step": "appeal"}]') as appealed,
         sum(c.deducted_fen) as deducted, sum(c.certified_fen) as certified
       from audit_case c
       where c.clue_id is not null and c.state <> 'void' and c.settled_on >= $1::date and c.settled_on <= $2::date
       group by 1, 2, 3)
     select n.rule as model, n.rule_version as version, count(*)::int as clues,
       count(*) filter (where n.confirmed + n.rejected = n.cases)::int as "cluesDecided",
       count(*) filter (where n.confirmed + n.rejected = n.cases and n.confirmed * 2 >= n.cases)::int as "cluesConfirmed",
       sum(n.cases)::int as cases, sum(n.cases - n.confirmed - n.rejected)::int as open, sum(n.confirmed)::int as confirmed,
       sum(n.rejected)::int as rejected, sum(n.appealed)::int as appealed,
       coalesce(sum(n.deducted), 0)::bigint as "deductedFen", coalesce(sum(n.certified), 0)::bigint as "certifiedFen"
     from named n group by 1, 2 order by cases desc, 1, 2`,
    [from, to],
  )
  return rows
}
