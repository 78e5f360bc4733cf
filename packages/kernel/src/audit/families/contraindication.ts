// Family contraindication: a drug or service while something forbids it — a diagnosis, age, pregnancy, a result, an intolerance.
import { flag, list, listOrOne, object, oneOf, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import { ageOn, type Day } from '../../time/day.ts'
import type { DayRange } from '../facts/model.ts'
import { amountOfUnits, codeList, decimal, wholeNumber } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { family, type LineWork, wholeLine } from './family.ts'

const shape = object({
  codes: required(codeList(), '药品或项目'),
  dx: optional(codeList(), '禁忌诊断，按前缀'),
  minAge: optional(wholeNumber(0), '自此周岁起应避免'),
  aboveQty: optional(amountOfUnits(), '与 minAge 合用：日用量超过此数才算'),
  phase: optional(listOrOne(oneOf(['pregnancy', 'lactation'])), '禁用阶段'),
  labs: optional(
    list(object({ name: required(text()), op: required(oneOf(['<', '<=', '>', '>='])), value: required(decimal()) })),
    '禁忌的检验结果',
  ),
  intolerance: optional(flag(), '有不耐受记录者禁用'),
})

type Contra = TypeOf<typeof shape>
type Work = LineWork<Contra>
type Answer = { readonly reason: string } | { readonly missing: string } | undefined

/**
 * TRUE when one of the stated conditions holds; UNKNOWN when none holds and a fact that one needs is absent (a laboratory
 * value that nobody measured is no such fact). The first that holds is named. Excess: the whole line.
 *
 * Set-based: one row per counting line; the three-valued OR of the conditions.
 */
export const contraindication = family<Contra>({
  name: 'contraindication',
  title: { zh: '禁忌', en: 'Contra-indicated' },
  excess: 'whole_line',
  holes: ['reason'],
  shape,
  fault: ({ dx, minAge, phase, labs, intolerance }) =>
    dx || minAge !== undefined || phase || labs || intolerance
      ? undefined
      : { found: 'a point that forbids nothing', expected: 'dx, minAge, phase, labs or intolerance' },
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => {
    const answers = CONDITIONS.map((condition) => condition(work)).filter((answer) => answer !== undefined)
    const lines = [wholeLine(work.line)]
    const holds = answers.find((answer) => 'reason' in answer)
    if (holds) return [{ truth: 'true', lines, holes: { reason: holds.reason } }]
    const missing = answers.flatMap((answer) => ('missing' in answer ? [answer.missing] : []))
    return missing.length > 0 ? [{ truth: 'unknown', lines, missing, holes: { reason: '' } }] : []
  },
})

const CONDITIONS: readonly ((work: Work) => Answer)[] = [
  ({ point: { parameters }, encounter }) => {
    if (!parameters.dx) return undefined
    if (!encounter.diagnoses) return { missing: 'encounter.diagnoses' }
    const found = encounter.diagnoses.find((each) => matchesDiagnosis([each], parameters.dx ?? []))
    return found && { reason: `诊断${found.code}｜diagnosis ${found.code}` }
  },
  ({ point: { parameters }, encounter, view, line }) => {
    if (parameters.minAge === undefined) return undefined
    const bornOn = view.person(encounter.personId)?.bornOn
    if (!bornOn) return { missing: 'person.bornOn' }
    const age = ageOn(bornOn, line.on)
    const isMuch = parameters.aboveQty === undefined || line.netQuantity > parameters.aboveQty * (line.supplyDays ?? 1)
    return age >= parameters.minAge && isMuch ? { reason: `${age}岁｜${age} years` } : undefined
  },
  ({ point: { parameters }, encounter, view, line }) => {
    const person = view.person(encounter.personId)
    const phases = parameters.phase ?? []
    if (phases.includes('pregnancy') && isIn(person?.pregnancies, line.on)) return { reason: '妊娠期｜pregnancy' }
    if (phases.includes('lactation') && isIn(person?.lactations, line.on)) return { reason: '哺乳期｜lactation' }
    return undefined
  },
  ({ point: { parameters }, encounter, view }) => {
    const labs = view.recordsOfEncounter('lab', encounter.id)
    for (const { name, op, value } of parameters.labs ?? []) {
      const latest = labs
        .filter((lab) => lab.name === name)
        .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
        .at(-1)
      if (latest && compare(latest.value, op, value)) return { reason: `${name} ${latest.value}` }
    }
    return undefined
  },
  ({ point: { parameters }, encounter, view, line }) =>
    parameters.intolerance &&
    view.recordsOfPerson('intolerance', encounter.personId).some((record) => record.codes.includes(line.code))
      ? { reason: '不耐受｜intolerance' }
      : undefined,
]

const isIn = (ranges: readonly DayRange[] | undefined, on: Day): boolean =>
  ranges?.some(({ from, to }) => from <= on && (to === undefined || on <= to)) ?? false

const compare = (found: number, op: '<' | '<=' | '>' | '>=', value: number): boolean =>
  op === '<' ? found < value : op === '<=' ? found <= value : op === '>' ? found > value : found >= value
