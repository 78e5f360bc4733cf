// What a synthetic city is made after: places, shares of the population, and the figures its care must come near to.
import type { Day } from '@yibao/kernel'

/** Where a figure comes from. An assumed figure is this project's choice for a demonstration, never the city's own. */
export type Basis = { readonly stated: string } | { readonly assumed: string }

export interface Figure {
  readonly value: number
  readonly basis: Basis
}

export const isAssumed = (figure: Figure): boolean => 'assumed' in figure.basis

export interface County {
  /** Six digits, as in identity numbers and area codes. */
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Share of the population, per ten thousand. The shares of a city sum to ten thousand. */
  readonly shareBp: number
  readonly urban: boolean
}

/** A place outside the pooling area where its people go for care. */
export interface OutsidePlace {
  readonly code: string
  readonly name: string
  readonly place: 'in_province' | 'out_of_province'
}

export interface Ethnicity {
  /** The national code, 01 for Han. */
  readonly code: string
  /** Which table of names its people are drawn from. */
  readonly names: 'han' | 'mongolian' | 'dotted'
  readonly shareBp: number
}

/** Kinds of visits, as the mix of a city's care is stated. Stays at outside hospitals and visits there are apart. */
export const CARE_KINDS = [
  'outpatient',
  'emergency',
  'chronic',
  'special',
  'two_disease',
  'pharmacy',
  'pooled_pharmacy',
  'inpatient',
  'day_surgery',
  'delivery',
  'antenatal',
  'outside_visit',
  'outside_stay',
] as const

export type CareKind = (typeof CARE_KINDS)[number]

export type CareLevel = 'primary' | 'county' | 'city'

/** Shares of the population and of the insured. */
export interface PopulationShape {
  /** 参保率: insured over population. */
  readonly enrolled: Figure
  /** Members of the employee scheme over the insured. */
  readonly employees: Figure
  /** Civil servants over employees in work or retired. */
  readonly civilServants: Figure
  /** Share of the insured by category, in the words of the policies. */
  readonly categories: Readonly<Record<string, Figure>>
  /** Mean monthly base of contributions, yuan. */
  readonly monthlyWageYuan: Figure
  /** How much older (above 0) or younger than the nation the city is; see city/ages.ts. */
  readonly ageTilt: Figure
  /** Balance of the funds when the city opens, yuan for each insured person. */
  readonly openingBalanceYuan: Figure
}

/** How often people seek care, of what kind, where and at what cost. */
export interface CareShape {
  /** Settled visits and stays for each insured person and year. */
  readonly visitsPerPersonYear: Figure
  /** Share of each kind among them; they sum to one. */
  readonly mix: Readonly<Record<CareKind, Figure>>
  /** Mean total of one visit or stay, yuan. */
  readonly meanYuan: Readonly<Record<CareKind, Figure>>
  /** Where stays inside the city happen. */
  readonly stayLevels: Readonly<Record<CareLevel, Figure>>
  /** Where visits inside the city happen. */
  readonly visitLevels: Readonly<Record<CareLevel, Figure>>
  /** What a stay costs at each level, over the mean of all stays of the same illness. */
  readonly levelCost: Readonly<Record<CareLevel, Figure>>
  /** How far employees' stays cost more than residents', as a factor. */
  readonly employeeCost: Figure
  /** How much more often than residents employees choose a hospital of the city, as a factor. */
  readonly employeeCity: Figure
  /** How much more often people of the categories of need use a chronic certificate, or enter a hospital. */
  readonly needChronic: Figure
  readonly needStay: Figure
  /** What their visits and stays cost, against those of others. */
  readonly needChronicCost: Figure
  readonly needStayCost: Figure
}

/** Which figure of the settlements a target speaks of; computed in care/measures.ts. */
export const MEASURES = [
  'visits_per_person_year',
  'stay_mean_yuan',
  'employee_in_scope_ratio',
  'resident_in_scope_ratio',
  'fund_per_visit_yuan',
  'outside_share',
  'outside_mean_yuan',
  'chronic_assistance_per_10000',
  'chronic_assistance_mean_yuan',
  'stay_assistance_per_10000',
  'stay_assistance_mean_yuan',
  'cash_share',
  'stays_per_person_year',
] as const

export type Measure = (typeof MEASURES)[number]

export interface Target {
  readonly measure: Measure
  readonly title: string
  readonly aimed: Figure
  /** How far what comes out may lie from what is aimed at before the table marks it, as a share. */
  readonly tolerance: number
}

export interface CityProfile {
  /** Id of the policy pack. */
  readonly id: string
  readonly name: string
  readonly area: string
  readonly counties: readonly County[]
  readonly sharesBasis: Basis
  readonly outside: readonly OutsidePlace[]
  readonly ethnicities: readonly Ethnicity[]
  /** Hospitals of level 2 and 3 and pharmacies for each hundred thousand insured, as far as the city is large enough. */
  readonly pharmaciesPer100000: Figure
  readonly population: PopulationShape
  readonly care: CareShape
  readonly targets: readonly Target[]
  /** A day on which a demonstration of this city may open. */
  readonly opensOn: Day
}
