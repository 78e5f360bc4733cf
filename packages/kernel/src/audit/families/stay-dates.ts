// Family stay-dates: a line of a stay that is dated before admission or after discharge (计费日期与住院时间不符).
import { object, optional, type TypeOf } from '../../policy/text/shape.ts'
import { addDays } from '../../time/day.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family, wholeLine } from './family.ts'

const shape = object({ preAdmissionDays: optional(wholeNumber(0), '预住院可提前的天数，默认 0') })

/**
 * Stays: TRUE when the service day is before the day of admission (less preAdmissionDays, for an approved pre-admission
 * only) or after the day of discharge. Excess: the whole line.
 *
 * Set-based: one row per counting line of a stay.
 */
export const stayDates = family<TypeOf<typeof shape>>({
  name: 'stay-dates',
  title: { zh: '计费日期不在住院期间', en: 'Charged outside the stay' },
  excess: 'whole_line',
  holes: ['admitted', 'discharged'],
  shape,
  wake: () => ({ everyLine: true }),
  onLine: ({ point, line, encounter }) => {
    if (encounter.careMode !== 'inpatient') return []
    const days = encounter.isPreAdmission ? (point.parameters.preAdmissionDays ?? 0) : 0
    if (line.on >= addDays(encounter.startOn, -days) && line.on <= encounter.endOn) return []
    const holes = { admitted: encounter.startOn, discharged: encounter.endOn }
    return [{ truth: 'true', lines: [wholeLine(line)], holes }]
  },
})
