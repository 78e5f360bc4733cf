// Fixed prices: single disease, day surgery, day treatment, mental illness by case; and leaving the path.
import { exact } from '../money/exact.ts'
import type { PriceRules } from './config/methods.ts'
import type { PaymentCase } from './model.ts'
import { byScheme, coefficientOf } from './points.ts'
import { type Priced, type PricingContext, priced } from './priced.ts'
import { given, multiplied, type PaymentStep, roundedStep, words } from './steps.ts'

/** A case that left the path of its disease carries this word. */
export const PATH_LEFT = 'path_left'

export function priceByPrice(id: string, method: PriceRules, each: PaymentCase, context: PricingContext): Priced {
  const left = each.tags.includes(PATH_LEFT)
  if (left && !context.overruled.exit.has(each.id)) return byItem(id, each, 'path_left')
  const step = standardOf(method, each, context)
  if (!step) return byItem(id, each, 'no_price')
  const posted = roundedStep(
    'standard.posted',
    words('标准，取整', 'standard, rounded'),
    step,
    2,
    context.rules.rounding.mode,
  )
  const rule = left ? 'path_left_over_quota' : 'price'
  return priced({ case: each, method: id, rule, by: 'standard', standard: posted.value, step: posted })
}

const byItem = (id: string, each: PaymentCase, rule: 'path_left' | 'no_price'): Priced =>
  priced({
    ...{ case: each, method: id, rule },
    by: 'booked',
    step: given('rate', words('按项目记账支付的比例', 'share of the booked fund'), 'rate', exact(1)),
  })

/** The price of the first row that fits, or a share of what the inpatient group would get. */
function standardOf(method: PriceRules, each: PaymentCase, { rules, tables }: PricingContext): PaymentStep | undefined {
  const row = method.prices.find(
    ({ code, level, scheme }) =>
      (code.includes(each.group) || code.includes('all')) &&
      (level === undefined || level.includes(each.level)) &&
      (scheme === undefined || scheme.includes(each.scheme)),
  )
  if (!row) return undefined
  if (row.price) return given('standard', words('定额标准', 'fixed price'), 'yuan', row.price.value, row.price.citation)
  const points = method.factor_of === undefined ? undefined : rules.methods.get(method.factor_of)
  const group = tables.groups.get(each.group)
  const weight = each.weight ?? group?.weight
  const start = points?.kind === 'points' ? byScheme(points.value.start, each.scheme) : undefined
  if (!row.factor || points?.kind !== 'points' || !weight || !start) return undefined
  return multiplied('standard', words('住院病组标准 × 比例', 'inpatient standard × factor'), 'yuan', [
    given('weight', words('权重（分值）', 'weight (score)'), 'points', weight),
    coefficientOf(points, each, group, tables.providers.get(each.provider)),
    given('start', words('年初点值（费率）', 'value at the start'), 'yuan', start.value, start.citation),
    given('factor', words('比例', 'factor'), 'rate', row.factor.value, row.factor.citation),
  ])
}
