// All models over one lake.
import { resolve } from 'node:path'
import { models } from '@yibao/kernel'
import { cardRounds } from './card-hoarding.ts'
import { coVisits } from './co-visit.ts'
import { copiedStays } from './copied-bill.ts'
import { hungBeds } from './hung-bed.ts'
import { inducedBatches } from './induced.ts'
import { lowStandardStays } from './low-standard.ts'
import { swappedBaskets } from './pharmacy-swap.ts'
import { prescribers } from './prescriber.ts'
import { type Extractor, type FeatureRow, type ModelReading, openModelLake } from './source.ts'
import { splitStays } from './split-stay.ts'
import { reusedTraces } from './trace-reuse.ts'
import { upcodedStays } from './upcoding.ts'

const EXTRACTORS: Readonly<Record<string, Extractor>> = {
  'split-stay': splitStays,
  'low-standard': lowStandardStays,
  'card-hoarding': cardRounds,
  'co-visit': coVisits,
  prescriber: prescribers,
  'copied-bill': copiedStays,
  'pharmacy-swap': swappedBaskets,
  'hung-bed': hungBeds,
  induced: inducedBatches,
  upcoding: upcodedStays,
  'trace-reuse': reusedTraces,
}

/** What each model's file must bound. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  'split-stay': ['gap_days_max'],
  'low-standard': ['age_min', 'low_days', 'low_cost', 'apart_days', 'stays_min', 'peers_min', 'unknown_stays'],
  'card-hoarding': ['pause_minutes', 'persons_min'],
  'co-visit': ['apart_days', 'times_min'],
  prescriber: ['visits_min', 'peer_visits_min', 'peers_min'],
  'copied-bill': ['lines_min', 'copies_min'],
  'pharmacy-swap': ['persons_min', 'sales_min'],
  'hung-bed': ['days_min', 'thin', 'stays_of_diagnosis_min', 'stays_min', 'peers_min', 'unknown_stays'],
  induced: ['age_min', 'cost_max', 'days_min', 'window_days', 'persons_min'],
  upcoding: [
    ...['stays_of_diagnosis_min', 'mark_share', 'mark_lift', 'marks_min', 'graver'],
    ...['stays_min', 'peers_min', 'unknown_stays'],
  ],
  'trace-reuse': ['window_days'],
}

export const missingParameters = ({ id, parameters }: models.ModelCard): string[] =>
  (PARAMETERS[id] ?? []).filter((name) => parameters[name] === undefined)

export const modelNames: readonly string[] = Object.keys(EXTRACTORS)

export interface ModelClues {
  readonly card: models.ModelCard
  readonly candidates: number
  readonly clues: readonly models.Clue[]
}

export interface ModelsAsked extends ModelReading {
  /** Called after each model; what it throws stops the run. */
  readonly onModel?: (found: ModelClues) => void | Promise<void>
  /** Asked before each model. */
  readonly isStopped?: () => boolean
}

/** Reads the lake and nothing else: where labels are, no model knows. */
export async function runModels(
  folder: string,
  cards: readonly models.ModelCard[],
  { onModel, isStopped, ...reading }: ModelsAsked = {},
): Promise<ModelClues[]> {
  const lake = await openModelLake(resolve(folder), reading)
  try {
    const all: ModelClues[] = []
    for (const card of cards) {
      if (isStopped?.()) break
      const extract = EXTRACTORS[card.id]
      if (!extract) throw new RangeError(`No features are known for a model ${card.id}`)
      const candidates = lake.source.has('claims') ? (await extract(lake.source, card)).map(steady) : []
      const found = { card, candidates: candidates.length, clues: models.cluesOf(card, candidates) }
      all.push(found)
      await onModel?.(found)
    }
    return all
  } finally {
    lake.close()
  }
}

/** Threads add fractions in another order each time: what differs in the last places only is the same. */
const steady = (candidate: models.Candidate): models.Candidate => ({
  ...candidate,
  features: Object.fromEntries(
    Object.entries(candidate.features).map(([name, value]) => [name, Number(value.toPrecision(9))]),
  ),
})

/** The rows behind a clue, in the order of time. */
export async function clueRows(
  folder: string,
  visits: readonly string[],
  reading: ModelReading = {},
): Promise<FeatureRow[]> {
  const lake = await openModelLake(resolve(folder), reading)
  try {
    if (!lake.source.has('claims')) return []
    const ids = visits.map((each) => `'${each.replaceAll("'", "''")}'`).join(', ')
    return await lake.source.ask(`
      SELECT visit_id, person_no, provider, practitioner, setting, CAST(admitted_on AS VARCHAR) AS admitted_on,
        CAST(discharged_on AS VARCHAR) AS discharged_on, CAST(settled_at AS VARCHAR) AS settled_at, diagnoses,
        CAST(total_fen AS DOUBLE) AS total_fen, CAST(fund_fen AS DOUBLE) AS fund_fen
      FROM claims WHERE visit_id IN (${ids || "''"}) ORDER BY settled_at, visit_id`)
  } finally {
    lake.close()
  }
}
