// Family line-limit: a line against what a knowledge point allows for its codes — person, provider, visit, prescriber.
import { flag, listOrOne, object, oneOf, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import { ageOn, daysBetween, type parseDay } from '../../time/day.ts'
import { ANTIBIOTIC_CLASSES, CARE_MODES } from '../facts/model.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { family, type Judgement, type LineWork, wholeLine } from './family.ts'

const shape = object({
  codes: required(codeList(), '项目编码，逐字相同'),
  sex: optional(oneOf(['M', 'F']), '允许的性别'),
  min: optional(wholeNumber(0), '最小年龄，含'),
  max: optional(wholeNumber(0), '最大年龄，含'),
  unit: optional(oneOf(['year', 'month', 'day']), '年龄单位，默认周岁'),
  scheme: optional(oneOf(['WORK_INJURY', 'MATERNITY']), '仅由哪一险种支付'),
  exemptBenefitTypes: optional(listOrOne(text()), '视同该险种的待遇类型'),
  minLevel: optional(wholeNumber(0, 3), '最低医疗机构等级'),
  allowed: optional(listOrOne(oneOf(CARE_MODES)), '允许的就医方式'),
  deny: optional(listOrOne(oneOf(CARE_MODES)), '不允许的就医方式'),
  depts: optional(codeList(), '允许的执行科室'),
  cls: optional(oneOf(ANTIBIOTIC_CLASSES), '抗菌药物分级'),
  requires: optional(codeList(), '须具备的设备或资质'),
  never: optional(flag(), '一律不予支付'),
  exceptionDx: optional(codeList(), '例外诊断，按前缀'),
})

type Limit = TypeOf<typeof shape>
type Work = LineWork<Limit>

/** Undefined: not limited, or within the limit. */
type Check = (work: Work) => { limit: string; found: string } | { missing: string } | undefined

/**
 * TRUE when one stated limit is broken; UNKNOWN when none is broken and a fact that one needs is absent; else FALSE.
 * The first broken limit is named. Excess: the whole line.
 *
 * Set-based: one row per counting line joined to the points of its code that hold on the service day; the limits are
 * one CASE each; TRUE if any is true, else UNKNOWN if any is null.
 */
export const lineLimit = family<Limit>({
  name: 'line-limit',
  title: { zh: '明细与知识点的限定不符', en: 'A line beyond the limits of its knowledge point' },
  excess: 'whole_line',
  holes: ['limit', 'found'],
  shape,
  fault: ({ at: _, codes: __, unit: ___, exceptionDx: ____, ...limits }) =>
    Object.values(limits).every((each) => each === undefined)
      ? {
          found: 'a point that limits nothing',
          expected: 'one of sex, min, max, scheme, minLevel, allowed, deny, depts, cls, requires, never',
        }
      : undefined,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => {
    const { exceptionDx } = work.point.parameters
    if (exceptionDx && work.encounter.diagnoses && matchesDiagnosis(work.encounter.diagnoses, exceptionDx)) return []
    const answers = CHECKS.map((check) => check(work)).filter((answer) => answer !== undefined)
    const broken = answers.find((answer) => 'limit' in answer)
    if (broken) return [judgement(work, 'true', broken)]
    const missing = answers.flatMap((answer) => ('missing' in answer ? [answer.missing] : []))
    return missing.length > 0 ? [{ ...judgement(work, 'unknown', { limit: '', found: '' }), missing }] : []
  },
})

const judgement = (work: Work, truth: Judgement['truth'], holes: { limit: string; found: string }): Judgement => ({
  truth,
  lines: [wholeLine(work.line)],
  holes,
})

const SEXES = { M: 'male', F: 'female' } as const
const SEX_WORDS = { male: '男｜male', female: '女｜female' } as const

const sexCheck: Check = ({ point, view, encounter }) => {
  const allowed = point.parameters.sex
  if (!allowed) return undefined
  const sex = view.person(encounter.personId)?.sex
  if (!sex) return { missing: 'person.sex' }
  return sex === SEXES[allowed] ? undefined : { limit: SEX_WORDS[SEXES[allowed]], found: SEX_WORDS[sex] }
}

const UNIT_WORDS = { year: ['岁', 'years'], month: ['个月', 'months'], day: ['天', 'days'] } as const

export const inWords = (number: number | string, unit: keyof typeof UNIT_WORDS): string =>
  `${number}${UNIT_WORDS[unit][0]}｜${number} ${UNIT_WORDS[unit][1]}`

const ageCheck: Check = ({ point, view, encounter, line }) => {
  const { min, max, unit = 'year' } = point.parameters
  if (min === undefined && max === undefined) return undefined
  const bornOn = view.person(encounter.personId)?.bornOn
  if (!bornOn) return { missing: 'person.bornOn' }
  const age = ageIn(unit, bornOn, line.on)
  if (age >= (min ?? 0) && age <= (max ?? Number.POSITIVE_INFINITY)) return undefined
  // A grown person is not told in days.
  const found = unit === 'day' && age >= 730 ? inWords(ageOn(bornOn, line.on), 'year') : inWords(age, unit)
  return { limit: inWords(max === undefined ? `≥${min ?? 0}` : `${min ?? 0}–${max}`, unit), found }
}

/** Completed years, months or days. */
export function ageIn(
  unit: 'year' | 'month' | 'day',
  bornOn: NonNullable<ReturnType<typeof parseDay>>,
  on: typeof bornOn,
): number {
  if (unit === 'day') return daysBetween(bornOn, on)
  if (unit === 'year') return ageOn(bornOn, on)
  const months =
    (Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))) * 12 + Number(on.slice(5, 7)) - Number(bornOn.slice(5, 7))
  return on.slice(8) < bornOn.slice(8) ? months - 1 : months
}

