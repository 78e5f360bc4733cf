// Bulk records: what is loaded into a platform at once (a city's people, employers, providers), by import or by the laboratory.
// Plain data in the platform's own words; the national field names live in ../national only.
import type { CatalogueEntry, Day, Fen } from '@yibao/kernel'

/** A person of the population register. */
export interface PersonRecord {
  readonly personNo: string
  readonly name: string
  /** 01 居民身份证 … (code list psn_cert_type). */
  readonly certificateKind: string
  readonly certificateNo: string
  readonly sex: 'male' | 'female'
  readonly bornOn: Day
  readonly ethnicity: string
  readonly mobile: string
  /** Area of insurance: county code, six digits. */
  readonly area: string
  readonly employerNo?: string
  readonly diedOn?: Day
}

/** 参保关系: one scheme over one stretch of time. */
export interface SpellRecord {
  readonly personNo: string
  readonly scheme: 'employee' | 'resident'
  readonly status: string
  readonly from: Day
  readonly until?: Day
  /** Benefits begin on this day (end of a waiting period); absent: with the spell. */
  readonly benefitFrom?: Day
  readonly state: 'active' | 'suspended' | 'terminated'
  readonly area: string
  readonly employerNo?: string
  readonly civilServant: boolean
  /** Full years of unbroken enrolment when the spell begins. */
  readonly continuousYearsBefore: number
}

/** 人员类别 recognised by an authority, with its validity. */
export interface CategoryRecord {
  readonly personNo: string
  /** A word of the policies' vocabulary. */
  readonly category: string
  readonly from: Day
  readonly until?: Day
  readonly authority: string
}

/** 慢特病待遇认定 */
export interface CertificateRecord {
  readonly personNo: string
  readonly disease: string
  readonly diseaseName: string
  readonly kind: 'chronic' | 'special' | 'two_disease'
  readonly from: Day
  readonly until?: Day
  readonly provider?: string
}

export interface EmployerRecord {
  readonly employerNo: string
  readonly creditCode: string
  readonly name: string
  readonly area: string
  readonly averageMonthlyWageFen: Fen
}

export interface DepartmentRecord {
  readonly code: string
  readonly name: string
}

export interface StaffRecord {
  readonly code: string
  readonly name: string
  readonly department: string
  readonly kind: 'physician' | 'nurse' | 'pharmacist'
  readonly active: boolean
}

/** 定点医药机构 with its agreement. */
export interface ProviderRecord {
  readonly code: string
  readonly name: string
  readonly creditCode: string
  readonly kind: 'hospital' | 'pharmacy'
  /** Level word of the policies' vocabulary (level_3 …) and the national hosp_lv code. */
  readonly level: string
  readonly hospitalGrade: string
  readonly area: string
  readonly tags: readonly string[]
  readonly agreement: { readonly from: Day; readonly until: Day; readonly state: 'active' | 'suspended' | 'terminated' }
  readonly departments: readonly DepartmentRecord[]
  readonly staff: readonly StaffRecord[]
}

/** Opening balance of a personal account and of the funds: posted to the ledger like any other event. */
export interface AccountOpening {
  readonly personNo: string
  readonly balanceFen: Fen
}

/** 家庭共济: who may use whose account, in the giver's order. */
export interface MutualAidRecord {
  readonly giver: string
  readonly receiver: string
  readonly relation: string
  readonly from: Day
}

export interface FundOpening {
  readonly fund: string
  readonly amountFen: Fen
  /** What of it lies in the expenditure account already; left out, all of it waits in the fiscal account for a use plan. */
  readonly expenditureFen?: Fen
  readonly on: Day
}

/** 登记表 that a bureau keeps by file: rows by the columns of the history's table of the same name. */
export const REGISTERS = ['access', 'lists', 'statistics'] as const
export type RegisterName = (typeof REGISTERS)[number]
export type RegisterRow = Readonly<Record<string, string | number | boolean>>

/** Everything a platform needs to come alive as one pooling area. */
export interface CityLoad {
  /** Id of the policy pack of the city. */
  readonly pack: string
  readonly seed: number
  readonly openedOn: Day
  readonly areas: readonly { readonly code: string; readonly name: string; readonly nameEn?: string }[]
  readonly employers: readonly EmployerRecord[]
  readonly providers: readonly ProviderRecord[]
  readonly catalogue: readonly CatalogueEntry[]
  readonly persons: readonly PersonRecord[]
  readonly spells: readonly SpellRecord[]
  readonly categories: readonly CategoryRecord[]
  readonly certificates: readonly CertificateRecord[]
  readonly accounts: readonly AccountOpening[]
  readonly mutualAid: readonly MutualAidRecord[]
  readonly funds: readonly FundOpening[]
  readonly registers?: Readonly<Record<RegisterName, readonly RegisterRow[]>>
}
