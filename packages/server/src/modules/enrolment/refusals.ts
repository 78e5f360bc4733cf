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
  enrol_workbook: words<{ what: string }>(
    { what: '压缩包不完整' },
    (f) => `工作簿不能读取（${f.what}），请另存为 xlsx 或 CSV UTF-8 后再上传`,
  ),
  enrol_workbook_large: words<{ megabytes: number }>(
    { megabytes: 20 },
    (f) => `工作簿超过${f.megabytes}兆字节，请另存为 CSV 后再上传`,
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
  identity_not_temporary: words({}, () => '该人员已有正式证件，不需绑定；证件有误的请办理信息变更'),
  identity_number_wrong: words({}, () => '居民身份证号码不对，请核对18位号码和校验码'),
  identity_birth_differs: words<{ told: string; known: string }>(
    { told: '2026-05-02', known: '2026-05-01' },
    (f) => `身份证的出生日期${f.told}与登记的${f.known}不一致，请核对出生医学证明`,
  ),
  identity_sex_differs: words({}, () => '身份证的性别与登记不一致，请核对出生医学证明'),
  identity_taken: words<{ personNo: string }>(
    { personNo: '110000000000000001' },
    (f) => `该身份证号码已登记为人员编号${f.personNo}，两份登记不能并存，请先核对是否重复建档`,
  ),
  identity_claimed: words({}, () => '该身份证号码已被使用，请核对号码'),
  enrol_transfer_unknown: words({}, () => '没有这一笔转移，请刷新后查看'),
  transfer_step: words<{ state: string }>(
    { state: '已办结' },
    (f) => `这一笔转移${f.state}，不能办理这一步，请刷新后查看`,
  ),
  transfer_open_already: words<{ title: string; on: string }>(
    { title: '转入', on: '2026-06-01' },
    (f) => `该人员${f.on}申请的${f.title}还没有办结，请先办结或退回`,
  ),
  transfer_same_area: words<{ area: string }>(
    { area: '990101' },
    (f) => `区划${f.area}在本统筹区内，市内变动不需转移，请办理参保变更`,
  ),
  transfer_not_enrolled: words<{ scheme: string }>(
    { scheme: '职工医保' },
    (f) => `该人员现在没有参加本地${f.scheme}，请先办理本地参保，再转入`,
  ),
  transfer_never_enrolled: words<{ scheme: string }>(
    { scheme: '职工医保' },
    (f) => `该人员在本地没有${f.scheme}参保记录，没有可以转出的年限`,
  ),
  transfer_months_none: words({}, () => '请填写转出地的缴费月份'),
  transfer_months_order: words<{ from: string; until: string }>(
    { from: '2024-05', until: '2024-04' },
    (f) => `缴费月份起${f.from}晚于止${f.until}，请改正`,
  ),
  transfer_months_future: words<{ until: string }>(
    { until: '2026-09' },
    (f) => `月份${f.until}还没有到，请按已经缴费的月份填写`,
  ),
  transfer_months_birth: words<{ from: string; born: string }>(
    { from: '1990-04', born: '1990-05' },
    (f) => `缴费月份${f.from}早于出生月份${f.born}，请核对信息表`,
  ),
  transfer_months_twice: words<{ month: string }>(
    { month: '2024-06' },
    (f) => `信息表中${f.month}在同一险种出现两次，请与转出地核对后改正`,
  ),
  transfer_months_known: words<{ month: string }>(
    { month: '2024-06' },
    (f) => `${f.month}的年限以前的转移已经转入，不能重复计算，请删去这一段`,
  ),
  transfer_no_account: words({}, () => '参加居民医保没有个人账户，余额不能转入，请由转出地退给本人'),
  transfer_month_unpaid: words<{ month: string }>(
    { month: '2026-05' },
    (f) => `${f.month}没有参保记录，最后缴费月份应为已经参保的月份`,
  ),
  transfer_enrolled_after: words<{ month: string; from: string }>(
    { month: '2026-05', from: '2026-06-01' },
    (f) => `${f.month}之后还有${f.from}起的参保，请先停保或改最后缴费月份`,
  ),
  transfer_in_hospital: words({}, () => '该人员住院还没有结算，请结算出院后再转出'),
  transfer_benefit_after: words<{ month: string; on: string }>(
    { month: '2026-05', on: '2026-06-10' },
    (f) => `${f.on}已享受本地待遇，最后缴费月份不能早于那个月（填的是${f.month}）`,
  ),
  transfer_account_frozen: words({}, () => '个人账户已冻结，资金不能转移，请先办理解冻'),
  transfer_account_reserved: words({}, () => '个人账户有预留未结的金额，请先确认或释放后再转出'),
  transfer_same_hand: words({}, () => '经办与复核要由两个人办理，请换一个人办理这一步'),
  transfer_amount_differs: words<{ toldFen: number; askedFen: number }>(
    { toldFen: 120000, askedFen: 100000 },
    (f) => `金额${f.askedFen / 100}元与应转${f.toldFen / 100}元不一致，请与对方核对后办理`,
  ),
  transfer_changed_since: words({}, () => '参保关系此后又有变更，不能退回或撤销，请先处理后来的变更'),
  transfer_money_spent: words<{ neededFen: number; leftFen: number }>(
    { neededFen: 120000, leftFen: 100000 },
    (f) => `撤销要退回${f.neededFen / 100}元，个人账户可用的只有${f.leftFen / 100}元，不能撤销`,
  ),
  person_number_taken: words({}, () => '人员编号已被占用，请再导入一次'),
  certificate_taken: words({}, () => '同一证件正由另一份文件导入，请稍后再导入一次'),
  issue_closed: words({}, () => '这条重复参保已经办结，请刷新后查看'),
  issue_outdated: words({}, () => '该人员的参保在此期间已经变更，请按现状重新办理'),
})

export type EnrolmentRefusalCode = (typeof enrolmentRefusals.codes)[number]
