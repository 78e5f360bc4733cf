// One case by points: weight or score × coefficients, and the deviation cases. Order: grouped? special review? low? high? normal.
import {
  compare,
  EXACT_ONE,
  type Exact,
  exact,
  larger,
  minus,
  scaledTo,
  smaller,
  times,
  yuanOf,
} from '../money/exact.ts'
import { fen } from '../money/fen.ts'
import type { LimitRow, OtherwiseRules, PointsRules } from './config/methods.ts'
import type { Cited } from './config/values.ts'
import type { GroupRow, PaymentCase, PaymentProvider } from './model.ts'
import { type Priced, type PricingContext, type PricingRule, priced } from './priced.ts'
import { added, divided, excess, given, multiplied, type PaymentStep, roundedStep, words } from './steps.ts'

/** Everything about the case that the tests of deviation look at. */
interface Measured {
  readonly row: GroupRow | undefined
  readonly weight: PaymentStep
  readonly auxiliary: PaymentStep | undefined
  readonly coefficient: PaymentStep
  readonly start: PaymentStep
  readonly cost: PaymentStep
  readonly multiple: PaymentStep
  readonly reference: PaymentStep
}

export function priceByPoints(id: string, method: PointsRules, each: PaymentCase, context: PricingContext): Priced {
  const row = context.tables.groups.get(each.group)
  const special = notByWeight(method, each, row)
  if (special) return otherwise(id, method, each, context, special.rules, special.rule)
  const measured = measureCase(method, each, row, context)
  if (!measured) return otherwise(id, method, each, context, method.ungrouped, 'no_weight')
  const { review } = method
  if (review && each.review === 'approved' && !context.overruled.review.has(each.id)) {
    const rules = { at: review.at, pay: review.pay } as OtherwiseRules
    return { ...otherwise(id, method, each, context, rules, 'review'), ...seen(measured) }
  }
  const { rule, units } = counted(method, each, measured, context)
  if (!units) return { ...booked(id, each, rule, EXACT_ONE), ...seen(measured) }
  return { ...byUnits(id, method, each, context, rule, units), ...seen(measured) }
}

const seen = ({ weight, coefficient, multiple, reference }: Measured) => ({
  weight: weight.value,
  coefficient: coefficient.value,
  multiple: multiple.value,
  reference: reference.value,
})

/** Ungrouped, ambiguous, and group types that the area settles otherwise. */
function notByWeight(
  method: PointsRules,
  each: PaymentCase,
  row: GroupRow | undefined,
): { rules: OtherwiseRules; rule: PricingRule } | undefined {
  if (each.status === 'ungrouped') return { rules: method.ungrouped, rule: 'ungrouped' }
  if (each.status === 'ambiguous') return { rules: method.ambiguous ?? method.ungrouped, rule: 'ambiguous' }
  const type = row && method.types?.get(row.type)
  return type && { rules: type, rule: 'group_type' }
}

const cites = (value: Cited<Exact> | undefined) => value?.citation

export const byScheme = <T>(values: ReadonlyMap<string, T> | undefined, scheme: string): T | undefined =>
  values?.get(scheme) ?? values?.get('all')

/** The coefficient of provider, level or group at the level, within the clamp. */
export function coefficientOf(
  method: PointsRules,
  each: Pick<PaymentCase, 'level'>,
  row: GroupRow | undefined,
  provider: PaymentProvider | undefined,
): PaymentStep {
  const { by, of, default: fallback, clamp, without } = method.coefficients
  const title = words('机构系数', 'provider coefficient')
  if (row && without?.includes(row.type))
    return given('coefficient', title, 'number', row.coefficients.get('') ?? EXACT_ONE)
  const configured = of?.get(each.level) ?? fallback
  const table = row?.coefficients.get(each.level) ?? row?.coefficients.get('')
  const own = by.value === 'provider' ? provider?.coefficient : by.value === 'group_level' ? table : undefined
  const value = by.value === 'none' ? EXACT_ONE : (own ?? configured?.value ?? EXACT_ONE)
  const kept = clamp ? larger(clamp.from.value, smaller(clamp.to.value, value)) : value
  return given('coefficient', title, 'number', kept, own ? undefined : cites(configured))
}

