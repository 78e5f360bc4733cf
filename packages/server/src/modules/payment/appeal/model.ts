// A group appeal (分组申诉) as it is kept.
import type { Fund } from '@yibao/kernel'

export const APPEAL_KINDS = ['wrong_group', 'missing_diagnosis'] as const
export type AppealKind = (typeof APPEAL_KINDS)[number]
export type AppealState = 'applied' | 'opined' | 'accepted' | 'refused' | 'withdrawn'
export type AppealStep = 'apply' | 'opine' | 'decide' | 'withdraw'

export interface AppealStepDone {
  readonly step: AppealStep
  readonly by: string
  readonly at: string
  readonly approves?: boolean
  readonly note: string
}

/** Codes as they should be: the main diagnosis first. */
export interface ClaimedCodes {
  readonly diagnoses: readonly string[]
  readonly procedures: readonly string[]
}

export interface GroupGiven {
  readonly code: string
  readonly name: string
  /** By the method; null where the month's rules give nothing for it. */
  readonly dueFen: number | null
}

export interface GroupAppeal {
  readonly appealId: string
  readonly personNo: string
  readonly settlementId: string
  readonly listId: string
  readonly provider: string
  readonly area: string
  readonly period: string
  readonly method: 'drg' | 'dip'
  readonly kind: AppealKind
  readonly reason: string
  readonly evidence: string
  readonly claimed: ClaimedCodes
  readonly state: AppealState
  readonly before: GroupGiven
  readonly after: GroupGiven | null
  readonly budget: string | null
  readonly adjustedFen: number | null
  readonly adjustmentId: string | null
  readonly steps: readonly AppealStepDone[]
  readonly appliedAt: string
}

/** What a released month still owes for the case, or less than nothing. */
export interface Adjustment {
  readonly fund: Fund
  readonly budget: string
  readonly amountFen: number
}

export const APPEAL_STATE_WORDS: Readonly<Record<AppealState, string>> = {
  applied: '待初审',
  opined: '待终审',
  accepted: '已采纳',
  refused: '未采纳',
  withdrawn: '已撤回',
}
