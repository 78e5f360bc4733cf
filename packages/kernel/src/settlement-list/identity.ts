// Quality rules about who, when and where: Q01–Q07, Q20, Q21, Q24, Q25.
import { ageOn, type Day, daysBetween } from '../time/day.ts'
import { dayOf, type Instant } from '../time/instant.ts'
import type { ListContext, ListFinding, SettlementList } from './model.ts'
import { error, type Rule, warning } from './rule.ts'

const NEWBORN_DAYS = 28
const WEIGHT_G = { least: 100, most: 9999 }
/** Discharged to another institution, or to a community or township. */
const HANDED_ON = new Set(['2', '3'])

/** O80–O84 but O83.400, and the outcomes of delivery with a live child. */
const DELIVERY = /^(O8[0-4]|Z37\.?[02356])/

export const identityRules: Readonly<Record<string, Rule>> = {
  Q01: (list, context) => [...missingParts(list), ...unknownParts(list, context)],
  Q02: (list) => {
    const days = ageInDays(list)
    if (days === undefined || days > NEWBORN_DAYS) return []
    const { admissionType, admissionWeightG } = list.newborn
    return [
      ...(admissionType === '' ? [error('newborn.admissionType', '空', '出生不满29天的，应填新生儿入院类型')] : []),
      ...weightFault('newborn.admissionWeightG', admissionWeightG, '出生不满29天的，应填新生儿入院体重'),
    ]
  },
  Q03: (list) => {
    const isDelivery = list.diagnoses.some(({ code }) => DELIVERY.test(code) && !code.startsWith('O83.4'))
    return isDelivery
      ? weightFault('newborn.birthWeightG', list.newborn.birthWeightG, '有分娩诊断的，应填新生儿出生体重')
      : []
  },
  Q04: (list) => (list.isChronicOutpatient ? chronicFaults(list) : []),
  Q05: (list, { now }) => orderFaults(list, dayOf(now)),
  Q06: (list) => ageFaults(list),
  Q07: (list) => {
    const days = stayDays(list)
    if (days === undefined || list.statedStayDays === undefined || list.statedStayDays === days) return []
    return [error('statedStayDays', String(list.statedStayDays), `应为 ${days} 天：出院日减入院日，当日出院计1天`)]
  },
  Q20: (list, { isProvider }) => {
    if (!HANDED_ON.has(list.dischargeWay)) return []
    const { name, code } = list.receiver
    return [
      ...(name === '' ? [error('receiver.name', '空', '转院或转社区的，应填拟接收机构名称')] : []),
      ...(code !== '' && !isProvider(code) ? [error('receiver.code', code, '应为已登记的医疗机构代码')] : []),
    ]
  },
  Q21: (list) =>
    list.plansReadmission && list.readmissionPurpose === ''
      ? [error('readmissionPurpose', '空', '有31天内再住院计划的，应写明目的')]
      : [],
  Q24: (list, context) => settlementFaults(list, context),
  Q25: (list, { inTimeDays }) => {
    if (!list.dischargedAt) return []
    const late = daysBetween(dayOf(list.dischargedAt), dayOf(list.uploadedAt))
    return late > inTimeDays ? [warning('uploadedAt', `出院后 ${late} 天`, `应在出院后 ${inTimeDays} 天内上传`)] : []
  },
}

const weightFault = (field: string, grams: number | undefined, why: string): ListFinding[] => {
  if (grams === undefined) return [error(field, '空', why)]
  const fits = grams >= WEIGHT_G.least && grams <= WEIGHT_G.most
  return fits ? [] : [error(field, `${grams} 克`, `应为 ${WEIGHT_G.least} 至 ${WEIGHT_G.most} 克`)]
}

const missingParts = (list: SettlementList): ListFinding[] =>
  Object.entries({
    insuranceNo: list.insuranceNo,
    caseNo: list.caseNo,
    nationality: list.nationality,
    occupation: list.occupation,
    'contact.relation': list.contact.relation,
    'contact.address': list.contact.address,
    'contact.phone': list.contact.phone,
  })
    .filter(([, value]) => value === '')
    .map(([field]) => error(field, '空', '必填'))

