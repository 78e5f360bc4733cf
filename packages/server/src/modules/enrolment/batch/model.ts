// A batch of enrolments as it is kept: from the first byte to what was brought in, or taken back.
import type { Day, enrolment } from '@yibao/kernel'
import type { BatchWage, KindCounts } from '../model.ts'

export const BATCH_STATES = [
  'receiving',
  'checking',
  'checked',
  'importing',
  'imported',
  'reversing',
  'reversed',
  'refused',
  'withdrawn',
] as const
export type BatchState = (typeof BATCH_STATES)[number]

export interface BatchStep {
  readonly step: BatchState | 'resumed'
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface EnrolBatch {
  readonly batchId: string
  readonly fileName: string
  readonly origin: 'file' | 'form'
  /** Area code prefix of the sender. */
  readonly area: string
  readonly employerNo: string | null
  readonly sha256: string | null
  readonly bytes: number
  readonly state: BatchState
  readonly run: number
  readonly done: number
  readonly shareBp: number
  readonly lines: number
  readonly faulty: number
  readonly kinds: KindCounts & Partial<Record<LineOutcome, number>>
  readonly faultKinds: Readonly<Record<string, number>>
  readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, string | number>> } | null
  readonly steps: readonly BatchStep[]
  readonly by: string
  readonly at: string
  readonly movedAt: string
}

/** What became of a line when its batch was reversed: taken back, or kept because something rests on it. */
export const LINE_OUTCOMES = ['reversed', 'changed_since', 'benefit_used', 'charged', 'died'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

export interface BatchLine {
  readonly batchId: string
  readonly personNo: string
  readonly line: number
  readonly kind: string
  readonly firstOn: Day
  readonly before: readonly enrolment.EnrolSpell[]
  readonly after: readonly enrolment.EnrolSpell[]
  readonly employerBefore: string | null
  readonly wage: BatchWage | null
  readonly outcome: LineOutcome | null
}

/** Under way by itself; whoever carries it out may have stopped. */
export const isUnderWay = (state: BatchState): boolean =>
  state === 'checking' || state === 'importing' || state === 'reversing'
