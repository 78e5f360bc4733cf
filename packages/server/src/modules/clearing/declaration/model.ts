// 机构申报: a month of a provider by its own books, what the platform has otherwise, and what both agreed on.
import type { Payer } from '@yibao/kernel'

export type DeclarationState = 'declared' | 'met' | 'reconciled' | 'withdrawn'
export type DeclarationStep = 'declare' | 'add' | 'drop' | 'check' | 'meet' | 'agree' | 'object' | 'withdraw'

export const DECLARATION_STATES: Readonly<Record<DeclarationState, string>> = {
  declared: '已申报待对账',
  met: '已对账待机构确认',
  reconciled: '对账完成',
  withdrawn: '已撤回',
}

export interface Amounts {
  readonly totalFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** One category of clearing (清算类别) of a month. */
export interface CategoryFigures extends Amounts {
  readonly category: string
  readonly count: number
  /** By who paid; left out where the sender's books do not tell. */
  readonly payers: Readonly<Partial<Record<Payer, number>>>
}

export interface DeclaredFigures extends CategoryFigures {
  readonly figuresId: string
}

/** A settlement as the institution's list has it; `no` is the line of its file. */
export interface ListedLine extends Amounts {
  readonly no: number
  readonly settlement: string
  readonly category: string
}

/** A settlement of the month as the books have it, cancellations of the same month taken off. */
export interface PlatformLine extends Amounts {
  readonly settlementId: string
  readonly category: string
}

/** What the platform knows of a settlement that a list names and the month does not hold. */
export interface KnownElsewhere {
  readonly settlementId: string
  /** Of the settlement, or of the one that it cancels. */
  readonly key: string
  readonly month: string
  readonly isUndone: boolean
  readonly isClaim: boolean
  /** Cancelled within the same month: the books hold nothing of it. */
  readonly isCancelled: boolean
}

export type DifferenceReason =
  | 'unknown'
  | 'other_month'
  | 'undone'
  | 'cancelled'
  | 'claim'
  | 'not_declared'
  | 'twice'
  | 'amounts'
  | 'figures'

export interface Difference {
  /** The same difference has the same identifier at every check. */
  readonly id: string
  /** Shown identifier, or what the sender wrote; '' for the figures of a category. */
  readonly settlement: string
  readonly category: string
  readonly line: number | null
  readonly provider: Partial<Amounts & { readonly count: number }> | null
  readonly platform: Partial<Amounts & { readonly count: number }> | null
  readonly reason: DifferenceReason
  /** What the reason names: the other month, the payer. */
  readonly detail: string
}

export type Resolution = 'provider_corrects' | 'platform_corrects' | 'next_month' | 'as_platform'

export const RESOLUTIONS: Readonly<Record<Resolution, string>> = {
  provider_corrects: '机构更正账目',
  platform_corrects: '平台先办更正',
  next_month: '转下月办理',
  as_platform: '以平台为准',
}

export interface Resolved {
  readonly difference: string
  readonly resolution: Resolution
  readonly note: string
}

export interface Meeting {
  readonly heldOn: string
  readonly place: string
  readonly ofProvider: string
  readonly ofBureau: string
  readonly agreed: string
  readonly resolutions: readonly Resolved[]
  /** How differences that are not named one by one were agreed on. */
  readonly rest: Resolution | null
}

export interface DeclarationStepDone {
  readonly step: DeclarationStep
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface Declaration {
  readonly declarationId: string
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly state: DeclarationState
  readonly declaredOn: string
  readonly figures: readonly DeclaredFigures[]
  readonly linesSha256: string
  readonly linesCount: number
  readonly differences: readonly Difference[]
  readonly differencesCount: number
  readonly checkedAt: string
  readonly meeting: Meeting | null
  readonly steps: readonly DeclarationStepDone[]
}
