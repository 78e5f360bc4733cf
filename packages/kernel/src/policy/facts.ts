// The facts a policy may speak of: what is known of the person, the visit and (when lines are classified) the item.
// A new fact is added here, in benefits/facts.ts (where it is filled) and in docs/policy-language.md.

export type FactKind = 'choice' | 'set' | 'count' | 'money' | 'rate' | 'flag'
export type FactScope = 'person' | 'visit' | 'item'

export interface FactDefinition {
  readonly kind: FactKind
  readonly scope: FactScope
  readonly zh: string
  readonly en: string
  /** The closed list of values, where the language fixes one. */
  readonly values?: readonly string[]
  /** The list of the library's vocabulary that holds the allowed values. */
  readonly vocabulary?: 'level' | 'category'
}

export const SCHEMES = ['employee', 'resident'] as const
export const STATUSES = ['active', 'retired', 'flexible', 'unemployed', 'adult', 'student', 'child', 'newborn'] as const
export const SETTINGS = [
  'outpatient',
  'emergency',
  'chronic',
  'special',
  'two_disease',
  'dual_channel',
  'day_surgery',
  'day_treatment',
  'inpatient',
  'maternity_outpatient',
  'maternity_inpatient',
  'pharmacy',
] as const
export const PLACES = ['local', 'in_province', 'out_of_province'] as const
export const REFERRALS = ['none', 'referred', 'emergency', 'long_term', 'temporary', 'unfiled'] as const
export const CHANNELS = ['direct', 'manual'] as const
/** 参保缴费时段: paid in the concentrated period for the next year, or later. */
export const ENROLMENT_WINDOWS = ['concentrated', 'late'] as const
export const ITEM_CLASSES = ['a', 'b', 'c'] as const
export const ITEM_KINDS = [
  'western_drug',
  'chinese_drug',
  'herbal',
  'preparation',
  'service',
  'consumable',
  'other',
] as const

const choice = (scope: FactScope, zh: string, en: string, values?: readonly string[]): FactDefinition => ({
  kind: 'choice',
  scope,
  zh,
  en,
  ...(values && { values }),
})
const of = (kind: FactKind, scope: FactScope, zh: string, en: string): FactDefinition => ({ kind, scope, zh, en })

export const FACTS = {
  scheme: choice('person', '险种', 'scheme', SCHEMES),
  status: choice('person', '参保身份', 'status', STATUSES),
  category: { kind: 'set', scope: 'person', zh: '人员类别', en: 'category', vocabulary: 'category' },
  sex: choice('person', '性别', 'sex', ['male', 'female']),
  age: of('count', 'person', '年龄(周岁)', 'age in full years'),
  continuous_years: of('count', 'person', '连续参保年数', 'continuous years of enrolment'),
  months_enrolled: of('count', 'person', '已参保月数', 'months of enrolment'),
  zero_claim_years: of('count', 'person', '零报销年数', 'years without a claim'),
  broken_years: of('count', 'person', '中断缴费年数', 'years missed'),
  repaired_years: of('count', 'person', '补缴年数', 'missed years paid afterwards'),
  enrolment_window: choice('person', '参保缴费时段', 'when the contribution was paid', ENROLMENT_WINDOWS),
  average_wage: of('money', 'person', '用人单位上年度月平均工资', "employer's average monthly wage of last year"),

  setting: choice('visit', '就医类型', 'kind of visit', SETTINGS),
  level: { kind: 'choice', scope: 'visit', zh: '医疗机构等级', en: 'provider level', vocabulary: 'level' },
  place: choice('visit', '就医地', 'place of care', PLACES),
  referral: choice('visit', '转诊与备案', 'referral and filing', REFERRALS),
  channel: choice('visit', '结算渠道', 'channel', CHANNELS),
  admission_number: of('count', 'visit', '年度内第几次住院', 'number of the admission in the year'),
  disease: choice('visit', '病种', 'disease of this visit'),
  certified_disease: of('set', 'person', '已认定病种', 'certified diseases'),
  disease_count: of('count', 'person', '已认定病种数', 'number of certified diseases'),
  sessions: of('count', 'visit', '治疗次数', 'sessions of treatment'),
  months: of('count', 'visit', '处方月数', 'months covered by the prescription'),
  days: of('count', 'visit', '天数', 'days'),
  month_of_year: of('count', 'visit', '月份', 'month of the year'),
  quarter_of_year: of('count', 'visit', '季度', 'quarter of the year'),
  delivery: choice('visit', '分娩方式', 'kind of delivery', ['natural', 'difficult', 'caesarean', 'none']),
  pregnancy_weeks: of('count', 'visit', '孕周', 'weeks of pregnancy'),
  newborns: of('count', 'visit', '胎儿数', 'number of newborns'),
  visit_tag: of('set', 'visit', '就医标签', 'tags of the visit and provider'),

  item: choice('item', '项目编码', 'item code'),
  item_class: choice('item', '甲乙丙类', 'catalogue class', ITEM_CLASSES),
  item_kind: choice('item', '项目类型', 'kind of item', ITEM_KINDS),
  item_tag: of('set', 'item', '项目标签', 'tags of the item'),
  item_price: of('money', 'item', '单价', 'unit price'),
  item_amount: of('money', 'item', '金额', 'amount of the line'),
  selected_price: of('money', 'item', '集采中选价', 'price of the selected product'),
  catalogue_rate: of('rate', 'item', '目录先行自付比例', 'self-pay rate of the catalogue'),
} as const satisfies Record<string, FactDefinition>

export type FactName = keyof typeof FACTS

export const isFact = (name: string): name is FactName => Object.hasOwn(FACTS, name)
export const factNames = Object.keys(FACTS) as FactName[]
export const definitionOf = (fact: FactName): FactDefinition => FACTS[fact]
