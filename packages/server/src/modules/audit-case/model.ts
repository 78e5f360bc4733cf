// 疑点: a finding of a settlement as people work on it, from the first review to a deduction or to nothing.
import type { Severity } from '@yibao/kernel'
import type { CaseState, CaseStep, RejectionReason } from './process.ts'

/** What of a line of the settlement may be recovered; lines count from 1, as the settlement shows them. */
export interface CaseLine {
  readonly no: number
  readonly amountFen: number
}

export interface EvidenceNamed {
  readonly evidenceId: string
  readonly name: string
  readonly sha256: string
}

export interface StepDone {
  readonly step: CaseStep
  readonly by: string
  readonly at: string
  readonly note: string
  readonly reason?: RejectionReason
  readonly evidence?: readonly EvidenceNamed[]
}

/** What the final review decided. */
export interface CaseDecision {
  readonly lines: readonly CaseLine[]
  readonly by: 'deduction' | 'repayment'
  readonly personPart: 'refunded_by_provider' | 'stays_with_person'
}

export interface AuditCase {
  readonly findingId: string
  /** Of a behaviour model's clue; null: a rule found it. */
  readonly clueId: string | null
  readonly personNo: string
  readonly settlementId: string
  readonly visitId: string
  readonly provider: string
  readonly area: string
  readonly settledOn: string
  readonly rule: string
  readonly ruleVersion: string
  readonly severity: Severity
  readonly rank: number
  readonly lines: readonly CaseLine[]
  readonly excessFen: number
  readonly state: CaseState
  readonly dueOn: string | null
  readonly steps: readonly StepDone[]
  readonly decision: CaseDecision | null
  readonly clawBackId: string | null
  readonly deductedFen: number
  readonly certifiedFen: number
  readonly problem: string
}

export interface Evidence extends EvidenceNamed {
  readonly provider: string
  readonly area: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly content: string
  readonly uploadedBy: string
  readonly uploadedAt: string
}

export const deductedIn = ({ clawBackId, deductedFen }: AuditCase): boolean => clawBackId !== null && deductedFen > 0
