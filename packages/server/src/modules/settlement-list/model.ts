// A settlement list as it is kept, and the group of its case.
import type { Day, Instant, settlementList } from '@yibao/kernel'

export type SettlementList = settlementList.SettlementList
export type ListFinding = settlementList.ListFinding

/** effective: it counts; returned: sent back for an error; replaced: another list of the settlement came after it was sent back. */
export type ListState = 'effective' | 'returned' | 'replaced'

export interface StoredList {
  readonly listId: string
  readonly personNo: string
  readonly settlementId: string
  readonly visitId: string
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly state: ListState
  readonly uploadedAt: Instant
  readonly rulesVersion: string
  readonly list: SettlementList
  readonly notes: Readonly<Record<string, string>>
  readonly findings: readonly ListFinding[]
}

export type GroupMethod = 'drg' | 'dip'

/** The group of a case by one scheme, with why. */
export interface CaseGroup {
  readonly method: GroupMethod
  readonly scheme: string
  readonly schemeVersion: string
  readonly isGrouped: boolean
  /** Of the group, or of what stands in its place. */
  readonly code: string
  readonly name: string
  readonly result: GroupDetail
  readonly explanation: string
}

/** What the queries show of a group besides its code; texts are '' where the method has none. */
export interface GroupDetail {
  readonly mdc: string
  readonly adrg: string
  readonly reason: string
  /** In hundred-millionths. */
  readonly weightE8: number | null
  /** In ten-thousandths of a point. */
  readonly scoreE4: number | null
  readonly layer: string
  readonly diagnosis: string
  readonly procedures: readonly string[]
}

/** How a city reads lists: limits and grey codes, each with the value used where nothing is configured. */
export interface ListSettings {
  readonly preAdmissionDays: number
  readonly inTimeDays: number
  readonly isDiagnosisCode: (code: string, on: Day) => boolean
  readonly isProcedureCode: (code: string, on: Day) => boolean
  readonly isGrey: (code: string) => boolean
}
