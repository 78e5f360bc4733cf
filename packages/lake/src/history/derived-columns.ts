// Tables that are made from a lake afterwards, column by column: the groups of its stays, and what an audit found in it.
import type { Column } from './columns.ts'
import { column } from './table-columns.ts'

export interface GroupedStay {
  readonly id: string
  readonly settledOn: string
  readonly personNo: string
  readonly provider: string
  readonly county: string
  readonly scheme: string
  readonly level: string
  readonly grouping: string
  readonly method: string
  readonly status: string
  readonly caseGroup: string | undefined
  readonly reason: string | undefined
  readonly weight: number | undefined
  readonly losDays: number | undefined
  readonly totalFen: number
  readonly fundFen: number
  readonly personFen: number
}

export const GROUP_COLUMNS: readonly Column<GroupedStay>[] = [
  column('id', 'VARCHAR', '', '结算编号 settlement', ({ id }) => id),
  column('settled_on', 'DATE', 'day', '结算日 day of settling', ({ settledOn }) => settledOn),
  column('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  column('provider', 'VARCHAR', '', '定点机构 provider', ({ provider }) => provider),
  column('county', 'VARCHAR', '', '参保县区 county of enrolment', ({ county }) => county),
  column('scheme', 'VARCHAR', '', '险种 scheme of the insurance', ({ scheme }) => scheme),
  column('level', 'VARCHAR', '', '机构等级 provider level', ({ level }) => level),
  column('grouping', 'VARCHAR', '', '分组方案与版本 grouping scheme and its version', ({ grouping }) => grouping),
  column('method', 'VARCHAR', '', 'drg 或 dip', ({ method }) => method),
  column('status', 'VARCHAR', '', '入组状态，grouped 为入组 grouped, or why not', ({ status }) => status),
  column('case_group', 'VARCHAR', '', '病组 group', ({ caseGroup }) => caseGroup),
  column('reason', 'VARCHAR', '', '未入组的原因 why not, where it is not grouped', ({ reason }) => reason),
  column(
    'weight',
    'BIGINT',
    '1/10000',
    '权重或分值 weight or points, where the scheme has them',
    ({ weight }) => weight,
  ),
  column('los_days', 'INTEGER', 'day', '住院日数 days in hospital', ({ losDays }) => losDays),
  column('total_fen', 'BIGINT', 'fen', '医疗费总额 total', ({ totalFen }) => totalFen),
  column('fund_fen', 'BIGINT', 'fen', '基金与外部支付合计 all payers together', ({ fundFen }) => fundFen),
  column('person_fen', 'BIGINT', 'fen', '个人负担 borne by the person', ({ personFen }) => personFen),
]

export const FINDING_COLUMNS: readonly Column<never>[] = [
  column('finding_id', 'VARCHAR', '', '命中编号 finding'),
  column('rule', 'VARCHAR', '', '规则 rule'),
  column('rule_version', 'VARCHAR', '', '规则版本 version of the rule'),
  column('stage', 'VARCHAR', '', '审核阶段：pre、during、post stage'),
  column('severity', 'VARCHAR', '', '结论：definite、suspect、needs_evidence severity'),
  column('person', 'VARCHAR', '', '人员编号 person'),
  column('visit', 'VARCHAR', '', '就诊编号，主要的一次 visit, the main one'),
  column('line', 'VARCHAR', '', '明细，以空格分隔 fee lines, a list'),
  column('provider', 'VARCHAR', '', '定点机构 provider'),
  column('month', 'VARCHAR', 'month', '所属月份 month'),
  column('amount_fen', 'BIGINT', 'fen', '涉及金额，重复命中只计一次 amount, counted once where findings overlap'),
]
