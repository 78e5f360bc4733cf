// The tables of the offices behind the counters, column by column: contributions as they arrive, the books, payment to providers,
// what became of findings, watching the funds, lists of the policy, and how providers are connected. A lake has those that its
// platform or generator kept; an indicator over one that is not there waits.
import { columns, type OfficeColumn } from './column-lines.ts'
import {
  ASSESSMENT_COLUMNS,
  CONSORTIUM_COLUMNS,
  DEFERRED_PAYMENT_COLUMNS,
  MILESTONE_COLUMNS,
  OUTAGE_COLUMNS,
  OUTSIDE_POLICY_COLUMNS,
  PROJECTION_COLUMNS,
  SERVICE_POINT_COLUMNS,
} from './register-columns.ts'

export type { OfficeColumn }

/** 征缴: one row for each sum that arrived, of a person for a year or of an employer for a month. */
export const RECEIPT_COLUMNS = columns(`
receipt_no VARCHAR - 缴费凭证号 receipt
person_no VARCHAR - 个人缴费的人员编号；单位缴费为空 the person who pays for itself, empty for an employer
payer VARCHAR - 缴费方编号 payer
payer_kind VARCHAR - 缴费方：person、employer、unemployment_fund、body who pays
people INTEGER person 为几人缴费 persons for whom it is paid
scheme VARCHAR - 险种 scheme
county VARCHAR - 县区 county
period VARCHAR month 所属月份；居民为缴费年度的首月 month of the charge; the first of the year for residents
paid_on DATE day 缴费日 day of payment
arrived_on DATE day 到账日 day on which it arrived
channel VARCHAR - 渠道：online、counter、bank、tax_declared channel
is_self_declared BOOLEAN - 单位自行申报 the employer declared it itself
is_concentrated BOOLEAN - 在居民集中缴费期内缴纳 paid within the residents’ concentrated period
amount_fen BIGINT fen 金额 amount
`)

/** 资助参保分项: who pays which part of a person's contribution instead of the person. */
export const SUBSIDY_COLUMNS = columns(`
person_no VARCHAR - 人员编号 person
county VARCHAR - 县区 county
period VARCHAR month 缴费年度的首月 the first month of the year
category VARCHAR - 据以资助的人员类别 category by which it is paid
payer VARCHAR - 资助方：medical_assistance、city_finance、county_finance、disability_fund who pays
amount_fen BIGINT fen 金额 amount
`)

/** 参保清查: doubles, breaks and people who are missing, from the day on which they were found. */
export const ENROLMENT_ISSUE_COLUMNS = columns(`
issue_id VARCHAR - 编号 issue
kind VARCHAR - duplicate 重复，break 中断，missing 未参保 kind
person_no VARCHAR - 人员编号 person
county VARCHAR - 县区 county
found_on DATE day 发现日 day on which it was found
verified_on DATE day 核实日 day on which it was verified
closed_on DATE day 处理完毕日，未处理时为空 day on which it was closed, empty while open
outcome VARCHAR - 结果：enrolled、suspended、elsewhere、deceased、kept what came of it
`)

/** 对账差异. */
export const BREAK_COLUMNS = columns(`
break_no VARCHAR - 差异编号 break
kind VARCHAR - 种类 kind
fund VARCHAR - 基金 fund
opened_on DATE day 发现日 day on which it was found
closed_on DATE day 关闭日，未关闭时为空 day on which it was closed, empty while open
amount_fen BIGINT fen 金额 amount
`)

/** 总账: postings by the table of events; one row for each line of a journal, or for all of a month, where only sums are kept. */
export const POSTING_COLUMNS = columns(`
journal_id VARCHAR - 分录编号 journal
booked_on DATE day 记账日 day of booking
layer VARCHAR - cash 现金账，accrual 应计台账 books or sub-ledger
event VARCHAR - 事项，见记账规则表 event of the posting table
fund VARCHAR - 基金 fund
account VARCHAR - 科目编码 account
account_kind VARCHAR - 科目类别：asset、liability、net、income、expense kind of account
county VARCHAR - 县区，不分县区时为空 county, empty where there is none
provider VARCHAR - 定点机构 provider
debit_fen BIGINT fen 借方 debit
credit_fen BIGINT fen 贷方 credit
`)

