// What compiled expressions look at while one bill is settled: facts, amounts per part, results of earlier tiers.
// One context belongs to one compiled plan and is refilled for every bill, so that settling allocates little.
import type { FactName } from '../../policy/facts.ts'
import { type Day, daysBetween } from '../../time/day.ts'
import type { Bill, Line, Person, Visit } from '../bill.ts'

const NONE: readonly string[] = []
const NOTHING: Bill['accumulators'] = {}
const DAY_ONE = '0001-01-01' as Day
const NOBODY: Person = { scheme: 'resident', status: 'adult' }
const NOWHERE: Visit = {
  setting: 'outpatient',
  level: '',
  admittedOn: DAY_ONE,
  dischargedOn: DAY_ONE,
  settledOn: DAY_ONE,
}
const NO_LINE: Line = { item: '', itemClass: 'c', kind: 'other', amountFen: 0 as Line['amountFen'] }

export class Context {
  /** The bill at hand, read in place: copying its facts here would cost more than the few that a policy looks at. */
  person: Person = NOBODY
  visit: Visit = NOWHERE
  accumulators: Bill['accumulators'] = NOTHING
  /** The line that is being classified. */
  line: Line = NO_LINE

  /** The stretches of time this bill belongs to, as the texts that accumulator keys end in. */
  year = ''
  month = ''
  quarter = ''
  halfYear = ''
  day = ''
  /** Where stays of the year are counted. */
  admissionsKey = ''

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

  /** The stay of which this bill is a piece; and whether it is a further piece that no such id ties to the first. */
  stay = ''
  takenBefore = false
  /** Whether some tier is paid from the account or asks what it holds; the two numbers are kept only then. */
  readsAccount = false
  /** What the person's account still holds, and of it what was credited this year; nothing where it is not used. */
  accountLeft = 0
  accountCurrent = 0
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

/**
 * One reader per fact: separate functions, so that each stays a few property loads. Defaults of absent facts: counts of
 * the person 0, sessions and months 1, days = length of the stay (at least 1), place local, referral none, channel direct,
 * admission number = admissions counted so far + 1.
 */
export const textFact: Partial<Record<FactName, (c: Context) => string>> = {
  scheme: (c) => c.person.scheme,
  status: (c) => c.person.status,
  sex: (c) => c.person.sex ?? '',
  setting: (c) => c.visit.setting,
  level: (c) => c.visit.level,
  place: (c) => c.visit.place ?? 'local',
  referral: (c) => c.visit.referral ?? 'none',
  channel: (c) => c.visit.channel ?? 'direct',
  disease: (c) => c.visit.disease ?? '',
  delivery: (c) => c.visit.delivery ?? 'none',
  enrolment_window: (c) => c.person.enrolmentWindow ?? 'concentrated',
  item: (c) => c.line.item,
  item_class: (c) => c.line.itemClass,
  item_kind: (c) => c.line.kind,
}

export const setFact: Partial<Record<FactName, (c: Context) => readonly string[]>> = {
  category: (c) => c.person.categories ?? NONE,
  certified_disease: (c) => c.person.certifiedDiseases ?? NONE,
  visit_tag: (c) => c.visit.tags ?? NONE,
  item_tag: (c) => c.line.tags ?? NONE,
}

export const numberFact: Partial<Record<FactName, (c: Context) => number>> = {
  age: (c) => c.person.age ?? 0,
  continuous_years: (c) => c.person.continuousYears ?? 0,
  months_enrolled: (c) => c.person.monthsEnrolled ?? 0,
  zero_claim_years: (c) => c.person.zeroClaimYears ?? 0,
  average_wage: (c) => c.person.averageWageFen ?? 0,
  admission_number: (c) => c.visit.admissionNumber ?? admissionOf(c),
  disease_count: (c) => distinct(c.person.certifiedDiseases ?? NONE),
  sessions: (c) => c.visit.sessions ?? 1,
  months: (c) => c.visit.months ?? 1,
  // The day of admission counts once.
  days: ({ visit: { admittedOn, dischargedOn } }) =>
    admittedOn === dischargedOn ? 1 : Math.max(1, daysBetween(admittedOn, dischargedOn)),
  month_of_year: (c) => Number(c.month.slice(5, 7)),
  quarter_of_year: (c) => Number(c.quarter.slice(5)),
  newborns: (c) => c.visit.newborns ?? 0,
  pregnancy_weeks: (c) => c.visit.pregnancyWeeks ?? 0,
  broken_years: (c) => c.person.brokenYears ?? 0,
  repaired_years: (c) => c.person.repairedYears ?? 0,
  // Exact: a price just below a threshold must not be rounded onto it.
  item_price: (c) => (c.line.price === undefined ? 0 : c.line.price / 10_000),
  item_amount: (c) => Math.abs(c.line.amountFen),
  selected_price: (c) => (c.line.selectedPrice === undefined ? 0 : c.line.selectedPrice / 10_000),
  catalogue_rate: (c) => c.line.catalogueRateBp ?? 0,
}

/** A further piece of a stay is the admission that its first piece counted. */
function admissionOf({ visit, accumulators, admissionsKey }: Context): number {
  const counted = accumulators[admissionsKey] ?? 0
  return visit.continued ? Math.max(1, counted) : counted + 1
}

/** A disease certified twice is one disease. */
const distinct = (values: readonly string[]): number => (values.length < 2 ? values.length : new Set(values).size)
