// Kinds of advances, their states with signs, and the funds that can pay one.
import type { Tone } from '../../parts/badge.tsx'

export const ADVANCE_KINDS = ['ordinary', 'emergency', 'supplier', 'direct'] as const
export type AdvanceKindWord = (typeof ADVANCE_KINDS)[number]
export const kindOf = (text: string | undefined): AdvanceKindWord =>
  ADVANCE_KINDS.find((each) => each === text) ?? 'ordinary'

const STATES = ['proposed', 'approved', 'paid', 'booked', 'withdrawn'] as const
export type AdvanceStateWord = (typeof STATES)[number]
export const stateOf = (text: string): AdvanceStateWord => STATES.find((each) => each === text) ?? 'proposed'
export const ADVANCE_STATES = ['proposed', 'approved', 'paid', 'withdrawn'] as const

export const TONES: Readonly<Record<AdvanceStateWord, Tone>> = {
  proposed: 'wait',
  approved: 'wait',
  paid: 'good',
  booked: 'good',
  withdrawn: 'back',
}

export const FUNDS = [
  ['employee_basic', '职工基本医保基金', 'Employee basic fund'],
  ['resident_basic', '居民基本医保基金', 'Resident basic fund'],
  ['resident_serious_illness', '居民大病保险基金', 'Resident serious illness fund'],
  ['employee_supplement', '职工大额补助', 'Employee supplement'],
  ['civil_servant_aid', '公务员补助', 'Civil-servant aid'],
  ['medical_assistance', '医疗救助', 'Medical assistance'],
] as const
export type FundWord = (typeof FUNDS)[number][0]