function measureCase(
  method: PointsRules,
  each: PaymentCase,
  row: GroupRow | undefined,
  { rules, tables }: PricingContext,
): Measured | undefined {
  const weightValue = each.weight ?? row?.weight
  const startValue = byScheme(method.value.start, each.scheme)
  if (!weightValue || weightValue.n <= 0n || !startValue) return undefined
  const weight = given('weight', words('权重（分值）', 'weight (score)'), 'points', weightValue)
  const auxiliary = each.auxiliary
    ? given('auxiliary', words('辅助分型系数', 'auxiliary coefficient'), 'number', each.auxiliary)
    : undefined
  const coefficient = coefficientOf(method, each, row, tables.providers.get(each.provider))
  const start = given(
    'start',
    words('年初点值（费率）', 'value at the start'),
    'yuan',
    startValue.value,
    startValue.citation,
  )
  const removed = rules.exempt?.removed_from_cost.value === true ? each.exemptFen : 0
  const cost = given('cost', words('病例费用', 'cost of the case'), 'yuan', yuanOf(fen(each.costFen - removed)))
  const parts = [weight, ...(auxiliary ? [auxiliary] : [])]
  const standard = multiplied('standard', words('支付标准', 'payment standard'), 'yuan', [...parts, coefficient, start])
  const reference = referenceOf(method, each, row, standard, () =>
    multiplied('standard.bare', words('不乘系数的标准', 'standard without coefficient'), 'yuan', [...parts, start]),
  )
  const multiple = divided('multiple', words('费用倍率', 'cost multiple'), 'multiple', cost, reference)
  return { row, weight, auxiliary, coefficient, start, cost, multiple, reference }
}

/** Reference cost A; an average that the table does not give falls back to the standard. */
function referenceOf(
  { reference }: PointsRules,
  { level }: PaymentCase,
  row: GroupRow | undefined,
  standard: PaymentStep,
  bare: () => PaymentStep,
): PaymentStep {
  if (reference.value === 'bare_standard') return bare()
  const average = reference.value === 'average' ? (row?.averageFen.get(level) ?? row?.averageFen.get('')) : undefined
  if (average === undefined || average <= 0) return standard
  return given('average', words('同级均费', 'average cost at the level'), 'yuan', yuanOf(average))
}

export function limitFor(rows: readonly LimitRow[], level: string, weight: Exact): Cited<Exact> | undefined {
  return rows.find(
    (row) =>
      (row.level === undefined || row.level.includes(level)) &&
      (row.weight_at_most === undefined || compare(weight, row.weight_at_most.value) <= 0),
  )?.limit
}

/** Below, at, above: the boundary is part of the rule. */
export const isLow = (multiple: Exact, limit: Exact, boundary: 'below' | 'at_most'): boolean =>
  compare(multiple, limit) < (boundary === 'below' ? 0 : 1)
export const isHigh = (multiple: Exact, limit: Exact, boundary: 'above' | 'at_least'): boolean =>
  compare(multiple, limit) > (boundary === 'above' ? 0 : -1)

/** The rule that fires and the units it gives, unrounded and without bonus; no units: by item. */
function counted(
  method: PointsRules,
  each: PaymentCase,
  measured: Measured,
  { overruled }: PricingContext,
): { rule: PricingRule; units: PaymentStep | undefined } {
  const { weight, coefficient, auxiliary, multiple } = measured
  const { low, high } = method
  const normal = (): PaymentStep =>
    multiplied('units.exact', words('标准点数', 'standard units'), 'points', [
      weight,
      ...(auxiliary ? [auxiliary] : []),
      coefficient,
    ])
  const refusedReview = method.review && each.review === 'approved' ? 'review_over_cap' : 'normal'
  const lowLimit = low && limitFor(low.limits, each.level, weight.value)
  if (low && lowLimit && isLow(multiple.value, lowLimit.value, low.boundary.value)) {
    if (low.pay.value === 'itemised') return { rule: 'low', units: undefined }
    if (low.pay.value === 'normal') return { rule: 'low', units: normal() }
    return { rule: 'low', units: lowUnits(measured, low.coefficient?.value !== 'without') }
  }
  const highLimit = high && limitFor(high.limits, each.level, weight.value)
  if (!high || !highLimit || !isHigh(multiple.value, highLimit.value, high.boundary.value))
    return { rule: refusedReview, units: normal() }
  if (high.until && compare(multiple.value, high.until.value) > 0) return { rule: 'high_beyond', units: normal() }
  if (overruled.high.has(each.id)) return { rule: 'high_over_quota', units: normal() }
  if (high.pay.value === 'itemised') return { rule: 'high', units: undefined }
  if (high.pay.value === 'normal') return { rule: 'high', units: normal() }
  return { rule: 'high', units: highUnits(measured, highLimit, high.pay.value === 'excess_inside', high.share) }
}

/** score × x, with or without the coefficient (national text and common formula; variant P). */
const lowUnits = ({ weight, auxiliary, coefficient, multiple }: Measured, withCoefficient: boolean): PaymentStep =>
  multiplied('units.exact', words('低倍率点数', 'units of a low case'), 'points', [
    weight,
    ...(auxiliary ? [auxiliary] : []),
    ...(withCoefficient ? [coefficient] : []),
    multiple,
  ])

