// Checks that several changes of a visit share.
import { addDays, type Day, dayOf, isDiagnosisCode, type Outcome, type Refused, refused } from '@yibao/kernel'
import type { Context } from '../../platform/index.ts'
import type { VisitCategory } from './categories.ts'
import type { Diagnosis, Visit } from './model.ts'
import { after, type Step, stateTitle, stepTitle, type VisitKind, type VisitState } from './states.ts'

/** How a visit is named in sentences: given by the edge, which owns the short form of identifiers. */
export type ShownId = (visitId: string) => string

/** The visit, if it is there and the sender's own. */
export function ownVisit(
  visit: Visit | null,
  asked: { readonly visitId: string; readonly provider: string },
  shown: ShownId,
): Outcome<Visit> {
  if (!visit || visit.details.channel === 'manual') return refused('visit_unknown', { visit: shown(asked.visitId) })
  if (visit.provider !== asked.provider) return refused('visit_other_provider', { visit: shown(asked.visitId) })
  return { ok: true, value: visit }
}

/** The state that a step leads to, or why it is not possible now. */
export function stateAfter({ visitId, kind, state }: Visit, step: Step, shown: ShownId): Outcome<VisitState> {
  const next = after(kind, state, step)
  if (next) return { ok: true, value: next }
  if (step === 'charge' && state === 'registered') return refused('visit_not_informed', { visit: shown(visitId) })
  const facts = { visit: shown(visitId), step: stepTitle(step), state: stateTitle(state) }
  return refused('visit_step_not_possible', facts)
}

/** What came too late to be entered any more. */
const DAYS_BACK = 730
const DAYS_AHEAD = 1

export function checkBegin(at: Visit['details']['beganAt'], bornOn: Day, { today }: Context): Refused | undefined {
  const on = dayOf(at)
  const earliest = addDays(today, -DAYS_BACK)
  const [first, last] = [bornOn > earliest ? bornOn : earliest, addDays(today, DAYS_AHEAD)]
  return on < first || on > last ? refused('visit_moment_impossible', { at: on, first, last }) : undefined
}

const KIND_TITLES: Readonly<Record<VisitKind, string>> = { outpatient: '门诊', inpatient: '住院', pharmacy: '药店' }

export function checkCategory(category: VisitCategory | undefined, code: string, kind: VisitKind): Refused | undefined {
  if (category?.kinds.includes(kind)) return undefined
  return refused('visit_category_not_here', { category: code, kind: KIND_TITLES[kind] })
}

export function checkDisease(category: VisitCategory | undefined, disease: string | undefined): Refused | undefined {
  if (category?.setting !== 'by_certificate' || disease) return undefined
  return refused('disease_needed', { category: category.code })
}

/** 西医诊断 are coded; the two kinds of Chinese medicine have lists of their own. */
const WESTERN = '1'

export function checkDiagnoses(diagnoses: readonly Diagnosis[], needsMain: boolean): Refused | undefined {
  if (diagnoses.length === 0) return refused('diagnosis_missing', {})
  const orders = new Set<number>()
  for (const { order, code, kind } of diagnoses) {
    if (orders.has(order)) return refused('diagnosis_order_twice', { order })
    orders.add(order)
    if (kind === WESTERN && !isDiagnosisCode(code)) return refused('diagnosis_malformed', { code })
  }
  const mains = diagnoses.filter(({ main }) => main).length
  return needsMain && mains !== 1 ? refused('main_diagnosis_count', { count: mains }) : undefined
}

export interface OtherStay {
  readonly visitId: string
  readonly provider: string
  readonly beganOn: Day
  readonly endedOn: Day | null
}

/** A person lies in one bed: a stay that shares a night with another is refused; a transfer on one day is not. */
export function checkOverlap(
  stays: readonly OtherStay[],
  from: Day,
  until: Day | null,
  nameOf: (provider: string) => string,
): Refused | undefined {
  const other = stays.find((stay) => (stay.endedOn ?? '9999') > from && (until === null || stay.beganOn < until))
  if (!other) return undefined
  const facts = { provider: nameOf(other.provider), from: other.beganOn, until: other.endedOn ?? '今' }
  return refused('stay_overlaps', facts)
}

export const unsettledBatches = ({ batches }: Visit) => batches.filter((each) => !each.settlement && !each.withdrawn)
export const settledCount = ({ batches }: Visit): number =>
  new Set(batches.flatMap(({ settlement }) => (settlement ? [settlement] : []))).size

/** Settled: first undo the settlement. */
export function checkUnsettled(visit: Visit, shown: ShownId): Refused | undefined {
  const count = settledCount(visit)
  return count > 0 ? refused('visit_has_settlement', { visit: shown(visit.visitId), count }) : undefined
}
