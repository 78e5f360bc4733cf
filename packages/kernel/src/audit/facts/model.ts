// What an audit rule may read: plain facts under our own names. Absent means unknown, never false; money is fen, time is minutes.
import type { Fen } from '../../money/fen.ts'
import type { Quantity, UnitPrice } from '../../money/line-amount.ts'
import type { Day } from '../../time/day.ts'
import type { Minute } from './minute.ts'

export const CARE_MODES = ['outpatient', 'emergency', 'inpatient', 'pharmacy', 'internet'] as const
export type CareMode = (typeof CARE_MODES)[number]

export const INSURANCE_TYPES = ['basic', 'maternity', 'work_injury'] as const
export type InsuranceType = (typeof INSURANCE_TYPES)[number]

export const CATALOGUES = ['drug', 'service', 'consumable', 'herb'] as const
export type Catalogue = (typeof CATALOGUES)[number]

export const ANTIBIOTIC_CLASSES = ['NONE', 'NON_RESTRICTED', 'RESTRICTED', 'SPECIAL'] as const
export type AntibioticClass = (typeof ANTIBIOTIC_CLASSES)[number]

/** Both days included. Without an end it goes on. */
export interface DayRange {
  readonly from: Day
  readonly to?: Day
}

export interface AuditPerson {
  readonly id: string
  readonly sex?: 'male' | 'female'
  readonly bornOn?: Day
  /** From the registers that are joined; none there means that no register knows of a death. */
  readonly diedOn?: Day
  readonly scheme?: string
  readonly pregnancies: readonly DayRange[]
  readonly lactations: readonly DayRange[]
  readonly removedOrgans: readonly string[]
  /** Days on which benefits are suspended or have not begun. */
  readonly suspended: readonly DayRange[]
}

export interface AuditProvider {
  readonly id: string
  readonly type?: string
  /** 0 pharmacy, 1 to 3 as graded. */
  readonly level?: number
  readonly approvedBeds?: number
  /** Devices, licences and units; unknown when nothing was registered at all. */
  readonly capabilities?: readonly string[]
  readonly suspended: readonly DayRange[]
}

export interface Practitioner {
  readonly id: string
  readonly providerId?: string
  readonly antibioticRight?: AntibioticClass
  readonly suspended: readonly DayRange[]
}

export interface AuditDiagnosis {
  readonly code: string
  readonly isMain: boolean
}

export interface AuditProcedure {
  readonly code: string
  readonly at?: Minute
}

/** A visit, a purchase or a stay. A visit that is a moment begins and ends with it. */
export interface AuditEncounter {
  readonly id: string
  readonly personId: string
  readonly providerId: string
  readonly careMode: CareMode
  readonly start: Minute
  readonly end: Minute
  readonly startOn: Day
  readonly endOn: Day
  /** Unknown when absent; an empty list was recorded as empty. */
  readonly diagnoses?: readonly AuditDiagnosis[]
  readonly procedures?: readonly AuditProcedure[]
  readonly insuranceType?: InsuranceType
  readonly benefitType?: string
  readonly diseaseCode?: string
  /** Links the stays of one course of a disease. */
  readonly episode?: string
  readonly transferFrom?: string
  readonly purchaserId?: string
  readonly isProxy?: boolean
  readonly injury?: { readonly thirdParty?: boolean; readonly statementSigned?: boolean }
  readonly invoice?: string
  readonly channel?: string
  /** An approval that explains the visit, such as dialysis elsewhere during a stay. */
  readonly exception?: string
  readonly isRescue: boolean
  readonly isLongTermPrescription: boolean
  readonly isPreAdmission: boolean
  /** Other recorded yes-or-no facts of the visit, by name. */
  readonly flags: Readonly<Record<string, boolean>>
  /** Place in the source, the last word on order. */
  readonly sequence: number
}

export interface ElectronicPrescription {
  readonly id?: string
  readonly personId?: string
  readonly issuedAt?: Minute
  readonly validUntil?: Minute
  readonly quantity?: Quantity
}

/** One line of a bill as it was submitted. */
export interface AuditLine {
  readonly id: string
  readonly encounterId: string
  readonly at: Minute
  readonly on: Day
  readonly catalogue: Catalogue
  readonly code: string
  readonly name: string
  readonly quantity: Quantity
  readonly unitPrice?: UnitPrice
  readonly amountFen: Fen
  readonly fundPaidFen?: Fen
  readonly toFund: boolean
  /** Days of supply. */
  readonly supplyDays?: number
  readonly prescription?: string
  /** Doses of a herbal prescription. */
  readonly doses?: number
  readonly prescriberId?: string
  readonly executorId?: string
  readonly department?: string
  readonly incision?: string
  readonly listPrice?: UnitPrice
  readonly packs?: number
  readonly traceCodes?: readonly string[]
  readonly isSplitPack: boolean
  readonly isOnNoCodeList: boolean
  readonly reversalOf?: string
  readonly ePrescription?: ElectronicPrescription
  readonly uploadedAt?: Minute
  /** Being typed now: part of the order that is checked before it is given. */
  readonly isDraft: boolean
  readonly sequence: number
}

/** A line that counts: to the fund, and positive after what was taken back. */
export interface NetLine extends AuditLine {
  readonly netQuantity: Quantity
  readonly netAmountFen: Fen
}

interface RecordHead {
  readonly encounterId?: string
  readonly personId?: string
  readonly at?: Minute
}

/** Evidence beside the bill. */
export type AuditRecord =
  | (RecordHead & { readonly kind: 'lab'; readonly name: string; readonly value: number })
  | (RecordHead & { readonly kind: 'test'; readonly name: string; readonly result: string })
  | (RecordHead & { readonly kind: 'intolerance'; readonly codes: readonly string[] })
  | (RecordHead & {
      readonly kind: 'sites' | 'hours'
      readonly on: Day
      readonly code?: string
      readonly count: Quantity
    })
  | (RecordHead & { readonly kind: 'performed'; readonly codes: readonly string[] })
  | (RecordHead & { readonly kind: 'presence'; readonly on: Day; readonly found: boolean })
  | (RecordHead & {
      readonly kind: 'inventory'
      readonly providerId: string
      readonly code: string
      readonly catalogue?: Catalogue
      readonly from?: Day
      readonly to?: Day
      readonly opening: Quantity
      readonly purchased: Quantity
      readonly returned: Quantity
      readonly settled: Quantity
    })
  | (RecordHead & {
      readonly kind: 'census'
      readonly providerId: string
      readonly on?: Day
      readonly inpatients: number
    })
  /** A figure of one provider and period, counted elsewhere, to be held against its peers. */
  | (RecordHead & {
      readonly kind: 'indicator'
      readonly providerId: string
      readonly name: string
      readonly period: string
      readonly peerGroup: string
      readonly numerator: number
      readonly denominator: number
      /** Observations behind it: stays, visits, lines. */
      readonly cases: number
    })

export type RecordKind = AuditRecord['kind']
export type RecordOf<K extends RecordKind> = Extract<AuditRecord, { kind: K }>

/** Everything an audit looks at: the current bill or order, and as much history as is known. */
export interface AuditFacts {
  readonly persons: readonly AuditPerson[]
  readonly providers: readonly AuditProvider[]
  readonly practitioners: readonly Practitioner[]
  readonly encounters: readonly AuditEncounter[]
  readonly lines: readonly AuditLine[]
  readonly records: readonly AuditRecord[]
}
