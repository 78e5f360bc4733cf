// Registers beside the books and the counters: service points, assessments, consortia, projections, outages, milestones and policies
// outside the list. A platform, the generator or an import of a file fills them.
import { columns } from './column-lines.ts'

/** 服务窗口与站点: where people are served, by kind. */
export const SERVICE_POINT_COLUMNS = columns(`
point_id VARCHAR - 站点编号 point
kind VARCHAR - 种类：joint_window 征缴联合窗口 kind
county VARCHAR - 所在县区 county where it is
title VARCHAR - 名称 title
from_on DATE day 开办日 first day
until_on DATE day 止，仍开办时为空 last day, empty while it is open
assumed BOOLEAN - 假定值 assumed
source VARCHAR - 来源 source
`)

/** 年度考核: what a provider's score did to its deposit. */
export const ASSESSMENT_COLUMNS = columns(`
assessment_id VARCHAR - 考核编号 assessment
provider VARCHAR - 定点机构 provider
county VARCHAR - 所在县区 county where it is
year INTEGER year 考核年度 year
assessed_on DATE day 考核结果公布日 day on which the result was told
score_bp INTEGER 1/10000 得分，满分为 10000 score, 10000 being full
deposit_fen BIGINT fen 与考核挂钩的保证金 deposit that depends on it
kept_fen BIGINT fen 按得分拨还 given back by the score
withheld_fen BIGINT fen 按得分扣留 withheld by the score
assumed BOOLEAN - 得分为假定值 the score is assumed
`)

/** 医共体总额打包: a package of the year against what was paid inside and outside. */
export const CONSORTIUM_COLUMNS = columns(`
consortium VARCHAR - 医共体 consortium
title VARCHAR - 名称 title
year INTEGER year 年度 year
from_on DATE day 年度首日 first day of the year
until_on DATE day 年度末日 last day of the year
county VARCHAR - 所在县区 county
scheme VARCHAR - 险种 scheme
members INTEGER - 成员机构数 members
package_fen BIGINT fen 打包额 package
inside_fen BIGINT fen 成员机构的基金支付 paid to members
outside_fen BIGINT fen 县外与非成员的基金支付 paid to others
balance_fen BIGINT fen 结余，负为超支 balance, negative where overspent
assumed BOOLEAN - 总额为假定值 the package is assumed
`)

/** 先诊疗后付费: a stay without a deposit, and when what the person owes was paid. */
export const DEFERRED_PAYMENT_COLUMNS = columns(`
id VARCHAR - 结算编号 settlement
settled_on DATE day 结算日 day of settling
person_no VARCHAR - 人员编号 person
provider VARCHAR - 定点机构 provider
county VARCHAR - 机构所在县区 county of the provider
category VARCHAR - 据以免交押金的人员类别 category for which no deposit is asked
total_fen BIGINT fen 医疗费总额 total
person_fen BIGINT fen 个人应付 owed by the person
paid_on DATE day 付清日，未付清时为空 day on which it was paid, empty while it is open
`)

/** 精算运行: a projection of the funds that was made, with the assumptions that it stood on. */
export const PROJECTION_COLUMNS = columns(`
projection_id VARCHAR - 精算编号 projection
title VARCHAR - 名称 title
assumptions VARCHAR - 假设的名称与版本 assumptions and their version
made_on DATE day 完成日 day on which it was made
start_year INTEGER year 起始年度 first year
horizon_years INTEGER year 年数 years looked ahead
deficit_year INTEGER year 首个累计结余为负的年度，没有时为空 first year with a balance below zero, empty where there is none
`)

/** 结算中断: pooling areas with which nothing could be settled for a time. */
export const OUTAGE_COLUMNS = columns(`
outage_id VARCHAR - 编号 outage
area VARCHAR - 统筹区 pooling area
from_on DATE day 中断首日 first day
until_on DATE day 恢复前一日，未恢复时为空 last day, empty while it lasts
reason VARCHAR - 原因 reason
assumed BOOLEAN - 假定值 assumed
source VARCHAR - 来源 source
`)

/** 建设节点: what was to be done, and when it was. */
export const MILESTONE_COLUMNS = columns(`
milestone VARCHAR - 节点：national_platform 国家医保信息平台上线 milestone
title VARCHAR - 名称 title
planned_on DATE day 计划日 day planned
done_on DATE day 完成日，未完成时为空 day done, empty until then
assumed BOOLEAN - 假定值 assumed
source VARCHAR - 来源 source
`)

/** 清单外政策台账: local policies outside the list of benefits, and when they were cleared. */
export const OUTSIDE_POLICY_COLUMNS = columns(`
policy_no VARCHAR - 编号 policy
title VARCHAR - 名称 title
county VARCHAR - 制定的县区，全市时为空 county, empty for the city
found_on DATE day 清查日 day on which it was found
cleared_on DATE day 清理日，未清理时为空 day on which it was cleared, empty until then
assumed BOOLEAN - 假定值 assumed
source VARCHAR - 来源 source
`)
