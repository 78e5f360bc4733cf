// What can be wrong with a request to the audit.
import { defineRefusals, words } from '@yibao/contract'

export const auditRefusals = defineRefusals({
  audit_one_patient: words<{ patients: number }>(
    { patients: 2 },
    (f) => `一次审核一位参保人，本报文有${f.patients}位(patient_dtos)，请分次传送`,
  ),
  audit_visit_missing: words<{ visit: string }>(
    { visit: 'MZ20260615001' },
    (f) => `当前就诊标识${f.visit}(curr_mdtrt_id)不在就诊信息集合(fsi_encounter_dtos)中，请核对`,
  ),
  audit_no_order: words<{ visit: string }>(
    { visit: 'MZ20260615001' },
    (f) => `就诊${f.visit}中没有当前处方(curr_drord_flag为1的医嘱)，无可审核，请标出正在开立的医嘱`,
  ),
  audit_finding_unknown: words<{ row: number; finding: string }>(
    { row: 1, finding: '01JDBX0Z0000000000000000G7' },
    (f) => `第${f.row}条反馈的违规标识${f.finding}不是本机构收到的提示，请用3101或3102返回的jr_id`,
  ),
  audit_reason_missing: words<{ row: number }>(
    { row: 1 },
    (f) => `第${f.row}条反馈选择继续执行(dspo_way为1)而没有处理原因(dspo_way_rea)，请填写原因`,
  ),
})

export type AuditRefusalCode = (typeof auditRefusals.codes)[number]
