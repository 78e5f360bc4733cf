// A calculation of what payment methods give for a period: of the area, of one provider, of one case.
import type { Fund, payment } from '@yibao/kernel'

export type RunState = 'calculated' | 'released' | 'withdrawn'
export type RunStep = 'calculate' | 'release' | 'withdraw'

export interface RunStepDone {
  readonly step: RunStep
  readonly by: string
  readonly at: string
  readonly note: string
}

/** A stay as its list, its group and its settlements have it: what the kernel prices. */
export interface CaseInput {
  readonly settlementId: string
  readonly listId: string
  readonly personNo: string
  readonly provider: string
  readonly area: string
  readonly county: string
  readonly scheme: 'employee' | 'resident'
  readonly setting: string
  readonly settledOn: string
  readonly admittedOn: string | null
  readonly dischargedOn: string | null
  /** Main diagnosis of the list. */
  readonly diagnosis: string
  /** 中医: whether the list has a main diagnosis of Chinese medicine, and what it states for herbs and Chinese medicines. */
  readonly chinese?: { readonly isMain: boolean; readonly fen: number }
  /** Of the whole stay, interim settlements with it. */
  readonly totalFen: number
  readonly fundFen: number
  readonly personFen: number
  /** 特例单议 that is decided. */
  readonly review: payment.Review
  /** Null: the list has no group by the method in use. */
  readonly group: {
    readonly method: 'drg' | 'dip'
    readonly isGrouped: boolean
    readonly code: string
    readonly name: string
    readonly weightE8: number | null
    readonly scoreE4: number | null
    readonly procedures: readonly string[]
  } | null
}

/** All inpatient settlements of a provider in the period, listed or not: what coverage is measured against. */
export interface InpatientVolume {
  readonly provider: string
  readonly stays: number
  readonly fundFen: number
}

export interface RunInputs {
  readonly cases: readonly CaseInput[]
  readonly volumes: readonly InpatientVolume[]
}

export interface RunValue {
  readonly budget: string
  readonly method: string
  readonly insurance: string
  /** Exact texts. */
  readonly value: string
  readonly ratio: string
}

/** One part of what a budget of the year is spent on, by name; they add up to the budget. */
export interface BudgetItem {
  readonly item: 'paid' | 'deposit' | 'reserve' | 'released_before' | 'unspent' | 'overrun' | payment.StatementItem
  readonly amountFen: number
}

export interface BudgetClosing {
  readonly budget: string
  readonly title: string
  readonly budgetFen: number
  readonly items: readonly BudgetItem[]
  /** Not zero only when a part has no name; then nothing is released. */
  readonly unexplainedFen: number
}

export interface Indexes {
  readonly cases: number
  readonly grouped: number
  readonly groups: number
  /** In ten-thousandths; null where no case has a weight. */
  readonly cmiE4: number | null
  readonly costIndexE4: number | null
  readonly timeIndexE4: number | null
  readonly low: number
  readonly high: number
  readonly readmitted: number
  /** All inpatient settlements of the period and what the pooled fund booked for them. */
  readonly stays: number
  readonly staysFundFen: number
  /** Of cases paid by weight or score. */
  readonly byMethod: number
  readonly byMethodFundFen: number
  readonly daysTotal: number
}

export interface SheetLine {
  readonly budget: string
  readonly method: string
  readonly methodTitle: string
  readonly insurance: 'employee' | 'resident'
  readonly cases: number
  readonly units: string
  readonly value: string
  readonly ratio: string
  readonly costFen: number
  readonly bookedFen: number
  readonly dueFen: number
  /** What is advanced of it by the month; the rest waits for the year's clearing. */
  readonly advancedFen: number
}

export interface Sheet {
  readonly runId: string
  readonly provider: string
  readonly area: string
  readonly period: string
  readonly cases: number
  readonly costFen: number
  readonly bookedFen: number
  readonly dueFen: number
  readonly lines: readonly SheetLine[]
  readonly indexes: Indexes
  /** What a release books, fund by fund, beyond what the books have; below zero less is owed. */
  readonly postings: readonly { readonly fund: Fund; readonly amountFen: number }[]
  /** Of a year, by budget. */
  readonly cleared: readonly YearRow[]
}

/** A provider's year in one budget: sharing and retention, assessment, deposit, and the balance that is left to pay. */
export interface YearRow {
  readonly budget: string
  readonly standardFen: number
  readonly bookedFen: number
  readonly band: number
  readonly sharedFen: number
  readonly keptByFundFen: number
  readonly assessmentFen: number
  readonly dueFen: number
  readonly advancedFen: number
  readonly depositHeldFen: number
  readonly depositReturnedFen: number
  readonly forfeitedFen: number
  readonly balanceFen: number
}

export interface CaseFigures {
  readonly weight: string | null
  readonly coefficient: string | null
  readonly multiple: string | null
  readonly units: string
  readonly standardFen: number
  /** Exact texts; value is '' where the method has none. */
  readonly value: string
  readonly ratio: string
  readonly by: payment.Priced['by']
  readonly patientFen: number
  readonly otherFen: number
}

export interface PaidCase {
  readonly settlementId: string
  readonly listId: string
  readonly personNo: string
  readonly provider: string
  readonly area: string
  readonly method: string
  readonly budget: string
  readonly insurance: 'employee' | 'resident'
  readonly rule: payment.PricingRule
  readonly code: string
  readonly name: string
  readonly costFen: number
  readonly bookedFen: number
  readonly dueFen: number
  readonly facts: CaseInput
  readonly figures: CaseFigures
}

export interface RunResult {
  readonly values: readonly RunValue[]
  readonly budgets: readonly BudgetClosing[]
  readonly indexes: Indexes
  readonly issues: readonly payment.PaymentIssue[]
  readonly quotas: readonly payment.QuotaUse[]
  /** The year of the configuration, where the period's own year has none yet. */
  readonly rulesYear: number
  readonly depositRateBp: number
}

export interface Run {
  readonly runId: string
  readonly period: string
  readonly state: RunState
  readonly rules: string
  readonly rulesHash: string
  readonly inputHash: string
  readonly resultHash: string
  readonly result: RunResult
  readonly steps: readonly RunStepDone[]
  /** Of the release; its journals name it. */
  readonly releaseId: string | null
}

export interface Calculated {
  readonly result: RunResult
  readonly sheets: readonly Omit<Sheet, 'runId' | 'period'>[]
  readonly cases: readonly PaidCase[]
  readonly inputHash: string
  readonly resultHash: string
}

/** The pooled fund that pays a provider for the insured of a scheme. */
export const FUND_OF: Readonly<Record<'employee' | 'resident', Fund>> = {
  employee: 'employee_basic',
  resident: 'resident_basic',
}
