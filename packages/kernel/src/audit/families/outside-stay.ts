// Family outside-stay: what a stay should bear, charged to a pharmacy, an outpatient visit or the patient instead (转嫁费用).
import { flag, object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { dayNumberAt } from '../facts/minute.ts'
import type { AuditLine } from '../facts/model.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { includesCode, matchesDiagnosis } from './codes.ts'
import { type EncounterWork, family } from './family.ts'
import { nothingOf } from './window.ts'

const shape = object({
  dx: required(codeList(), '住院的诊断，按前缀'),
  codes: required(codeList(), '该住院应当承担的药品、耗材、项目'),
  daysAround: optional(wholeNumber(0), '入院前与出院后多少天内，默认 3'),
  consentExcepts: optional(flag(), '就诊注明经同意自费（exception）的不计'),
})

type Outside = TypeOf<typeof shape>
type Work = EncounterWork<Outside>

/**
 * Of an inpatient stay with a diagnosis of dx: every line of codes of the same person that is dated within the stay or
 * daysAround days of it, and is charged in another visit that is no stay (whoever pays), or in this stay to the person.
 * With consentExcepts the lines of a visit that records an exception are left out. TRUE when there is one; UNKNOWN when
 * there is one and the diagnoses of the stay were not sent. Lines are named, none is excess: the amount is the patient's.
 *
 * Set-based: stays joined to submitted lines on person, code and day range, anti-joined to stays.
 */
export const outsideStay = family<Outside>({
  name: 'outside-stay',
  title: { zh: '住院应承担的费用转到院外', en: 'Costs of a stay charged outside it' },
  excess: 'none',
  holes: ['items', 'count', 'amount'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, point } = work
    if (encounter.careMode !== 'inpatient') return []
    if (encounter.diagnoses && !matchesDiagnosis(encounter.diagnoses, point.parameters.dx)) return []
    const shifted = shiftedLines(work)
    if (shifted.length === 0) return []
    const lines = shifted.map((line) =>
      nothingOf({ ...line, netQuantity: line.quantity, netAmountFen: line.amountFen }),
    )
    const yuan = shifted.reduce((sum, line) => sum + line.amountFen, 0) / 100
    const holes = {
      items: [...new Set(shifted.map((line) => line.name))].join('、'),
      count: shifted.length,
      amount: yuan.toFixed(2),
    }
    const finding = { lines, encounters: [encounter.id], holes }
    return encounter.diagnoses
      ? [{ ...finding, truth: 'true' }]
      : [{ ...finding, truth: 'unknown', missing: ['encounter.diagnoses'] }]
  },
})

function shiftedLines({ encounter, view, point, holdsOn }: Work): AuditLine[] {
  const { codes, daysAround = 3, consentExcepts } = point.parameters
  const [first, last] = [dayNumberAt(encounter.start) - daysAround, dayNumberAt(encounter.end) + daysAround]
  return view.encountersOfPerson(encounter.personId).flatMap((visit) => {
    const isThis = visit.id === encounter.id
    if ((visit.careMode === 'inpatient' && !isThis) || (consentExcepts && visit.exception)) return []
    return view.submittedOfEncounter(visit.id).filter((line) => {
      const on = dayNumberAt(line.at)
      if (line.reversalOf !== undefined || view.reversalsOf(line.id).length > 0) return false
      return includesCode(codes, line.code) && on >= first && on <= last && holdsOn(line.on) && !(isThis && line.toFund)
    })
  })
}