/** 预算: a line of a year. */
export const BUDGET_COLUMNS = columns(`
year INTEGER year 年度 year
from_on DATE day 年度首日 first day of the year
until_on DATE day 年度末日 last day of the year
line VARCHAR - 预算科目 line
title VARCHAR - 名称 title
fund VARCHAR - 基金 fund
side VARCHAR - income 收入，expense 支出 side
amount_fen BIGINT fen 预算数 budgeted
`)

/** 基金预警: from the month that raised it. */
export const WARNING_COLUMNS = columns(`
warning_id VARCHAR - 预警编号 warning
raised_on DATE day 发出日 day on which it was raised
period VARCHAR month 触发的月份 month whose value raised it
fund VARCHAR - 基金 fund
indicator VARCHAR - 监测指标 what was watched
level VARCHAR - yellow、red、blue level
state VARCHAR - raised、notified、acknowledged、measures、followed、closed state
closed_on DATE day 关闭日，未关闭时为空 day on which it was closed, empty while open
`)

/** 基金运行报告: what is due each month, quarter, half-year and year, and whether it was made. */
export const FUND_REPORT_COLUMNS = columns(`
report_id VARCHAR - 报告编号 report
kind VARCHAR - monitoring 月监测，analysis 季分析，assessment 半年评估，projection 年度精算 kind
period VARCHAR month 截止月份 last month looked at
due_on DATE day 应完成日 day on which it was due
made_on DATE day 完成日，未完成时为空 day on which it was made, empty until then
findings INTEGER - 黄、红、蓝色指标数 indicators that were not green
`)

/** 月度清算: one row for each provider, month and fund, with the day of each step. */
export const CLEARING_COLUMNS = columns(`
clearing_id VARCHAR - 清算编号 clearing
provider VARCHAR - 定点机构 provider
county VARCHAR - 机构所在县区 county of the provider
month VARCHAR month 费用月份 month of the care
fund VARCHAR - 基金 fund
state VARCHAR - 状态：proposed、confirmed、reviewed、approved、paid state
declared_on DATE day 申报日 day of declaration
reviewed_on DATE day 审核日 day of review
reconciled_on DATE day 双方对账签字日 day on which both signed the reconciliation
approved_on DATE day 批准日 day of approval
paid_on DATE day 拨付日，未拨付时为空 day of payment, empty until then
working_days INTEGER day 申报到拨付的工作日数 working days from declaration to payment
claimed_fen BIGINT fen 申报的基金支付 claimed
deducted_fen BIGINT fen 审核扣减 deducted by audit
deposit_fen BIGINT fen 预留保证金 deposit withheld
prepaid_fen BIGINT fen 预付金抵扣 offset against a prepayment
payable_fen BIGINT fen 应拨付 payable
paid_fen BIGINT fen 已拨付 paid
`)

/** 按支付方式核算的病例. */
export const CASE_PAYMENT_COLUMNS = columns(`
id VARCHAR - 结算编号 settlement
settled_on DATE day 结算日 day of settling
person_no VARCHAR - 人员编号 person
provider VARCHAR - 定点机构 provider
county VARCHAR - 参保县区 county of enrolment
scheme VARCHAR - 险种 scheme
method VARCHAR - 付费规则中的支付方式 method of the payment configuration
budget VARCHAR - 所属总额 budget
rule VARCHAR - 适用的计价规则，如 normal、low、high、bed_day、price、itemised pricing rule that fired
code VARCHAR - 病组或病种；按床日为诊断类目 group or disease; of bed-days the category of the diagnosis
tags VARCHAR - 标签：mental、tcm_advantage、pre_admission、day_surgery、long_stay tags, a list
bed_days INTEGER day 床日数 bed-days
cost_fen BIGINT fen 医疗费总额 total
booked_fen BIGINT fen 结算时记账的基金支付 booked at the bedside
due_fen BIGINT fen 按支付方式应付 what the method gives
`)

