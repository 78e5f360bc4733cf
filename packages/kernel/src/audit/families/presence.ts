// Family presence: days of a stay on which nothing shows that the patient was there (挂床住院).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { dayFromNumber, dayNumber } from '../../time/day.ts'
import { billableDays } from '../facts/view.ts'
import { ratio, wholeNumber } from '../knowledge/shapes.ts'
import { type EncounterWork, family } from './family.ts'

const shape = object({
  minAbsentShare: required(ratio(), '无在院证据天数的占比达到'),
  minDays: optional(wholeNumber(1), '住院至少多少天才计，默认 3'),
})

type Presence = TypeOf<typeof shape>

/**
 * Of an inpatient stay of at least minDays billable days. A day is absent when its records of presence all say no, present
 * when one says yes, unknown when there is none; days run from the first, as many as are billable. TRUE when absent days
 * alone are at least minAbsentShare of them. UNKNOWN when they are not, but would be with the unknown days, and at least
 * one day is absent. A stay nobody sends presence for is passed over. The finding is of the visit.
 *
 * Set-based: days of the stay left-joined to bool_or(found) per day; two counts per stay against the share.
 */
export const presence = family<Presence>({
  name: 'presence',
  title: { zh: '在院证据不足', en: 'Days of a stay without presence' },
  excess: 'none',
  holes: ['absent', 'days', 'unknown'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, point } = work
    const days = billableDays(encounter)
    if (encounter.careMode !== 'inpatient' || days < (point.parameters.minDays ?? 3)) return []
    const { absent, unknown } = count(work, days)
    if (absent === 0) return []
    const reaches = (some: number): boolean => some * 10_000 >= point.parameters.minAbsentShare * days
    const finding = { lines: [], encounters: [encounter.id], holes: { absent, days, unknown } }
    if (reaches(absent)) return [{ ...finding, truth: 'true' }]
    return reaches(absent + unknown) ? [{ ...finding, truth: 'unknown', missing: ['record.presence'] }] : []
  },
})

function count({ encounter, view }: EncounterWork<Presence>, days: number): { absent: number; unknown: number } {
  const found = new Map<string, boolean>()
  for (const record of view.recordsOfEncounter('presence', encounter.id))
    found.set(record.on, record.found || found.get(record.on) === true)
  const first = dayNumber(encounter.startOn)
  const answers = Array.from({ length: days }, (_, at) => found.get(dayFromNumber(first + at)))
  return {
    absent: answers.filter((answer) => answer === false).length,
    unknown: answers.filter((answer) => answer === undefined).length,
  }
}
