// Why a step of collecting contributions is not taken.
import { defineRefusals, words } from '@yibao/contract'

export const contributionRefusals = defineRefusals({
  contribution_period: words<{ period: string }>(
    { period: '2026-13' },
    (f) => `所属期${f.period}写法不对，职工写月份，如2026-11，居民写年度，如2027`,
  ),
  contribution_no_rules: words<{ period: string }>(
    { period: '2019' },
    (f) => `没有${f.period}可用的征缴规则，请在 policies/contribution 中补上`,
  ),
  interest_year: words<{ year: string }>({ year: '2025-13' }, (f) => `计息年度${f.year}写法不对，写作2025`),
  interest_year_not_over: words<{ year: string }>(
    { year: '2026' },
    (f) => `${f.year}年尚未结束，不能计息，请在次年办理`,
  ),
  interest_no_rate: words<{ year: string }>(
    { year: '2025' },
    (f) => `${f.year}年的征缴规则没有写个人账户年利率，请在 policies/contribution 中补上 account_interest`,
  ),
  charge_exists: words({}, () => '同一缴费人、所属期的征缴单正由另一次核定开出，请再核定一次'),
  collection_file_head: words<{ found: string; allowed: string }>(
    { found: '收款编号', allowed: '收款编号,征缴单号' },
    (f) => `文件的表头不对：${f.found}，应为：${f.allowed}`,
  ),
  collection_file_line: words<{ line: number; column: string; allowed: string }>(
    { line: 3, column: '金额', allowed: '两位小数的金额' },
    (f) => `文件第${f.line}行的“${f.column}”不对，应为${f.allowed}；整份文件没有收下`,
  ),
  collection_number_differs: words<{ number: string }>(
    { number: 'R1' },
    (f) => `编号${f.number}以前收过而内容不同，这一段没有收下，请向来文单位核实`,
  ),
  break_unknown: words({}, () => '没有这条对账差异，请刷新后查看'),
  break_step: words<{ state: string }>(
    { state: '已办结' },
    (f) => `这条对账差异${f.state}，不能办理这一步，请刷新后查看`,
  ),
  refund_not_suspense: words<{ arrival: string }>(
    { arrival: 'A1' },
    (f) => `入账${f.arrival}不在待认领中，只有待认领的款项可以退费`,
  ),
  refund_exists: words<{ arrival: string }>({ arrival: 'A1' }, (f) => `入账${f.arrival}的退费已经提出`),
  refund_step: words<{ state: string }>({ state: '已退' }, (f) => `这笔退费${f.state}，不能办理这一步，请刷新后查看`),
  refund_same_person: words({}, () => '提出退费的人不能支付退费，须由另一人办理'),
})

export type ContributionRefusalCode = (typeof contributionRefusals.codes)[number]
