// A stay in the kernel's words, and why it is paid what it is paid, in a sentence.
import { type Day, daysBetween, type Fen, fractions, type payment, yuanForPeople } from '@yibao/kernel'
import type { CaseInput, PaidCase } from './model.ts'

const { exact, exactFrom, shortText, times, EXACT_ZERO } = fractions
type Exact = fractions.Exact

/** 精神和行为障碍: F00 to F99. */
const MENTAL = /^F\d/
/** 长期住院: more than 60 days are outside payment by group. */
const LONG_STAY_DAYS = 60
const WEIGHT_PLACES = 10n ** 8n
const SCORE_PLACES = 10n ** 4n

const weightOf = ({ group }: CaseInput): Exact | undefined => {
  if (!group?.isGrouped) return undefined
  if (group.weightE8 !== null) return exact(BigInt(group.weightE8), WEIGHT_PLACES)
  return group.scoreE4 === null ? undefined : exact(BigInt(group.scoreE4), SCORE_PLACES)
}

/** What a list tells of its case beside group and setting; which of it matters is the configuration's. */
export function tagsOf({ diagnosis, chinese, setting }: CaseInput, days: number): string[] {
  return [
    ...(MENTAL.test(diagnosis) ? ['mental'] : []),
    ...(days > LONG_STAY_DAYS ? ['long_stay'] : []),
    ...(chinese?.isMain ? ['tcm_advantage'] : []),
    ...(setting === 'day_surgery' || setting === 'day_treatment' ? [setting] : []),
  ]
}

export function paymentCaseOf(input: CaseInput, level: string): payment.PaymentCase {
  const settledOn = input.settledOn as Day
  const dischargedOn = (input.dischargedOn ?? input.settledOn) as Day
  const admittedOn = (input.admittedOn ?? dischargedOn) as Day
  const days = Math.max(1, daysBetween(admittedOn, dischargedOn))
  return {
    ...{ id: input.settlementId, provider: input.provider, level, scheme: input.scheme, setting: input.setting },
    ...{ county: input.county, person: input.personNo, admittedOn, dischargedOn, settledOn },
    days,
    group: input.group?.isGrouped ? input.group.code : '',
    status: input.group?.isGrouped ? 'grouped' : 'ungrouped',
    ...{ weight: weightOf(input), auxiliary: undefined },
    tags: tagsOf(input, days),
    costFen: input.totalFen as Fen,
    fundFen: input.fundFen as Fen,
    patientFen: input.personFen as Fen,
    otherFen: (input.totalFen - input.fundFen - input.personFen) as Fen,
    ...{ fullSelfFen: 0 as Fen, preSelfFen: 0 as Fen, deductibleFen: 0 as Fen },
    ...{ exemptFen: 0 as Fen, exemptFundFen: 0 as Fen, tcmFen: (input.chinese?.fen ?? 0) as Fen },
    ...{ review: input.review, bonusUnits: undefined, leaveDays: 0, department: '', physician: '' },
  }
}

/** Exact fractions as they are kept: nothing is lost between a release and the day somebody asks. */
export const exactKept = ({ n, d }: Exact): string => `${n}/${d}`

export function exactRead(text: string): Exact {
  const [n = '0', d] = text.split('/')
  return d === undefined ? (exactFrom(n) ?? EXACT_ZERO) : exact(BigInt(n), BigInt(d))
}

export interface Words {
  readonly zh: string
  readonly en: string
}

export const RULE_TITLES: Readonly<Record<payment.PricingRule, Words>> = {
  normal: { zh: '正常', en: 'normal' },
  low: { zh: '低倍率', en: 'low cost' },
  high: { zh: '高倍率', en: 'high cost' },
  high_over_quota: { zh: '高倍率，超出名额', en: 'high cost, quota used up' },
  high_beyond: { zh: '超高倍率', en: 'beyond the highest limit' },
  ungrouped: { zh: '未入组', en: 'ungrouped' },
  ambiguous: { zh: '歧义病组', en: 'ambiguous group' },
  no_weight: { zh: '没有权重', en: 'group without weight' },
  group_type: { zh: '按病组类型', en: 'by group type' },
  review: { zh: '特例单议通过', en: 'special review approved' },
  review_over_cap: { zh: '特例单议超出上限', en: 'special review over the cap' },
  bed_day: { zh: '床日', en: 'bed-days' },
  price: { zh: '定额', en: 'fixed price' },
  no_price: { zh: '没有定额', en: 'no price' },
  path_left: { zh: '退出路径', en: 'left the path' },
  path_left_over_quota: { zh: '退出路径，超出名额', en: 'left the path, quota used up' },
  itemised: { zh: '按项目', en: 'by item' },
  total_budget: { zh: '总额', en: 'total budget' },
  capitation: { zh: '按人头', en: 'capitation' },
}

