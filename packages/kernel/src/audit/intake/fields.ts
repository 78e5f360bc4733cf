// What a file of another system may tell an audit: every field with its type, and by which column titles it is known.
import { ANTIBIOTIC_CLASSES, CARE_MODES, CATALOGUES, INSURANCE_TYPES } from '../facts/model.ts'

export const INTAKE_TYPES = [
  'text',
  'texts',
  'day',
  'moment',
  'money',
  'price',
  'quantity',
  'whole',
  'number',
  'flag',
] as const
export type IntakeType = (typeof INTAKE_TYPES)[number] | 'choice'

export interface IntakeField {
  /** As a column map writes it: `line.code`. */
  readonly name: string
  readonly type: IntakeType
  readonly zh: string
  readonly en: string
  /** The fact of the kernel it becomes; absent for names that only reports show. */
  readonly fact?: string
  readonly choices?: readonly string[]
  /** Words of a choice or a flag that are known without being said in the map. */
  readonly words?: Readonly<Record<string, string>>
  /** Titles by which a header is recognised when a map is begun. */
  readonly titles: readonly string[]
}

const field = (
  name: string,
  type: IntakeType,
  [zh, en]: readonly [string, string],
  titles: string,
  more: Partial<IntakeField> = {},
): IntakeField => ({
  ...{ name, type, zh, en, fact: name.slice(name.indexOf('.') + 1) },
  titles: [zh, en, ...titles.split(' ').filter((title) => title !== '')],
  ...more,
})

/** 是否: one list for every flag. */
export const FLAG_WORDS: Readonly<Record<string, string>> = {
  ...{ 是: 'true', 有: 'true', 真: 'true', '1': 'true', y: 'true', yes: 'true', t: 'true', true: 'true' },
  ...{ 否: 'false', 无: 'false', 假: 'false', '0': 'false', n: 'false', no: 'false', f: 'false', false: 'false' },
}

const CARE_WORDS = {
  ...{ 门诊: 'outpatient', 普通门诊: 'outpatient', 门诊慢特病: 'outpatient', 急诊: 'emergency', 急诊抢救: 'emergency' },
  ...{
    住院: 'inpatient',
    普通住院: 'inpatient',
    药店: 'pharmacy',
    定点药店购药: 'pharmacy',
    购药: 'pharmacy',
    互联网: 'internet',
  },
}
const CATALOGUE_WORDS = {
  ...{ 药品: 'drug', 西药: 'drug', 中成药: 'drug', 中草药: 'herb', 中药饮片: 'herb', 饮片: 'herb' },
  ...{
    诊疗: 'service',
    诊疗项目: 'service',
    医疗服务项目: 'service',
    服务: 'service',
    耗材: 'consumable',
    医用耗材: 'consumable',
  },
}
const INSURANCE_WORDS = {
  基本医疗: 'basic',
  基本医疗保险: 'basic',
  生育: 'maternity',
  生育保险: 'maternity',
  工伤: 'work_injury',
  工伤保险: 'work_injury',
}
const RIGHT_WORDS = { 无: 'NONE', 非限制使用级: 'NON_RESTRICTED', 限制使用级: 'RESTRICTED', 特殊使用级: 'SPECIAL' }
const SEX_WORDS = { 男: 'male', 女: 'female', m: 'male', f: 'female', 男性: 'male', 女性: 'female' }

