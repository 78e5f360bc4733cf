// What payment is computed from: one case as a hospital lists it, a row of the group table, a provider, money already moved.
import type { Exact } from '../money/exact.ts'
import type { Fen } from '../money/fen.ts'
import type { Day } from '../time/day.ts'

export const CASE_STATUSES = ['grouped', 'ungrouped', 'ambiguous'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]
export const REVIEWS = ['', 'approved', 'refused'] as const
export type Review = (typeof REVIEWS)[number]

/** One settled stay or visit. Amounts that a file does not give are 0. */
export interface PaymentCase {
  readonly id: string
  readonly provider: string
  readonly level: string
  readonly scheme: string
  readonly setting: string
  /** County of enrolment, for budgets and alliances. */
  readonly county: string
  readonly person: string
  readonly admittedOn: Day
  readonly dischargedOn: Day
  /** Decides the month. */
  readonly settledOn: Day
  readonly days: number
  /** DRG, DIP group or disease. */
  readonly group: string
  readonly status: CaseStatus
  /** Score or weight of this case, where another tool gave it; else that of the group table. */
  readonly weight: Exact | undefined
  /** DIP auxiliary coefficient (辅助分型), already the highest of those that fit. */
  readonly auxiliary: Exact | undefined
  readonly tags: readonly string[]
  readonly costFen: Fen
  /** Booked by item at settlement: what the pooled fund paid. */
  readonly fundFen: Fen
  readonly patientFen: Fen
  /** Serious illness insurance, assistance and other layers. */
  readonly otherFen: Fen
  readonly fullSelfFen: Fen
  readonly preSelfFen: Fen
  readonly deductibleFen: Fen
  /** Of cost and fund: new drugs and technology paid beside the method. */
  readonly exemptFen: Fen
  readonly exemptFundFen: Fen
  readonly tcmFen: Fen
  readonly review: Review
  /** New-technology bonus after expert review, in units. */
  readonly bonusUnits: Exact | undefined
  readonly leaveDays: number
  readonly department: string
  readonly physician: string
}

/** A row of the group table: weight or score, type, and what differs by level. */
export interface GroupRow {
  readonly group: string
  readonly title: string
  readonly weight: Exact | undefined
  /** `basic`, `unstable`, `tcm`, `uncovered` or a word of the area; '' is an ordinary group. */
  readonly type: string
  /** By level; '' for all levels. */
  readonly coefficients: ReadonlyMap<string, Exact>
  readonly averageFen: ReadonlyMap<string, Fen>
  readonly averageDays: Exact | undefined
}

export interface PaymentProvider {
  readonly provider: string
  readonly name: string
  readonly coefficient: Exact | undefined
  /** Assessment, 0 … 100. */
  readonly score: Exact | undefined
  /** Total budget of the year, where the method is one. */
  readonly capFen: Fen | undefined
  /** Elastic value: the provider's own base volume. */
  readonly baseUnits: Exact | undefined
  /** Booked, but found unreasonable: it is not shared. */
  readonly unreasonableFen: Fen
}

export const MONEY_KINDS = [
  'deduction',
  'recovery',
  'supplier',
  'prepayment',
  'prepayment_offset',
  'advanced',
  'deposit',
] as const
export type MoneyKind = (typeof MONEY_KINDS)[number]

/** Money beside the formula, by provider and month: audit deductions, recoveries, supplier offsets, prepayments, months as really paid. */
export interface MoneyEvent {
  readonly provider: string
  readonly line: string
  /** yyyy-MM */
  readonly month: string
  readonly kind: MoneyKind
  readonly amountFen: Fen
}

/** Persons signed with a provider: person-months of the year by class. */
export interface Heads {
  readonly provider: string
  readonly scheme: string
  readonly class: string
  readonly personMonths: number
  /** Cost of the same scope elsewhere. */
  readonly elsewhereFen: Fen
}

export interface PaymentTables {
  readonly groups: ReadonlyMap<string, GroupRow>
  readonly providers: ReadonlyMap<string, PaymentProvider>
}
