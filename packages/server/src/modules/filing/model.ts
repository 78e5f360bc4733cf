// 备案: what a provider or a person declares in advance, and what of it takes effect.
import type { Day } from '@yibao/kernel'

export type FilingKind = 'referral' | 'chronic_disease' | 'chosen_provider'
export type FilingState = 'filed' | 'approved' | 'withdrawn'

export interface Filing {
  readonly filingId: string
  readonly personNo: string
  readonly kind: FilingKind
  readonly state: FilingState
  /** Whom it is about: where the referral leads, who certified the disease, which provider was chosen. */
  readonly provider: string
  readonly area: string
  readonly fromOn: Day
  readonly untilOn: Day | null
  readonly filedAt: string
  /** Texts of the form by our own names. */
  readonly details: Readonly<Record<string, string>>
}
