// Code lists of the audit messages: how severe a finding is, what kind, and what was done about it.
import { type CodeList, list } from './list.ts'

export const auditLists: Readonly<Record<string, CodeList>> = {
  sev_deg: list('严重程度', '1 明确违规 | 2 高度可疑 | 3 轻度可疑', 'checked'),
  vola_amt_stas: list('违规金额计算状态', '0 异常 | 1 正常', 'checked'),
  vola_bhvr_type: list('违规行为分类', '1 就诊类 | 2 项目类', 'checked'),
  vola_item_type: list('违规明细类型', '1 违规项 | 2 涉及项', 'checked'),
  warn_type: list('反馈类型', '1 事前 | 2 事中', 'checked'),
  dspo_way: list('处理方式', '1 继续执行医嘱 | 2 返回修改医嘱', 'checked'),
}
