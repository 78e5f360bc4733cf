// What compiled expressions look at while one bill is settled: facts, amounts per part, results of earlier tiers.
// One context belongs to one compiled plan and is refilled for every bill, so that settling allocates little.
import type { FactName } from '../../policy/facts.ts'
import { type Day, daysBetween } from '../../time/day.ts'

export class Context {
  scheme = ''
  status = ''
  sex = ''
  setting = ''
  level = ''
  place = ''
  referral = ''
  channel = ''
  disease = ''
  delivery = ''
  category: readonly string[] = []
  certified_disease: readonly string[] = []
  visit_tag: readonly string[] = []
  age = 0
  continuous_years = 0
  months_enrolled = 0
  zero_claim_years = 0
  average_wage = 0
  admission_number = 0
  disease_count = 0
  sessions = 0
  months = 0
  newborns = 0

  item = ''
  item_class = ''
  item_kind = ''
  item_tag: readonly string[] = []
  item_price = 0
  catalogue_rate = 0

  admittedOn = '' as Day
  dischargedOn = '' as Day

  /** The stretches of time this bill belongs to, as the texts that accumulator keys end in. */
  year = ''
  month = ''
  quarter = ''
  day = ''
  referralChain = ''
  diseaseChain = ''
  pregnancy = ''

  /** Amounts of each part of the bill, in fen; index 0 is the main part. */
  readonly full: number[]
  readonly over: number[]
  readonly pre: number[]
  readonly inScope: number[]
  /** What no tier has paid yet. */
  readonly leftFull: number[]
  readonly leftOver: number[]
  readonly leftPre: number[]
  readonly leftInScope: number[]

  /** Results of the tiers of the plan, by their position. */
  readonly base: number[]
  readonly deductible: number[]
  readonly paid: number[]
  readonly aboveCap: number[]
  /** Cost used by a tier, as the exact fraction usedNumerator ÷ usedDenominator of fen. */
  readonly usedNumerator: number[]
  readonly usedDenominator: number[]

  /** Cost above a package price that the provider bears, of the running tier; fen × scale. */
  providerExcess = 0
  /** Parts the running tier looks at. */
  parts: readonly number[] = []

  constructor(partCount: number, tierCount: number) {
    const zeros = (length: number) => new Array<number>(length).fill(0)
    this.full = zeros(partCount)
    this.over = zeros(partCount)
    this.pre = zeros(partCount)
    this.inScope = zeros(partCount)
    this.leftFull = zeros(partCount)
    this.leftOver = zeros(partCount)
    this.leftPre = zeros(partCount)
    this.leftInScope = zeros(partCount)
    this.base = zeros(tierCount)
    this.deductible = zeros(tierCount)
    this.paid = zeros(tierCount)
    this.aboveCap = zeros(tierCount)
    this.usedNumerator = zeros(tierCount)
    this.usedDenominator = new Array<number>(tierCount).fill(1)
  }
}

/** One reader per fact: separate functions, so that each stays a single fast property load. */
export const textFact: Partial<Record<FactName, (c: Context) => string>> = {
  scheme: (c) => c.scheme,
  status: (c) => c.status,
  sex: (c) => c.sex,
  setting: (c) => c.setting,
  level: (c) => c.level,
  place: (c) => c.place,
  referral: (c) => c.referral,
  channel: (c) => c.channel,
  disease: (c) => c.disease,
  delivery: (c) => c.delivery,
  item: (c) => c.item,
  item_class: (c) => c.item_class,
  item_kind: (c) => c.item_kind,
}

export const setFact: Partial<Record<FactName, (c: Context) => readonly string[]>> = {
  category: (c) => c.category,
  certified_disease: (c) => c.certified_disease,
  visit_tag: (c) => c.visit_tag,
  item_tag: (c) => c.item_tag,
}

export const numberFact: Partial<Record<FactName, (c: Context) => number>> = {
  age: (c) => c.age,
  continuous_years: (c) => c.continuous_years,
  months_enrolled: (c) => c.months_enrolled,
  zero_claim_years: (c) => c.zero_claim_years,
  average_wage: (c) => c.average_wage,
  admission_number: (c) => c.admission_number,
  disease_count: (c) => c.disease_count,
  sessions: (c) => c.sessions,
  months: (c) => c.months,
  // Length of the stay, the day of admission counted once; worked out only where a policy asks for it.
  days: (c) => (c.admittedOn === c.dischargedOn ? 1 : Math.max(1, daysBetween(c.admittedOn, c.dischargedOn))),
  newborns: (c) => c.newborns,
  item_price: (c) => c.item_price,
  catalogue_rate: (c) => c.catalogue_rate,
}
