// The fan: the same years drawn many times with chance in wages, medical inflation, use and rare jumps. The population is
// as assumed in every draw; the caller brings the chance, so that the kernel stays without any.
import type { Assumptions, Fund } from './model.ts'
import { flowsOf, interestOf, populationsOf, type YearFlows } from './project.ts'

export interface Chance {
  /** A number in [0, 1). */
  next(): number
  /** A standard normal number. */
  normal(): number
}

/** Yearly standard deviations; `persistence` is the part of last year's deviation that stays (AR(1)). */
export interface Spread {
  readonly wages: number
  readonly inflation: number
  readonly persistence: number
  /** Between the shocks of wages and of inflation. */
  readonly correlation: number
  readonly use: number
  /** Yearly probability of a jump, and the factor on use in that year. */
  readonly jump: { readonly probability: number; readonly factor: number }
}

export interface FanYear {
  readonly year: number
  readonly p5: number
  readonly p50: number
  readonly p95: number
  readonly monthsP5: number
  readonly monthsP50: number
  readonly monthsP95: number
  /** Share of the draws with less than six months payable at the end of this year. */
  readonly belowSixMonths: number
}

export interface Fan {
  readonly fund: string
  readonly draws: number
  readonly years: readonly FanYear[]
  /** Shares of the draws. */
  readonly deficitWithinFiveYears: number
  readonly exhaustedAtHorizon: number
}

const FEW_MONTHS = 6
const SOON = 5

export function fans(assumptions: Assumptions, spread: Spread, horizon: number, draws: number, chance: Chance): Fan[] {
  const populations = populationsOf(assumptions, horizon)
  const flows = assumptions.funds.map((fund) => flowsOf(fund, populations, assumptions.startYear))
  const kept = assumptions.funds.map(() => new Kept(horizon, draws))
  for (let draw = 0; draw < draws; draw += 1) {
    const factors = factorsOf(spread, horizon, chance)
    for (const [at, fund] of assumptions.funds.entries()) {
      runOnce(fund, flows[at] ?? [], factors, kept[at] as Kept, draw)
    }
  }
  return assumptions.funds.map((fund, at) => fanOf(fund, kept[at] as Kept, assumptions.startYear))
}

/** Of each year: what wages, prices and use are against what was assumed, as factors. */
interface Factors {
  readonly wages: Float64Array
  readonly prices: Float64Array
  readonly use: Float64Array
}

/** One draw is common to all funds: they live in the same years. The first year is known. */
function factorsOf(spread: Spread, horizon: number, chance: Chance): Factors {
  const wages = new Float64Array(horizon).fill(1)
  const prices = new Float64Array(horizon).fill(1)
  const use = new Float64Array(horizon).fill(1)
  const rest = Math.sqrt(1 - spread.correlation ** 2)
  let wageDeviation = 0
  let priceDeviation = 0
  for (let year = 1; year < horizon; year += 1) {
    const first = chance.normal()
    const second = spread.correlation * first + rest * chance.normal()
    wageDeviation = spread.persistence * wageDeviation + spread.wages * first
    priceDeviation = spread.persistence * priceDeviation + spread.inflation * second
    wages[year] = (wages[year - 1] ?? 1) * Math.max(0, 1 + wageDeviation)
    prices[year] = (prices[year - 1] ?? 1) * Math.max(0, 1 + priceDeviation)
    const jump = chance.next() < spread.jump.probability ? spread.jump.factor : 1
    use[year] = Math.exp(spread.use * chance.normal()) * jump
  }
  return { wages, prices, use }
}

/** Balances and months of all draws, year by year, and what each draw met. */
class Kept {
  readonly balances: Float64Array[]
  readonly months: Float64Array[]
  readonly deficitSoon: Uint8Array
  readonly exhausted: Uint8Array
  constructor(horizon: number, draws: number) {
    this.balances = Array.from({ length: horizon }, () => new Float64Array(draws))
    this.months = Array.from({ length: horizon }, () => new Float64Array(draws))
    this.deficitSoon = new Uint8Array(draws)
    this.exhausted = new Uint8Array(draws)
  }
}

function runOnce(fund: Fund, flows: readonly YearFlows[], factors: Factors, kept: Kept, draw: number): void {
  let balance = fund.openingBalance
  for (const [at, flow] of flows.entries()) {
    const wages = factors.wages[at] ?? 1
    let income = 0
    for (const [which, amount] of flow.incomes.entries())
      income += fund.income[which]?.kind === 'rate' ? amount * wages : amount
    let expenditure = 0
    for (const amount of flow.services) expenditure += amount
    expenditure *= (factors.prices[at] ?? 1) * (factors.use[at] ?? 1)
    const interest = interestOf(balance, income, expenditure, fund.interest)
    const surplus = income + interest - expenditure
    balance += surplus
    ;(kept.balances[at] as Float64Array)[draw] = balance
    ;(kept.months[at] as Float64Array)[draw] = expenditure > 0 ? balance / (expenditure / 12) : 0
    if (surplus < 0 && at < SOON) kept.deficitSoon[draw] = 1
    if (balance < 0) kept.exhausted[draw] = 1
  }
}

function fanOf(fund: Fund, kept: Kept, startYear: number): Fan {
  const draws = kept.exhausted.length
  const years = kept.balances.map((balances, at) => {
    const months = kept.months[at] as Float64Array
    const few = months.reduce((count, value) => count + Number(value < FEW_MONTHS), 0)
    const [p5, p50, p95] = quantiles(balances)
    const [monthsP5, monthsP50, monthsP95] = quantiles(months)
    return { year: startYear + at, p5, p50, p95, monthsP5, monthsP50, monthsP95, belowSixMonths: few / draws }
  })
  return {
    fund: fund.name,
    draws,
    years,
    deficitWithinFiveYears: shareOf(kept.deficitSoon),
    exhaustedAtHorizon: shareOf(kept.exhausted),
  }
}

/** Of the sorted draws, the one at ⌈p·n⌉. */
function quantiles(values: Float64Array): [number, number, number] {
  const sorted = values.toSorted()
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return [at(0.05), at(0.5), at(0.95)]
}

const shareOf = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0) / marks.length
