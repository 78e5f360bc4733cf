// Warnings of the funds and budgets as they are kept.
import type { watching } from '@yibao/kernel'

export interface WarningStepDone {
  readonly step: watching.WarningStep | 'raise'
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface FundWarning {
  readonly warningId: string
  readonly fund: string
  readonly indicator: string
  readonly period: string
  readonly level: string
  readonly value: number
  readonly state: watching.WarningState
  readonly steps: readonly WarningStepDone[]
}

export interface BudgetLine {
  readonly line: string
  readonly parent: string | null
  readonly fund: string
  readonly title: string
  readonly accounts: string
  readonly amountFen: number
}

export interface BudgetYear {
  readonly year: number
  readonly revision: number
  readonly state: 'draft' | 'in_force'
  readonly enteredBy: string
  readonly approvedBy: string | null
}
