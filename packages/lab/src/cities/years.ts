// Several years of a city: how it changes from year to year, and the totals that its account publishes for all of them.
import type { Figure } from './profile.ts'

/** One year. Factors are against the profile's own care; money is yuan. */
export interface YearShape {
  readonly year: number
  /** How often people seek care. */
  readonly visits: number
  /** Of that, how often they enter a hospital of the city. */
  readonly stays: number
  /** How often they go outside, and what it costs there. */
  readonly outside: number
  readonly outsideCost: number
  /** Mean cost of a stay in the city's hospitals, and what it takes to come near it. */
  readonly stayYuan: Figure
  readonly stayCost: number
  /** What an employee's stay costs against a resident's. */
  readonly employeeCost: number
  /** How often a stay is in the hospitals of the city's seat. */
  readonly cityStays: number
  /** What other visits cost. */
  readonly visitCost: number
  /** Monthly base of contributions. */
  readonly baseYuan: Figure
  /** What is raised for a resident: by the person and in all. */
  readonly residentOwnYuan: Figure
  readonly residentYuan: Figure
}

export const YEAR_MEASURES = [
  'person_years',
  'events',
  'fund_yuan',
  'outside_events',
  'outside_yuan',
  'income_yuan',
  'stay_mean_first',
  'stay_mean_last',
  'employee_ratio_first',
  'employee_ratio_last',
  'resident_ratio_first',
  'resident_ratio_last',
  'base_first',
  'base_last',
  'resident_standard_first',
  'resident_standard_last',
] as const
export type YearMeasure = (typeof YEAR_MEASURES)[number]

export interface YearTarget {
  readonly measure: YearMeasure
  readonly title: string
  readonly aimed: Figure
  /** A total grows with the number of people; a mean or a share does not. */
  readonly isTotal: boolean
  readonly tolerance: number
}

/** What becomes of findings, and how orders are looked at: who is right in the end no record decides. */
export interface DeskShape {
  /** Findings that are held at the first review, by how sure the rule was. */
  readonly confirmed: Readonly<Record<'definite' | 'suspect' | 'needs_evidence', Figure>>
  readonly appealed: Figure
  readonly upheld: Figure
  /** Visits of which an order is looked at as it was first typed, and of those, the ones looked at before care. */
  readonly looked: Figure
  readonly before: Figure
}

/** What the offices do that no record of care decides. */
export interface OfficeShape {
  /** Shares: residents who pay in the concentrated period; who pay online in the first year and the last. */
  readonly concentrated: Figure
  readonly onlineFirst: Figure
  readonly onlineLast: Figure
  /** Employers that declared by themselves before the reform, and the month from which all do. */
  readonly selfDeclaredBefore: Figure
  readonly selfDeclaredFrom: string
  /** Of those who came from residents to employees, who had paid as residents already. */
  readonly doubled: Figure
  /** Visits of people from elsewhere against the city's own at pharmacies and outpatient desks. */
  readonly visitors: Figure
  readonly credentials: Figure
  readonly filedOnline: Figure
  readonly filedAtOnce: Figure
  readonly traced: Figure
  readonly tracesFrom: string
  readonly breaks: Figure
  readonly wallets: Figure
  readonly walletsFrom: string
  /** A vaccination with its vaccine, yuan a dose; the part that is remitted for the vaccine. */
  readonly doseYuan: Figure
  readonly remitted: Figure
  /** Interest of deposits a year. */
  readonly interest: Figure
  /** Premium of residents' serious illness insurance, yuan a head and year. */
  readonly premiumYuan: Figure
  /** People in work in the city's units, against all people. */
  readonly employed: Figure
  readonly desk: DeskShape
}

export interface CityYears {
  readonly offices: OfficeShape
  /** The population for which the totals are published. */
  readonly people: Figure
  readonly employees: Figure
  readonly births: Figure
  /** Rates of employees' contributions, basis points of the base. */
  readonly employerBp: Figure
  readonly employeeBp: Figure
  /** 资助参保: the share of a resident's own contribution that medical assistance pays, by category, basis points. */
  readonly aidBp: Readonly<Record<string, Figure>>
  readonly years: readonly YearShape[]
  readonly targets: readonly YearTarget[]
}
