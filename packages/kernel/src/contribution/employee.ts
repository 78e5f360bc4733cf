// 职工缴费: the month's base between floor and ceiling, the two shares, several jobs under one ceiling, and the late fee.
import { allocate } from '../money/allocate.ts'
import { type Fen, fen, maxFen, minFen, sumFen } from '../money/fen.ts'
import { type BasisPoints, mulDiv, share } from '../money/share.ts'
import { invariant } from '../outcome.ts'
import { type Day, daysBetween } from '../time/day.ts'

export interface BaseLimits {
  /** 下限, 上限 of the monthly base, fen: usually 60 % and 300 % of the published average wage. */
  readonly floorFen: Fen
  readonly ceilingFen: Fen
}

export interface ContributionRates {
  readonly employerBp: BasisPoints
  readonly personBp: BasisPoints
}

export interface MonthCharge {
  readonly baseFen: Fen
  readonly employerFen: Fen
  readonly personFen: Fen
}

/** One month of one job: `base = min(ceiling, max(floor, wage))`, each share rounded once. */
export function employeeMonth(wageFen: Fen, limits: BaseLimits, rates: ContributionRates): MonthCharge {
  const [charge] = employeeMonths([wageFen], limits, rates)
  invariant(charge !== undefined, 'one wage gives one charge')
  return charge
}

/**
 * Several jobs in one month: the bases together stay within floor and ceiling. What is above the ceiling is taken off, what
 * is missing to the floor is added, in proportion to the wages, to the fen.
 */
export function employeeMonths(wages: readonly Fen[], limits: BaseLimits, rates: ContributionRates): MonthCharge[] {
  invariant(limits.floorFen <= limits.ceilingFen, 'the floor of the base is not above its ceiling')
  const wanted = minFen(limits.ceilingFen, maxFen(limits.floorFen, sumFen(wages)))
  return allocate(wanted, wages).map((baseFen) => ({
    baseFen,
    employerFen: share(baseFen, rates.employerBp),
    personFen: share(baseFen, rates.personBp),
  }))
}

/** 滞纳金: 万分之五 a day is `rateBp` 5. Counted from the day after the due day to the day of payment. 社会保险法第八十六条. */
export function lateFee(unpaidFen: Fen, dueOn: Day, paidOn: Day, rateBp: BasisPoints): Fen {
  const days = Math.max(0, daysBetween(dueOn, paidOn))
  return fen(mulDiv(unpaidFen, rateBp * days, 10_000))
}
