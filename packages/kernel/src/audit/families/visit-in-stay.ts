// Family visit-in-stay: an outpatient or pharmacy settlement while the person is an inpatient (住院期间门诊、药店费用).
import { listOrOne, object, oneOf, optional, type TypeOf } from '../../policy/text/shape.ts'
import type { AuditEncounter } from '../facts/model.ts'
import { CARE_MODES } from '../facts/model.ts'
import { type EncounterWork, family, type Judgement, wholeLine } from './family.ts'

const shape = object({ careMode: optional(listOrOne(oneOf(CARE_MODES)), '哪些就医方式与住院冲突；默认非住院的全部') })

type InStay = TypeOf<typeof shape>

/**
 * A visit that is no stay, begins on a day strictly between admission and discharge day of a stay of the same person, and has no
 * recorded exception. Definite at the provider of the stay, suspect elsewhere; of several stays one at the same provider is named
 * first, then the earliest. The counting lines of the visit are excess, whole; a visit without any is no finding.
 *
 * Set-based: visits joined to stays on person and first day strictly between the days.
 */
export const visitInStay = family<InStay>({
  name: 'visit-in-stay',
  title: { zh: '住院期间另有结算', en: 'Settled elsewhere during a stay' },
  excess: 'whole_line',
  holes: ['stay', 'admitted', 'discharged'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, view } = work
    const own = view.encountersOfPerson(encounter.personId)
    const stays = own.filter((each) => each.careMode === 'inpatient')
    if (encounter.careMode !== 'inpatient') return judge(work, encounter, stays)
    // The stay comes to light after the visit: the visits inside it are looked at once more.
    return own.filter((visit) => isInside(visit, encounter)).flatMap((visit) => judge(work, visit, stays))
  },
})

const isInside = (visit: AuditEncounter, stay: AuditEncounter): boolean =>
  visit.startOn > stay.startOn && visit.startOn < stay.endOn

function judge(
  { point, view, holdsOn }: EncounterWork<InStay>,
  visit: AuditEncounter,
  stays: readonly AuditEncounter[],
): Judgement[] {
  const { careMode } = point.parameters
  if (visit.careMode === 'inpatient' || (careMode && !careMode.includes(visit.careMode))) return []
  if (visit.exception !== undefined || !holdsOn(visit.startOn)) return []
  const around = stays.filter((stay) => isInside(visit, stay))
  const stay = around.find((each) => each.providerId === visit.providerId) ?? around[0]
  const lines = view.linesOfEncounter(visit.id)
  if (!stay || lines.length === 0) return []
  return [
    {
      truth: 'true',
      severity: stay.providerId === visit.providerId ? 'definite' : 'suspect',
      lines: lines.map(wholeLine),
      encounters: [visit.id],
      holes: { stay: stay.id, admitted: stay.startOn, discharged: stay.endOn },
    },
  ]
}
