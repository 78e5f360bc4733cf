// The value of a unit (费率、点值): fixed, floating, elastic, and the value that a year starts with.
import { type Exact, exact, minus, over, sumExact, times } from '../money/exact.ts'
import type { Rounding } from './config/file.ts'
import { divided, given, multiplied, type PaymentStep, roundedStep, subtracted, words } from './steps.ts'
import { trimmed, weightedYears } from './weights.ts'

type Places = Pick<Rounding, 'value' | 'mode'>

export interface ValueInputs {
  /** Yuan of the fund for this method. */
  readonly available: Exact
  /** Booked fund ÷ total cost of the cases in scope. */
  readonly ratio: Exact
  readonly units: Exact
}

/** (fund available ÷ fund payment ratio) ÷ total units; DRG rate and DIP settlement value are the same formula. */
export function floatingValue({ available, ratio, units }: ValueInputs, { value, mode }: Places): PaymentStep {
  const covered = divided(
    'covered',
    words('可保障的总费用', 'covered cost'),
    'yuan',
    given('available', words('可用基金', 'fund available'), 'yuan', available),
    given('ratio', words('基金支付比例', 'fund payment ratio'), 'rate', ratio),
  )
  return valueFor(covered, units, value, mode)
}

/** Where the covered cost is known otherwise: fund and what patients and other layers paid (difference model). */
export function valueFor(covered: PaymentStep, units: Exact, places: number, mode: Places['mode']): PaymentStep {
  const all = given('units', words('总点数（权重）', 'total units'), 'points', units)
  const quotient = divided('value.exact', words('点值（费率）', 'value of a unit'), 'yuan', covered, all)
  return roundedStep('value', words('点值（费率），取整', 'value of a unit, rounded'), quotient, places, mode)
}

export interface ElasticInputs {
  readonly covered: Exact
  readonly baseUnits: Exact
  readonly fixed: Exact
  readonly units: Exact
  /** The increment's value is at most this. */
  readonly cap?: Exact | undefined
}

/** The base volume at the fixed value, the increment at what is left: (covered − base × fixed) ÷ increment. No increment: 0. */
export function elasticIncrement(inputs: ElasticInputs, { value, mode }: Places): PaymentStep {
  const { covered, baseUnits, fixed, units, cap } = inputs
  const base = multiplied('base', words('基数部分', 'base volume'), 'yuan', [
    given('base.units', words('基数点数', 'base units'), 'points', baseUnits),
    given('base.value', words('固定点值', 'fixed value'), 'yuan', fixed),
  ])
  const left = subtracted('left', words('基数以外剩余', 'left for the increment'), 'yuan', [
    given('covered', words('可保障的总费用', 'covered cost'), 'yuan', covered),
    base,
  ])
  const increment = minus(units, baseUnits)
  if (increment.n <= 0n) return given('value', words('没有增量', 'no increment'), 'yuan', exact(0))
  const found = valueFor(left, increment, value, mode)
  if (cap && found.value.n * cap.d > cap.n * found.value.d)
    return given('value', words('增量点值封顶', 'increment value, capped'), 'yuan', cap)
  return found.value.n < 0n ? given('value', words('没有剩余', 'nothing left'), 'yuan', exact(0)) : found
}

export interface YearVolume {
  readonly cost: Exact
  readonly units: Exact
}

/** Start of year: weighted yearly cost ÷ weighted yearly units, 1 : 2 : 7. */
export const startValue = (years: readonly YearVolume[], { value, mode }: Places): PaymentStep =>
  valueFor(
    given('covered', words('加权年费用', 'weighted yearly cost'), 'yuan', weightedYears(years.map(({ cost }) => cost))),
    weightedYears(years.map(({ units }) => units)),
    value,
    mode,
  )

/** Cases outside 2.5 % and 97.5 % of cost per unit are left out before volumes are added up. */
export function trimmedVolume(cases: readonly YearVolume[], share: Exact = exact(25, 1000)): YearVolume {
  const kept = trimmed(cases, ({ cost, units }) => over(cost, units), share, share)
  return { cost: sumExact(kept.map(({ cost }) => cost)), units: sumExact(kept.map(({ units }) => units)) }
}

/** "Quality interval": only hospitals whose price is below the average set the value. */
export function qualityInterval(hospitals: readonly YearVolume[]): YearVolume {
  const all = {
    cost: sumExact(hospitals.map(({ cost }) => cost)),
    units: sumExact(hospitals.map(({ units }) => units)),
  }
  const below = hospitals.filter(({ cost, units }) => {
    const difference = minus(times(cost, all.units), times(all.cost, units))
    return difference.n <= 0n
  })
  return { cost: sumExact(below.map(({ cost }) => cost)), units: sumExact(below.map(({ units }) => units)) }
}