/** score × k × (x − limit + 1); variant P puts k inside: score × (x − limit + k). A share counts only part of what is above. */
function highUnits(
  { weight, auxiliary, coefficient, multiple }: Measured,
  limit: Cited<Exact>,
  inside: boolean,
  share: Cited<Exact> | undefined,
): PaymentStep {
  const at = given('limit', words('高倍率界限', 'limit'), 'multiple', limit.value, limit.citation)
  const whole = inside ? coefficient : given('one', words('标准一份', 'the standard itself'), 'number', EXACT_ONE)
  const factor = share
    ? added('factor', words('计入倍数', 'counted multiple'), 'multiple', [
        whole,
        multiplied('factor.share', words('超过部分', 'part above'), 'multiple', [
          given('share', words('计入比例', 'share counted'), 'rate', share.value, share.citation),
          excess(
            'factor.above',
            words('超过界限', 'above the limit'),
            multiple,
            at,
            given('zero', words('零', 'zero'), 'number', exact(0)),
          ),
        ]),
      ])
    : excess('factor', words('计入倍数', 'counted multiple'), multiple, at, whole)
  return multiplied('units.exact', words('高倍率点数', 'units of a high case'), 'points', [
    weight,
    ...(auxiliary ? [auxiliary] : []),
    ...(inside ? [] : [coefficient]),
    factor,
  ])
}

/** Bonus of a tagged case (TCM-advantage and others): the first that fits. */
function bonusOf({ bonuses }: PointsRules, each: PaymentCase): PaymentStep | undefined {
  const found = bonuses?.find(
    (bonus) =>
      each.tags.includes(bonus.tag) &&
      (bonus.levels === undefined || bonus.levels.includes(each.level)) &&
      (bonus.tcm_at_least === undefined ||
        compare(yuanOf(each.tcmFen), times(bonus.tcm_at_least.value, yuanOf(each.costFen))) >= 0),
  )
  return found && given('bonus', words(found.title, found.title), 'rate', found.add.value, found.add.citation)
}

function byUnits(
  id: string,
  method: PointsRules,
  each: PaymentCase,
  { rules }: PricingContext,
  rule: PricingRule,
  units: PaymentStep,
): Priced {
  const bonus = bonusOf(method, each)
  const raised = bonus
    ? added('units.bonus', words('加成后点数', 'units with bonus'), 'points', [
        units,
        multiplied('units.add', words('加成', 'bonus'), 'points', [units, bonus]),
      ])
    : units
  const all = each.bonusUnits
    ? added('units.technology', words('加新技术激励', 'with new-technology bonus'), 'points', [
        raised,
        given('technology', words('新技术激励分', 'new-technology units'), 'points', each.bonusUnits),
      ])
    : raised
  const { units: places, mode } = rules.rounding
  const step = roundedStep('units', words('病例点数', 'units of the case'), all, places, mode)
  return priced({ case: each, method: id, rule, by: 'points', unitsScaled: scaledTo(all.value, places, mode), step })
}

const booked = (id: string, each: PaymentCase, rule: PricingRule, rate: Exact, citation?: Cited<Exact>): Priced =>
  priced({
    ...{ case: each, method: id, rule, rate },
    by: 'booked',
    step: given('rate', words('按项目记账支付的比例', 'share of the booked fund'), 'rate', rate, citation?.citation),
  })

/** By item, at a fixed weight, cost turned into units at the start's value, or nothing. */
function otherwise(
  id: string,
  method: PointsRules,
  each: PaymentCase,
  context: PricingContext,
  rules: OtherwiseRules,
  rule: PricingRule,
): Priced {
  const rate = rules.rate?.value ?? EXACT_ONE
  if (rules.pay.value === 'nothing') return booked(id, each, rule, exact(0))
  const start = byScheme(method.value.start, each.scheme)
  if (rules.pay.value === 'itemised' || !start) return booked(id, each, rule, rate, rules.rate)
  if (rules.pay.value === 'weight') {
    const weight = given(
      'weight',
      words('固定权重', 'fixed weight'),
      'points',
      rules.weight?.value ?? exact(0),
      cites(rules.weight),
    )
    return byUnits(id, method, each, context, rule, weight)
  }
  const removed = context.rules.exempt?.removed_from_cost.value === true ? each.exemptFen : 0
  const cost = given(
    'cost',
    words('病例费用', 'cost of the case'),
    'yuan',
    minus(yuanOf(each.costFen), yuanOf(fen(removed))),
  )
  const share = given('rate', words('折扣', 'discount'), 'rate', rate, cites(rules.rate))
  const value = given('start', words('年初点值（费率）', 'value at the start'), 'yuan', start.value, start.citation)
  const counting = multiplied('cost.counted', words('计入费用', 'cost counted'), 'yuan', [cost, share])
  const units = divided('units.exact', words('费用折成点数', 'cost as units'), 'points', counting, value)
  return byUnits(id, method, each, context, rule, units)
}
