// Family record-fields: a visit whose own fields are missing or contradict each other (结算清单信息异常).
import { list, object, oneOf, required, type TypeOf } from '../../policy/text/shape.ts'
import { midnightOf } from '../facts/minute.ts'
import { type EncounterWork, family } from './family.ts'

export const FIELD_CHECKS = ['dates', 'diagnosis', 'mainDiagnosis', 'procedureTime', 'birth', 'sex'] as const

const shape = object({
  checks: required(list(oneOf(FIELD_CHECKS)), '核对项'),
})

type Fields = TypeOf<typeof shape>
type Answer = 'holds' | 'broken' | { readonly missing: string }

/**
 * Every check of the point is put to the visit. TRUE when one is broken; all broken ones are named. UNKNOWN when none is
 * broken and one cannot be put, because the fact it needs was not sent. The finding is of the visit.
 * dates: it does not end before it begins. diagnosis: there is one. mainDiagnosis: exactly one is the main one.
 * procedureTime: each procedure lies between the first and the last day. birth: born on or before the first day.
 * sex: it is registered.
 *
 * Set-based: one row per visit, one boolean column per check, with SQL's three-valued OR of their negations.
 */
export const recordFields = family<Fields>({
  name: 'record-fields',
  title: { zh: '就诊信息缺失或矛盾', en: 'Fields of a visit missing or in contradiction' },
  excess: 'none',
  holes: ['fields'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const answers = work.point.parameters.checks.map((name) => ({ name, answer: CHECKS[name](work) }))
    const broken = answers.flatMap(({ name, answer }) => (answer === 'broken' ? [WORDS[name]] : []))
    const unknown = answers.flatMap(({ name, answer }) =>
      typeof answer === 'object' ? [{ word: WORDS[name], missing: answer.missing }] : [],
    )
    const finding = { lines: [], encounters: [work.encounter.id] }
    if (broken.length > 0) return [{ ...finding, truth: 'true', holes: { fields: broken.join('、') } }]
    if (unknown.length === 0) return []
    const holes = { fields: unknown.map(({ word }) => word).join('、') }
    return [{ ...finding, truth: 'unknown', missing: unknown.map(({ missing }) => missing), holes }]
  },
})

const WORDS: Readonly<Record<(typeof FIELD_CHECKS)[number], string>> = {
  dates: '入出院时间｜dates',
  diagnosis: '诊断｜diagnosis',
  mainDiagnosis: '主要诊断｜main diagnosis',
  procedureTime: '手术操作时间｜time of procedure',
  birth: '出生日期｜date of birth',
  sex: '性别｜sex',
}

const CHECKS: Readonly<Record<(typeof FIELD_CHECKS)[number], (work: EncounterWork<Fields>) => Answer>> = {
  dates: ({ encounter }) => (encounter.end < encounter.start ? 'broken' : 'holds'),
  diagnosis: ({ encounter: { diagnoses } }) => {
    if (!diagnoses) return { missing: 'encounter.diagnoses' }
    return diagnoses.length === 0 ? 'broken' : 'holds'
  },
  mainDiagnosis: ({ encounter: { diagnoses } }) => {
    if (!diagnoses) return { missing: 'encounter.diagnoses' }
    return diagnoses.filter((each) => each.isMain).length === 1 ? 'holds' : 'broken'
  },
  procedureTime: ({ encounter }) => {
    const times = encounter.procedures?.map((each) => each.at)
    if (times?.some((at) => at !== undefined && isOutside(at, encounter))) return 'broken'
    if (!times) return { missing: 'encounter.procedures' }
    return times.includes(undefined) ? { missing: 'procedure.at' } : 'holds'
  },
  birth: ({ encounter, view }) => {
    const bornOn = view.person(encounter.personId)?.bornOn
    if (!bornOn) return { missing: 'person.bornOn' }
    return bornOn <= encounter.startOn ? 'holds' : 'broken'
  },
  sex: ({ encounter, view }) => (view.person(encounter.personId)?.sex ? 'holds' : { missing: 'person.sex' }),
}

const isOutside = (at: number, { startOn, endOn }: EncounterWork<Fields>['encounter']): boolean =>
  at < midnightOf(startOn) || at >= midnightOf(endOn) + 1440
