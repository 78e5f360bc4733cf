// Quality rules about diagnoses, procedures and care: Q08–Q19, and Q16, Q17 where procedures need their companions.
import { addDays, ageOn, type Day, dayNumber } from '../time/day.ts'
import { dayOf, type Instant } from '../time/instant.ts'
import { ageInDays, stayDays } from './identity.ts'
import type { ListContext, ListFinding, SettlementList } from './model.ts'
import { error, type Rule, warning } from './rule.ts'

const MINUTES_A_DAY = 1440
/** From here on ventilation needs the procedure of long ventilation. */
const LONG_VENTILATION_MINUTES = 96 * 60
const CHILDBEARING = { least: 10, most: 60 }

const FEMALE = /^(C5[1-8]|N[78]\d|N9[0-8]|O\d\d)/
const MALE = /^(C6[0-3]|N4\d|N5[01])/

export const clinicalRules: Readonly<Record<string, Rule>> = {
  Q08: ({ diagnoses }) => mainFaults(diagnoses),
  Q09: (list) => [
    ...countFault('statedDiagnoses', list.statedDiagnoses, list.diagnoses.length),
    ...countFault('statedProcedures', list.statedProcedures, list.procedures.length),
  ],
  Q10: (list, context) => codeFaults(list, context),
  Q11: ({ diagnoses }, { isGrey }) =>
    diagnoses.flatMap(({ isMain, code }) => {
      if (!isMain) return []
      if (/^[V-Y]/.test(code)) return [error('diagnoses.code', code, '损伤外因(V、W、X、Y)不应作主要诊断')]
      return isGrey(code) ? [warning('diagnoses.code', code, '灰码不应作主要诊断，请选更具体的诊断')] : []
    }),
  Q12: (list) => [
    ...repeated(
      'diagnoses.code',
      list.diagnoses.map(({ code }) => code),
    ),
    ...repeated(
      'procedures.code',
      list.procedures.map(({ code, at }) => `${code}${at === undefined ? '' : ` ${at}`}`),
    ),
    ...list.diagnoses
      .filter(({ isMain, code }) => isMain && code.includes('*'))
      .map(({ code }) => error('diagnoses.code', code, '星号编码不应作主要诊断')),
  ],
  Q13: ({ sex, diagnoses }) =>
    diagnoses
      .filter(({ code }) => (sex === 'male' && FEMALE.test(code)) || (sex === 'female' && MALE.test(code)))
      .map(({ code }) => error('diagnoses.code', code, `与性别${sex === 'male' ? '男' : '女'}不符`)),
  Q14: (list) => ageAgainstCodes(list),
  Q15: (list, { preAdmissionDays }) => timeFaults(list, preAdmissionDays),
  Q16: ({ procedures }) =>
    procedures
      .filter(({ anaesthesia, anaesthetist }) => (anaesthesia === '') !== (anaesthetist === ''))
      .map(({ code, anaesthesia }) =>
        warning(
          anaesthesia === '' ? 'procedures.anaesthesia' : 'procedures.anaesthetist',
          `${code} 只填其一`,
          '麻醉方式与麻醉医师应同时填写',
        ),
      ),
  Q17: (list, { isVentilation }) => ventilationFaults(list, isVentilation),
  Q18: (list) => intensiveFaults(list),
  Q19: (list) => {
    const days = stayDays(list)
    if (days === undefined || list.nursingDays === undefined || list.nursingDays <= days + 1) return []
    return [warning('nursingDays', `各级合计 ${list.nursingDays} 天`, `不应多于住院 ${days} 天加一天`)]
  },
}

function mainFaults(diagnoses: SettlementList['diagnoses']): ListFinding[] {
  return [...new Set(diagnoses.map(({ kind }) => kind))].flatMap((kind) => {
    const own = diagnoses.filter((each) => each.kind === kind)
    const main = own.filter(({ isMain }) => isMain)
    if (main.length !== 1)
      return [error('diagnoses.isMain', `${main.length} 个主要诊断`, '每类诊断应有且只有一个主要诊断')]
    return own[0]?.isMain ? [] : [error('diagnoses.isMain', main[0]?.code ?? '', '主要诊断应排在第一')]
  })
}

const countFault = (field: string, stated: number | undefined, rows: number): ListFinding[] =>
  stated === undefined || stated === rows ? [] : [error(field, String(stated), `应为 ${rows}，与行数一致`)]

