// What batches, lines, faults and lists are called, Chinese first.
import type { enrolment } from '@yibao/kernel'
import type { BatchState, LineOutcome } from '../../enrolment/index.ts'

export interface Words {
  readonly zh: string
  readonly en: string
}
export const words = (zh: string, en: string): Words => ({ zh, en })

export const BATCH_STATES: Readonly<Record<BatchState | 'resumed', Words>> = {
  receiving: words('正在接收', 'Receiving'),
  checking: words('正在检查', 'Checking'),
  checked: words('待确认', 'To be confirmed'),
  importing: words('正在导入', 'Coming in'),
  imported: words('已导入', 'Brought in'),
  reversing: words('正在撤销', 'Being reversed'),
  reversed: words('已撤销', 'Reversed'),
  refused: words('文件不能读取', 'Not readable'),
  withdrawn: words('已放弃', 'Given up'),
  resumed: words('继续办理', 'Resumed'),
}

const LINE_KINDS: Readonly<Record<enrolment.EnrolKind | 'repeated', Words>> = {
  new_person: words('新增人员', 'New people'),
  enrolled: words('新参保', 'Enrolled'),
  renewed: words('续保', 'Renewed'),
  moved: words('变更单位或身份', 'Moved'),
  stopped: words('停保', 'Stopped'),
  base_changed: words('基数变更', 'Base changed'),
  unchanged: words('已参保，无变化', 'Unchanged'),
  duplicate_new_kept: words('重复参保，按规定保留新的', 'Duplicate, the new one stands'),
  duplicate_old_kept: words('重复参保，按规定保留原有的', 'Duplicate, the old one stands'),
  duplicate_choice: words('重复参保，待书面选择', 'Duplicate, the person chooses'),
  repeated: words('与前面的行相同', 'Same as a line before'),
}

export const lineKind = (kind: string): Words | undefined =>
  Object.hasOwn(LINE_KINDS, kind) ? LINE_KINDS[kind as keyof typeof LINE_KINDS] : undefined

const FAULTS: Readonly<Record<enrolment.FaultCode, Words>> = {
  row_cells: words('格数不对', 'Number of cells'),
  missing_cell: words('缺少内容', 'Missing'),
  wrong_word: words('不是可用的词', 'Not one of the words'),
  wrong_text: words('写法不对', 'Not readable'),
  wrong_number: words('号码或数字不对', 'Wrong number'),
  wrong_day: words('日期不对', 'Wrong day'),
  days_reversed: words('日期先后颠倒', 'Days reversed'),
  birth_differs: words('出生日期与证件不符', 'Birth differs from the card'),
  sex_differs: words('性别与证件不符', 'Sex differs from the card'),
  unknown_area: words('区划不在管辖范围', 'Area out of scope'),
  unknown_employer: words('单位编号不对', 'Unknown employer'),
  employer_needed: words('缺少单位编号', 'Employer needed'),
  status_of_other_scheme: words('身份与险种不符', 'Status of another scheme'),
  line_repeated: words('同一人出现两次', 'Same person twice'),
  name_differs: words('姓名与登记不符', 'Name differs'),
  person_died: words('已登记死亡', 'Death on record'),
  not_enrolled: words('没有可停或可变更的参保', 'Not enrolled'),
  not_for_employers: words('不属于单位申报', "Not an employer's business"),
  month_closed: words('月份已过申报期', 'Month closed'),
  month_charged: words('该月已核定', 'Month charged already'),
  at_other_employer: words('在其他单位参保', 'At another employer'),
  wage_needed: words('缺少月缴费工资', 'Wage needed'),
}

export const faultTitle = (code: string): Words =>
  Object.hasOwn(FAULTS, code) ? FAULTS[code as keyof typeof FAULTS] : words(code, code)

/** Why a line of a reversed batch stays as it is. */
export const OUTCOMES: Readonly<Record<LineOutcome, Words>> = {
  reversed: words('已撤回', 'Taken back'),
  changed_since: words('此后又有变更，不撤回', 'Changed since, kept'),
  benefit_used: words('参保以来已享受待遇，按规定不退，不撤回', 'Benefits used since, kept'),
  charged: words('已核定缴费，须先退费或更正征缴，不撤回', 'Charged, kept until refunded'),
  died: words('已登记死亡，不撤回', 'Died, kept'),
}
