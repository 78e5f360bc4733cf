// Why a group appeal is not taken, or not decided so.
import { defineRefusals, words } from '@yibao/contract'

export const appealRefusals = defineRefusals({
  group_appeal_no_case: words({}, () => '该病例没有分组或不是本机构的，不能申诉'),
  group_appeal_open: words({}, () => '该病例的分组申诉正在办理，请先办完或撤回'),
  group_appeal_words: words({}, () => '请写明申诉理由和证明材料，各不少于四个字'),
  group_appeal_codes: words<{ code: string }>(
    { code: 'K35.8' },
    (f) => `编码“${f.code}”写法不对；请写全部诊断编码，主要诊断在前，不超过四十个，手术操作不超过二十个`,
  ),
  group_appeal_same_codes: words({}, () => '申诉的编码与结算清单上的完全相同，没有可以重新分组的内容'),
  group_appeal_late: words<{ year: string }>(
    { year: '2026' },
    (f) => `${f.year}年度已经清算，不再受理该年度的分组申诉`,
  ),
  group_appeal_unknown: words({}, () => '没有找到这份分组申诉，请刷新后查看'),
  group_appeal_state: words<{ state: string }>(
    { state: '已采纳' },
    (f) => `这份分组申诉${f.state}，不能办理这一步，请刷新后查看`,
  ),
  group_appeal_same_person: words<{ who: string }>(
    { who: 'zhang' },
    (f) => `${f.who}已经给出初审意见，终审须由另一人办理`,
  ),
  group_appeal_note: words({}, () => '请写明意见'),
})

export type AppealRefusalCode = (typeof appealRefusals.codes)[number]
