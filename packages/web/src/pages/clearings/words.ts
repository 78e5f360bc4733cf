// States and steps of clearings with their signs; and how a deadline reads.
import type { Tone } from '../../parts/badge.tsx'

export const CLEARING_STATES = [
  'proposed',
  'confirmed',
  'reviewed',
  'approved',
  'paid',
  'returned',
  'withdrawn',
] as const
export type ClearingStateWord = (typeof CLEARING_STATES)[number]

export const CLEARING_TONES: Readonly<Record<ClearingStateWord, Tone>> = {
  proposed: 'wait',
  confirmed: 'wait',
  reviewed: 'wait',
  approved: 'wait',
  paid: 'good',
  returned: 'bad',
  withdrawn: 'back',
}

export const stateWord = (state: string): ClearingStateWord =>
  CLEARING_STATES.find((each) => each === state) ?? 'proposed'
