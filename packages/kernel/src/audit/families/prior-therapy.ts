// Family prior-therapy: a second-line drug without any first-line use before it (限二线使用).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { addDays } from '../../time/day.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { family, wholeLine } from './family.ts'

const shape = object({
  codes: required(codeList(), '二线药品编码'),
  firstLine: required(codeList(), '一线药品编码'),
  lookbackDays: required(wholeNumber(1), '回溯天数'),
  minDays: optional(wholeNumber(1), '一线药品至少使用的不同日期数，默认 1'),
  exemptionDx: optional(codeList(), '免于此限的诊断，按前缀'),
})

/**
 * TRUE when on fewer than minDays distinct days of [service day − lookbackDays, service day − 1] a line of firstLine counts,
 * at any provider, and the person has no intolerance record (one that names codes must name one of firstLine).
 * Excess: the whole line.
 *
 * Set-based: an anti-join of counting lines against first-line lines of the person in that range, and against records.
 */
export const priorTherapy = family<TypeOf<typeof shape>>({
  name: 'prior-therapy',
  title: { zh: '没有一线用药依据', en: 'No first-line therapy before' },
  excess: 'whole_line',
  holes: ['lookbackDays'],
  shape,
  wake: ({ codes }) => ({ codes }),
  onLine: ({ point, line, encounter, view }) => {
    const { firstLine, lookbackDays, minDays = 1, exemptionDx } = point.parameters
    if (exemptionDx && matchesDiagnosis(encounter.diagnoses ?? [], exemptionDx)) return []
    const from = addDays(line.on, -lookbackDays)
    const earlier = firstLine
      .flatMap((code) => view.linesOfPersonAndCode(encounter.personId, code))
      .filter((each) => each.on >= from && each.on < line.on)
    if (new Set(earlier.map((each) => each.on)).size >= minDays) return []
    const intolerant = view
      .recordsOfPerson('intolerance', encounter.personId)
      .some(({ codes }) => codes.length === 0 || codes.some((code) => firstLine.includes(code)))
    return intolerant ? [] : [{ truth: 'true', lines: [wholeLine(line)], holes: { lookbackDays } }]
  },
})
