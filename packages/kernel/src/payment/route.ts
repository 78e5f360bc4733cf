// Which method a case belongs to: the first route that fits; and its price under that method.

import type { Exact } from '../money/exact.ts'
import { EXACT_ONE } from '../money/exact.ts'
import { priceByBedDay } from './bed-day.ts'
import type { PaymentRules, RouteCondition } from './config/file.ts'
import type { Cited } from './config/values.ts'
import type { PaymentCase } from './model.ts'
import { priceByPoints } from './points.ts'
import { priceByPrice } from './price.ts'
import { type Priced, type PricingContext, type PricingRule, priced } from './priced.ts'
import { given, words } from './steps.ts'

const WORDS = ['setting', 'scheme', 'level', 'group', 'status'] as const
const daysOf = (days: Cited<Exact> | undefined): number | undefined => days && Number(days.value.n / days.value.d)

function fits(when: RouteCondition, each: PaymentCase): boolean {
  for (const word of WORDS) {
    const allowed = when[word]
    if (allowed !== undefined && !allowed.includes(each[word])) return false
  }
  if (when.tag !== undefined && !when.tag.some((tag) => each.tags.includes(tag))) return false
  const [most, least] = [daysOf(when.days_at_most), daysOf(when.days_at_least)]
  return (most === undefined || each.days <= most) && (least === undefined || each.days >= least)
}

/** The checker makes sure that the last route is open. */
export function methodOf({ routes }: Pick<PaymentRules, 'routes'>, each: PaymentCase): string {
  for (const { to, when } of routes) if (when === undefined || fits(when, each)) return to
  return ''
}

export function priceCase(each: PaymentCase, context: PricingContext): Priced {
  const id = methodOf(context.rules, each)
  const method = context.rules.methods.get(id)
  switch (method?.kind) {
    case 'points':
      return priceByPoints(id, method, each, context)
    case 'bed_day':
      return priceByBedDay(id, method, each, context)
    case 'price':
      return priceByPrice(id, method, each, context)
    case 'itemised':
      return asBooked(id, each, 'itemised', method.rate)
    case 'total_budget':
      return asBooked(id, each, 'total_budget')
    case 'capitation':
      return asBooked(id, each, 'capitation')
    case undefined:
      throw new Error(`No method ${id}`)
  }
}

const asBooked = (id: string, each: PaymentCase, rule: PricingRule, rate?: Cited<Exact>): Priced =>
  priced({
    ...{ case: each, method: id, rule, rate: rate?.value ?? EXACT_ONE },
    by: 'booked',
    step: given(
      'rate',
      words('按项目记账支付的比例', 'share of the booked fund'),
      'rate',
      rate?.value ?? EXACT_ONE,
      rate?.citation,
    ),
  })
