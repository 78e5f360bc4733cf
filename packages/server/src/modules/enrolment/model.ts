// What an import of enrolments is told, finds and answers.
import type { Day, enrolment } from '@yibao/kernel'

export interface ImportLine {
  readonly line: enrolment.EnrolLine
  readonly personNo: string
}

/** A wage that a line declared, and what stood there before. */
export interface BatchWage {
  readonly employerNo: string
  readonly month: string
  readonly wageFen: number
  readonly beforeFen?: number
}

/** Lines by what came of them. */
export type KindCounts = Readonly<Partial<Record<enrolment.EnrolKind | 'repeated', number>>>

export interface ImportSummary {
  readonly sha256: string
  readonly fileName: string
  /** Rows under the head. */
  readonly lines: number
  readonly faulty: number
  readonly kinds: KindCounts
}

/** A row of the list of imports. */
export interface ImportRun extends ImportSummary {
  readonly importId: string
  readonly step: 'checked' | 'imported'
  readonly by: string
  readonly at: string
}

export interface IssueStep {
  readonly step: 'found' | 'kept_standing' | 'kept_asked'
  readonly by: string
  readonly at: string
  readonly note: string
}

/** 重复参保 that waits for a decision, or had one. */
export interface EnrolmentIssue {
  readonly issueId: string
  readonly personNo: string
  readonly area: string
  readonly question: string
  readonly state: 'open' | 'closed'
  readonly found: enrolment.DuplicateFound
  readonly steps: readonly IssueStep[]
}

/** 中断 and 未参保: who was enrolled and is not, or never was. */
export interface WorkListRow {
  readonly personNo: string
  readonly name: string
  readonly area: string
  /** Last day of the last enrolment; absent: none on record. */
  readonly lastOn?: Day
}
