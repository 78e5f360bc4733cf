// What every change of one visit has in common: it is the sender's own, the step is possible now, and its row is rewritten.
import { accepted, type Outcome } from '@yibao/kernel'
import type { Context, Decision } from '../../platform/index.ts'
import type { Message } from '../common/index.ts'
import { ownVisit, type ShownId, stateAfter } from './checks.ts'
import type { Visit } from './model.ts'
import type { Step, VisitState } from './states.ts'
import { type VisitChange, visitUpdate } from './store.ts'

export interface Stepped {
  readonly visit: Visit
  /** The state that the step leads to. */
  readonly state: VisitState
}

export function stepOf(
  visit: Visit | null,
  asked: { readonly visitId: string; readonly provider: string },
  step: Step,
  shown: ShownId,
): Outcome<Stepped> {
  const own = ownVisit(visit, asked, shown)
  if (!own.ok) return own
  const state = stateAfter(own.value, step, shown)
  return state.ok ? accepted({ visit: own.value, state: state.value }) : state
}

export const visitChanged = (
  message: Message<null>,
  context: Context,
  visit: Visit,
  change: VisitChange,
): Outcome<Decision> =>
  accepted({
    answer: message.answer(null, context),
    rows: { update: { visit: [visitUpdate(visit, change)] } },
    event: { visitId: visit.visitId },
    objects: [visit.visitId],
  })
