// The shape of a payment configuration: one year of one pooling area, from routes to the year's clearing.

import type { Exact } from '../../money/exact.ts'
import { ROUNDING_MODES } from '../../money/exact.ts'
import { sourceShape } from '../../policy/language/file.ts'
import {
  flag,
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
import { type MethodRules, methodShape } from './methods.ts'
import { basisShape, type Cited, cited, measure, wholeNumber } from './values.ts'

const words = listOrOne(text())

const roundingShape = object({
  units: required(wholeNumber(2, 12), '每例点数、权重保留的小数位'),
  value: required(wholeNumber(2, 12), '点值、费率保留的小数位'),
  ratio: required(wholeNumber(2, 12), '基金支付比例保留的小数位'),
  mode: required(oneOf(ROUNDING_MODES), '四舍五入、五成双、去尾'),
  posted: required(oneOf(['provider', 'case']), '入账金额在机构合计处取整，或逐例取整'),
  basis: optional(basisShape),
})

const conditionShape = object({
  setting: optional(words, '就医类型'),
  scheme: optional(words, '险种'),
  level: optional(words, '机构等级'),
  tag: optional(words, '病例标签，有其一即可'),
  group: optional(words, '病组、病种编码'),
  status: optional(words, '入组状态：grouped、ungrouped、ambiguous'),
  days_at_most: optional(measure('days'), '住院天数不多于'),
  days_at_least: optional(measure('days'), '住院天数不少于'),
})

const routeShape = object({
  to: required(text(), '方式的编号'),
  when: optional(conditionShape, '条件；不写为其余全部'),
  clause: optional(text()),
})

export const sharingBandShape = object({
  to: optional(measure('rate'), '记账 ÷ 标准 不高于；最后一段不写'),
  pay: optional(cited(oneOf(['booked', 'standard'])), '按记账支付，或按标准支付'),
  fund_share: optional(measure('rate'), '超过标准的部分由基金分担的比例'),
})

const budgetShape = object({
  id: required(text(/^[a-z][a-z0-9_-]*$/, 'an id such as employee_inpatient')),
  title: required(text()),
  scheme: optional(words, '险种'),
  county: optional(words, '参保县区'),
  methods: required(words, '由这条预算支付的方式'),
  amount: required(measure('money'), '年度预算'),
  reserve: required(measure('rate'), '预留的风险调剂金比例'),
  basis: optional(basisShape),
})

const monthShape = object({
  advance_share: required(measure('rate'), '每月拨付的比例'),
  deposit: required(measure('rate'), '质量保证金比例'),
  basis: optional(basisShape),
})

export const assessmentRowShape = object({
  score_at_least: optional(measure('number'), '考核分不低于；最后一行不写'),
  keep: required(cited(oneOf(['all', 'score', 'part', 'none'])), '全部；按分数的百分比；part 的比例；不给'),
  part: optional(measure('rate')),
})

const clearingShape = object({
  sharing: required(list(sharingBandShape), '结余留用与超支分担的段'),
  assessment: required(
    object({
      form: required(cited(oneOf(['coefficient', 'deposit'])), '考核系数乘应付额，或决定保证金返还'),
      rows: required(list(assessmentRowShape), '从高分到低分'),
      basis: optional(basisShape),
    }),
    '考核',
  ),
  basis: optional(basisShape),
})

const allianceShape = object({
  id: required(text(/^[a-z][a-z0-9_-]*$/, 'an id such as county_east')),
  title: required(text()),
  county: required(words, '参保县区'),
  scheme: optional(words),
  members: required(mapOf(measure('number') as Shape<Cited<Exact>>), '成员机构与分配份额，如 6:3:1'),
  pool: required(measure('money'), '打包总额'),
  reserve: required(measure('rate'), '提留比例'),
  central: optional(measure('money'), '集中保留的项目'),
  deficit_fund_share: required(measure('rate'), '合理超支由基金分担的比例'),
  referral_days: optional(measure('days'), '双向转诊视为一次住院的天数'),
  basis: optional(basisShape),
})

const exemptShape = object({
  line: required(text(), '单列支付的预算'),
  rate: required(measure('rate'), '按记账基金的多少支付'),
  removed_from_cost: required(cited(flag()), '计算倍率前从费用中扣除'),
  basis: optional(basisShape),
})

const PAYMENT_ID = /^[a-z][a-z0-9-]*$/
export const paymentFileShape = object({
  payment: required(text(PAYMENT_ID, 'an id such as teaching-2025'), '编号'),
  title: required(text(), '名称'),
  title_en: optional(text()),
  area: optional(text(/^\d{6}$/, 'six digits'), '统筹区区划'),
  year: required(wholeNumber(2000, 2200), '年度'),
  schemes: optional(words, '险种'),
  sources: optional(mapOf(sourceShape as Shape<TypeOf<typeof sourceShape> & object>), '来源文件'),
  basis: optional(basisShape, '没有另写来源的取值所依据的'),
  rounding: required(roundingShape, '取整'),
  routes: required(list(routeShape), '病例归入哪种方式，从上到下第一条适合的适用'),
  methods: required(mapOf(methodShape as Shape<MethodRules>), '支付方式'),
  budgets: required(list(budgetShape), '预算'),
  month: required(monthShape, '按月拨付'),
  clearing: required(clearingShape, '年终清算'),
  exempt: optional(exemptShape, '除外支付：新药新技术'),
  pre_admission_days: optional(measure('days'), '预住院检查并入住院的天数'),
  alliances: optional(list(allianceShape), '县域医共体打包'),
})

export type PaymentRules = TypeOf<typeof paymentFileShape>
export type Route = TypeOf<typeof routeShape>
export type RouteCondition = TypeOf<typeof conditionShape>
export type Rounding = TypeOf<typeof roundingShape>
export type BudgetLine = TypeOf<typeof budgetShape>
export type SharingBand = TypeOf<typeof sharingBandShape>
export type AssessmentRow = TypeOf<typeof assessmentRowShape>
export type AllianceRules = TypeOf<typeof allianceShape>
export type ClearingRules = TypeOf<typeof clearingShape>

/** The JSON Schema of a payment file, from the same shapes that read it. */
export const paymentFileSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Yibao payment configuration',
  ...paymentFileShape.schema,
})
