// 预警办理: raised → notified (县区) → acknowledged with its explanation → measures → followed → closed; each step back as well, and
// none is skipped. A red one is talked over with the county (约谈) on the way, before it is closed.
import { accepted, type Outcome, refused } from '../outcome.ts'

export type WarningState = 'raised' | 'notified' | 'acknowledged' | 'measures' | 'followed' | 'closed'
export type WarningStep = 'notify' | 'acknowledge' | 'take_measures' | 'talk' | 'follow' | 'close' | 'undo' | 'reopen'

const NEXT: Readonly<Record<WarningState, Partial<Record<WarningStep, WarningState>>>> = {
  raised: { notify: 'notified' },
  notified: { acknowledge: 'acknowledged', talk: 'notified', undo: 'raised' },
  acknowledged: { take_measures: 'measures', talk: 'acknowledged', undo: 'notified' },
  measures: { follow: 'followed', talk: 'measures', undo: 'acknowledged' },
  followed: { close: 'closed', talk: 'followed', undo: 'measures' },
  closed: { reopen: 'followed' },
}

/** A warning is closed only after its measures were followed; a closed one comes back with them. */
export function nextWarningState(state: WarningState, step: WarningStep): Outcome<WarningState, 'warning_step'> {
  const next = NEXT[state][step]
  return next === undefined ? refused('warning_step', { state, step }) : accepted(next)
}

export const warningSteps = (state: WarningState): WarningStep[] => Object.keys(NEXT[state]) as WarningStep[]

/** 红色预警: closed only once it was talked over with the county's government. */
export const needsTalk = (level: string, steps: readonly { readonly step: string }[]): boolean =>
  level === 'red' && !steps.some(({ step }) => step === 'talk')