const LINE: readonly IntakeField[] = [
  field('line.id', 'text', ['明细流水号', 'line id'], '明细号 明细ID 费用明细流水号 序号 line_no'),
  field(
    'line.at',
    'moment',
    ['费用发生时间', 'charged at'],
    '发生时间 收费时间 计费时间 费用日期 使用日期 明细日期 date charge_date service_date',
  ),
  field('line.catalogue', 'choice', ['目录类别', 'catalogue'], '项目类别 收费类别 费用类别 类别 item_type', {
    choices: CATALOGUES,
    words: CATALOGUE_WORDS,
  }),
  field(
    'line.code',
    'text',
    ['国家编码', 'item code'],
    '医保编码 医保目录编码 项目编码 国家医保编码 医保项目编码 code national_code',
  ),
  field('line.name', 'text', ['项目名称', 'item name'], '名称 药品名称 收费项目名称 医保目录名称 item'),
  field('line.quantity', 'quantity', ['数量', 'quantity'], '用量 qty count'),
  field('line.unitPrice', 'price', ['单价', 'unit price'], '价格 price'),
  field('line.amount', 'money', ['金额', 'amount'], '明细金额 总金额 费用 费用金额 total', { fact: 'amountFen' }),
  field('line.fundPaid', 'money', ['基金支付', 'fund paid'], '统筹支付 医保支付 统筹基金支付', { fact: 'fundPaidFen' }),
  field('line.toFund', 'flag', ['是否医保报销', 'submitted to the fund'], '医保标志 是否纳入医保 to_fund'),
  field('line.supplyDays', 'whole', ['用药天数', 'days of supply'], '天数 开药天数 days supply_days'),
  field('line.prescription', 'text', ['处方号', 'prescription'], '处方编号 rx rx_no prescription_no'),
  field('line.doses', 'whole', ['剂数', 'doses'], '付数 帖数'),
  field(
    'line.prescriber',
    'text',
    ['开单医师', 'prescriber'],
    '医师代码 医生工号 开单医生 开方医师 医生 doctor doctor_code',
    { fact: 'prescriberId' },
  ),
  field('line.executor', 'text', ['执行人员', 'executor'], '执行医师 执行人 执行护士', { fact: 'executorId' }),
  field('line.department', 'text', ['科室', 'department'], '开单科室 科室名称 执行科室 科室代码 dept'),
  field('line.incision', 'text', ['切口', 'incision'], ''),
  field('line.listPrice', 'price', ['标准价', 'list price'], '挂牌价 目录价'),
  field('line.packs', 'whole', ['包装数', 'packs'], '盒数'),
  field('line.traceCodes', 'texts', ['追溯码', 'trace codes'], '药品追溯码 trace_code'),
  field('line.isSplitPack', 'flag', ['是否拆零', 'split pack'], '拆零标志'),
  field('line.isOnNoCodeList', 'flag', ['无码品种', 'on the no-code list'], ''),
  field('line.reverses', 'text', ['冲销明细号', 'reverses line'], '原明细号 退费原明细号 被冲销明细', {
    fact: 'reversalOf',
  }),
  field('line.uploadedAt', 'moment', ['上传时间', 'uploaded at'], ''),
]

const VISIT: readonly IntakeField[] = [
  field(
    'visit.id',
    'text',
    ['就诊号', 'visit id'],
    '就诊流水号 就诊ID 住院号 门诊号 住院流水号 单据号 结算号 visit encounter_id visit_no',
  ),
  field('visit.careMode', 'choice', ['就医方式', 'care mode'], '就诊类型 医疗类别 就诊类别 就医类别 visit_type', {
    choices: CARE_MODES,
    words: CARE_WORDS,
  }),
  field(
    'visit.start',
    'moment',
    ['入院时间', 'begins at'],
    '入院日期 就诊时间 就诊日期 admission_date admitted_at visit_date start',
  ),
  field('visit.end', 'moment', ['出院时间', 'ends at'], '出院日期 discharge_date discharged_at end'),
  field(
    'visit.diagnoses',
    'texts',
    ['诊断编码', 'diagnoses'],
    '诊断 主要诊断编码 主诊断编码 出院诊断 诊断代码 icd10 dx',
  ),
  field('visit.procedures', 'texts', ['手术操作编码', 'procedures'], '手术编码 手术及操作编码 icd9'),
  field('visit.insuranceType', 'choice', ['保险类型', 'insurance type'], '', {
    choices: INSURANCE_TYPES,
    words: INSURANCE_WORDS,
  }),
  field('visit.benefitType', 'text', ['待遇类型', 'benefit type'], ''),
  field('visit.disease', 'text', ['慢特病病种编码', 'certified disease'], '病种编码 慢病病种', { fact: 'diseaseCode' }),
  field('visit.episode', 'text', ['疗程号', 'episode'], '病程号'),
  field('visit.transferFrom', 'text', ['转来医院', 'transferred from'], ''),
  field('visit.purchaser', 'text', ['购药人', 'purchaser'], '代购人证件号', { fact: 'purchaserId' }),
  field('visit.isProxy', 'flag', ['是否代购', 'bought by proxy'], ''),
  field('visit.invoice', 'text', ['票据号', 'invoice'], '发票号 invoice_no'),
  field('visit.exception', 'text', ['例外说明', 'exception'], ''),
  field('visit.isRescue', 'flag', ['是否抢救', 'rescue'], '抢救标志'),
  field('visit.isLongTermPrescription', 'flag', ['是否长期处方', 'long-term prescription'], '长处方'),
  field('visit.isPreAdmission', 'flag', ['是否院前检查', 'pre-admission'], ''),
]

