// Bed-days (床日): declining bands by day number, split at the year's end for the budget but not for the bands.
import { EXACT_ZERO, type Exact, exact, type RoundingMode } from '../money/exact.ts'
import { type Day, dayNumber } from '../time/day.ts'
import type { BedDayRules, Tariff } from './config/methods.ts'
import type { PaymentCase } from './model.ts'
import { type Priced, type PricingContext, priced } from './priced.ts'
import { added, given, multiplied, type PaymentStep, roundedStep, words } from './steps.ts'

export interface DayBand {
  /** Absent: open. */
  readonly to?: number | undefined
  readonly price: Exact
  readonly citation?: import('./steps.ts').PaymentCitation | undefined
}

/** Σ days in band × price, for the days numbered first … last of the episode (1 is the day of admission). */
export function bedDayAmount(bands: readonly DayBand[], first: number, last: number): PaymentStep {
  let from = 1
  const parts: PaymentStep[] = []
  for (const [at, band] of bands.entries()) {
    const to = band.to ?? Number.POSITIVE_INFINITY
    const days = Math.min(last, to) - Math.max(first, from) + 1
    if (days > 0) {
      parts.push(
        multiplied(`band.${at + 1}`, words(`第${at + 1}段`, `band ${at + 1}`), 'yuan', [
          given(`band.${at + 1}.days`, words('床日数', 'days'), 'number', exact(days)),
          given(`band.${at + 1}.price`, words('每床日', 'a day'), 'yuan', band.price, band.citation),
        ]),
      )
    }
    from = to + 1
  }
  return added('standard', words('床日费用标准', 'bed-day standard'), 'yuan', parts)
}

export const tariffFor = (method: BedDayRules, each: PaymentCase): Tariff | undefined =>
  method.tariffs.find(
    ({ level, scheme, group }) =>
      (level === undefined || level.includes(each.level)) &&
      (scheme === undefined || scheme.includes(each.scheme)) &&
      (group === undefined || group.includes(each.group)),
  )

/** The days of the episode that fall within a period, numbered: the day of discharge is not a day, a day case is one. */
export function daysWithin(
  each: Pick<PaymentCase, 'admittedOn' | 'dischargedOn' | 'leaveDays'>,
  before: number,
  from: string,
  to: string,
): { first: number; last: number } {
  const start = dayNumber(each.admittedOn)
  const length = Math.max(1, dayNumber(each.dischargedOn) - start)
  const first = Math.max(1, dayNumber(from as Day) - start + 1)
  const last = Math.min(length, dayNumber(to as Day) - start + 1)
  // Leave is not paid; which days it was is not said, so the last of the period are left out.
  return { first: before + first, last: before + Math.max(first - 1, last - each.leaveDays) }
}

/** Stays of one person that follow within n days continue the count: days before, by case. */
export function daysBefore(cases: readonly PaymentCase[], withinDays: number | undefined): Map<string, number> {
  const found = new Map<string, number>()
  if (withinDays === undefined) return found
  const byPerson = new Map<string, PaymentCase[]>()
  for (const each of cases) {
    if (each.person === '') continue
    const own = byPerson.get(each.person)
    if (own) own.push(each)
    else byPerson.set(each.person, [each])
  }
  for (const stays of byPerson.values()) {
    if (stays.length < 2) continue
    stays.sort((a, b) =>
      a.admittedOn === b.admittedOn ? (a.id < b.id ? -1 : 1) : a.admittedOn < b.admittedOn ? -1 : 1,
    )
    let count = 0
    for (const [at, stay] of stays.entries()) {
      const before = stays[at - 1]
      const gap = before ? dayNumber(stay.admittedOn) - dayNumber(before.dischargedOn) : Number.POSITIVE_INFINITY
      count = gap >= 0 && gap <= withinDays && before ? count + stayDays(before) : 0
      if (count > 0) found.set(stay.id, count)
    }
  }
  return found
}

const stayDays = (each: PaymentCase): number =>
  Math.max(1, dayNumber(each.dischargedOn) - dayNumber(each.admittedOn)) - each.leaveDays

export function priceByBedDay(id: string, method: BedDayRules, each: PaymentCase, context: PricingContext): Priced {
  const bands = (tariffFor(method, each)?.bands ?? []).map(({ to, price }) => ({
    to: to && Number(to.value.n / to.value.d),
    price: price.value,
    citation: price.citation,
  }))
  const { first, last } = daysWithin(each, context.daysBefore.get(each.id) ?? 0, context.from, context.to)
  const exactStep =
    last < first
      ? added('standard', words('床日费用标准', 'bed-day standard'), 'yuan', [])
      : bedDayAmount(bands, first, last)
  const step = roundedCase(exactStep, context.rules.rounding.mode)
  return priced({ case: each, method: id, rule: 'bed_day', by: 'standard', standard: step.value, step })
}

const roundedCase = (step: PaymentStep, mode: RoundingMode): PaymentStep =>
  step.value === EXACT_ZERO
    ? step
    : roundedStep('standard.posted', words('标准，取整', 'standard, rounded'), step, 2, mode)
