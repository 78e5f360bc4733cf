// 医疗保障基金结算清单: what a hospital reports of one settled stay or chronic period, in our words, and what a check of it says.
import type { Fen } from '../money/fen.ts'
import type { Day } from '../time/day.ts'
import type { Instant } from '../time/instant.ts'

export interface ListDiagnosis {
  /** western, chinese: each kind has its own main diagnosis. */
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly isMain: boolean
}

export interface ListProcedure {
  readonly code: string
  readonly name: string
  readonly at: Instant | undefined
  readonly anaesthesia: string
  readonly anaesthetist: string
}

export interface IntensiveCare {
  readonly ward: string
  readonly inAt: Instant
  readonly outAt: Instant
  /** As the hospital adds it up. */
  readonly statedMinutes: number | undefined
}

export interface ListItem {
  readonly category: string
  readonly amountFen: Fen
  readonly classAFen: Fen
  readonly classBFen: Fen
  readonly ownPayFen: Fen
  readonly otherFen: Fen
}

/** Texts are '' and numbers absent where the hospital said nothing. */
export interface SettlementList {
  readonly settlementId: string
  readonly personNo: string
  readonly providerCode: string
  readonly isChronicOutpatient: boolean
  readonly insuranceNo: string
  readonly caseNo: string
  readonly nationality: string
  readonly occupation: string
  readonly contact: { readonly relation: string; readonly address: string; readonly phone: string }
  readonly sex: 'male' | 'female' | undefined
  readonly bornOn: Day
  readonly admittedAt: Instant | undefined
  readonly dischargedAt: Instant | undefined
  readonly settledUntil: Day | undefined
  readonly uploadedAt: Instant
  readonly statedAge: number | undefined
  readonly statedAgeDays: number | undefined
  readonly statedStayDays: number | undefined
  readonly newborn: {
    readonly admissionType: string
    readonly birthWeightG: number | undefined
    readonly admissionWeightG: number | undefined
  }
  readonly chronic: { readonly department: string; readonly on: Day | undefined; readonly diagnoses: number }
  readonly diagnoses: readonly ListDiagnosis[]
  readonly procedures: readonly ListProcedure[]
  readonly statedDiagnoses: number | undefined
  readonly statedProcedures: number | undefined
  readonly ventilationMinutes: number | undefined
  readonly intensiveCare: readonly IntensiveCare[]
  /** 特级, 一级, 二级, 三级 nursing together. */
  readonly nursingDays: number | undefined
  readonly dischargeWay: string
  readonly receiver: { readonly name: string; readonly code: string }
  readonly plansReadmission: boolean
  readonly readmissionPurpose: string
  readonly items: readonly ListItem[]
  readonly paymentsFen: readonly Fen[]
  readonly accountFen: Fen
  readonly familyAccountFen: Fen
  readonly cashFen: Fen
  /** 个人自付 and 个人自费. */
  readonly selfPayFen: Fen
  readonly ownPayFen: Fen
  readonly operationFeeFen: Fen
  readonly bloodFeeFen: Fen
  readonly blood: { readonly kind: string; readonly amount: number | undefined }
}

/** What the platform knows beside the list, and what the city configures. */
export interface ListContext {
  readonly now: Instant
  readonly settlement:
    | {
        readonly personNo: string
        readonly providerCode: string
        readonly totalFen: Fen
        readonly isCancelled: boolean
      }
    | undefined
  /** Another effective list of the same settlement. */
  readonly otherList: string | undefined
  readonly isDiagnosisCode: (code: string, on: Day) => boolean
  readonly isProcedureCode: (code: string, on: Day) => boolean
  readonly isGrey: (code: string) => boolean
  readonly isVentilation: (code: string) => boolean
  readonly isProvider: (code: string) => boolean
  readonly nationalities: ReadonlySet<string>
  readonly occupations: ReadonlySet<string>
  /** Days before admission within which a procedure belongs to the stay (预住院). */
  readonly preAdmissionDays: number
  /** Days after discharge within which a list is in time. */
  readonly inTimeDays: number
}

export interface ListFinding {
  /** Q01 … Q27. */
  readonly rule: string
  readonly level: 'error' | 'warning'
  /** Our name of the part, `newborn.birthWeightG`; the gateway says it in the national words. */
  readonly field: string
  readonly found: string
  /** Chinese first: what is allowed and what to do. */
  readonly expected: string
}