const PERSON: readonly IntakeField[] = [
  field(
    'person.id',
    'text',
    ['人员编号', 'person id'],
    '参保人编号 患者编号 病人ID 患者ID 医保个人编号 身份证号 证件号码 patient_id person patient',
  ),
  field('person.sex', 'choice', ['性别', 'sex'], 'gender', { choices: ['male', 'female'], words: SEX_WORDS }),
  field('person.bornOn', 'day', ['出生日期', 'date of birth'], '出生年月日 生日 dob birth_date'),
  field('person.diedOn', 'day', ['死亡日期', 'died on'], ''),
  field('person.scheme', 'text', ['参保险种', 'scheme'], '险种 险种类型'),
]

const PROVIDER: readonly IntakeField[] = [
  field(
    'provider.id',
    'text',
    ['机构编码', 'provider id'],
    '医疗机构编码 定点机构编码 机构代码 医院编码 hospital provider hospital_code',
  ),
  field('provider.name', 'text', ['机构名称', 'provider name'], '医疗机构名称 医院名称 定点机构名称 hospital_name'),
  field('provider.type', 'text', ['机构类型', 'provider type'], ''),
  field('provider.level', 'whole', ['机构等级', 'provider level'], '医院等级 机构级别 level', {
    words: { 一级: '1', 二级: '2', 三级: '3', 药店: '0', 未定级: '0', 无等级: '0' },
  }),
  field('provider.beds', 'whole', ['核定床位', 'approved beds'], '床位数', { fact: 'approvedBeds' }),
  field('provider.capabilities', 'texts', ['设备与资质', 'capabilities'], ''),
]

const PRACTITIONER: readonly IntakeField[] = [
  field('practitioner.id', 'text', ['医师代码', 'practitioner id'], '人员代码 医护人员代码'),
  field('practitioner.name', 'text', ['医师姓名', 'practitioner name'], '医生姓名 开单医师姓名 doctor_name'),
  field('practitioner.provider', 'text', ['执业机构', 'works at'], '', { fact: 'providerId' }),
  field('practitioner.antibioticRight', 'choice', ['抗菌药物处方权', 'antibiotic right'], '抗菌药物权限', {
    choices: ANTIBIOTIC_CLASSES,
    words: RIGHT_WORDS,
  }),
]

const visitOf = field('record.visit', 'text', ['就诊号', 'visit id'], '就诊流水号 visit', { fact: 'encounterId' })
const personOf = field('record.person', 'text', ['人员编号', 'person id'], '患者编号 person', { fact: 'personId' })
const providerOf = field('record.provider', 'text', ['机构编码', 'provider id'], '医疗机构编码 provider', {
  fact: 'providerId',
})
const at = field('record.at', 'moment', ['报告时间', 'at'], '检验时间 检查时间 时间')
const on = field('record.on', 'day', ['日期', 'on'], '统计日期')
const name = field('record.name', 'text', ['项目名称', 'name'], '检验项目 检查项目')

/** Evidence beside the bill: one table for each kind of record. */
const RECORDS: Readonly<Record<string, readonly IntakeField[]>> = {
  labs: [visitOf, personOf, at, name, field('record.value', 'number', ['结果', 'value'], '检验结果 数值')],
  tests: [visitOf, personOf, at, name, field('record.result', 'text', ['结论', 'result'], '检查结果 结果')],
  stock: [
    providerOf,
    field('record.code', 'text', ['国家编码', 'item code'], '医保编码 code'),
    field('record.catalogue', 'choice', ['目录类别', 'catalogue'], '', { choices: CATALOGUES, words: CATALOGUE_WORDS }),
    field('record.from', 'day', ['起始日期', 'from'], ''),
    field('record.to', 'day', ['截止日期', 'to'], ''),
    field('record.opening', 'quantity', ['期初库存', 'opening'], ''),
    field('record.purchased', 'quantity', ['购进数量', 'purchased'], '购进'),
    field('record.returned', 'quantity', ['退货报损', 'returned'], ''),
    field('record.settled', 'quantity', ['结算数量', 'settled'], ''),
  ],
  census: [providerOf, on, field('record.inpatients', 'whole', ['在院人数', 'inpatients'], '')],
  presence: [visitOf, on, field('record.found', 'flag', ['是否在院', 'found'], '')],
}

export const RECORD_KINDS: Readonly<Record<string, string>> = {
  labs: 'lab',
  tests: 'test',
  stock: 'inventory',
  census: 'census',
  presence: 'presence',
}

