// What a medium- and long-term projection of a fund takes and gives. Amounts are yuan as estimates, not money that is posted.

export const STATUSES = ['employee_active', 'employee_retired', 'flexible', 'resident_adult', 'student_child'] as const
export type Status = (typeof STATUSES)[number]

export const SEXES = ['male', 'female'] as const
export type Sex = (typeof SEXES)[number]

/** Single years 0…99 and 100 and over. */
export const OLDEST = 100

/** One number for each single year of age, 0…100. */
export type ByAge = Float64Array
export type BySexAndAge = Readonly<Record<Sex, ByAge>>

/** People by status, sex and single year of age; fractions of persons are kept. */
export type Population = Readonly<Record<Status, BySexAndAge>>

/** Where a group of numbers comes from. What has no document is an assumption and shown as one. */
export interface Basis {
  readonly text: string
  readonly assumed: boolean
}

/** A kind of service: how often persons of an age use it in a year, and what one use costs (yuan) in the first year. */
export interface Service {
  readonly name: string
  readonly title: string
  readonly use: readonly AgeRow[]
  readonly cost: readonly AgeRow[]
  /** Share of the cost that the fund bears. */
  readonly ratio: number
  /** Yearly growth of the cost of one use: prices, wages, technology; ageing is in the population already. */
  readonly growth: number
}

/** From an age on (to the next row of the same status and sex); without status or sex: for all. */
export interface AgeRow {
  readonly from: number
  readonly value: number
  readonly status?: Status | undefined
  readonly sex?: Sex | undefined
}

/** Contributions as a rate of a wage base, or as a sum for each person. */
export type Income =
  | {
      readonly kind: 'rate'
      /** Monthly contributions of these are collected. */
      readonly payers: readonly Status[]
      /** Yearly contribution base of one payer in the first year, yuan. */
      readonly base: number
      /** Of the base, into the pooled fund. */
      readonly rate: number
      readonly growth: number
      readonly collection: number
    }
  | {
      readonly kind: 'head'
      readonly payers: readonly Status[]
      /** Of the person, and of the budgets, in the first year, yuan a year. */
      readonly personal: number
      readonly subsidy: number
      readonly growth: number
      readonly collection: number
    }

export interface Fund {
  readonly name: string
  readonly title: string
  readonly members: readonly Status[]
  readonly income: readonly Income[]
  readonly services: readonly Service[]
  readonly openingBalance: number
  /** Yearly interest on the mean balance of the year. */
  readonly interest: number
}

export interface Demography {
  /** Probability of dying within the year, first year. */
  readonly mortality: BySexAndAge
  /** Share by which mortality falls each year. */
  readonly improvement: number
  /** Births of a woman of the age in a year. */
  readonly fertility: ByAge
  readonly fertilityChange: number
  /** Boys for 100 girls. */
  readonly boysPer100Girls: number
  /** Share of the newborn who enrol. */
  readonly newbornEnrolment: number
  /** Net persons who come in a year, by sex and age; they join the status that their age has. */
  readonly migration: BySexAndAge
}

export interface Work {
  /** Age at which students and children leave that status. */
  readonly entryAge: number
  /** Of those who leave it: shares that become active employees and flexible workers; the rest are resident adults. */
  readonly toEmployee: number
  readonly toFlexible: number
  /** Share of resident adults below 50 who become employees in a year. */
  readonly residentToEmployee: number
  /** Age of retirement, and the months by which it rises each year until the last. */
  readonly retirement: Readonly<
    Record<Sex, { readonly age: number; readonly monthsAYear: number; readonly upTo: number }>
  >
}

export interface Assumptions {
  readonly id: string
  readonly title: string
  readonly startYear: number
  readonly population: Population
  readonly demography: Demography
  readonly work: Work
  readonly funds: readonly Fund[]
  readonly discount: number
  /** Of each part of the file. */
  readonly bases: ReadonlyMap<string, Basis>
}

export interface FundYear {
  readonly year: number
  readonly members: number
  readonly payers: number
  readonly retired: number
  readonly income: number
  readonly expenditure: number
  readonly byService: Readonly<Record<string, number>>
  readonly interest: number
  readonly surplus: number
  readonly balance: number
  /** Balance ÷ a month's expenditure. */
  readonly monthsPayable: number
  /** Active employees for one retired. */
  readonly dependency: number | undefined
  /** The rate of the base at which income would equal expenditure; for funds paid by heads, the yearly sum of a member. */
  readonly balancing: number
}

export interface FundProjection {
  readonly fund: string
  readonly title: string
  readonly years: readonly FundYear[]
  /** First year in which income and interest are below expenditure. */
  readonly firstDeficit: number | undefined
  /** First year that ends below zero. */
  readonly exhausted: number | undefined
  /** Present value, at the start, of all deficits that the balance cannot bear. */
  readonly uncovered: number
}

export interface Projection {
  readonly assumptions: string
  readonly horizon: number
  readonly people: readonly { readonly year: number; readonly total: number; readonly aged65: number }[]
  readonly funds: readonly FundProjection[]
}
