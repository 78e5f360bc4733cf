// Scenarios: named changes of the assumptions, each tried alone against the base; together they make the tornado.
import type { Assumptions, Fund, FundProjection, Income, Service, Work } from './model.ts'
import { SEXES } from './model.ts'
import { project } from './project.ts'

/** What a scenario changes. Shares are added (0.01 is one point), factors multiply. */
export interface Change {
  readonly wageGrowth?: number | undefined
  readonly medicalInflation?: number | undefined
  readonly fertility?: number | undefined
  /** Of the uses of the named services, or of all. */
  readonly use?: number | undefined
  readonly services?: readonly string[] | undefined
  readonly retirementYears?: number | undefined
  /** Points of the contribution rate. */
  readonly rate?: number | undefined
  readonly improvement?: number | undefined
  readonly collection?: number | undefined
  /** Yearly growth of what is paid for each person. */
  readonly standardGrowth?: number | undefined
  /** Factor of what the fund pays, as a replay of the reform over history gave it: fund → factor. */
  readonly paid?: ReadonlyMap<string, number> | undefined
}

export interface Scenario {
  readonly name: string
  readonly title: string
  readonly change: Change
}

export function changed(base: Assumptions, change: Change): Assumptions {
  const { demography } = base
  const fertility = demography.fertility.map((value) => value * (change.fertility ?? 1))
  return {
    ...base,
    demography: { ...demography, fertility, improvement: demography.improvement + (change.improvement ?? 0) },
    work: laterRetirement(base.work, change.retirementYears ?? 0),
    funds: base.funds.map((fund) => changedFund(fund, change)),
  }
}

const changedFund = (fund: Fund, change: Change): Fund => ({
  ...fund,
  income: fund.income.map((income) => changedIncome(income, change)),
  services: fund.services.map((service) => changedService(service, fund, change)),
})

function changedIncome(income: Income, change: Change): Income {
  const collection = Math.min(1, income.collection + (change.collection ?? 0))
  if (income.kind === 'head') return { ...income, collection, growth: income.growth + (change.standardGrowth ?? 0) }
  const growth = income.growth + (change.wageGrowth ?? 0)
  return { ...income, collection, growth, rate: income.rate + (change.rate ?? 0) }
}

function changedService(service: Service, fund: Fund, change: Change): Service {
  const isMeant = !change.services || change.services.includes(service.name)
  const use = isMeant ? (change.use ?? 1) : 1
  return {
    ...service,
    use: service.use.map((row) => ({ ...row, value: row.value * use })),
    ratio: service.ratio * (change.paid?.get(fund.name) ?? 1),
    growth: service.growth + (change.medicalInflation ?? 0),
  }
}

function laterRetirement(work: Work, years: number): Work {
  const [male, female] = SEXES.map((sex) => {
    const { age, monthsAYear, upTo } = work.retirement[sex]
    return { age: age + years, monthsAYear, upTo: upTo + years }
  })
  return { ...work, retirement: { male: male as never, female: female as never } }
}

/** What one scenario does to one fund at the horizon. */
export interface Effect {
  readonly scenario: string
  readonly title: string
  readonly fund: string
  readonly balance: number
  /** Against the base. */
  readonly difference: number
  readonly firstDeficit: number | undefined
  readonly exhausted: number | undefined
}

/** Largest effect first: the tornado. */
export function effectsOf(base: Assumptions, scenarios: readonly Scenario[], horizon: number): Effect[] {
  const usual = project(base, horizon)
  const effects = scenarios.flatMap(({ name, title, change }) => {
    const result = project(changed(base, change), horizon)
    return result.funds.map((fund, at) => effect(name, title, fund, usual.funds[at] as FundProjection))
  })
  return effects.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.scenario < b.scenario ? -1 : 1))
}

function effect(scenario: string, title: string, fund: FundProjection, usual: FundProjection): Effect {
  const balance = fund.years.at(-1)?.balance ?? 0
  const difference = balance - (usual.years.at(-1)?.balance ?? 0)
  const { firstDeficit, exhausted } = fund
  return { scenario, title, fund: fund.fund, balance, difference, firstDeficit, exhausted }
}
