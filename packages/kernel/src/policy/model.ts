// The policy as data: what a pack of files says after reading, before any date is chosen.

import type { Coverable } from './amounts.ts'
import type { Condition, Expression } from './expression.ts'
import type { Grade, Slot } from './slot.ts'
import type { Place } from './text/located.ts'
import type { RoundMode, Unit } from './units.ts'

/**
 * Who pays a tier's money. One settlement answer field of the national interface each, see the contract package. `account`
 * is the person's own account at a fixed place among the tiers: its money is the person's, not a fund's.
 */
export const PAYERS = [
  'pooled',
  'serious_illness',
  'large_amount',
  'supplement',
  'civil_servant',
  'assistance',
  'other',
  'commercial',
  'provider',
  'account',
] as const
export type Payer = (typeof PAYERS)[number]

/** The fund whose books a tier is posted to. `provider`, `outside` and `personal_account` are no funds of the bureau. */
export const FUNDS = [
  'employee_basic',
  'resident_basic',
  'resident_serious_illness',
  'employee_supplement',
  'civil_servant_aid',
  'medical_assistance',
  'special_items',
  'outside',
  'provider',
  'personal_account',
] as const
export type Fund = (typeof FUNDS)[number]

/** Over which stretch something is counted: a deductible already taken, a limit already used. */
export const PERIODS = [
  'visit',
  'day',
  'month',
  'quarter',
  'half_year',
  'year',
  'lifetime',
  'disease_year',
  'disease_lifetime',
  'pregnancy',
  'referral_chain',
  'disease_chain',
  'accident',
  'event',
] as const
export type Period = (typeof PERIODS)[number]

/** Over which of them bands may fill up. */
export const BAND_SCOPES = [
  'visit',
  'month',
  'quarter',
  'half_year',
  'year',
  'lifetime',
  'disease_year',
  'disease_lifetime',
  'pregnancy',
  'accident',
  'event',
] as const satisfies readonly Period[]

/** 取整到角、元: of what the tier pays, or of what it leaves to the person. Without it everything is whole fen. */
export interface Rounding {
  readonly of: 'payment' | 'person'
  readonly to: Expression
  readonly mode: RoundMode
  readonly at: Place
}

/** The switches of a tier: same words in two cities, different arithmetic. None has a default. */
export interface TierSwitches {
  /** Bands counted from zero above the deductible, or on the absolute amount with the deductible inside. */
  readonly band_origin: 'above_deductible' | 'zero'
  /** Bands fill up within one visit, or over the whole period. */
  readonly band_scope: (typeof BAND_SCOPES)[number]
  readonly deductible_mode: Period
  /** Cost regarded as used when a payment limit binds: up to the binding point, limit ÷ last rate, or everything. */
  readonly cap_consumption: 'binding_point' | 'limit_over_rate' | 'everything'
  readonly round_at: 'tier' | 'band' | 'line'
  /** A better rate or lower deductible within the period: from now on (as without it), or also for what came earlier. */
  readonly category_change?: 'from_now' | 'catch_up' | undefined
}

export interface Band {
  /** Upper end of the band; absent for the last one. */
  readonly to?: Expression
  readonly rate: Expression
  readonly at: Place
}

export interface RateChange {
  readonly title: string
  readonly when?: Condition
  readonly add?: Expression
  readonly cut?: Expression
  readonly at: Place
}

export interface Limit {
  readonly title: string
  readonly on: 'payment' | 'eligible'
  readonly amount: Expression
  readonly per: Period
  /** The limit binds and counts only where this holds: an accident, a kind of visit. */
  readonly when?: Condition
  /** Limits with the same bucket share one accumulator; default: the tier's own. */
  readonly bucket?: string
  /** Who bears what lies above an eligible limit (package price: the provider). */
  readonly excess?: 'person' | 'provider'
  readonly at: Place
}

export interface Tier {
  readonly id: string
  readonly title: string
  readonly titleEn?: string
  readonly payer?: Payer
  readonly fund?: Fund
  /** The amount is decided elsewhere and given with the case (an insurer, a hospital's waiver). */
  readonly given: boolean
  /** The parts of the bill the tier looks at; absent: all. */
  readonly parts?: readonly string[]
  /** Tiers with the same name share one deductible taken, and one cumulative base; default: the tier's own. */
  readonly deductibleBucket?: string
  readonly baseBucket?: string
  readonly when: Slot<Condition>
  readonly base: Slot<Expression>
  readonly covers: Slot<readonly Coverable[]>
  readonly deductible: Slot<Expression>
  readonly bands: Slot<readonly Band[]>
  readonly rate_changes: Slot<readonly RateChange[]>
  readonly rate_max: Slot<Expression>
  readonly limits: Slot<readonly Limit[]>
  readonly at_least: Slot<Expression>
  readonly rounding: Slot<Rounding>
  readonly switches: Slot<TierSwitches>
  readonly at: Place
}

