// What a provider asks the audit: an order or a bill with its visit; and what it is told.
import type { AuditEncounter, AuditFinding, AuditLine, AuditPerson, Fen, Severity } from '@yibao/kernel'

export type ScreeningStage = 'pre' | 'mid'

/** Where a finding comes from: a message, or the look back at what was settled. */
export type FindingSource = Pick<Screening, 'personNo' | 'provider' | 'area' | 'visit'> & {
  readonly stage: ScreeningStage | 'post'
}

/** A visit as its provider tells it, with its lines; those being ordered now are drafts. */
export interface Screening {
  readonly stage: ScreeningStage
  readonly personNo: string
  readonly provider: string
  readonly area: string
  /** The visit that is looked at, as the provider names it; the others are its history. */
  readonly visit: string
  readonly person: AuditPerson
  readonly encounters: readonly AuditEncounter[]
  readonly lines: readonly AuditLine[]
  /** Only these rules, where some are named. */
  readonly rules: readonly string[]
}

/** One message to the doctor: a stop for all that is certain, or a reminder. */
export interface Told {
  readonly messageId: string
  readonly rule: string
  readonly title: string
  readonly text: string
  readonly basis: string
  readonly severity: Severity
  readonly amountFen: Fen
  readonly isOfVisit: boolean
  readonly lines: readonly { readonly detailId: string; readonly lineId: string; readonly amountFen: Fen }[]
}

export interface FindingToStore {
  readonly finding: AuditFinding
  readonly texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  readonly title: string
  readonly basis: string
  readonly told: boolean
}

export type Response = 'continued' | 'changed'

export interface Answer {
  readonly messageId: string
  readonly response: Response
  readonly reason: string
}
