// Behaviour models at the console: runs with their progress, and a clue with what it was computed from.
import type { AuditClueView, AuditModelRuns } from '@yibao/contract/rest'
import type { Outcome } from '@yibao/kernel'
import { type ModelRun, modelRuns, type StoredClue } from '../../audit-case/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { nameOf, titleOf } from './rows.ts'

/** Whoever acts for an institution sees its own settlements; those of others are counted. */
export function clueView(parts: ConsoleParts, { principal }: Asker, clue: StoredClue): AuditClueView {
  const card = parts.clues.cards.find(({ id }) => id === clue.model)
  const shown = clue.evidence.filter(({ provider }) => principal.provider === '' || provider === principal.provider)
  const all = Math.max(clue.evidence.length, clue.visitsCount)
  return {
    ...{
      id: shownId(clue.clueId),
      model: clue.model,
      version: clue.modelVersion,
      score: clue.score,
      alarm: clue.alarm,
    },
    // A key may name people and visits of other institutions.
    ...{ key: principal.provider === '' ? clue.key : '', persons: clue.personsCount, visits: clue.visitsCount },
    ...{ practitioner: clue.practitioner, foundAt: clue.foundAt.slice(0, 19) },
    ...{ basis: card?.basis ?? '', falsePositives: card?.falsePositives ?? '' },
    reasons: clue.reasons.map(({ feature, value, weight, zh, en, atLeast, atMost }) => ({
      ...{ feature, value, weight, text: { zh, en } },
      bound: [atLeast === undefined ? '' : `≥ ${atLeast}`, atMost === undefined ? '' : `≤ ${atMost}`].join(' ').trim(),
    })),
    features: Object.entries(clue.features).map(([name, value]) => ({ name, value })),
    evidence: shown.map(({ provider, visitId: _, ...row }) => ({ ...row, providerName: nameOf(parts, provider) })),
    moreEvidence: all - shown.length,
  }
}

const RUNS_SHOWN = 10

export async function modelRunsView(parts: ConsoleParts, asker: Asker): Promise<Outcome<AuditModelRuns>> {
  const runs = await asker.read((reader) => modelRuns(reader, RUNS_SHOWN))
  return { ok: true, value: { runs: runs.map((run) => runView(parts, run)) } }
}

const runView = (parts: ConsoleParts, run: ModelRun): AuditModelRuns['runs'][number] => ({
  ...{ id: shownId(run.runId), state: run.state, askedBy: run.askedBy, problem: run.problem, lakeBatch: run.lakeBatch },
  ...{
    startedAt: run.startedAt.slice(0, 19).replace('T', ' '),
    endedAt: run.endedAt?.slice(0, 19).replace('T', ' ') ?? '',
  },
  ...{ done: run.models.length, of: run.modelsCount },
  models: run.models.map(({ setAside, ...each }) => ({
    ...each,
    title: titleOf(parts, each.model),
    setAside: setAside.map((one) => ({ ...one })),
  })),
})

export async function startModels(
  { clues }: ConsoleParts,
  { principal, channel }: Asker,
  key: string,
): Promise<Outcome<{ id: string }>> {
  const outcome = await clues.start({ id: principal.account, channel }, key)
  return outcome.ok ? { ok: true, value: { id: shownId(outcome.value.runId) } } : outcome
}