export interface PlanSwitches {
  /** Where the over-limit amount is shown: on its own or inside what the person pays within the catalogue. */
  readonly over_limit: 'separate' | 'in_self_paid'
  /** Which parts of the person's burden the personal account may pay. */
  readonly account_pays: readonly (Coverable | 'none')[]
  /** Which day chooses the policy version. */
  readonly governed_by: 'visit' | 'admission' | 'discharge' | 'settlement'
  /** Whether a package price holds for the plan, and who bears the excess. */
  readonly package: 'none' | 'excess_to_provider' | 'excess_to_person'
}

export interface Plan {
  readonly id: string
  readonly title: string
  readonly titleEn?: string
  readonly scheme?: string
  readonly settings?: readonly string[]
  /** Lower numbers are tried first when several plans fit. */
  readonly precedence?: number
  readonly classification?: string
  readonly when: Slot<Condition>
  readonly tiers: Slot<readonly string[]>
  readonly switches: Slot<PlanSwitches>
  readonly at: Place
}

export interface PartRule {
  readonly part: string
  readonly title?: string | undefined
  readonly when: Condition
  readonly at: Place
}

export interface Exclusion {
  readonly title: string
  readonly when: Condition
  readonly at: Place
}

/** 限价、支付标准 that the policy itself sets: for a unit, or for the whole line. The lowest of all that hold binds. */
export interface PolicyCeiling {
  readonly title: string
  readonly when?: Condition
  readonly price?: Expression
  readonly amount?: Expression
  readonly at: Place
}

/** 费用归类: how a line is split before any tier looks at it. */
export interface Classification {
  readonly id: string
  readonly title: string
  /** Self-pay rate of a line inside the catalogue, all classes but 丙. */
  readonly pre_self_pay: Slot<Expression>
  readonly parts: Slot<readonly PartRule[]>
  readonly exclusions: Slot<readonly Exclusion[]>
  readonly ceilings: Slot<readonly PolicyCeiling[]>
  readonly at: Place
}

/** 津贴: money that no bill stands behind, worked out from facts of the person and the event. */
export interface Allowance {
  readonly id: string
  readonly title: string
  readonly titleEn?: string
  readonly payer?: Payer
  readonly fund?: Fund
  readonly scheme?: string
  readonly when: Slot<Condition>
  readonly amount: Slot<Expression>
  readonly at: Place
}

/** From which day waiting months are counted. */
export const WAITING_STARTS = ['enrolment_year', 'day_after_payment'] as const

/** 待遇等待期: months without benefit after late or broken enrolment. */
export interface Waiting {
  readonly id: string
  readonly title: string
  readonly titleEn?: string
  readonly scheme?: string
  /** Who waits at all; exceptions such as newborns are left out here. */
  readonly when: Slot<Condition>
  readonly fixed: Slot<Expression>
  readonly variable: Slot<Expression>
  /** Months taken off the variable part. */
  readonly repair: Slot<Expression>
  /** The whole is never less. */
  readonly at_least: Slot<Expression>
  readonly counted_from: Slot<{ readonly concentrated: WaitingStart; readonly late: WaitingStart }>
  readonly at: Place
}
export type WaitingStart = (typeof WAITING_STARTS)[number]

export interface Parameter {
  readonly id: string
  readonly title: string
  readonly unit: Unit
  readonly value: Slot<Expression>
  readonly at: Place
}

export interface Source {
  readonly id: string
  readonly title: string
  readonly issuer?: string
  readonly number?: string
  readonly date?: string
  readonly url?: string
  readonly grade?: Grade
  readonly at: Place
}

export interface Vocabulary {
  readonly levels: ReadonlyMap<string, string>
  readonly categories: ReadonlyMap<string, string>
}

export interface Pack {
  readonly id: string
  readonly title: string
  readonly titleEn?: string
  /** 医保区划 of the pooling area, six digits. */
  readonly area?: string
  readonly at: Place
}
