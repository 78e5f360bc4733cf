// Why a step of a case is not possible, or not now, or not by this person.
import { defineRefusals, words } from '@yibao/contract'

export const auditCaseRefusals = defineRefusals({
  audit_case_unknown: words({}, () => '没有这条疑点，请从疑点清单中选择'),
  audit_case_step: words<{ state: string }>(
    { state: '已扣款' },
    (f) => `这条疑点${f.state}，不能办理这一步，请刷新后查看`,
  ),
  audit_case_same_person: words<{ who: string; step: string }>(
    { who: 'zhang', step: '初审通过' },
    (f) => `${f.who}已经办过${f.step}，须由另一人办理本步骤`,
  ),
  audit_case_reason: words({}, () => '排除疑点或撤销扣款须选择理由，请选择后重试'),
  audit_case_note: words({}, () => '请写明意见，至少两个字'),
  audit_case_once: words<{ step: string }>({ step: '机构申请合议' }, (f) => `这条疑点已办过${f.step}，只能办一次`),
  audit_case_not_asked: words({}, () => '机构没有对这条疑点申请合议，无须合议'),
  audit_case_other_provider: words({}, () => '机构编码不是本机构，只能查询和申诉本机构的疑点，请核对'),
  audit_case_answer: words<{ found: string }>(
    { found: '2' },
    (f) => `申诉标识${f.found}不成立，0不申诉，1申诉，请按代码填写`,
  ),
  audit_case_stage: words<{ found: string }>(
    { found: '3' },
    (f) => `查询节点参数${f.found}不成立，1申诉，2合议申请，请按代码填写`,
  ),
  audit_case_page: words<{ max: number }>({ max: 100 }, (f) => `页码从1起，每页1至${f.max}条，请改正后重新查询`),
  audit_evidence_count: words<{ max: number }>({ max: 5 }, (f) => `一次申诉的材料须为1至${f.max}份，请合并后再传`),
  audit_case_lines: words<{ line: number }>(
    { line: 3 },
    (f) => `第${f.line}行的扣款金额不成立：须是该结算的行号，只列一次，金额大于零`,
  ),
  audit_case_not_due: words<{ on: string }>({ on: '2026-06-30' }, (f) => `机构申诉期限到${f.on}，期满前不能按逾期办理`),
  audit_case_not_deducted: words({}, () => '这条疑点没有扣款，无须撤销'),
  audit_evidence_unknown: words({}, () => '申诉材料不存在或不是本机构上传的，请重新上传'),
  audit_evidence_size: words<{ max: string }>({ max: '2 MB' }, (f) => `材料为空或超过${f.max}，请压缩或分成几份再传`),
  audit_evidence_kind: words<{ kind: string }>(
    { kind: 'text/html' },
    (f) => `不收${f.kind}类文件，请上传PDF、JPEG、PNG图片或文本`,
  ),
  audit_models_running: words({}, () => '行为模型正在运行，请等它完成后再运行'),
  audit_models_no_lake: words({}, () => '平台还没有历史库，行为模型没有可看的历史，请稍后再运行'),
  audit_settlement_not_audited: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}已撤销、是零星报销或不存在，不作事后审核`,
  ),
})

export type AuditCaseRefusalCode = (typeof auditCaseRefusals.codes)[number]
