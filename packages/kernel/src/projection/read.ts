// From the text of a projection file to assumptions: ages spread out, statuses filled, every part with its basis.
import { type Fault, FaultList } from '../policy/text/faults.ts'
import { locate } from '../policy/text/located.ts'
import type { Actual } from './back-test.ts'
import { type Knots, type ProjectionText, projectionFile } from './language.ts'
import {
  type Assumptions,
  type Basis,
  type BySexAndAge,
  type Fund,
  type Income,
  OLDEST,
  type Population,
  STATUSES,
} from './model.ts'
import { emptyByAge } from './population.ts'
import type { Scenario } from './scenario.ts'
import type { Spread } from './stochastic.ts'

export interface ProjectionSet {
  readonly assumptions: Assumptions
  readonly scenarios: readonly Scenario[]
  readonly spread: Spread | undefined
  readonly actuals: readonly Actual[]
}

export interface ReadProjection {
  readonly set: ProjectionSet | undefined
  readonly faults: readonly Fault[]
}

/** A file with any fault is refused whole: `set` is absent then. */
export function readProjection(file: string, text: string): ReadProjection {
  const faults = new FaultList()
  const node = locate(file, text, faults)
  const read = node && projectionFile.read(node, faults)
  if (!read || faults.refuses) return { set: undefined, faults: faults.faults }
  refuseContradictions(read, faults)
  if (faults.refuses) return { set: undefined, faults: faults.faults }
  return { set: setOf(read), faults: faults.faults }
}

function refuseContradictions(read: ProjectionText, faults: FaultList): void {
  if (read.work.to_employee + read.work.to_flexible > 1)
    faults.add(read.work.at, 'wrong_value', 'shares above 1 together', 'to_employee + to_flexible of at most 1')
  for (const [, fund] of read.funds) {
    for (const income of fund.income) {
      const [needed, foreign] =
        income.kind === 'rate'
          ? [
              ['base', 'rate'],
              ['personal', 'subsidy'],
            ]
          : [
              ['personal', 'subsidy'],
              ['base', 'rate'],
            ]
      const has = (key: string) => income[key as 'base'] !== undefined
      for (const key of needed.filter((each) => !has(each)))
        faults.add(income.at, 'missing_key', `${income.kind} without ${key}`, key)
      for (const key of foreign.filter(has))
        faults.add(income.at, 'unknown_key', key, `nothing of the kind ${foreign.join(', ')}`)
    }
  }
  const services = new Set([...read.funds.values()].flatMap((fund) => [...fund.services.keys()]))
  const unknownFund = (name: string) => !read.funds.has(name)
  for (const [, scenario] of read.scenarios ?? []) {
    for (const name of scenario.services ?? [])
      if (!services.has(name)) faults.add(scenario.at, 'wrong_value', name, `one of ${[...services].join(', ')}`)
    for (const name of [...(scenario.paid?.keys() ?? [])].filter(unknownFund))
      faults.add(scenario.at, 'wrong_value', name, `one of ${[...read.funds.keys()].join(', ')}`)
  }
  for (const actual of read.actuals ?? [])
    if (unknownFund(actual.fund))
      faults.add(actual.at, 'wrong_value', actual.fund, `one of ${[...read.funds.keys()].join(', ')}`)
}

function setOf(read: ProjectionText): ProjectionSet {
  const { spread } = read
  return {
    assumptions: assumptionsOf(read),
    scenarios: [...(read.scenarios ?? [])].map(([name, { title, ...change }]) => ({
      name,
      title,
      change: {
        ...change,
        wageGrowth: change.wage_growth,
        medicalInflation: change.medical_inflation,
        standardGrowth: change.standard_growth,
        retirementYears: change.retirement_years,
        paid: change.paid as ReadonlyMap<string, number> | undefined,
      },
    })),
    spread: spread && {
      ...spread,
      jump: { probability: spread.jump_probability, factor: spread.jump_factor },
    },
    actuals: read.actuals ?? [],
  }
}