const schemeCheck: Check = ({ point, encounter }) => {
  const { scheme, exemptBenefitTypes = [] } = point.parameters
  if (!scheme || exemptBenefitTypes.includes(encounter.benefitType?.toUpperCase() ?? '')) return undefined
  if (!encounter.insuranceType) return { missing: 'encounter.insuranceType' }
  const found = encounter.insuranceType.toUpperCase()
  return found === scheme ? undefined : { limit: scheme, found }
}

const levelCheck: Check = ({ point, view, encounter }) => {
  const { minLevel } = point.parameters
  if (minLevel === undefined) return undefined
  const level = view.provider(encounter.providerId)?.level
  if (level === undefined) return { missing: 'provider.level' }
  return level >= minLevel
    ? undefined
    : { limit: `${minLevel}级及以上｜level ${minLevel} and above`, found: `${level}` }
}

const careModeCheck: Check = ({ point, encounter }) => {
  const { allowed, deny } = point.parameters
  const found = encounter.careMode
  if (allowed && !allowed.includes(found)) return { limit: allowed.join('、'), found }
  return deny?.includes(found) ? { limit: `非${deny.join('/')}｜not ${deny.join('/')}`, found } : undefined
}

const departmentCheck: Check = ({ point, line }) => {
  const { depts } = point.parameters
  if (!depts) return undefined
  if (!line.department) return { missing: 'line.execDept' }
  return depts.includes(line.department) ? undefined : { limit: depts.join('、'), found: line.department }
}

/** One day's use in an emergency is allowed to any prescriber. */
const prescriberCheck: Check = ({ point, view, encounter, line }) => {
  const { cls } = point.parameters
  if (!cls) return undefined
  if (encounter.careMode === 'emergency' && (line.supplyDays ?? 1) <= 1) return undefined
  const right = line.prescriberId === undefined ? undefined : view.practitioner(line.prescriberId)?.antibioticRight
  if (!right) return { missing: 'practitioner.antibioticRight' }
  return ANTIBIOTIC_CLASSES.indexOf(right) >= ANTIBIOTIC_CLASSES.indexOf(cls) ? undefined : { limit: cls, found: right }
}

const capabilityCheck: Check = ({ point, view, encounter }) => {
  const { requires } = point.parameters
  if (!requires) return undefined
  const capabilities = view.provider(encounter.providerId)?.capabilities
  if (!capabilities) return { missing: 'provider.capabilities' }
  const lacking = requires.filter((each) => !capabilities.includes(each))
  return lacking.length === 0
    ? undefined
    : { limit: requires.join('、'), found: `缺${lacking.join('/')}｜lacking ${lacking.join('/')}` }
}

const neverCheck: Check = ({ point, line }) =>
  point.parameters.never ? { limit: '不予支付｜never payable', found: line.name } : undefined

const CHECKS: readonly Check[] = [
  neverCheck,
  sexCheck,
  ageCheck,
  schemeCheck,
  levelCheck,
  careModeCheck,
  departmentCheck,
  prescriberCheck,
  capabilityCheck,
]
