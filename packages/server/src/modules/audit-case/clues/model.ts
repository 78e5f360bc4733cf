// 行为模型线索: a clue as it is kept, and a run of the models over the platform's own history.
import type { models } from '@yibao/kernel'

/** A settlement that a feature was computed from. */
export interface ClueRow {
  readonly visitId: string
  readonly personNo: string
  readonly provider: string
  readonly setting: string
  readonly admittedOn: string
  readonly dischargedOn: string
  readonly settledAt: string
  readonly diagnoses: string
  readonly totalFen: number
  readonly fundFen: number
  /** Shows it without being in question itself. */
  readonly beside: boolean
}

export interface StoredClue {
  readonly clueId: string
  readonly runId: string
  readonly model: string
  readonly modelVersion: string
  readonly key: string
  readonly provider: string
  readonly area: string
  readonly practitioner: string
  readonly score: number
  readonly alarm: number
  readonly personsCount: number
  readonly visitsCount: number
  readonly features: Readonly<Record<string, number>>
  readonly reasons: readonly models.GivenReason[]
  readonly evidence: readonly ClueRow[]
  readonly foundAt: string
}

/** What came of one model in one run. */
export interface ModelDone {
  readonly model: string
  readonly version: string
  readonly candidates: number
  readonly clues: number
  /** Settlements that became cases now. */
  readonly filed: number
  /** Settlements that this model had named before. */
  readonly known: number
  /** Clues that could not be filed, each with its reason. */
  readonly setAside: readonly { readonly key: string; readonly why: string }[]
}

export interface ModelRun {
  readonly runId: string
  readonly state: 'running' | 'done' | 'failed'
  readonly askedBy: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly lakeBatch: number
  readonly models: readonly ModelDone[]
  readonly modelsCount: number
  readonly problem: string
}

/** Of one clue so many settlements become cases, the dearest first; the clue says how many there are. */
export const CASES_OF_CLUE_MAX = 100
/** And so many are kept as its evidence. */
export const EVIDENCE_ROWS_MAX = 200
