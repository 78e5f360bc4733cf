// Where each fact that a rule may ask for comes from on a platform: a message, a register, a question to the institution, or nowhere.
// What nobody can send is asked of nobody; a rule that stands on it alone finds nothing here, and the list of rules says so.
import type { TwoTexts } from '@yibao/kernel'

/** `asked`: no message has a place for it, and a finding that lacks it asks the institution for evidence. */
export type FactState = 'message' | 'register' | 'asked' | 'none'

export interface FactSource {
  readonly state: FactState
  /** Numbers of messages of the national interface. */
  readonly messages: readonly string[]
  readonly from: TwoTexts
}

const message = (messages: readonly string[], zh: string, en: string): FactSource => ({
  state: 'message',
  messages,
  from: { zh, en },
})
const register = (zh: string, en: string): FactSource => ({ state: 'register', messages: [], from: { zh, en } })
const asked = (zh: string, en: string): FactSource => ({ state: 'asked', messages: [], from: { zh, en } })
const none = (zh: string, en: string): FactSource => ({ state: 'none', messages: [], from: { zh, en } })

export const FACT_SOURCES: Readonly<Record<string, FactSource>> = {
  'person.sex': register('人员登记', 'the register of persons'),
  'person.bornOn': register('人员登记', 'the register of persons'),
  'provider.level': register('机构登记', 'the register of institutions'),
  'encounter.insuranceType': message(['2201', '2401'], '医疗类别', 'the category of the visit'),
  'encounter.diagnoses': message(['2203', '2401', '2402', '3101'], '诊断', 'diagnoses'),
  'encounter.procedures': message(['4101'], '结算清单的手术操作', 'operations of the settlement list'),
  'procedure.at': message(['4101'], '结算清单的手术时间', 'times of operations of the settlement list'),
  'line.days': message(['2102', '3101'], '用药天数', 'days of supply'),
  'line.execDept': message(['2204', '2301'], '开单科室', 'the ordering department'),
  'line.unitPrice': message(['2204', '2301'], '单价', 'the unit price'),
  'encounter.injury': asked('外伤与第三方责任', 'injury and liability of others'),
  'record intolerance': asked('不耐受或禁忌的记录', 'notes of intolerance'),
  'record lab': asked('检验结果', 'results of laboratories'),
  'record presence': asked('查房、刷脸、请假', 'rounds, face checks, leave'),
  'record.presence': asked('查房、刷脸、请假', 'rounds, face checks, leave'),
  recordedSites: asked('治疗部位的记录', 'recorded sites'),
  recordedHours: asked('治疗时数的记录', 'recorded hours'),
  'line.traceCodes': none('追溯码在售药时登记查重，不进明细', 'codes are checked once when sold, and not kept by line'),
  'line.executorId': none('执行人', 'who carried the item out'),
  'encounter.purchaserId': none('代购人', 'who bought for another'),
  'encounter.invoice': none(
    '票据号不进就诊（零星报销另有查重）',
    'invoice numbers of visits; paper bills are checked when paid',
  ),
  'person.removedOrgans': none('已切除器官的登记', 'a register of removed organs'),
  'line.packs': none('盒数', 'packs'),
  'line.uploadedAt': none('上传时刻', 'the moment of upload'),
  'line.listPrice': none('折扣前的标准价', 'the price before a discount'),
  'line.doses': none('给药次数', 'doses'),
  'provider.capabilities': none('设备与资质登记', 'a register of equipment and licences'),
  'provider.approvedBeds': none('核定床位登记', 'a register of approved beds'),
  'practitioner.antibioticRight': none('抗菌药物处方权登记', 'a register of rights to prescribe antibiotics'),
  performed: none('实际所做项目的记录', 'records of what was carried out'),
  'record performed': none('实际所做项目的记录', 'records of what was carried out'),
  'record inventory': none('进销存', 'stock movements'),
  'record census': none('在院人数', 'census of inpatients'),
  'record indicator': none(
    '机构指标由历史库计算，不进单笔审核',
    'indicators are computed over a lake and not at a bill',
  ),
}

/** Named after what they measure: `lab ALB`, `encounter.pregnant`. */
export function sourceOf(fact: string): FactSource {
  const known = FACT_SOURCES[fact]
  if (known) return known
  if (fact.startsWith('lab ')) return asked(`检验结果${fact.slice(4)}`, `the laboratory result ${fact.slice(4)}`)
  // `30 cases`, `8 peers`: of an indicator, which is not there either.
  if (/^\d+ (cases|peers)$/.test(fact)) return FACT_SOURCES['record indicator']!
  return asked('病历记录', 'the record of the visit')
}

const CANNOT_BE_SENT: ReadonlySet<string> = new Set(
  Object.entries(FACT_SOURCES).flatMap(([fact, { state }]) => (state === 'none' ? [fact] : [])),
)

/** Nobody is asked for these, visit after visit, in vain. */
export const isAskedInVain = (missing: readonly string[], isListed: boolean): boolean =>
  missing.length > 0 && missing.every((fact) => CANNOT_BE_SENT.has(fact) || (!isListed && UNTIL_LISTED.has(fact)))

/** Known with the settlement list and not before: while there is none, nobody is asked. */
const UNTIL_LISTED: ReadonlySet<string> = new Set(['encounter.procedures', 'procedure.at'])
