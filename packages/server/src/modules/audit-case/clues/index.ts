// The door of behaviour models on the platform: runs over its own history, the clues that they file, and what became of them.
import { type models, type Outcome, type Refused, refused } from '@yibao/kernel'
import type { Actor, Jobs } from '../../../platform/index.ts'
import { SYSTEM } from '../../common/index.ts'
import { auditCaseRefusals } from '../refusals.ts'
import type { ModelDone, ModelRun } from './model.ts'
import { begin, type ClueParts, carryOn } from './run.ts'
import { runUnderWay } from './store.ts'

export { ModelsUnusable, modelsInForce } from './cards.ts'
export type { ClueRow, ModelDone, ModelRun, StoredClue } from './model.ts'
export type { ClueParts, LakeAt } from './run.ts'
export { findClue, type ModelRecord, modelRecords, modelRuns } from './store.ts'

export interface ClueDesk {
  readonly cards: readonly models.ModelCard[]
  /** Begins a run, for whoever carries it on. */
  begin(actor: Actor, key: string): Promise<Outcome<{ runId: string }>>
  /** Begins a run and returns at once; it goes on beside. */
  start(actor: Actor, key: string): Promise<Outcome<{ runId: string }>>
  /** Goes on with what is under way until it is done, here; undefined: nothing is. */
  carryOn(signal?: AbortSignal, onModel?: (done: ModelDone) => void): Promise<ModelRun | undefined>
  /** A run by the clock: one that is under way already goes on instead. */
  nightly(today: string, signal?: AbortSignal): Promise<void>
  /** Waits for what goes on beside; what is stopped in the middle goes on with the next start. */
  close(): Promise<void>
}

export function openClues(parts: ClueParts): ClueDesk {
  const stopping = new AbortController()
  let going: Promise<ModelRun | undefined> | undefined
  // In one process one at a time; another process that goes on with the same run files nothing twice.
  const carry = (signal?: AbortSignal, onModel?: (done: ModelDone) => void) => {
    going ??= carryOn(parts, signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal, onModel).finally(
      () => {
        going = undefined
      },
    )
    return going
  }
  const beginOne: ClueDesk['begin'] = async (actor, key) => {
    if (!parts.lake()) return refused('audit_models_no_lake', {})
    const outcome = await begin(parts, actor, key)
    return outcome.ok ? { ok: true, value: outcome.value.answer as { runId: string } } : outcome
  }
  return {
    cards: parts.cards(),
    begin: beginOne,
    start: async (actor, key) => {
      const outcome = await beginOne(actor, key)
      if (outcome.ok)
        void carry().catch((error) =>
          parts.log.error({ err: error }, 'a run of the models stopped; the clock goes on with it'),
        )
      return outcome
    },
    carryOn: carry,
    nightly: async (today, signal) => {
      if (!(await runUnderWay(parts.reader))) {
        const outcome = await beginOne(SYSTEM, today)
        if (!outcome.ok) parts.log.info({ code: outcome.code }, 'the models do not run tonight')
      }
      await carry(signal)
    },
    close: async () => {
      stopping.abort()
      await going?.catch(() => undefined) // said where it was started
    },
  }
}

/** A refusal of a run in words, for whoever asks from the command line. */
export const clueSentence = (refusal: Refused): string => auditCaseRefusals.sentence(refusal as never)

/** By night; and what a stop left lying goes on within minutes. */
export function defineClueJobs(jobs: Pick<Jobs, 'define'>, desk: ClueDesk, today: () => string): void {
  jobs.define({ name: 'audit.models', cron: '30 2 * * *', run: async ({ signal }) => desk.nightly(today(), signal) })
  jobs.define({
    name: 'audit.models-continue',
    cron: '*/5 * * * *',
    run: async ({ signal }) => void (await desk.carryOn(signal)),
  })
}
