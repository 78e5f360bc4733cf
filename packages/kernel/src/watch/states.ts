// 预警办理: raised → acknowledged → measures → closed, each step back as well, and who may not skip what.
import { accepted, type Outcome, refused } from '../outcome.ts'

export type WarningState = 'raised' | 'acknowledged' | 'measures' | 'closed'
export type WarningStep = 'acknowledge' | 'take_measures' | 'close' | 'undo' | 'reopen'

const NEXT: Readonly<Record<WarningState, Partial<Record<WarningStep, WarningState>>>> = {
  raised: { acknowledge: 'acknowledged' },
  acknowledged: { take_measures: 'measures', undo: 'raised' },
  measures: { close: 'closed', undo: 'acknowledged' },
  closed: { reopen: 'measures' },
}

/** A warning is closed only after measures; a closed one comes back with its measures. */
export function nextWarningState(state: WarningState, step: WarningStep): Outcome<WarningState, 'warning_step'> {
  const next = NEXT[state][step]
  return next === undefined ? refused('warning_step', { state, step }) : accepted(next)
}

export const warningSteps = (state: WarningState): WarningStep[] => Object.keys(NEXT[state]) as WarningStep[]
