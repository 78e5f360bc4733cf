// The shapes of payment methods in a configuration: points (DRG, DIP), bed-day, price, itemised, capitation, total budget.

import type { Exact } from '../../money/exact.ts'
import {
  list,
  listOrOne,
  mapOf,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../../policy/text/shape.ts'
import { basisShape, type Cited, cited, measure } from './values.ts'

/** Words that a case carries: levels, schemes, tags, groups. */
const words = listOrOne(text())
const byWord = (unit: Parameters<typeof measure>[0]): Shape<ReadonlyMap<string, Cited<Exact>>> =>
  mapOf(measure(unit) as Shape<Cited<Exact>>)

const titles = {
  title: required(text(), '名称'),
  title_en: optional(text(), 'English name'),
  basis: optional(basisShape, '本节取值的依据 what values of this section stand on'),
}

export const FUND_MODELS = ['ratio', 'difference', 'policy', 'whole'] as const
export const fundShareShape = object({
  model: required(cited(oneOf(FUND_MODELS)), '比例、差额、政策三种模型；whole 为标准即基金支付'),
  ratio: optional(measure('rate'), '基金支付比例；省略时为记账基金 ÷ 总费用 booked fund ÷ cost when left out'),
  basis: optional(basisShape),
})

export const VALUE_FORMS = ['fixed', 'floating', 'elastic'] as const
const valueShape = object({
  form: required(cited(oneOf(VALUE_FORMS)), '固定、浮动、弹性'),
  start: required(byWord('money'), '年初点值(费率)，按险种，all 为全部 by scheme; all for every scheme'),
  fixed: optional(byWord('money'), '弹性：基数部分的点值，默认为年初点值'),
  base_units: optional(byWord('number'), '弹性：基数 base volume'),
  cap: optional(measure('rate'), '弹性：增量点值不超过年初点值的比例'),
  basis: optional(basisShape),
})

export const COEFFICIENTS_BY = ['none', 'level', 'provider', 'group_level'] as const
const coefficientShape = object({
  by: required(cited(oneOf(COEFFICIENTS_BY)), '按等级、机构、病组与等级'),
  of: optional(byWord('number'), '各等级的系数'),
  default: optional(measure('number'), '未列出的系数'),
  clamp: optional(object({ from: required(measure('number')), to: required(measure('number')) }), '上下限'),
  without: optional(words, '不用系数的病组类型，如基础病组'),
  basis: optional(basisShape),
})

const limitRow = object({
  level: optional(words, '机构等级'),
  weight_at_most: optional(measure('number'), '权重不高于'),
  limit: required(measure('multiple'), '倍率界限'),
})

const lowShape = object({
  limits: required(list(limitRow), '低倍率界限，第一行适合的适用'),
  boundary: required(cited(oneOf(['below', 'at_most'])), '小于，或小于等于'),
  pay: required(cited(oneOf(['scaled', 'normal', 'itemised'])), '权重×倍率；按标准；按项目'),
  coefficient: optional(cited(oneOf(['with', 'without'])), '低倍率是否乘机构系数，默认乘'),
  basis: optional(basisShape),
})

const highShape = object({
  limits: required(list(limitRow), '高倍率界限，第一行适合的适用'),
  boundary: required(cited(oneOf(['above', 'at_least'])), '大于，或大于等于'),
  pay: required(
    cited(oneOf(['excess', 'excess_inside', 'normal', 'itemised'])),
    '×(倍率−界限+1)；×(倍率−界限+系数)；标准；项目',
  ),
  share: optional(measure('rate'), '超过界限部分计入的比例，默认 100%'),
  until: optional(measure('multiple'), '高于此倍率按标准'),
  quota: optional(measure('rate'), '本机构高倍率病例数上限，占本方式病例的比例'),
  basis: optional(basisShape),
})

const otherwiseShape = object({
  pay: required(
    cited(oneOf(['itemised', 'weight', 'points_by_cost', 'nothing'])),
    '按项目；固定权重；费用折成点数；不付',
  ),
  rate: optional(measure('rate'), '折扣'),
  weight: optional(measure('number'), '固定权重'),
  basis: optional(basisShape),
})

const bonusShape = object({
  title: required(text()),
  tag: required(text(), '病例标签，如 tcm_advantage'),
  tcm_at_least: optional(measure('rate'), '中医药费用占比不低于'),
  levels: optional(words, '限机构等级'),
  add: required(measure('rate'), '加成'),
})

const reviewShape = object({
  cap: required(measure('rate'), '占全统筹区出院人次的上限'),
  pay: required(cited(oneOf(['itemised', 'points_by_cost'])), '通过后按项目，或费用折成点数'),
  basis: optional(basisShape),
})

export const REFERENCES = ['standard', 'bare_standard', 'average'] as const
export const pointsShape = object({
  kind: required(oneOf(['points'])),
  ...titles,
  value: required(valueShape, '点值或费率'),
  coefficients: required(coefficientShape, '机构系数'),
  reference: required(cited(oneOf(REFERENCES)), '倍率的分母：支付标准、不乘系数的标准、同级均费'),
  low: optional(lowShape, '低倍率'),
  high: optional(highShape, '高倍率'),
  ungrouped: required(otherwiseShape, '未入组'),
  ambiguous: optional(otherwiseShape, '歧义病组'),
  types: optional(
    mapOf(otherwiseShape as Shape<TypeOf<typeof otherwiseShape> & object>),
    '另行结算的病组类型，如不稳定组',
  ),
  bonuses: optional(list(bonusShape), '加成'),
  review: optional(reviewShape, '特例单议'),
  fund_share: required(fundShareShape, '从标准到基金'),
})

const bandShape = object({
  to: optional(measure('days'), '到第几天；最后一段不写'),
  price: required(measure('money'), '每床日价格'),
})

const tariffShape = object({
  level: optional(words),
  scheme: optional(words),
  group: optional(words, '病种或类别'),
  bands: required(list(bandShape), '递减的段'),
})

export const bedDayShape = object({
  kind: required(oneOf(['bed_day'])),
  ...titles,
  tariffs: required(list(tariffShape), '第一行适合的适用'),
  readmission_days: optional(measure('days'), '多少天内再入院接着计天'),
  fund_share: required(fundShareShape, '从标准到基金'),
})

const priceRow = object({
  code: required(words, '病种或病组编码'),
  level: optional(words),
  scheme: optional(words),
  price: optional(measure('money'), '定额'),
  factor: optional(measure('rate'), '住院病组标准的比例，代替定额'),
})

export const priceShape = object({
  kind: required(oneOf(['price'])),
  ...titles,
  prices: required(list(priceRow), '第一行适合的适用'),
  factor_of: optional(text(), '按比例时以哪个点数法为准'),
  exit_quota: optional(measure('rate'), '退出路径的病例上限；以内按项目，以外仍按定额'),
  fund_share: required(fundShareShape, '从标准到基金'),
})

export const itemisedShape = object({
  kind: required(oneOf(['itemised'])),
  ...titles,
  rate: required(measure('rate'), '按记账基金的多少支付'),
})

const qualityShape = object({
  score_at_least: required(measure('number'), '考核分不低于'),
  bonus: required(measure('rate'), '奖励'),
})

export const capitationShape = object({
  kind: required(oneOf(['capitation'])),
  ...titles,
  classes: required(byWord('money'), '每类人每年的标准'),
  bonus: optional(list(qualityShape), '质量奖励，从高到低，第一行适合的适用'),
  monthly_share: required(measure('rate'), '按月预拨的比例'),
  elsewhere: required(cited(oneOf(['deduct', 'ignore'])), '签约人员在别处的同范围费用是否扣减'),
})

export const totalBudgetShape = object({
  kind: required(oneOf(['total_budget'])),
  ...titles,
  growth: optional(measure('rate'), '上年总额的增长'),
})

export type PointsRules = TypeOf<typeof pointsShape>
export type OtherwiseRules = TypeOf<typeof otherwiseShape>
export type LimitRow = TypeOf<typeof limitRow>
export type BedDayRules = TypeOf<typeof bedDayShape>
export type Tariff = TypeOf<typeof tariffShape>
export type PriceRules = TypeOf<typeof priceShape>
export type ItemisedRules = TypeOf<typeof itemisedShape>
export type CapitationRules = TypeOf<typeof capitationShape>
export type TotalBudgetRules = TypeOf<typeof totalBudgetShape>
export type FundShareRules = TypeOf<typeof fundShareShape>
export type MethodRules = PointsRules | BedDayRules | PriceRules | ItemisedRules | CapitationRules | TotalBudgetRules

const METHOD_SHAPES = {
  points: pointsShape,
  bed_day: bedDayShape,
  price: priceShape,
  itemised: itemisedShape,
  capitation: capitationShape,
  total_budget: totalBudgetShape,
} as const
export const METHOD_KINDS = Object.keys(METHOD_SHAPES) as (keyof typeof METHOD_SHAPES)[]

/** The method by its kind: a wrong kind is named before its other keys are. */
export const methodShape: Shape<MethodRules> = {
  read(node, faults) {
    const kindNode = node.kind === 'map' ? node.entries.get('kind') : undefined
    const kind = METHOD_KINDS.find((each) => kindNode?.kind === 'scalar' && kindNode.text === each)
    if (!kind) {
      faults.add(
        kindNode?.at ?? node.at,
        'wrong_value',
        kindNode?.kind === 'scalar' ? kindNode.text : 'no kind',
        `kind: one of ${METHOD_KINDS.join(', ')}`,
      )
      return undefined
    }
    return (METHOD_SHAPES[kind] as Shape<MethodRules>).read(node, faults)
  },
  schema: { anyOf: Object.values(METHOD_SHAPES).map(({ schema }) => schema) },
}
