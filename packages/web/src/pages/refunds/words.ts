// The words that refunds are filtered and shown by, in the order of their way.
import type { Tone } from '../../parts/badge.tsx'

export const REASONS = ['left', 'duplicate', 'wrong_base', 'identity'] as const
export type ReasonWord = (typeof REASONS)[number]
export const reasonOf = (text: string): ReasonWord => REASONS.find((each) => each === text) ?? 'left'

export const STATES = ['applied', 'reviewed', 'approved', 'paid', 'returned', 'withdrawn', 'revoked'] as const
export type StateWord = (typeof STATES)[number]
export const stateOf = (text: string): StateWord => STATES.find((each) => each === text) ?? 'applied'

export const STEPS = ['apply', 'review', 'approve', 'pay', 'return', 'withdraw', 'revoke'] as const
export type StepWord = (typeof STEPS)[number]
export const stepOf = (text: string): StepWord => STEPS.find((each) => each === text) ?? 'apply'

export const TONES: Readonly<Record<StateWord, Tone>> = {
  ...{ applied: 'wait', reviewed: 'wait', approved: 'wait', paid: 'good' },
  ...{ returned: 'bad', withdrawn: 'back', revoked: 'back' },
}