function codeFaults(list: SettlementList, { isDiagnosisCode, isProcedureCode, now }: ListContext): ListFinding[] {
  const on: Day = dayOf(list.dischargedAt ?? now)
  const plain = (code: string): string => code.replaceAll(/[*+†]/g, '')
  return [
    ...list.diagnoses
      .filter(({ code, kind }) => kind === 'western' && !isDiagnosisCode(plain(code), on))
      .map(({ code }) => error('diagnoses.code', code, '应为出院日有效的医保版疾病诊断代码')),
    ...list.procedures
      .filter(({ code }) => !isProcedureCode(code, on))
      .map(({ code }) => error('procedures.code', code, '应为出院日有效的医保版手术操作代码')),
  ]
}

function repeated(field: string, values: readonly string[]): ListFinding[] {
  const twice = new Set(values.filter((value, at) => values.indexOf(value) !== at))
  return [...twice].map((value) => error(field, value, '同一编码不应重复'))
}

function ageAgainstCodes(list: SettlementList): ListFinding[] {
  const days = ageInDays(list)
  const on = list.admittedAt && dayOf(list.admittedAt)
  if (days === undefined || !on || on < list.bornOn) return []
  const years = ageOn(list.bornOn, on)
  return list.diagnoses.flatMap(({ code }) => {
    if (/^P\d\d/.test(code) && years >= 1) return [warning('diagnoses.code', code, '围产期编码一般用于新生儿')]
    const isOdd = /^O\d\d/.test(code) && (years < CHILDBEARING.least || years > CHILDBEARING.most)
    return isOdd ? [warning('diagnoses.code', code, `妊娠分娩编码与年龄 ${years} 岁不符`)] : []
  })
}

function timeFaults(list: SettlementList, preAdmissionDays: number): ListFinding[] {
  const { admittedAt, dischargedAt } = list
  if (!admittedAt || !dischargedAt) return []
  const earliest = `${addDays(dayOf(admittedAt), -preAdmissionDays)}${admittedAt.slice(10)}` as Instant
  return list.procedures
    .filter(({ at }) => at !== undefined && (at < earliest || at > dischargedAt))
    .map(({ code, at }) => error('procedures.at', `${code} ${at}`, `应在 ${earliest} 与出院 ${dischargedAt} 之间`))
}

function ventilationFaults(list: SettlementList, isVentilation: (code: string) => boolean): ListFinding[] {
  const minutes = list.ventilationMinutes ?? 0
  if (minutes === 0) return []
  const days = stayDays(list)
  const coded = list.procedures.filter(({ code }) => isVentilation(code))
  const tooLong = days !== undefined && minutes > (days + 1) * MINUTES_A_DAY
  const isLongUncoded = minutes >= LONG_VENTILATION_MINUTES && !coded.some(({ code }) => code.startsWith('96.72'))
  return [
    ...(tooLong ? [warning('ventilationMinutes', `${minutes} 分钟`, `不应长于住院 ${days} 天`)] : []),
    ...(coded.length === 0 ? [warning('ventilationMinutes', `${minutes} 分钟`, '应有呼吸机治疗的手术操作编码')] : []),
    ...(coded.length > 0 && isLongUncoded
      ? [warning('ventilationMinutes', `${minutes} 分钟`, '满96小时的，应编码为96小时及以上')]
      : []),
  ]
}

function intensiveFaults(list: SettlementList): ListFinding[] {
  const rows = list.intensiveCare.toSorted((a, b) => (a.inAt < b.inAt ? -1 : 1))
  return rows.flatMap(({ inAt, outAt, statedMinutes }, at) => {
    const before = rows[at - 1]
    const minutes = minutesBetween(inAt, outAt)
    const isOutside = (list.admittedAt && inAt < list.admittedAt) || (list.dischargedAt && outAt > list.dischargedAt)
    return [
      ...(outAt < inAt ? [error('intensiveCare.outAt', outAt, `不应早于进入时间 ${inAt}`)] : []),
      ...(isOutside ? [error('intensiveCare.inAt', `${inAt} 至 ${outAt}`, '应在住院期间之内')] : []),
      ...(before && inAt < before.outAt ? [error('intensiveCare.inAt', inAt, `与上一段 ${before.outAt} 重叠`)] : []),
      ...(statedMinutes !== undefined && statedMinutes !== minutes
        ? [error('intensiveCare.statedMinutes', `${statedMinutes} 分钟`, `应为 ${minutes} 分钟`)]
        : []),
    ]
  })
}

const minuteOf = (at: Instant): number =>
  dayNumber(dayOf(at)) * MINUTES_A_DAY + Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))
const minutesBetween = (from: Instant, to: Instant): number => minuteOf(to) - minuteOf(from)