/** The kinds of files there are, and what each may tell. */
export const INTAKE_TABLES: Readonly<Record<string, readonly IntakeField[]>> = {
  lines: [...LINE, ...VISIT, ...PERSON, ...PROVIDER, ...PRACTITIONER.filter((each) => each.name !== 'practitioner.id')],
  visits: [...VISIT, ...PERSON, ...PROVIDER],
  persons: PERSON,
  providers: PROVIDER,
  practitioners: PRACTITIONER,
  ...RECORDS,
}

/** Without these a row of the table says nothing; a row that leaves one empty is set aside. */
export const NEEDED: Readonly<Record<string, readonly string[]>> = {
  lines: ['visit.id', 'line.at', 'line.code', 'line.quantity', 'line.amount'],
  visits: ['visit.id'],
  persons: ['person.id'],
  providers: ['provider.id'],
  practitioners: ['practitioner.id'],
  labs: ['record.name', 'record.value'],
  tests: ['record.name', 'record.result'],
  stock: ['record.provider', 'record.code', 'record.opening', 'record.purchased', 'record.returned', 'record.settled'],
  census: ['record.provider', 'record.inpatients'],
  presence: ['record.visit', 'record.on', 'record.found'],
}

/** Every visit needs these from one file or another. */
export const NEEDED_SOMEWHERE: readonly string[] = ['person.id', 'provider.id', 'visit.careMode']

export const tableNames: readonly string[] = Object.keys(INTAKE_TABLES)
export const fieldOf = (table: string, name: string): IntakeField | undefined =>
  INTAKE_TABLES[table]?.find((each) => each.name === name)

/** Which field would have answered what a finding misses; what has none here is evidence that is asked of a provider. */
export const ANSWERED_BY: Readonly<Record<string, string>> = {
  'encounter.diagnoses': 'visit.diagnoses',
  'encounter.procedures': 'visit.procedures',
  'encounter.insuranceType': 'visit.insuranceType',
  'encounter.injury': 'visit.injury',
  'person.bornOn': 'person.bornOn',
  'person.sex': 'person.sex',
  'provider.level': 'provider.level',
  'provider.capabilities': 'provider.capabilities',
  'provider.approvedBeds': 'provider.beds',
  'practitioner.antibioticRight': 'practitioner.antibioticRight',
  'line.unitPrice': 'line.unitPrice',
  'line.uploadedAt': 'line.uploadedAt',
  'line.packs': 'line.packs',
  'line.traceCodes': 'line.traceCodes',
  'line.listPrice': 'line.listPrice',
  'line.doses': 'line.doses',
  'line.days': 'line.supplyDays',
  'line.execDept': 'line.department',
}

/** Families that look at what a file may tell, any of these fields or tables; without it they are named and not judged. */
export const FAMILY_NEEDS: Readonly<Record<string, { readonly anyOf: readonly string[]; readonly zh: string }>> = {
  capacity: { anyOf: ['census'], zh: '在院人数、核定床位 census and approved beds' },
  'peer-indicator': { anyOf: [], zh: '同组机构的指标 indicators of peers' },
  performed: { anyOf: [], zh: '实际执行记录 records of what was carried out' },
  'prescription-evidence': { anyOf: [], zh: '电子处方 electronic prescriptions' },
  presence: { anyOf: ['presence'], zh: '在院查房记录 presence records' },
  purchaser: { anyOf: ['visit.purchaser'], zh: '购药人 who bought' },
  'same-bill': { anyOf: ['visit.invoice'], zh: '票据号 invoice numbers' },
  stock: { anyOf: ['stock'], zh: '进销存 stock movements' },
  'trace-code': { anyOf: ['line.traceCodes', 'line.packs'], zh: '追溯码 trace codes' },
  'upload-lag': { anyOf: ['line.uploadedAt'], zh: '上传时间 times of upload' },
  workload: { anyOf: ['line.executor'], zh: '执行人员 who carried it out' },
  injury: { anyOf: [], zh: '外伤声明 injury statements' },
  'removed-organ': { anyOf: [], zh: '已切除的脏器 organs removed before' },
  'supply-days': { anyOf: ['line.supplyDays'], zh: '用药天数 days of supply' },
  'on-hand': { anyOf: ['line.supplyDays'], zh: '用药天数 days of supply' },
  discount: { anyOf: ['line.listPrice'], zh: '标准价 list prices' },
}
