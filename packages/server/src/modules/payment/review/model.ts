// A special-case review (特例单议) as it is kept.
export type ReviewState = 'applied' | 'opined' | 'approved' | 'refused' | 'withdrawn'
export type ReviewStep = 'apply' | 'change' | 'withdraw' | 'opine' | 'decide'

export interface ReviewStepDone {
  readonly step: ReviewStep
  readonly by: string
  readonly at: string
  readonly approves?: boolean
  readonly note: string
}

export interface ReviewFacts {
  readonly costFen: number
  readonly bookedFen: number
  readonly code: string
  readonly name: string
}

export interface CaseReview {
  readonly reviewId: string
  readonly personNo: string
  readonly settlementId: string
  readonly provider: string
  readonly area: string
  readonly year: string
  readonly month: string
  readonly state: ReviewState
  readonly kind: string
  readonly reason: string
  readonly facts: ReviewFacts
  readonly steps: readonly ReviewStepDone[]
  readonly appliedAt: string
}

export interface NamedReview extends CaseReview {
  readonly personName: string | null
  readonly certificateKind: string
  readonly certificateNo: string
  readonly insurance: string
  readonly settledAt: string
  /** By the method, in the run of the month that is in effect; null before it is calculated. */
  readonly methodFen: number | null
}

/** How many may be approved in a year, of how many discharges, and how many are. */
export interface ReviewUse {
  readonly discharges: number
  readonly allowed: number
  readonly approved: number
  readonly refused: number
  readonly open: number
}
