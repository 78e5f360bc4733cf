// Family capacity: more inpatients in a provider on a day than its beds explain (超床位收治).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { ratio } from '../knowledge/shapes.ts'
import { family } from './family.ts'

const shape = object({
  alarm: required(ratio(10), '报警的床位使用比，如 1.3'),
  warn: optional(ratio(10), '预警的床位使用比，仅供展示'),
})

/**
 * A census record with inpatients ÷ approved beds above alarm; UNKNOWN when the beds are not known. Finding of the provider.
 *
 * Set-based: one row per census record joined to its provider.
 */
export const capacity = family<TypeOf<typeof shape>>({
  name: 'capacity',
  title: { zh: '超床位收治', en: 'More inpatients than beds' },
  excess: 'none',
  holes: ['inpatients', 'beds', 'censusOn'],
  shape,
  wake: () => ({ records: 'census' }),
  onRecord: ({ point, record, view }) => {
    if (record.kind !== 'census') return []
    const beds = view.provider(record.providerId)?.approvedBeds
    const holes = { inpatients: record.inpatients, beds: beds ?? '', censusOn: record.on ?? '' }
    const found = { lines: [], providers: [record.providerId], period: record.on ?? '', holes }
    if (beds === undefined) return [{ truth: 'unknown', ...found, missing: ['provider.approvedBeds'] }]
    return record.inpatients * 10_000 > beds * point.parameters.alarm ? [{ truth: 'true', ...found }] : []
  },
})