/** Why this rule and not another, for each rule that a stay can meet. */
const WHY: Readonly<Record<payment.PricingRule, Words>> = {
  normal: { zh: '在界限之内，按支付标准支付', en: 'within the limits, so the standard is paid' },
  low: { zh: '低于低倍率界限，按实际费用折算', en: 'below the low limit, so it counts by its actual cost' },
  high: { zh: '高于高倍率界限，超出部分另计', en: 'above the high limit, so the excess counts too' },
  high_over_quota: {
    zh: '高于高倍率界限，但本机构名额已用完，按支付标准支付',
    en: 'above the high limit, but the quota of this institution is used up, so the standard is paid',
  },
  high_beyond: { zh: '高于最高倍率，按支付标准支付', en: 'beyond the highest limit, so the standard is paid' },
  ungrouped: { zh: '没有进入任何病组，按记账基金折扣支付', en: 'in no group, so a share of what was booked is paid' },
  ambiguous: { zh: '属于歧义病组，按规定的权重支付', en: 'in the ambiguous group, which has a weight of its own' },
  no_weight: { zh: '病组没有权重，按未入组支付', en: 'in a group without weight, so it is paid as ungrouped' },
  group_type: { zh: '病组属于另行结算的类型', en: 'in a type of group that is settled otherwise' },
  review: { zh: '特例单议通过，不按病组支付', en: 'approved by special review, so it leaves its group' },
  review_over_cap: {
    zh: '特例单议通过，但超出全统筹区上限，按一般规则支付',
    en: 'approved by special review, but over the cap of the area, so the normal rule pays',
  },
  bed_day: { zh: '按床日分段支付', en: 'paid by bed-days in bands' },
  price: { zh: '按定额支付', en: 'paid at a fixed price' },
  no_price: { zh: '没有对应的定额，按记账基金支付', en: 'without a fixed price, so it is paid as booked' },
  path_left: { zh: '退出临床路径，按记账基金支付', en: 'left its clinical path, so it is paid as booked' },
  path_left_over_quota: {
    zh: '退出路径的名额已用完，按定额支付',
    en: 'left its path beyond the quota, so the price is paid',
  },
  itemised: { zh: '不在病组付费范围内，按记账基金支付', en: 'outside payment by group, so it is paid as booked' },
  total_budget: { zh: '在总额预算之内', en: 'within the total budget' },
  capitation: { zh: '包含在按人头付费中', en: 'part of capitation' },
}

const shown = (text: string | null, places: number): string => (text === null ? '' : shortText(exactRead(text), places))
const percent = (text: string): string => `${shortText(times(exactRead(text), exact(100)), 2).replace('≈', '')}%`
const yuan = (fen: number): string => yuanForPeople(fen as Fen)

/** One sentence for the hospital: the group, the multiple, the rule, the money, the difference to payment by item. */
export function reasonOf({ code, name, rule, figures, facts, costFen, bookedFen, dueFen }: PaidCase): Words {
  const { weight, multiple, standardFen, ratio, by } = figures
  const difference = dueFen - bookedFen
  const grouped = facts.group?.isGrouped === true
  const multipleText = multiple === null ? '' : shown(multiple, 2).replace('≈', '')
  const zh = [
    grouped
      ? `入组${code} ${name}${weight === null ? '' : `，${weightWord(facts, 'zh')}${shown(weight, 4).replace('≈', '')}`}`
      : `未入组（${name}）`,
    multipleText === '' ? `费用${yuan(costFen)}元` : `费用${yuan(costFen)}元，是支付标准的${multipleText}倍`,
    WHY[rule].zh,
    ...(by === 'booked' ? [] : [`标准${yuan(standardFen)}元 × 基金支付比例${percent(ratio)}`]),
    `基金应付${yuan(dueFen)}元，${differenceZh(difference)}`,
  ]
  const en = [
    grouped
      ? `Group ${code}${weight === null ? '' : `, ${weightWord(facts, 'en')} ${shown(weight, 4).replace('≈', '')}`}`
      : 'Ungrouped',
    multipleText === '' ? `cost ${yuan(costFen)}` : `cost ${yuan(costFen)}, ${multipleText} times the standard`,
    WHY[rule].en,
    ...(by === 'booked' ? [] : [`standard ${yuan(standardFen)} × fund ratio ${percent(ratio)}`]),
    `the fund owes ${yuan(dueFen)}, ${differenceEn(difference)}`,
  ]
  return { zh: `${zh.join('；')}。`, en: `${en.join('; ')}.` }
}

const weightWord = ({ group }: CaseInput, language: keyof Words): string =>
  group?.method === 'dip' ? { zh: '分值', en: 'score' }[language] : { zh: '权重', en: 'weight' }[language]

const differenceZh = (fen: number): string =>
  fen === 0 ? '与按项目记账相同' : `比按项目记账${fen > 0 ? '多' : '少'}${yuan(Math.abs(fen))}元`
const differenceEn = (fen: number): string =>
  fen === 0 ? 'the same as booked by item' : `${yuan(Math.abs(fen))} ${fen > 0 ? 'more' : 'less'} than booked by item`
