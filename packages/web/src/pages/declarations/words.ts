// States of declarations with their signs, and the categories of clearing of the national code list.
import type { TFunction } from 'i18next'
import type { Tone } from '../../parts/badge.tsx'

export const DECLARATION_STATES = ['declared', 'met', 'reconciled', 'withdrawn'] as const
export type DeclarationStateWord = (typeof DECLARATION_STATES)[number]

export const DECLARATION_TONES: Readonly<Record<DeclarationStateWord, Tone>> = {
  declared: 'wait',
  met: 'wait',
  reconciled: 'good',
  withdrawn: 'back',
}

export const stateWord = (state: string): DeclarationStateWord =>
  DECLARATION_STATES.find((each) => each === state) ?? 'declared'

export const declarationState = (t: TFunction, state: string): string => t(`declaration.states.${stateWord(state)}`)

export const CATEGORIES = [
  ['11', '门诊', 'Outpatient'],
  ['12', '门诊挂号', 'Registration'],
  ['13', '急诊', 'Emergency'],
  ['14', '门诊慢特病', 'Chronic outpatient'],
  ['21', '住院', 'Inpatient'],
  ['41', '药店购药', 'Pharmacy'],
  ['51', '暂缓结算', 'Deferred'],
  ['53', '生育门诊', 'Maternity outpatient'],
  ['99', '其他', 'Other'],
] as const

export const RESOLUTIONS = ['provider_corrects', 'platform_corrects', 'next_month', 'as_platform'] as const
export type ResolutionWord = (typeof RESOLUTIONS)[number]

export const PAYERS = [
  ['pooled', '统筹基金', 'Pooled fund'],
  ['serious_illness', '大病保险', 'Serious illness'],
  ['large_amount', '大额补助', 'Large-amount aid'],
  ['civil_servant', '公务员补助', 'Civil-servant aid'],
  ['assistance', '医疗救助', 'Medical assistance'],
] as const
export type PayerWord = (typeof PAYERS)[number][0]
