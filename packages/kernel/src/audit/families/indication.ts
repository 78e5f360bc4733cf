// Family indication: a line is payable when one branch of its point holds — diagnoses, age, sex, results, tests, earlier therapy.
import { flag, list, object, oneOf, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import { addDays, ageOn } from '../../time/day.ts'
import type { AuditEncounter } from '../facts/model.ts'
import { codeList, codeListOrNone, decimal, wholeNumber } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { family, type LineWork, wholeLine } from './family.ts'

const OPERATORS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '≤': (a: number, b: number) => a <= b,
  '≥': (a: number, b: number) => a >= b,
  '=': (a: number, b: number) => a === b,
  '==': (a: number, b: number) => a === b,
} as const

const operators = Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]

const branchShape = object({
  dx: optional(codeListOrNone(), '任一诊断，按前缀'),
  exclusionDx: optional(codeList(), '不得有的诊断，按前缀'),
  flags: optional(list(text()), '就诊须具备的事实'),
  sex: optional(oneOf(['M', 'F']), '性别'),
  min: optional(wholeNumber(0), '最小周岁'),
  max: optional(wholeNumber(0), '最大周岁'),
  labs: optional(
    list(
      object({
        name: required(text(), '检验项目'),
        op: required(oneOf(operators), '比较'),
        value: required(decimal(), '界值'),
        unit: optional(text(), '单位'),
        withinDays: optional(wholeNumber(0), '结果须在用药前多少天内'),
      }),
    ),
    '检验结果',
  ),
  tests: optional(
    list(object({ name: required(text(), '检测'), anyOf: required(codeList(), '任一结果') })),
    '基因等检测',
  ),
  priorTherapy: optional(codeList(), '此前用过其一'),
  lookbackDays: optional(wholeNumber(1), '回溯天数'),
  needsText: optional(flag(), '须人工阅读病历才能判断'),
})

const shape = object({
  codes: required(codeList(), '项目编码'),
  dx: optional(codeListOrNone(), '任一诊断，按前缀；即只有一个分支'),
  branches: optional(list(branchShape), '任一分支成立即可支付'),
})

type Indication = TypeOf<typeof shape>
type Branch = TypeOf<typeof branchShape>
type Truth = boolean | { readonly missing: string }

/**
 * A branch is FALSE as soon as one of its conditions is FALSE, TRUE when all are TRUE, else UNKNOWN. One branch TRUE: no
 * finding. All FALSE: TRUE. None TRUE and some UNKNOWN: UNKNOWN. The latest result of the visit counts. Excess: the whole line.
 *
 * Set-based: one row per counting line and branch with the three-valued AND of its conditions (SQL's own), then the
 * three-valued OR over the branches of the point.
 */
export const indication = family<Indication>({
  name: 'indication',
  title: { zh: '不符合限定的适应症', en: 'No indication of the knowledge point holds' },
  excess: 'whole_line',
  holes: ['diagnoses', 'branches'],
  shape,
  fault: ({ dx, branches }) =>
    !dx && !branches ? { found: 'a point without dx and branches', expected: 'dx, or branches' } : undefined,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => {
    const { dx, branches } = work.point.parameters
    const truths = (branches ?? [{ dx }]).map((branch) => branchTruth(branch as Branch, work))
    if (truths.includes(true)) return []
    const missing = [...new Set(truths.flatMap((truth) => (typeof truth === 'object' ? [truth.missing] : [])))]
    const diagnoses = work.encounter.diagnoses?.map((each) => each.code).join('、') || '无｜none'
    const holes = { diagnoses, branches: truths.length }
    const lines = [wholeLine(work.line)]
    return missing.length > 0 ? [{ truth: 'unknown', lines, holes, missing }] : [{ truth: 'true', lines, holes }]
  },
})

function branchTruth(branch: Branch, work: LineWork<Indication>): Truth {
  let unknown: Truth = true
  for (const truth of conditions(branch, work)) {
    if (truth === false) return false
    if (truth !== true) unknown = truth
  }
  return unknown
}

function* conditions(branch: Branch, work: LineWork<Indication>): Iterable<Truth> {
  const { encounter, view, line } = work
  if (branch.dx) yield dxTruth(encounter, branch.dx)
  if (branch.exclusionDx) yield negated(dxTruth(encounter, branch.exclusionDx))
  const person = view.person(encounter.personId)
  if (branch.sex)
    yield person?.sex ? person.sex === (branch.sex === 'M' ? 'male' : 'female') : { missing: 'person.sex' }
  if (branch.min !== undefined || branch.max !== undefined) {
    const age = person?.bornOn === undefined ? undefined : ageOn(person.bornOn, line.on)
    yield age === undefined
      ? { missing: 'person.bornOn' }
      : age >= (branch.min ?? 0) && age <= (branch.max ?? Number.POSITIVE_INFINITY)
  }
  for (const name of branch.flags ?? []) yield encounter.flags[name] ?? { missing: `encounter.${name}` }
  for (const lab of branch.labs ?? []) yield labTruth(lab, work)
  for (const test of branch.tests ?? []) yield testTruth(test, work)
  if (branch.priorTherapy) yield priorTruth(branch.priorTherapy, branch.lookbackDays ?? 365, work)
  if (branch.needsText) yield { missing: 'encounter.record' }
}

const dxTruth = (encounter: AuditEncounter, prefixes: readonly string[]): Truth =>
  encounter.diagnoses ? matchesDiagnosis(encounter.diagnoses, prefixes) : { missing: 'encounter.diagnoses' }

const negated = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : truth)

function labTruth(lab: NonNullable<Branch['labs']>[number], { view, encounter, line }: LineWork<Indication>): Truth {
  const found = view
    .recordsOfEncounter('lab', encounter.id)
    .filter((record) => record.name === lab.name)
    .filter(
      (record) =>
        lab.withinDays === undefined || record.at === undefined || line.at - record.at <= lab.withinDays * 1440,
    )
    .reduce<{ at?: number; value: number } | undefined>(
      (latest, record) => (latest === undefined || (record.at ?? 0) >= (latest.at ?? 0) ? record : latest),
      undefined,
    )
  return found ? OPERATORS[lab.op](found.value, lab.value) : { missing: `lab ${lab.name}` }
}

function testTruth(test: NonNullable<Branch['tests']>[number], { view, encounter }: LineWork<Indication>): Truth {
  const found = view.recordsOfPerson('test', encounter.personId).filter((record) => record.name === test.name)
  return found.length === 0
    ? { missing: `test ${test.name}` }
    : found.some((record) => test.anyOf.includes(record.result))
}

function priorTruth(codes: readonly string[], days: number, { view, encounter, line }: LineWork<Indication>): Truth {
  const from = addDays(line.on, -days)
  return codes.some((code) =>
    view.linesOfPersonAndCode(encounter.personId, code).some((earlier) => earlier.on >= from && earlier.on < line.on),
  )
}
