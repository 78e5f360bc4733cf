// Family mild-admission: a stay for a disease that needs none, with tests and little else (无指征住院、低标准入院).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import type { NetLine } from '../facts/model.ts'
import { codeList, codeListOrNone, ratio, wholeNumber } from '../knowledge/shapes.ts'
import { mainDiagnosis, matchesDiagnosis } from './codes.ts'
import { type EncounterWork, family, type Judgement } from './family.ts'

const shape = object({
  dx: required(codeList(), '一般可门诊治疗的主要诊断，按前缀'),
  severeDx: optional(codeListOrNone(), '任一诊断属此则不计，按前缀'),
  examPrefixes: required(codeList(), '检查检验项目的编码前缀'),
  minExamShare: required(ratio(), '检查检验费用占比达到'),
  treatmentCodes: optional(codeListOrNone(), '表明需要住院治疗的项目或药品；有则不计'),
  minDays: optional(wholeNumber(1), '住院至少多少天才计，默认 1'),
})

type Mild = TypeOf<typeof shape>
type Work = EncounterWork<Mild>

/**
 * Of an inpatient stay whose main diagnosis is in dx, without any diagnosis in severeDx, without an operation, not a rescue,
 * without a treatment of treatmentCodes: TRUE when tests are at least minExamShare of the net amount to the fund. UNKNOWN
 * when that holds but procedures or diagnoses were not sent. A screen: the finding is of the visit, nothing is excess.
 *
 * Set-based: sum(amount) filter (tests) / sum(amount) per stay, anti-joined to severe diagnoses, operations and treatments.
 */
export const mildAdmission = family<Mild>({
  name: 'mild-admission',
  title: { zh: '病情轻、以检查为主的住院', en: 'A stay of tests for a mild disease' },
  excess: 'none',
  holes: ['share', 'diagnosis', 'limit'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, view, point, holdsOn } = work
    if (encounter.careMode !== 'inpatient' || encounter.isRescue) return []
    const lines = view.linesOfEncounter(encounter.id).filter((line) => holdsOn(line.on))
    if (!isMild(work) || (encounter.procedures?.length ?? 0) > 0) return []
    if (lines.some((line) => point.parameters.treatmentCodes?.includes(line.code))) return []
    if (daysOf(work) < (point.parameters.minDays ?? 1)) return []
    return judge(work, lines)
  },
})

const daysOf = ({ encounter }: Work): number => Math.max(1, Math.round((encounter.end - encounter.start) / 1440))

function isMild({ encounter, point }: Work): boolean {
  const main = mainDiagnosis(encounter.diagnoses)
  if (!encounter.diagnoses) return true
  return (
    main !== undefined &&
    matchesDiagnosis([main], point.parameters.dx) &&
    !matchesDiagnosis(encounter.diagnoses, point.parameters.severeDx ?? [])
  )
}

function judge({ encounter, point }: Work, lines: readonly NetLine[]): Judgement[] {
  const { examPrefixes, minExamShare } = point.parameters
  const sum = (some: readonly NetLine[]): number => some.reduce((total, line) => total + line.netAmountFen, 0)
  const total = sum(lines)
  const exams = sum(lines.filter((line) => examPrefixes.some((prefix) => line.code.startsWith(prefix))))
  if (total === 0 || exams * 10_000 < minExamShare * total) return []
  const missing = [
    ...(encounter.diagnoses ? [] : ['encounter.diagnoses']),
    ...(encounter.procedures ? [] : ['encounter.procedures']),
  ]
  const holes = {
    share: `${Math.floor((exams * 100) / total)}%`,
    limit: `${minExamShare / 100}%`,
    diagnosis: mainDiagnosis(encounter.diagnoses)?.code ?? '',
  }
  const finding = { lines: [], encounters: [encounter.id], holes }
  return missing.length > 0 ? [{ ...finding, truth: 'unknown', missing }] : [{ ...finding, truth: 'true' }]
}
