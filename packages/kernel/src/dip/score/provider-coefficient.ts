// 医疗机构调节系数 of DIP: by class of provider, basic plus bonus, by group; and which of them a case takes.
import { compare, EXACT_ONE, type Exact, exact, isZero, larger, over, plus, smaller, times } from '../../money/exact.ts'
import { added, divided, given, multiplied, type PaymentStep, same, words } from '../../payment/steps.ts'
import type { DipGroup } from '../catalogue.ts'
import { weightedAverage, type YearSum } from '../form/statistics.ts'

/** Cases and costs of a class of providers, or of the area, by year, oldest first. */
export type YearSums = readonly YearSum[]

/** 按类别: average cost of the class ÷ average cost of the area, years weighted; a specialised hospital may get an addition. */
export function coefficientByClass(
  own: YearSums,
  area: YearSums,
  weights: readonly number[],
  addition?: Exact,
): PaymentStep | undefined {
  const [ownAverage, areaAverage] = [
    weightedAverage(own, weights, 'costFen'),
    weightedAverage(area, weights, 'costFen'),
  ]
  if (!ownAverage || !areaAverage || isZero(areaAverage)) return undefined
  const yuan = (value: Exact): Exact => over(value, exact(100))
  const ratio = divided(
    'coefficient.class',
    words('类别系数', 'coefficient of the class'),
    'number',
    given('class.average', words('本类均费', 'average of the class'), 'yuan', yuan(ownAverage)),
    given('area.average', words('全市均费', 'average of the area'), 'yuan', yuan(areaAverage)),
  )
  if (!addition) return ratio
  const more = given('class.addition', words('专科加成', 'addition for specialised hospitals'), 'number', addition)
  return added('coefficient.class.raised', words('类别系数，含加成', 'coefficient with addition'), 'number', [
    ratio,
    more,
  ])
}

/** A bonus of 基本系数 + 加成: level of care, key specialty, CMI, assessment, performance of the agreement. */
export interface CoefficientBonus {
  readonly id: string
  readonly title: string
  readonly weight: Exact
  /** 0 to 1: how much of it the provider earned. */
  readonly earned: Exact
}

export function coefficientWithBonus(basic: PaymentStep, bonuses: readonly CoefficientBonus[]): PaymentStep {
  if (bonuses.length === 0) return basic
  const parts = bonuses.map(({ id, title, weight, earned }) =>
    multiplied(`bonus.${id}`, words(title, title), 'number', [
      given(`bonus.${id}.weight`, words('权重', 'weight'), 'number', weight),
      given(`bonus.${id}.earned`, words('得分', 'earned'), 'number', earned),
    ]),
  )
  return added('coefficient.bonus', words('基本系数加加成', 'basic coefficient plus bonus'), 'number', [
    basic,
    ...parts,
  ])
}

export interface GroupClass {
  /** Classes of providers, the highest first: 三级, 二级, 一级. */
  readonly class: string
  readonly sums: YearSums
}

export interface GroupCoefficientLimits {
  /** Fewer cases in any class: no coefficients of the group's own. */
  readonly minCases: number
  /** The highest must be this much above the lowest: 1 000 = 10 %. */
  readonly differenceBp: number
}

export type GroupCoefficients =
  | { readonly used: true; readonly byClass: ReadonlyMap<string, Exact> }
  | { readonly used: false; readonly reason: 'few_cases' | 'small_difference' | 'inverted' | 'one_class' }

/** 按病种: class average in the group ÷ area average in the group; only with large differences, enough cases and no inversion. */
export function coefficientsOfGroup(
  classes: readonly GroupClass[],
  weights: readonly number[],
  { minCases, differenceBp }: GroupCoefficientLimits,
): GroupCoefficients {
  if (classes.length < 2) return { used: false, reason: 'one_class' }
  const cases = ({ sums }: GroupClass): number => sums.reduce((sum, each) => sum + each.cases, 0)
  if (classes.some((each) => cases(each) < Math.max(1, minCases))) return { used: false, reason: 'few_cases' }
  const area = classes[0]!.sums.map((_, at) => {
    const sum = (of: keyof YearSum): number => classes.reduce((total, each) => total + (each.sums[at]?.[of] ?? 0), 0)
    return { cases: sum('cases'), costFen: sum('costFen'), losDays: sum('losDays') }
  })
  const all = weightedAverage(area, weights, 'costFen')
  const averages = classes.map(({ sums }) => weightedAverage(sums, weights, 'costFen'))
  if (!all || isZero(all) || averages.some((each) => each === undefined)) return { used: false, reason: 'few_cases' }
  const values = averages.map((each) => over(each as Exact, all))
  if (values.some((value, at) => at > 0 && compare(value, values[at - 1] as Exact) > 0))
    return { used: false, reason: 'inverted' }
  const [highest, lowest] = [values.reduce(larger), values.reduce(smaller)]
  const limit = times(lowest, exact(10_000 + differenceBp, 10_000))
  if (compare(highest, limit) < 0) return { used: false, reason: 'small_difference' }
  return { used: true, byClass: new Map(classes.map((each, at) => [each.class, values[at] as Exact])) }
}

export interface CoefficientChoice {
  readonly group: Pick<DipGroup, 'basicLevel' | 'mainProc' | 'layer'>
  readonly byClass: PaymentStep
  /** With bonus; absent: that of the class. */
  readonly ofProvider?: PaymentStep | undefined
  /** Of the group at this class, where it has its own. */
  readonly ofGroup?: PaymentStep | undefined
  readonly clamp?: { readonly from: Exact; readonly to: Exact } | undefined
}

/** 基层病种: one price, coefficient 1. 保守治疗: that of the class alone. Others: the group's own, else the provider's; then clamped. */
export function providerCoefficient({ group, byClass, ofProvider, ofGroup, clamp }: CoefficientChoice): PaymentStep {
  if (group.basicLevel)
    return given('coefficient', words('基层病种同城同价', 'basic-level group: one price'), 'number', EXACT_ONE)
  const isConservative = group.mainProc === '' && (group.layer === 'basic' || group.layer === 'merged')
  const chosen = isConservative ? byClass : (ofGroup ?? ofProvider ?? byClass)
  const kept = clamp ? larger(clamp.from, smaller(clamp.to, chosen.value)) : chosen.value
  const title = words('医疗机构调节系数', 'provider coefficient')
  if (compare(kept, chosen.value) === 0) return same('coefficient', title, chosen)
  return given(
    'coefficient',
    words('医疗机构调节系数，按上下限', 'provider coefficient, within its limits'),
    'number',
    kept,
  )
}

/** Σ of bonus weights: a check that a table of bonuses adds up to what the city decided. */
export const bonusTotal = (bonuses: readonly CoefficientBonus[]): Exact =>
  bonuses.reduce((sum, { weight }) => plus(sum, weight), exact(0))
