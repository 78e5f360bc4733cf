// A run of the models over the platform's own history: begun by somebody or by the clock, one at a time, carried on after a stop.
// What is filed is filed once; a run that is done again finds everything known.
import { createHash } from 'node:crypto'
import { accepted, type models, type WorkCalendar } from '@yibao/kernel'
import { clueRows, type FeatureRow, type ModelClues, type ModelReading, runModels } from '@yibao/lake'
import type { Actor, Kind, Log, WritePath } from '../../../platform/index.ts'
import { type Asked, commandFor, ownMessage, type Reader, SYSTEM } from '../../common/index.ts'
import { inForceOf, type StoredSettlement, unpackFrozen } from '../../settlement/index.ts'
import { type ClueInput, type ClueTold, clueFiled, clueKey } from './file.ts'
import { CASES_OF_CLUE_MAX, type ClueRow, EVIDENCE_ROWS_MAX, type ModelDone, type ModelRun } from './model.ts'
import { findRun, RUN_FACTS, runRow, runUnderWay, runUpdate } from './store.ts'

export interface LakeAt {
  readonly folder: string
  readonly batch: number
  readonly manifest?: ModelReading['manifest']
}

export interface ClueParts {
  readonly reader: Reader
  readonly writePath: WritePath
  readonly log: Log
  readonly calendar: WorkCalendar
  /** The history as of its last commit; undefined: there is none yet. */
  readonly lake: () => LakeAt | undefined
  readonly cards: () => readonly models.ModelCard[]
  /** Where an institution is; '' where it is none of ours. */
  readonly areaOf: (provider: string) => string
}

const SUBJECT = 'audit-models'
const MEMORY_MB = 512
const WHY_MAX = 300

export const runBegun: Kind<Asked<Pick<ModelRun, 'askedBy' | 'modelsCount'>, { runId: string }>> = {
  name: 'audit.model_run_begun',
  subjects: () => [SUBJECT],
  conflicts: { audit_model_run_running: 'audit_models_running' },
  decide: ({ message, input }, _, context) => {
    const runId = context.newId()
    const run: ModelRun = {
      ...{ runId, state: 'running', startedAt: context.now, endedAt: null, lakeBatch: 0, models: [], problem: '' },
      ...input,
    }
    return accepted({
      answer: message.answer({ runId }, context),
      rows: { insert: { audit_model_run: [runRow(run)] } },
      event: { runId },
      objects: [runId],
    })
  },
}

type Advance = Pick<ModelRun, 'runId'> &
  Partial<Pick<ModelRun, 'state' | 'problem' | 'lakeBatch'>> & { done?: ModelDone }

/** One model more, or the end. A run that ended stays as it ended. */
export const runAdvanced: Kind<Asked<Advance, { runId: string }>, { readonly run: ModelRun | null }> = {
  name: 'audit.model_run_advanced',
  subjects: () => [SUBJECT],
  facts: { sql: RUN_FACTS, args: ({ input: { runId } }) => ({ runId }) },
  decide: ({ message, input }, { facts: { run } }, context) => {
    const { runId, state = 'running', done, ...more } = input
    const answer = message.answer({ runId }, context)
    if (run?.state !== 'running') return accepted({ answer })
    const models = done ? [...run.models.filter(({ model }) => model !== done.model), done] : run.models
    const endedAt = state === 'running' ? null : context.now
    return accepted({
      answer,
      rows: { update: { audit_model_run: [runUpdate({ ...run, ...more, models, state, endedAt })] } },
      event: { runId, state },
      objects: [runId],
    })
  },
}

export async function advance({ writePath }: Pick<ClueParts, 'writePath'>, input: Advance): Promise<void> {
  const what = input.done ? input.done.model : (input.state ?? '')
  const message = ownMessage<{ runId: string }>(SYSTEM, `model run ${input.runId} ${what}`, null)
  const outcome = await writePath.submit(commandFor(runAdvanced, message, input))
  if (!outcome.ok) throw new Error(`The run ${input.runId} could not go on: ${outcome.code}`)
}

export const begin = (parts: ClueParts, actor: Actor, key: string) =>
  parts.writePath.submit(
    commandFor(runBegun, ownMessage<{ runId: string }>(actor, `model run ${actor.id} ${key}`, null), {
      askedBy: actor.id,
      modelsCount: parts.cards().length,
    }),
  )

