// Family purchaser: one purchaser settles for too many persons in a day (实名购药核验).
import { object, required, type TypeOf } from '../../policy/text/shape.ts'
import { wholeNumber } from '../knowledge/shapes.ts'
import { family } from './family.ts'

const shape = object({ maxPersonsPerDay: required(wholeNumber(1), '一人一日最多为几人结算') })

/**
 * Distinct persons of the visits with one purchaser that begin on one day, above the maximum. Finding of the purchaser, naming
 * the visits.
 *
 * Set-based: count(distinct person) over (purchaser, first day).
 */
export const purchaser = family<TypeOf<typeof shape>>({
  name: 'purchaser',
  title: { zh: '一人为多人购药', en: 'One purchaser for many' },
  excess: 'none',
  holes: ['persons', 'max', 'purchaser'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ point, encounter, view }) => {
    const id = encounter.purchaserId
    if (id === undefined) return []
    const visits = view.encountersOfPurchaser(id, encounter.startOn)
    const persons = new Set(visits.map((visit) => visit.personId)).size
    const max = point.parameters.maxPersonsPerDay
    if (persons <= max) return []
    const holes = { persons, max, purchaser: id }
    return [{ truth: 'true', lines: [], purchasers: [id], encounters: visits.map((visit) => visit.id), holes }]
  },
})
