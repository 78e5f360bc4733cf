// The shape of a contribution configuration: one year of one pooling area, from the base of employees to the owners of breaks.
import { basisShape, cited, measure, wholeNumber } from '../../payment/config/values.ts'
import { SCHEMES, STATUSES } from '../../policy/facts.ts'
import { sourceShape } from '../../policy/language/file.ts'
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

const ID = /^[a-z][a-z0-9_-]*$/
const monthDay = text(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '月-日，如 10-01 a day of the year')

const employeeShape = object({
  base_floor: required(measure('money'), '月缴费基数下限'),
  base_ceiling: required(measure('money'), '月缴费基数上限'),
  employer: required(measure('rate'), '单位费率（含生育）'),
  person: required(measure('rate'), '个人费率'),
  flexible: required(measure('rate'), '灵活就业人员费率'),
  flexible_base: required(measure('money'), '灵活就业人员月缴费基数'),
  unemployed_base: required(measure('money'), '领取失业金人员月缴费基数，由失业保险基金代缴'),
  account_share: required(measure('rate'), '个人缴费中划入个人账户的比例'),
  declare_day: required(cited(wholeNumber(1, 28)), '当月几日前申报的增减员当月生效'),
  due_day: required(cited(wholeNumber(1, 28)), '次月几日前缴纳'),
  late_fee_daily: required(measure('rate'), '滞纳金，每日'),
  account_interest: optional(measure('rate'), '个人账户年利率'),
  bridge_months: required(cited(wholeNumber(0, 12)), '中断不超过几个月视为连续'),
  basis: optional(basisShape),
})

const partShape = object({
  payer: required(text(ID, 'an id such as assistance'), '出资方'),
  amount: optional(measure('money'), '定额'),
  share: optional(measure('rate'), '占个人缴费标准的比例'),
})

const residentShape = object({
  window: required(
    object({
      from: required(cited(monthDay), '上年几月几日起'),
      until: required(cited(monthDay), '到几月几日；早于起日的为当年'),
      basis: optional(basisShape),
    }),
    '集中缴费期',
  ),
  standards: required(
    list(
      object({
        status: required(listOrOne(oneOf(STATUSES)), '参保身份'),
        amount: required(measure('money'), '个人缴费标准'),
      }),
    ),
    '个人缴费标准',
  ),
  stacks: optional(
    list(
      object({
        id: required(text(ID, 'an id such as minimum_allowance')),
        category: required(text(ID, 'a category of the vocabulary'), '人员类别'),
        parts: required(list(partShape), '依次出资；最后一方承担余额，不写金额'),
        basis: optional(basisShape),
      }),
    ),
    '叠加资助',
  ),
  due: required(cited(monthDay), '当年几月几日前缴纳'),
  newborn: optional(
    object({
      enrol_days: required(cited(wholeNumber(1, 366)), '出生几日内参保的自出生起享受待遇'),
      free_days: optional(cited(wholeNumber(0, 366)), '出生几日内随父母享受待遇'),
      last_quarter: optional(oneOf(['birth_year', 'next_year', 'both']), '第四季度出生的缴哪一年'),
      basis: optional(basisShape),
    }),
    '新生儿',
  ),
  basis: optional(basisShape),
})

const payerShape = object({ title: required(text()), title_en: optional(text()) })

export const BREAK_OWNERS = ['agency', 'tax', 'treasury'] as const
export type BreakOwner = (typeof BREAK_OWNERS)[number]

export const contributionFileShape = object({
  contribution: required(text(/^[a-z][a-z0-9-]*$/, 'an id such as teaching-2026'), '编号'),
  title: required(text(), '名称'),
  title_en: optional(text()),
  area: optional(text(/^\d{6}$/, 'six digits'), '统筹区区划'),
  year: required(wholeNumber(2000, 2200), '年度'),
  schemes: optional(listOrOne(oneOf(SCHEMES)), '险种'),
  sources: optional(mapOf(sourceShape), '来源'),
  basis: optional(basisShape, '没有另写来源的取值以此为据'),
  employee: required(employeeShape, '职工'),
  resident: required(residentShape, '居民'),
  payers: required(mapOf(payerShape), '出资方'),
  owners: required(mapOf(oneOf(BREAK_OWNERS) as unknown as Shape<BreakOwner & object>), '对账差异的责任方'),
})

export type ContributionFile = TypeOf<typeof contributionFileShape>
