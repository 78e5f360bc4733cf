// A provider's clearing of one month as it is kept.
import type { Fund } from '@yibao/kernel'
import type { DeclarationState } from './declaration/index.ts'

export type ClearingState = 'proposed' | 'confirmed' | 'reviewed' | 'approved' | 'paid' | 'returned' | 'withdrawn'
export type ClearingStep = 'propose' | 'confirm' | 'review' | 'approve' | 'pay' | 'return' | 'withdraw'

/** What one fund owes for the month. All but what is carried are of the month alone. */
export interface FundDue {
  readonly fund: Fund
  /** Settled less cancelled less deducted by audit: what the books owe for the month. */
  readonly allowedFen: number
  /** 质量保证金: stays owed until the year is cleared. */
  readonly depositFen: number
  /** 预付抵扣: set off in the month against what was paid before. */
  readonly offsetFen?: number
  /** 集采直接结算: paid in the month to suppliers for the provider. */
  readonly directFen?: number
  /** From the clearing before; never above zero. */
  readonly carriedInFen: number
  readonly payableFen: number
  /** What the month could not bear: to the next clearing, never paid by anybody. */
  readonly carriedOutFen: number
}

export interface StepDone {
  readonly step: ClearingStep
  readonly by: string
  readonly at: string
  /** 银行回单号, or why. */
  readonly note: string
}

export interface Clearing {
  readonly clearingId: string
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly state: ClearingState
  readonly funds: readonly FundDue[]
  readonly depositRateBp: number
  readonly payableFen: number
  readonly steps: readonly StepDone[]
  readonly paymentId: string | null
  /** 机构申报 of the month; null where the institution declared nothing. */
  readonly declaration: DeclaredOf | null
}

export interface DeclaredOf {
  readonly declarationId: string
  readonly declaredOn: string
  readonly state: DeclarationState
  readonly differencesCount: number
}

export interface BookedDue {
  readonly fund: Fund
  readonly allowedFen: number
  /** Something was settled in the month: that is what an institution declares. */
  readonly isSettled?: boolean
  readonly offsetFen?: number
  readonly directFen?: number
}
