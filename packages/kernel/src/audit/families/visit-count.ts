// Family visit-count: how often a person came in a rolling window (频繁门诊, 频繁购药, 频繁住院).
import { list, object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { dayNumberAt } from '../facts/minute.ts'
import { type AuditEncounter, CARE_MODES } from '../facts/model.ts'
import { billableDays } from '../facts/view.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { type EncounterWork, family } from './family.ts'

const shape = object({
  careModes: required(list(oneOf(CARE_MODES)), '计数的就医方式'),
  windowDays: optional(wholeNumber(1), '滚动窗口天数，默认 365'),
  max: optional(wholeNumber(1), '窗口内最多次数'),
  maxStays: optional(wholeNumber(1), '窗口内最多次数，同 max'),
  maxTotalDays: optional(wholeNumber(1), '窗口内住院总天数的上限'),
  exclusionDx: optional(codeList(), '不计数的诊断，按前缀'),
})

type Count = TypeOf<typeof shape>

/**
 * The visits of the care modes that begin in the windowDays calendar days ending with the first day of the visit looked at
 * (which counts, as do others of that day that came no later), without those of an excluded diagnosis. TRUE when there are
 * more than max, or when their billable days together exceed maxTotalDays: so each visit above the limit is a finding of its person.
 *
 * Set-based: count(*) over (partition by person order by first day range between windowDays − 1 preceding and current row), of
 * equal days those before it in the order of start, end, sequence, id.
 */
export const visitCount = family<Count>({
  name: 'visit-count',
  title: { zh: '就诊过于频繁', en: 'Too many visits' },
  excess: 'none',
  holes: ['total', 'max', 'windowDays', 'days'],
  shape,
  fault: ({ max, maxStays, maxTotalDays }) =>
    max === undefined && maxStays === undefined && maxTotalDays === undefined
      ? { found: 'a point without a maximum', expected: 'max, maxStays or maxTotalDays' }
      : undefined,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, view, holdsOn, point } = work
    if (!counts(work, encounter)) return []
    const own = view
      .encountersOfPerson(encounter.personId)
      .filter((each) => counts(work, each) && holdsOn(each.startOn))
    const window = windowEndingWith(own, encounter, point.parameters.windowDays ?? 365)
    if (!isOver(work, window)) return []
    const holes = {
      total: window.length,
      max: point.parameters.max ?? point.parameters.maxStays ?? '',
      windowDays: point.parameters.windowDays ?? 365,
      days: window.reduce((sum, each) => sum + billableDays(each), 0),
    }
    return [{ truth: 'true', lines: [], persons: [encounter.personId], encounters: [encounter.id], holes }]
  },
})

const counts = ({ point }: EncounterWork<Count>, encounter: AuditEncounter): boolean =>
  point.parameters.careModes.includes(encounter.careMode) &&
  !matchesDiagnosis(encounter.diagnoses ?? [], point.parameters.exclusionDx ?? [])

/** `own` is in time order, so what stands behind the visit came later. */
function windowEndingWith(own: readonly AuditEncounter[], end: AuditEncounter, days: number): AuditEncounter[] {
  const last = dayNumberAt(end.start)
  const upTo = own.slice(0, own.findIndex((each) => each.id === end.id) + 1)
  return upTo.filter((each) => dayNumberAt(each.start) > last - days)
}

function isOver({ point }: EncounterWork<Count>, window: readonly AuditEncounter[]): boolean {
  const { max, maxStays, maxTotalDays } = point.parameters
  const most = max ?? maxStays
  if (most !== undefined && window.length > most) return true
  return maxTotalDays !== undefined && window.reduce((sum, each) => sum + billableDays(each), 0) > maxTotalDays
}
