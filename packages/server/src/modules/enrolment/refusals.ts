// Why a file of enrolments is not read, or a duplicate is not decided.
import { defineRefusals, words } from '@yibao/contract'

export const enrolmentRefusals = defineRefusals({
  enrol_file_empty: words({}, () => '文件是空的，请按模板填写后再导入'),
  enrol_file_head: words<{ column: string; found: string; allowed: string }>(
    { column: '姓名', found: 'missing_column', allowed: '姓名 或 or name' },
    (f) => `文件第1行的列“${f.column}”不对（${f.found}），应为：${f.allowed}`,
  ),
  enrol_file_encoding: words<{ line: number }>(
    { line: 12 },
    (f) => `文件第${f.line}行起不是 UTF-8 或 GB 18030 文字，请另存为 CSV UTF-8 后再导入`,
  ),
  enrol_file_row: words<{ line: number }>(
    { line: 12 },
    (f) => `文件第${f.line}行的引号没有配对，或一行过长，请改正后再导入`,
  ),
  enrol_file_changed: words({}, () => '文件在检查之后有改动，请重新检查再导入'),
  enrol_file_too_many: words<{ lines: number }>(
    { lines: 2_000_001 },
    (f) => `文件超过${f.lines - 1}行，请分成几份导入`,
  ),
  batch_unknown: words({}, () => '没有这一批，请刷新后查看'),
  batch_step: words<{ state: string }>({ state: '已导入' }, (f) => `这一批${f.state}，不能办理这一步，请刷新后查看`),
  batch_under_way: words({}, () => '这一批正在办理或已经办完，无需继续，请刷新后查看'),
  batch_too_large: words<{ megabytes: number }>(
    { megabytes: 150 },
    (f) => `文件超过${f.megabytes}兆字节，请分成几份上传`,
  ),
  window_person_died: words<{ died: string }>(
    { died: '2026-05-11' },
    (f) => `该人员已登记于${f.died}死亡，不能办理这一项`,
  ),
  category_unknown: words<{ category: string }>(
    { category: 'x' },
    (f) => `政策中没有人员类别${f.category}，请重新选择`,
  ),
  category_days: words<{ from: string; until: string }>(
    { from: '2026-06-01', until: '2026-05-01' },
    (f) => `截止日期${f.until}早于起始日期${f.from}，请改正`,
  ),
  category_held: words({}, () => '该人员在这段时间已有这一类别，请先办理退出'),
  category_not_held: words({}, () => '该人员在这段时间没有这一类别，请刷新后查看'),
  aid_self: words({}, () => '不能与本人共济，请核对人员编号'),
  aid_giver_no_account: words({}, () => '授权人须是参加职工医保的参保人员，个人账户可以使用'),
  aid_known: words({}, () => '这两人已经办理过共济'),
  aid_unknown: words({}, () => '没有这一条共济关系，请刷新后查看'),
  person_number_taken: words({}, () => '人员编号已被占用，请再导入一次'),
  certificate_taken: words({}, () => '同一证件正由另一份文件导入，请稍后再导入一次'),
  issue_closed: words({}, () => '这条重复参保已经办结，请刷新后查看'),
  issue_outdated: words({}, () => '该人员的参保在此期间已经变更，请按现状重新办理'),
})

export type EnrolmentRefusalCode = (typeof enrolmentRefusals.codes)[number]
