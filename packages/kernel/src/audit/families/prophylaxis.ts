// Family prophylaxis: antibiotics around a clean operation, too early, too long, or not called for (围手术期预防用药).
import { flag, object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { type Minute, minuteText } from '../facts/minute.ts'
import type { AuditEncounter, NetLine } from '../facts/model.ts'
import { codeList, codeListOrNone, wholeNumber } from '../knowledge/shapes.ts'
import { includesCode, matchesDiagnosis } from './codes.ts'
import { type EncounterWork, family, type Judgement, wholeLine } from './family.ts'

const shape = object({
  procs: required(codeList(), '清洁手术，按编码前缀'),
  codes: required(codeList(), '抗菌药物'),
  allowed: optional(codeListOrNone(), '推荐的预防用药；未列则不查品种'),
  notIndicated: optional(flag(), '该手术一般不需预防用药'),
  maxHours: optional(wholeNumber(1), '切皮后最长小时数，默认 24'),
  beforeMinutes: optional(wholeNumber(0), '切皮前最早分钟数，默认 120'),
  infectionDx: optional(codeListOrNone(), '感染或高危诊断，按前缀；有则不计'),
})

type Prophylaxis = TypeOf<typeof shape>
type Work = EncounterWork<Prophylaxis>

/**
 * Of a stay with a procedure of procs and without a diagnosis of infectionDx; the first such procedure counts. An
 * antibiotic line is excess, whole, when prophylaxis is notIndicated; or its drug is not among allowed; or it is given
 * earlier than beforeMinutes before the operation; or later than maxHours after it. The first reason that holds, in this
 * order, is named; one finding per stay. UNKNOWN when the operation has no time and only time could decide, or the
 * diagnoses were not sent.
 *
 * Set-based: antibiotic lines joined to the first operation of the stay, anti-joined to its infection diagnoses.
 */
export const prophylaxis = family<Prophylaxis>({
  name: 'prophylaxis',
  title: { zh: '围手术期预防用抗菌药物不当', en: 'Antibiotic prophylaxis outside the rules' },
  excess: 'whole_line',
  holes: ['reason', 'operation', 'max'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, view, point, holdsOn } = work
    const operation = firstOperation(encounter, point.parameters.procs)
    if (encounter.careMode !== 'inpatient' || !operation) return []
    if (encounter.diagnoses && matchesDiagnosis(encounter.diagnoses, point.parameters.infectionDx ?? [])) return []
    const used = view
      .linesOfEncounter(encounter.id)
      .filter((line) => includesCode(point.parameters.codes, line.code) && holdsOn(line.on))
    if (used.length === 0) return []
    const faults = used.flatMap((line) => {
      const reason = reasonOf(work, line, operation.at)
      return reason ? [{ line, reason }] : []
    })
    const missing = [
      ...(operation.at === undefined ? ['procedure.at'] : []),
      ...(encounter.diagnoses ? [] : ['encounter.diagnoses']),
    ]
    return judge(work, used, faults, missing, operation.code)
  },
})

function judge(
  { encounter, point }: Work,
  used: readonly NetLine[],
  faults: readonly { line: NetLine; reason: string }[],
  missing: readonly string[],
  operation: string,
): Judgement[] {
  const named = { operation, max: point.parameters.maxHours ?? 24 }
  const encounters = [encounter.id]
  if (missing.length > 0 && (faults.length === 0 || missing.includes('encounter.diagnoses'))) {
    const lines = used.map(wholeLine)
    return [{ truth: 'unknown', lines, encounters, missing, holes: { ...named, reason: '' } }]
  }
  if (faults.length === 0) return []
  const reason = [...new Set(faults.map((each) => each.reason))].join('、')
  return [{ truth: 'true', lines: faults.map(({ line }) => wholeLine(line)), encounters, holes: { ...named, reason } }]
}

/** The earliest; one without a time goes before none only. */
const firstOperation = ({ procedures = [] }: AuditEncounter, procs: readonly string[]) =>
  procedures
    .filter(({ code }) => procs.some((prefix) => code.startsWith(prefix)))
    .sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY))[0]

function reasonOf({ point }: Work, line: NetLine, cut: Minute | undefined): string | undefined {
  const { allowed, notIndicated, maxHours = 24, beforeMinutes = 120 } = point.parameters
  if (notIndicated) return '无预防指征｜not indicated'
  if (allowed && !includesCode(allowed, line.code)) return '品种不当｜wrong drug'
  if (cut === undefined) return undefined
  if (line.at < cut - beforeMinutes)
    return `早于术前（手术${minuteText(cut)}）｜too early (operation ${minuteText(cut)})`
  return line.at > cut + maxHours * 60 ? '疗程过长｜too long' : undefined
}
