// Family visit-code: a diagnosis or procedure that cannot be this person's — the other sex, another age.
import { object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { type EncounterWork, family, type Judgement } from './family.ts'
import { ageIn, inWords } from './line-limit.ts'

const shape = object({
  codes: required(codeList(), '诊断或手术操作编码，逐字相同'),
  sex: optional(oneOf(['M', 'F']), '允许的性别'),
  min: optional(wholeNumber(0), '最小年龄，含'),
  max: optional(wholeNumber(0), '最大年龄，含'),
  unit: optional(oneOf(['year', 'month', 'day']), '年龄单位，默认周岁'),
})

type Code = TypeOf<typeof shape>

/**
 * A visit with one of the codes among its diagnoses or procedures, while the sex of the person is another or the age on the first
 * day of the visit outside [min, max]. The finding is of the visit, without excess.
 *
 * Set-based: visits × their codes joined to the points.
 */
export const visitCode = family<Code>({
  name: 'visit-code',
  title: { zh: '编码与患者不符', en: 'A code that does not fit the person' },
  excess: 'none',
  holes: ['visitCode', 'limit', 'found'],
  shape,
  fault: ({ sex, min, max }) =>
    sex === undefined && min === undefined && max === undefined
      ? { found: 'a point that limits nothing', expected: 'sex, min or max' }
      : undefined,
  wake: ({ codes }) => ({ diagnoses: codes, procedures: codes }),
  onEncounter: (work) => {
    const { encounter, point } = work
    const all = [...(encounter.diagnoses ?? []), ...(encounter.procedures ?? [])]
    const found = all.find(({ code }) => point.parameters.codes.includes(code))
    return found ? [...sexOf(work, found.code), ...ageOf(work, found.code)].slice(0, 1) : []
  },
})

const judged = ({ encounter }: EncounterWork<Code>, visitCode: string, limit: string, found: string): Judgement => ({
  truth: 'true',
  lines: [],
  encounters: [encounter.id],
  holes: { visitCode, limit, found },
})

const missing = (work: EncounterWork<Code>, code: string, what: string): Judgement => ({
  ...judged(work, code, '', ''),
  truth: 'unknown',
  missing: [what],
})

function sexOf(work: EncounterWork<Code>, code: string): Judgement[] {
  const allowed = work.point.parameters.sex
  if (!allowed) return []
  const sex = work.view.person(work.encounter.personId)?.sex
  if (!sex) return [missing(work, code, 'person.sex')]
  return (sex === 'male') === (allowed === 'M') ? [] : [judged(work, code, allowed, sex === 'male' ? 'M' : 'F')]
}

function ageOf(work: EncounterWork<Code>, code: string): Judgement[] {
  const { min, max, unit = 'year' } = work.point.parameters
  if (min === undefined && max === undefined) return []
  const bornOn = work.view.person(work.encounter.personId)?.bornOn
  if (!bornOn) return [missing(work, code, 'person.bornOn')]
  const age = ageIn(unit, bornOn, work.encounter.startOn)
  const fits = age >= (min ?? 0) && age <= (max ?? Number.POSITIVE_INFINITY)
  return fits
    ? []
    : [judged(work, code, inWords(max === undefined ? `≥${min ?? 0}` : `${min ?? 0}–${max}`, unit), inWords(age, unit))]
}