/** Goes on with the run that is under way, model by model; nothing to do: undefined. */
export async function carryOn(
  parts: ClueParts,
  signal?: AbortSignal,
  onModel?: (done: ModelDone) => void,
): Promise<ModelRun | undefined> {
  const run = await runUnderWay(parts.reader)
  if (!run) return undefined
  const isDone = new Set(run.models.map(({ model }) => model))
  const cards = parts.cards().filter(({ id }) => !isDone.has(id))
  const lake = parts.lake()
  try {
    if (!lake) throw new Error('平台还没有历史库（the platform has no history yet）')
    await runModels(lake.folder, cards, {
      ...{ memoryMb: MEMORY_MB, isStopped: () => signal?.aborted ?? false },
      ...(lake.manifest && { manifest: lake.manifest }),
      onModel: async (found) => {
        const done = await fileAll(parts, run.runId, lake, found)
        await advance(parts, { runId: run.runId, lakeBatch: lake.batch, done })
        onModel?.(done)
      },
    })
    if (signal?.aborted) return findRun(parts.reader, run.runId)
    await advance(parts, { runId: run.runId, state: 'done' })
  } catch (error) {
    parts.log.error({ err: error, runId: run.runId }, 'a run of the models failed')
    const why = error instanceof Error ? error.message : String(error)
    await advance(parts, { runId: run.runId, state: 'failed', problem: why.slice(0, WHY_MAX) || 'unknown' })
  }
  return findRun(parts.reader, run.runId)
}

/** One clue that cannot be filed does not stop the others: it is set aside with its reason. */
async function fileAll(
  parts: ClueParts,
  runId: string,
  lake: LakeAt,
  { card, candidates, clues }: ModelClues,
): Promise<ModelDone> {
  const visits = [...new Set(clues.flatMap(({ visits, beside = [] }) => [...visits, ...beside]))]
  const rows = await clueRows(lake.folder, visits, lake.manifest ? { manifest: lake.manifest } : {})
  const byVisit = Map.groupBy(rows, (row) => String(row.visit_id))
  const setAside: { key: string; why: string }[] = []
  let [filed, known] = [0, 0]
  for (const clue of clues) {
    const told = await fileOne(parts, { runId, card, clue }, byVisit)
    if ('why' in told) setAside.push({ key: clue.key, why: told.why })
    else [filed, known] = [filed + told.filed, known + told.known]
  }
  return { model: card.id, version: String(card.version), candidates, clues: clues.length, filed, known, setAside }
}

async function fileOne(
  { reader, writePath, calendar, areaOf, log }: ClueParts,
  { runId, card, clue }: Pick<ClueInput, 'runId' | 'card' | 'clue'>,
  byVisit: ReadonlyMap<string, readonly FeatureRow[]>,
): Promise<ClueTold | { why: string }> {
  const settlements = await standing(reader, clue.visits)
  if (settlements.length === 0) return { why: '所指结算已撤销、是零星报销或不在平台上' }
  const own = new Set(clue.visits)
  const evidence = [...own, ...(clue.beside ?? [])]
    .flatMap((visit) => (byVisit.get(visit) ?? []).map((row) => evidenceRow(row, !own.has(visit))))
    .slice(0, EVIDENCE_ROWS_MAX)
  const { id, version, title, titleEn, alarm } = card
  const input: ClueInput = {
    ...{ runId, clue, settlements, evidence, card: { id, version, title, titleEn, alarm } },
    area: areaOf(clue.provider) || settlements[0]!.area,
  }
  const message = ownMessage<ClueTold & { [name: string]: number }>(
    SYSTEM,
    `clue ${clueKey(clue)} ${keyOf(settlements)}`,
    null,
  )
  try {
    const outcome = await writePath.submit(commandFor(clueFiled(calendar), message, input))
    if (!outcome.ok) return { why: outcome.code }
    if (outcome.value.replayed) return { filed: 0, known: settlements.length }
    return outcome.value.answer as unknown as ClueTold
  } catch (error) {
    log.warn({ err: error, model: id, key: clue.key }, 'a clue could not be filed and is set aside')
    return { why: (error instanceof Error ? error.message : String(error)).slice(0, WHY_MAX) || 'unknown' }
  }
}

/** What stood when it was filed is part of its number: settled anew, it is filed anew. */
const keyOf = (settlements: readonly StoredSettlement[]): string =>
  createHash('sha256')
    .update(
      settlements
        .map(({ settlementId }) => settlementId)
        .sort()
        .join(),
    )
    .digest('hex')
    .slice(0, 32)

/** Settlements in effect, the dearest first; a paper bill was paid to a person, who cannot be deducted from. */
async function standing(reader: Reader, visits: readonly string[]): Promise<StoredSettlement[]> {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  const found = await inForceOf(
    reader,
    visits.filter((visit) => isUuid.test(visit)),
  )
  return [...found.values()]
    .flat()
    .filter(({ document }) => unpackFrozen(document).visit.channel !== 'manual')
    .toSorted((a, b) => b.totalFen - a.totalFen || (a.settlementId < b.settlementId ? -1 : 1))
    .slice(0, CASES_OF_CLUE_MAX)
}

const evidenceRow = (row: FeatureRow, beside: boolean): ClueRow => {
  const text = (name: string): string => String(row[name] ?? '')
  return {
    ...{ visitId: text('visit_id'), personNo: text('person_no'), provider: text('provider'), setting: text('setting') },
    ...{
      admittedOn: text('admitted_on'),
      dischargedOn: text('discharged_on'),
      settledAt: text('settled_at').slice(0, 19),
    },
    ...{
      diagnoses: text('diagnoses'),
      totalFen: Number(row.total_fen ?? 0),
      fundFen: Number(row.fund_fen ?? 0),
      beside,
    },
  }
}