function assumptionsOf(read: ProjectionText): Assumptions {
  const { demography, work } = read
  return {
    id: read.projection,
    title: read.title,
    startYear: read.start_year,
    discount: read.discount,
    population: Object.fromEntries(
      STATUSES.map((status) => [status, bothSexes(read.population[status], spreadEvenly)]),
    ) as unknown as Population,
    demography: {
      mortality: bothSexes(demography.mortality, logLinear),
      improvement: demography.improvement,
      fertility: steps(demography.fertility),
      fertilityChange: demography.fertility_change ?? 0,
      boysPer100Girls: demography.boys_per_100_girls,
      newbornEnrolment: demography.newborn_enrolment,
      migration: bothSexes(demography.migration, spreadEvenly),
    },
    work: {
      entryAge: work.entry_age,
      toEmployee: work.to_employee,
      toFlexible: work.to_flexible,
      residentToEmployee: work.resident_to_employee,
      retirement: { male: retirementOf(work.retirement.male), female: retirementOf(work.retirement.female) },
    },
    funds: [...read.funds].map(([name, fund]) => fundOf(name, fund)),
    bases: basesOf(read),
  }
}

type FundText = ProjectionText['funds'] extends ReadonlyMap<string, infer F> ? F : never
type RetirementText = ProjectionText['work']['retirement']['male']

const retirementOf = ({ age, months_a_year, up_to }: RetirementText) => ({
  age,
  monthsAYear: months_a_year,
  upTo: up_to,
})

function fundOf(name: string, text: FundText): Fund {
  return {
    name,
    title: text.title,
    members: text.members,
    income: text.income.map((income) => incomeOf(income)),
    services: [...text.services].map(([key, { title, use, cost, ratio, growth }]) => ({
      name: key,
      title,
      use,
      cost,
      ratio,
      growth,
    })),
    openingBalance: text.opening_balance,
    interest: text.interest,
  }
}

function incomeOf({ kind, payers, growth, collection, ...sums }: FundText['income'][number]): Income {
  const { base = 0, rate = 0, personal = 0, subsidy = 0 } = sums
  return kind === 'rate'
    ? { kind, payers, growth, collection, base, rate }
    : { kind, payers, growth, collection, personal, subsidy }
}

/** `funds.employee.services.inpatient` → where it comes from. */
function basesOf(read: ProjectionText): ReadonlyMap<string, Basis> {
  const bases = new Map<string, Basis>()
  const note = (name: string, part: { basis: string; assumed?: boolean | undefined }) =>
    bases.set(name, { text: part.basis, assumed: part.assumed === true })
  note('population', read.population)
  note('demography', read.demography)
  note('work', read.work)
  if (read.spread) note('spread', read.spread)
  for (const [name, fund] of read.funds) {
    note(`funds.${name}`, fund)
    for (const [at, income] of fund.income.entries()) note(`funds.${name}.income.${at + 1}`, income)
    for (const [key, service] of fund.services) note(`funds.${name}.services.${key}`, service)
  }
  return bases
}

type Spreading = (knots: Knots) => Float64Array

const bothSexes = (of: { male: Knots; female: Knots } | undefined, spreading: Spreading): BySexAndAge =>
  of ? { male: spreading(of.male), female: spreading(of.female) } : emptyByAge()

/** The number of a band in equal parts over its ages; the last band ends at 100. */
function spreadEvenly(knots: Knots): Float64Array {
  const ages = new Float64Array(OLDEST + 1)
  for (const [at, [from, value]] of knots.entries()) {
    const end = knots[at + 1]?.[0] ?? OLDEST + 1
    ages.fill(value / (end - from), from, end)
  }
  return ages
}

/** The value of a band at each of its ages; before the first age: nothing. */
function steps(knots: Knots): Float64Array {
  const ages = new Float64Array(OLDEST + 1)
  for (const [at, [from, value]] of knots.entries()) ages.fill(value, from, knots[at + 1]?.[0] ?? OLDEST + 1)
  return ages
}

/** Probabilities of dying rise by about the same share each year: between two ages the logarithm is linear. */
function logLinear(knots: Knots): Float64Array {
  const ages = new Float64Array(OLDEST + 1)
  for (let age = 0; age <= OLDEST; age += 1) {
    const after = knots.findIndex(([from]) => from > age)
    const [low, high] = [knots[(after < 0 ? knots.length : after) - 1], knots[after]]
    if (!low || !high) ages[age] = (low ?? high)?.[1] ?? 0
    else if (low[1] === 0 || high[1] === 0) ages[age] = low[1]
    else ages[age] = low[1] * (high[1] / low[1]) ** ((age - low[0]) / (high[0] - low[0]))
  }
  return ages
}
