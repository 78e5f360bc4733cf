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
  person_number_taken: words({}, () => '人员编号已被占用，请再导入一次'),
  certificate_taken: words({}, () => '同一证件正由另一份文件导入，请稍后再导入一次'),
  issue_closed: words({}, () => '这条重复参保已经办结，请刷新后查看'),
  issue_outdated: words({}, () => '该人员的参保在此期间已经变更，请按现状重新办理'),
})

export type EnrolmentRefusalCode = (typeof enrolmentRefusals.codes)[number]
