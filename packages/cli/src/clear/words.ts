// The words of payment in reports: rules that fire, items of a statement, issues.
import type { payment } from '@yibao/kernel'

type Words = readonly [zh: string, en: string]

export const RULE_WORDS: Readonly<Record<payment.PricingRule, Words>> = {
  normal: ['正常', 'normal'],
  low: ['低倍率', 'low'],
  high: ['高倍率', 'high'],
  high_over_quota: ['高倍率，超出名额', 'high, quota used up'],
  high_beyond: ['超高倍率，按标准', 'beyond the highest limit'],
  ungrouped: ['未入组', 'ungrouped'],
  ambiguous: ['歧义病组', 'ambiguous group'],
  no_weight: ['没有权重', 'group without weight'],
  group_type: ['按病组类型另行结算', 'settled by group type'],
  review: ['特例单议通过', 'special review approved'],
  review_over_cap: ['特例单议超出上限', 'special review over the cap'],
  bed_day: ['床日', 'bed-days'],
  price: ['定额', 'fixed price'],
  no_price: ['没有定额', 'no price'],
  path_left: ['退出路径', 'left the path'],
  path_left_over_quota: ['退出路径，超出名额', 'left the path, quota used up'],
  itemised: ['按项目', 'by item'],
  total_budget: ['总额', 'total budget'],
  capitation: ['按人头', 'capitation'],
}

export const ITEM_WORDS: Readonly<Record<payment.StatementItem, Words>> = {
  to_providers: ['付给机构', 'to providers'],
  deductions: ['审核扣款', 'audit deductions'],
  assessment: ['考核扣减', 'withheld by assessment'],
  forfeited_deposit: ['不予返还的保证金', 'deposit not returned'],
  kept_by_fund: ['低于留用线的结余归基金', 'kept by the fund below the band'],
  value_rounding: ['点值取整', 'rounding of the value'],
  unspent: ['预算未用', 'unspent'],
  overrun: ['超出预算', 'overrun'],
  reserve_left: ['调剂金余额', 'reserve left'],
}

export const ISSUE_WORDS: Readonly<Record<payment.PaymentIssueCode, Words>> = {
  case_without_budget: ['病例没有预算支付', 'cases that no budget pays'],
  heads_without_price: ['签约类别没有标准', 'a class of persons without price'],
  money_without_budget: ['款项没有对应的预算', 'money without a budget'],
  prepayment_offset_above_balance: ['抵扣超过预付金余额（分）', 'offset above the prepayment, fen'],
  unexplained_gap: ['预算有说不清的差额（分）', 'a gap without a name, fen'],
  overrun_above_reserve: ['超支大于调剂金（分）', 'overrun above the reserve, fen'],
  case_without_weight: ['病组没有权重，按未入组处理', 'groups without weight, treated as ungrouped'],
  quota_used_up: ['名额用完，按一般规则', 'quota used up, the normal rule pays'],
}
