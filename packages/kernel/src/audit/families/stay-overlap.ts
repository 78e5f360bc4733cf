// Family stay-overlap: two stays of one person at the same time (重叠住院).
import { object, optional, type TypeOf } from '../../policy/text/shape.ts'
import { MINUTES_A_DAY, minuteText } from '../facts/minute.ts'
import type { AuditEncounter } from '../facts/model.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family } from './family.ts'

const shape = object({ minOverlapDays: optional(wholeNumber(1), '至少重叠的整天数，默认 1') })

/**
 * Two stays whose smaller end less greater start is at least minOverlapDays × 24 hours, and that are not two claims of one
 * invoice. Both stays, the earlier first; no excess.
 *
 * Set-based: a self-join of stays on person with least(end) − greatest(start).
 */
export const stayOverlap = family<TypeOf<typeof shape>>({
  name: 'stay-overlap',
  title: { zh: '重叠住院', en: 'Overlapping stays' },
  excess: 'none',
  holes: ['first', 'second', 'from', 'to'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ point, encounter, view, holdsOn }) => {
    if (encounter.careMode !== 'inpatient') return []
    const least = (point.parameters.minOverlapDays ?? 1) * MINUTES_A_DAY
    const stays = view
      .encountersOfPerson(encounter.personId)
      .filter((each) => each.careMode === 'inpatient' && holdsOn(each.startOn))
    const own = stays.findIndex((each) => each.id === encounter.id)
    return stays.flatMap((other, at) => {
      if (at === own || overlapOf(encounter, other) < least || isSameBill(encounter, other)) return []
      const [first, second] = at < own ? [other, encounter] : [encounter, other]
      const from = minuteText(first.start > second.start ? first.start : second.start)
      const to = minuteText(first.end < second.end ? first.end : second.end)
      return [
        {
          truth: 'true',
          lines: [],
          encounters: [first.id, second.id],
          holes: { first: first.id, second: second.id, from, to },
        },
      ]
    })
  },
})

const overlapOf = (a: AuditEncounter, b: AuditEncounter): number => Math.min(a.end, b.end) - Math.max(a.start, b.start)

const isSameBill = (a: AuditEncounter, b: AuditEncounter): boolean => a.invoice !== undefined && a.invoice === b.invoice
