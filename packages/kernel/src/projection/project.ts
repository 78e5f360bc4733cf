// Income, expenditure and balance of each fund year by year (medium- and long-term projection of a fund).
import {
  type AgeRow,
  type Assumptions,
  type Fund,
  type FundProjection,
  type FundYear,
  type Income,
  OLDEST,
  type Population,
  type Projection,
  SEXES,
  type Service,
  type Status,
} from './model.ts'
import { countOf, nextYear, totalOf } from './population.ts'

/** What a year would be with everything as assumed, before any balance: what a scenario of chance scales. */
export interface YearFlows {
  readonly year: number
  readonly members: number
  readonly payers: number
  readonly retired: number
  readonly active: number
  /** By the fund's incomes, in their order. */
  readonly incomes: readonly number[]
  /** Σ base of the payers, for the balancing rate; 0 for incomes by heads. */
  readonly bases: number
  /** By the fund's services, in their order. */
  readonly services: readonly number[]
}

/** `horizon` years, the first of them the start year itself. */
export function project(assumptions: Assumptions, horizon: number): Projection {
  const populations = populationsOf(assumptions, horizon)
  return {
    assumptions: assumptions.id,
    horizon,
    people: populations.map((population, at) => ({
      year: assumptions.startYear + at,
      total: totalOf(population),
      aged65: totalOf(population, 65),
    })),
    funds: assumptions.funds.map((fund) =>
      balanced(fund, flowsOf(fund, populations, assumptions.startYear), assumptions.discount),
    ),
  }
}

export function populationsOf(assumptions: Assumptions, horizon: number): Population[] {
  const populations = [assumptions.population]
  for (let elapsed = 0; elapsed < horizon - 1; elapsed += 1) {
    populations.push(nextYear(populations[elapsed] as Population, assumptions, elapsed))
  }
  return populations
}

export function flowsOf(fund: Fund, populations: readonly Population[], startYear: number): YearFlows[] {
  const profiles = fund.services.map((service) => costProfiles(fund, service))
  return populations.map((population, elapsed) => ({
    year: startYear + elapsed,
    members: heads(population, fund.members),
    payers: heads(population, [...new Set(fund.income.flatMap(({ payers }) => payers))]),
    retired: fund.members.includes('employee_retired') ? countOf(population.employee_retired) : 0,
    active: fund.members.includes('employee_active') ? countOf(population.employee_active) : 0,
    incomes: fund.income.map((income) => incomeOf(income, population, elapsed)),
    bases: fund.income.reduce((sum, income) => sum + baseOf(income, population, elapsed), 0),
    services: fund.services.map(
      (service, at) => spentOn(population, profiles[at] ?? []) * service.ratio * (1 + service.growth) ** elapsed,
    ),
  }))
}

const heads = (population: Population, statuses: readonly Status[]): number =>
  statuses.reduce((sum, status) => sum + countOf(population[status]), 0)

/** `Σ payers · base · (1 + growth)^t · rate · collection`, or `Σ payers · (personal + subsidy) · (1 + growth)^t · collection`. */
function incomeOf(income: Income, population: Population, elapsed: number): number {
  const grown = (1 + income.growth) ** elapsed * income.collection * heads(population, income.payers)
  return income.kind === 'rate' ? grown * income.base * income.rate : grown * (income.personal + income.subsidy)
}

const baseOf = (income: Income, population: Population, elapsed: number): number =>
  income.kind === 'rate'
    ? heads(population, income.payers) * income.base * (1 + income.growth) ** elapsed * income.collection
    : 0

interface Profile {
  readonly status: Status
  readonly sex: (typeof SEXES)[number]
  /** Use × cost of a person by age, first year, yuan. */
  readonly perHead: Float64Array
}

function costProfiles(fund: Fund, service: Service): Profile[] {
  return fund.members.flatMap((status) =>
    SEXES.map((sex) => ({
      status,
      sex,
      perHead: Float64Array.from(
        { length: OLDEST + 1 },
        (_, age) => rowValue(service.use, status, sex, age) * rowValue(service.cost, status, sex, age),
      ),
    })),
  )
}

/** The row of the greatest age not above this one; a row of the status or sex goes before one for all. */
export function rowValue(rows: readonly AgeRow[], status: Status, sex: (typeof SEXES)[number], age: number): number {
  let best: AgeRow | undefined
  for (const row of rows) {
    if (row.from > age || (row.status && row.status !== status) || (row.sex && row.sex !== sex)) continue
    if (!best || nearer(row, best)) best = row
  }
  return best?.value ?? 0
}

const nearer = (row: AgeRow, best: AgeRow): boolean => {
  const particular = Number(!!row.status) + Number(!!row.sex) - Number(!!best.status) - Number(!!best.sex)
  return particular !== 0 ? particular > 0 : row.from > best.from
}

function spentOn(population: Population, profiles: readonly Profile[]): number {
  let sum = 0
  for (const { status, sex, perHead } of profiles) {
    const persons = population[status][sex]
    for (let age = 0; age <= OLDEST; age += 1) sum += (persons[age] ?? 0) * (perHead[age] ?? 0)
  }
  return sum
}

/** B_t = B_{t−1} + income − expenditure + interest on the mean balance. */
export function balanced(fund: Fund, flows: readonly YearFlows[], discount: number): FundProjection {
  const years: FundYear[] = []
  let balance = fund.openingBalance
  let uncovered = 0
  for (const [elapsed, flow] of flows.entries()) {
    const income = sum(flow.incomes)
    const expenditure = sum(flow.services)
    const interest = interestOf(balance, income, expenditure, fund.interest)
    const before = balance
    balance += income - expenditure + interest
    // What a year lacks beyond what the balance still held.
    if (balance < 0) uncovered += Math.max(0, Math.min(0, before) - balance) / (1 + discount) ** elapsed
    years.push({
      year: flow.year,
      members: flow.members,
      payers: flow.payers,
      retired: flow.retired,
      income,
      expenditure,
      byService: Object.fromEntries(fund.services.map(({ name }, at) => [name, flow.services[at] ?? 0])),
      interest,
      surplus: income + interest - expenditure,
      balance,
      monthsPayable: expenditure > 0 ? balance / (expenditure / 12) : 0,
      dependency: flow.retired > 0 ? flow.active / flow.retired : undefined,
      balancing: flow.bases > 0 ? expenditure / flow.bases : flow.members > 0 ? expenditure / flow.members : 0,
    })
  }
  return {
    fund: fund.name,
    title: fund.title,
    years,
    firstDeficit: years.find(({ surplus }) => surplus < 0)?.year,
    exhausted: years.find((year) => year.balance < 0)?.year,
    uncovered,
  }
}

/** A balance below zero bears none: nobody lends to a fund at this rate. */
export const interestOf = (balance: number, income: number, expenditure: number, rate: number): number =>
  Math.max(0, balance + (income - expenditure) / 2) * rate

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
