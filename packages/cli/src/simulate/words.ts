// The words of a replay's report: groups, funds, payers, settings; Chinese and English.
import type { Dimension, LossReason } from '@yibao/lake'

export type ShownDimension = Exclude<Dimension, 'all'>

export const GROUP_WORDS: Readonly<Record<ShownDimension, string>> = {
  scheme: '按险种 by scheme',
  setting: '按就医类型 by kind of visit',
  category: '按人员类别 by category',
  age: '按年龄段 by age',
  level: '按机构等级 by provider level',
  county: '按县区 by county',
  month: '按月份 by month',
}

export const FUND_WORDS: ReadonlyMap<string, string> = new Map([
  ['employee_basic', '职工基本 employee basic'],
  ['resident_basic', '居民基本 resident basic'],
  ['resident_serious_illness', '居民大病 serious illness'],
  ['employee_supplement', '职工大额与补充 employee supplement'],
  ['civil_servant_aid', '公务员补助 civil-servant aid'],
  ['medical_assistance', '医疗救助 medical assistance'],
  ['special_items', '专项 special items'],
  ['outside', '外部支付方 outside payers'],
  ['provider', '医院负担 provider'],
])

export const PAYER_WORDS: ReadonlyMap<string, string> = new Map([
  ['pooled', '统筹基金 pooled fund'],
  ['serious_illness', '大病保险 serious illness'],
  ['large_amount', '大额补助 large amount'],
  ['supplement', '补充保险 supplement'],
  ['civil_servant', '公务员补助 civil-servant aid'],
  ['assistance', '医疗救助 assistance'],
  ['other', '其他 other'],
  ['commercial', '商业保险 commercial'],
  ['provider', '医院 provider'],
  ['account', '个人账户 account'],
])

export const LOSS_WORDS: Readonly<Record<LossReason, string>> = {
  refused: '改革后不能结算 the reform cannot settle it',
  limit_used_up: '限额已用尽：此前的结算按新方案多付了 a limit is used up, for earlier bills were paid more',
  deductible_open:
    '起付线仍须在本次负担：此前个人负担减少，计入后续层次起付线的较少，或起付线提高 more of a deductible falls on this bill',
  smaller_base: '进入该层次的费用减少 less of the cost comes to a tier',
  lower_rate: '报销比例较低 lower rates',
  rounding: '四舍五入 rounding',
}

/** Words that no policy's vocabulary holds. */
export const FIXED_WORDS: ReadonlyMap<string, string> = new Map([
  ['employee', '职工 employee'],
  ['resident', '居民 resident'],
  ['none', '无特殊类别 none'],
  ['outpatient', '普通门诊 outpatient'],
  ['emergency', '急诊 emergency'],
  ['chronic', '慢性病 chronic'],
  ['special', '特殊病 special'],
  ['two_disease', '两病 two diseases'],
  ['dual_channel', '双通道 dual channel'],
  ['day_surgery', '日间手术 day surgery'],
  ['day_treatment', '日间治疗 day treatment'],
  ['inpatient', '住院 inpatient'],
  ['maternity_outpatient', '产前检查 antenatal'],
  ['maternity_inpatient', '分娩 delivery'],
  ['pharmacy', '药店 pharmacy'],
])

export const wordOf = (words: ReadonlyMap<string, string>, name: string): string =>
  words.get(name) ?? FIXED_WORDS.get(name) ?? name