/** 审核裁定: what became of a finding. */
export const DECISION_COLUMNS = columns(`
finding_id VARCHAR - 命中编号 finding
rule VARCHAR - 规则 rule
violation VARCHAR - 违规类别，按规则 kind of violation, by the rule
severity VARCHAR - 结论：definite、suspect、needs_evidence severity
provider VARCHAR - 定点机构 provider
person_no VARCHAR - 人员编号 person
visit_id VARCHAR - 就诊编号 visit
county VARCHAR - 机构所在县区 county of the provider
found_on DATE day 命中日 day on which it was found
decided_on DATE day 裁定日，未裁定时为空 day of decision, empty until then
outcome VARCHAR - 裁定：confirmed 确认，rejected 不成立 decision
is_appealed BOOLEAN - 机构申诉 the institution appealed
appeal VARCHAR - 申诉结果：upheld 成立，dismissed 不成立 what came of the appeal
state VARCHAR - 办理状态 state
excess_fen BIGINT fen 命中金额 money in the finding
confirmed_fen BIGINT fen 确认违规金额 confirmed
recovered_fen BIGINT fen 已扣减或追回的基金 deducted or recovered for the funds
recovered_on DATE day 扣减或追回到账日 day of the deduction or arrival
`)

/** 事前、事中提醒. */
export const REMINDER_COLUMNS = columns(`
reminder_id VARCHAR - 提醒编号 reminder
on_day DATE day 提醒日 day of the reminder
stage VARCHAR - pre 事前，mid 事中 stage
rule VARCHAR - 规则 rule
provider VARCHAR - 定点机构 provider
county VARCHAR - 机构所在县区 county of the provider
person_no VARCHAR - 人员编号 person
visit_id VARCHAR - 就诊编号 visit
outcome VARCHAR - withdrawn 撤回，changed 修改，kept 说明理由后保留 what the doctor did
prevented_fen BIGINT fen 提醒后撤回或修改的金额 taken back after the reminder within the same visit
`)

/** 目录: what may be paid, with the days on which it is in force. */
export const CATALOGUE_COLUMNS = columns(`
item VARCHAR - 医保目录编码 item of the catalogue
title VARCHAR - 名称 title
kind VARCHAR - 项目类型 kind of item
item_class VARCHAR - 甲乙丙类 class
tags VARCHAR - 标签，temporary 为临时纳入 tags, a list
from_on DATE day 生效日 first day in force
until_on DATE day 止，仍有效时为空 last day in force
standard_micro_yuan BIGINT 1/1000000yuan 支付标准，没有时为空 payment standard, empty where there is none
`)

/** 政策名录: members of the policy's lists, with the days on which they are in force. */
export const LIST_COLUMNS = columns(`
list VARCHAR - 名录 list
member VARCHAR - 成员 member
title VARCHAR - 名称 title
scheme VARCHAR - 险种，不分时为空 scheme, empty for all
from_on DATE day 生效日 first day in force
until_on DATE day 止，仍有效时为空 last day in force
assumed BOOLEAN - 示例值，没有查到文件 assumed
source VARCHAR - 依据的文件 document
`)

/** 机构接入: what a provider is connected to, and since when. */
export const ACCESS_COLUMNS = columns(`
provider VARCHAR - 定点机构 provider
capability VARCHAR - 接入：direct、cross_region、smart_audit、mobile_payment、trace_codes、prescription what it is connected to
kind VARCHAR - 医院或药店 hospital or pharmacy
level VARCHAR - 机构等级 level
is_public BOOLEAN - 公立 public
county VARCHAR - 所在县区 county where it is
from_on DATE day 接入日 first day
until_on DATE day 止，仍有效时为空 last day, empty while it holds
`)

/** 外来就医: people of other areas settled directly at the city's providers. */
export const VISITOR_COLUMNS = columns(`
id VARCHAR - 结算编号 settlement
settled_on DATE day 结算日 day of settling
provider VARCHAR - 定点机构 provider
county VARCHAR - 机构所在县区 county of the provider
home_area VARCHAR - 参保地 area of enrolment
setting VARCHAR - 就医类型 kind of visit
total_fen BIGINT fen 医疗费总额 total
fund_fen BIGINT fen 参保地基金支付 paid by the area of enrolment
`)