const unknownParts = (list: SettlementList, { nationalities, occupations }: ListContext): ListFinding[] => [
  ...(list.nationality !== '' && !nationalities.has(list.nationality)
    ? [error('nationality', list.nationality, '应为国籍代码表中的代码')]
    : []),
  ...(list.occupation !== '' && !occupations.has(list.occupation)
    ? [error('occupation', list.occupation, '应为职业代码表中的代码')]
    : []),
]

function chronicFaults({ chronic, diagnoses, procedures }: SettlementList): ListFinding[] {
  return [
    ...(chronic.department === '' ? [error('chronic.department', '空', '门诊慢特病应填诊断科别')] : []),
    ...(chronic.on === undefined ? [error('chronic.on', '空', '门诊慢特病应填就诊日期')] : []),
    ...(chronic.diagnoses === 0 ? [error('chronic.diagnoses', '0 行', '门诊慢特病应填诊断')] : []),
    ...(diagnoses.length + procedures.length > 0
      ? [error('diagnoses', '有住院部分', '门诊慢特病不填住院诊疗信息')]
      : []),
  ]
}

/** Birth ≤ admission ≤ discharge ≤ end of settlement, and nothing in the future. */
function orderFaults(list: SettlementList, today: Day): ListFinding[] {
  const [admitted, discharged] = [list.admittedAt, list.dischargedAt]
  const steps: readonly (readonly [string, Instant | Day | undefined])[] = [
    ['bornOn', list.bornOn],
    ['admittedAt', admitted],
    ['dischargedAt', discharged],
    ['settledUntil', list.settledUntil],
  ]
  const known = steps.filter((step): step is readonly [string, Instant | Day] => step[1] !== undefined)
  const wrong = known.flatMap(([field, value], at) => {
    const before = known[at - 1]
    const isEarlier = before !== undefined && earlier(value, before[1])
    return isEarlier ? [error(field, value, `不应早于 ${before[0]} ${before[1]}`)] : []
  })
  const future = known.filter(([, value]) => value.slice(0, 10) > today)
  return [...wrong, ...future.map(([field, value]) => error(field, value, '不应晚于今天'))]
}

/** A day and a moment are compared by their day; two moments to the second. */
const earlier = (a: string, b: string): boolean => {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length) < b.slice(0, length)
}

function ageFaults(list: SettlementList): ListFinding[] {
  const on = list.admittedAt && dayOf(list.admittedAt)
  if (!on || on < list.bornOn) return []
  const [years, days] = [ageOn(list.bornOn, on), daysBetween(list.bornOn, on)]
  const wrongYears = list.statedAge !== undefined && years >= 1 && list.statedAge !== years
  const wrongDays = list.statedAgeDays !== undefined && years < 1 && Math.abs(list.statedAgeDays - days) > 1
  return [
    ...(wrongYears ? [error('statedAge', String(list.statedAge), `按出生日期入院时为 ${years} 岁`)] : []),
    ...(wrongDays ? [error('statedAgeDays', String(list.statedAgeDays), `按出生日期入院时为 ${days} 天`)] : []),
  ]
}

function settlementFaults(list: SettlementList, { settlement, otherList }: ListContext): ListFinding[] {
  const field = 'settlementId'
  if (!settlement) return [error(field, list.settlementId, '应为已有的结算')]
  return [
    ...(settlement.isCancelled ? [error(field, list.settlementId, '该结算已撤销')] : []),
    ...(settlement.personNo !== list.personNo ? [error('personNo', list.personNo, '与结算的参保人不符')] : []),
    ...(settlement.providerCode !== list.providerCode
      ? [error('providerCode', list.providerCode, '与结算的机构不符')]
      : []),
    ...(otherList !== undefined ? [error(field, otherList, '该结算已有有效的清单，应先撤销')] : []),
  ]
}

export const ageInDays = ({ bornOn, admittedAt }: SettlementList): number | undefined =>
  admittedAt && daysBetween(bornOn, dayOf(admittedAt))

/** Discharge − admission; the same day counts one. */
export const stayDays = ({ admittedAt, dischargedAt }: SettlementList): number | undefined =>
  admittedAt && dischargedAt ? Math.max(1, daysBetween(dayOf(admittedAt), dayOf(dischargedAt))) : undefined
