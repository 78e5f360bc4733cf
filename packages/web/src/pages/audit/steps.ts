// Which steps there are at the workbench, in whose hands, from which state, and what each asks for. The platform decides; this
// only spares people what it would refuse.
import type { StepsSent } from '../../api/audit-queries.ts'

export const STEPS = {
  confirm_first: { hands: 'review', from: 'first_review' },
  reject_first: { hands: 'review', from: 'first_review', asks: 'reason' },
  confirm_second: { hands: 'review', from: 'second_review' },
  reject_second: { hands: 'review', from: 'second_review', asks: 'reason' },
  return_second: { hands: 'review', from: 'second_review' },
  uphold: { hands: 'decide', from: 'final_review' },
  overturn: { hands: 'decide', from: 'final_review', asks: 'reason' },
  accept: { hands: 'appeal', from: 'appeal' },
  appeal: { hands: 'appeal', from: 'appeal', asks: 'evidence' },
  ask_panel: { hands: 'appeal', from: 'deducted', asks: 'evidence' },
  panel_uphold: { hands: 'decide', from: 'deducted' },
  reverse: { hands: 'decide', from: 'deducted', asks: 'reason' },
} as const satisfies Readonly<Record<string, { hands: StepsSent['hands']; from: string; asks?: 'reason' | 'evidence' }>>

export type Step = keyof typeof STEPS
export const isStep = (text: string): text is Step => Object.hasOwn(STEPS, text)
export const asksOf = (step: Step): 'reason' | 'evidence' | undefined => {
  const rule = STEPS[step]
  return 'asks' in rule ? rule.asks : undefined
}

/** Of the pool: what an account may do to cases in some state; undoing is for one case alone. */
export const stepsFor = (permissions: readonly string[], state: string | undefined): Step[] =>
  (Object.keys(STEPS) as Step[]).filter(
    (step) =>
      step !== 'reverse' &&
      permissions.includes(`audit_case:${STEPS[step].hands}`) &&
      (state === undefined || STEPS[step].from === state),
  )

export const REASONS = [
  'clinically_justified',
  'consent_self_paid',
  'mapping_error',
  'unit_conversion',
  'reversal_unmatched',
  'knowledge_wrong',
  'duplicate_clue',
  'identity_corrected',
  'policy_exception',
] as const
export type Reason = (typeof REASONS)[number]