/** 外部统计与年度目标: figures that others publish and the indicators divide by. */
export const STATISTIC_COLUMNS = columns(`
series VARCHAR - 序列 series
title VARCHAR - 名称 title
county VARCHAR - 县区，全市时为空 county, empty for the city
from_on DATE day 起 first day
until_on DATE day 止 last day
value BIGINT - 数值：人、分或万分之一 persons, fen, or ten-thousandths
assumed BOOLEAN - 假定值 assumed
source VARCHAR - 来源 source
`)

/** 医保码: who has activated the electronic credential. */
export const CREDENTIAL_COLUMNS = columns(`
person_no VARCHAR - 人员编号 person
kind VARCHAR - e_credential 医保码，social_card 社保卡 kind
county VARCHAR - 县区 county
from_on DATE day 激活日 day of activation
until_on DATE day 止，仍有效时为空 last day, empty while it holds
`)

/** 备案: filings of care elsewhere. */
export const FILING_COLUMNS = columns(`
filing_id VARCHAR - 备案编号 filing
kind VARCHAR - referral 转诊，relocation 异地安置，chronic_disease 门诊慢特病，chosen_provider 定点选择 kind
person_no VARCHAR - 人员编号 person
county VARCHAR - 县区 county
channel VARCHAR - 渠道：online、counter、hospital channel
filed_on DATE day 提交日 day of filing
decided_on DATE day 办结日，未办结时为空 day on which it was decided, empty until then
is_immediate BOOLEAN - 即时办结 decided at once
`)

/** 医保钱包转账. */
export const WALLET_COLUMNS = columns(`
transfer_id VARCHAR - 转账编号 transfer
person_no VARCHAR - 转出人 giver
county VARCHAR - 转出人县区 county of the giver
sent_on DATE day 转出日 day of sending
state VARCHAR - pending、accepted、returned state
is_cross_province BOOLEAN - 跨省 across provinces
amount_fen BIGINT fen 金额 amount
`)

/** 追溯码: drug lines of a purchase that owe a trace code, and those that have a valid one. */
export const TRACE_COLUMNS = columns(`
id VARCHAR - 结算编号 settlement
settled_on DATE day 结算日 day of settling
provider VARCHAR - 定点机构 provider
county VARCHAR - 机构所在县区 county of the provider
lines_due INTEGER - 应扫码的药品明细数 drug lines that owe a code
lines_valid INTEGER - 有有效追溯码的明细数 of them with a valid code
is_identified BOOLEAN - 实名核验 the buyer was identified
`)

export const OFFICE_TABLES: Readonly<Record<string, readonly OfficeColumn[]>> = {
  receipts: RECEIPT_COLUMNS,
  subsidies: SUBSIDY_COLUMNS,
  enrolment_issues: ENROLMENT_ISSUE_COLUMNS,
  breaks: BREAK_COLUMNS,
  postings: POSTING_COLUMNS,
  budgets: BUDGET_COLUMNS,
  warnings: WARNING_COLUMNS,
  fund_reports: FUND_REPORT_COLUMNS,
  clearings: CLEARING_COLUMNS,
  case_payments: CASE_PAYMENT_COLUMNS,
  decisions: DECISION_COLUMNS,
  reminders: REMINDER_COLUMNS,
  catalogue: CATALOGUE_COLUMNS,
  lists: LIST_COLUMNS,
  access: ACCESS_COLUMNS,
  visitors: VISITOR_COLUMNS,
  statistics: STATISTIC_COLUMNS,
  credentials: CREDENTIAL_COLUMNS,
  filings: FILING_COLUMNS,
  wallet_transfers: WALLET_COLUMNS,
  traces: TRACE_COLUMNS,
  service_points: SERVICE_POINT_COLUMNS,
  assessments: ASSESSMENT_COLUMNS,
  consortia: CONSORTIUM_COLUMNS,
  deferred_payments: DEFERRED_PAYMENT_COLUMNS,
  projections: PROJECTION_COLUMNS,
  outages: OUTAGE_COLUMNS,
  milestones: MILESTONE_COLUMNS,
  outside_policies: OUTSIDE_POLICY_COLUMNS,
}
