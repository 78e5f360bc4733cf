// A person as the platform knows one: identity, and the dossier of everything with a validity of its own.
import type { Day, Fen, Scheme, Sex, Status } from '@yibao/kernel'

/** 参保关系: one scheme over one stretch of time. Days are inclusive at both ends. */
export interface Spell {
  readonly scheme: Scheme
  readonly status: Status
  readonly from: Day
  readonly until?: Day
  /** Benefits begin on this day (end of a waiting period); absent: with the spell. */
  readonly benefitFrom?: Day
  readonly state: 'active' | 'suspended' | 'terminated'
  readonly area: string
  readonly employerNo?: string
  readonly civilServant: boolean
  readonly continuousYearsBefore: number
}

/** 人员类别 recognised by an authority. */
export interface CategoryHeld {
  readonly category: string
  readonly from: Day
  readonly until?: Day
  readonly authority: string
}

/** 慢特病待遇认定 */
export interface DiseaseCertificate {
  readonly disease: string
  readonly name: string
  readonly kind: 'chronic' | 'special' | 'two_disease'
  readonly from: Day
  readonly until?: Day
  readonly provider?: string
  /** The filing it came from, where it came by a message. */
  readonly filing?: string
}

/** What settling needs to know of a filing in force. */
export interface FilingNote {
  readonly filing: string
  readonly kind: 'referral' | 'chosen_provider'
  readonly provider: string
  readonly from: Day
  readonly until?: Day
  /** 业务申请类型 of a chosen provider: long-term residence, emergency, family doctor … */
  readonly business?: string
  /** The first stay of the chain that a referral continues: one deductible counts for all of it. */
  readonly chain?: string
}

/** 家庭共济: whose account this person may use, in the order it is used. */
export interface AidGiver {
  readonly giver: string
  readonly relation: string
  readonly from: Day
}

export interface Dossier {
  readonly spells: readonly Spell[]
  readonly categories: readonly CategoryHeld[]
  readonly certificates: readonly DiseaseCertificate[]
  readonly filings: readonly FilingNote[]
  readonly givers: readonly AidGiver[]
}

export interface Person {
  readonly personNo: string
  readonly name: string
  readonly certificateKind: string
  readonly certificateNo: string
  readonly sex: Sex
  readonly bornOn: Day
  readonly ethnicity: string
  readonly mobile: string
  readonly area: string
  readonly employerNo?: string
  readonly diedOn?: Day
  readonly dossier: Dossier
}

export interface Employer {
  readonly employerNo: string
  readonly creditCode: string
  readonly name: string
  readonly area: string
  readonly averageMonthlyWageFen: Fen
}

/** What changes with every settlement of the person; kept by the write path under the person's version. */
export interface PersonState {
  /** Used-up amounts by accumulator key of the policy; absent is 0. */
  readonly accumulators: Readonly<Record<string, number>>
  /** Balance of the personal account; absent: the person has none. */
  readonly accountFen?: number
  /** Part of the balance that is promised and not yet paid. */
  readonly reservedFen?: number
  /** Balance of the medical wallet; absent: 0. */
  readonly walletFen?: number
  /** 冻结: nothing leaves the account or the wallet. */
  readonly isFrozen?: boolean
}

export const NO_DOSSIER: Dossier = { spells: [], categories: [], certificates: [], filings: [], givers: [] }
