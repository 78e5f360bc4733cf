// Family readmission: two stays at one provider that follow each other too soon for the same disease (分解住院).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { daysBetween } from '../../time/day.ts'
import type { AuditEncounter } from '../facts/model.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { mainDiagnosis, matchesDiagnosis } from './codes.ts'
import { type EncounterWork, family, type Judgement } from './family.ts'

const shape = object({
  maxGapDays: required(wholeNumber(0), '出院到再入院的最大天数'),
  exclusionDx: optional(codeList(), '计划内再入院的诊断，按前缀'),
})

type Readmission = TypeOf<typeof shape>

/**
 * Two stays of one person at one provider that follow each other there; from the day of discharge to the day of admission
 * 0 to maxGapDays; the same first three characters of the main diagnosis; no excluded diagnosis in either. Both stays.
 *
 * Set-based: lag(stay) over (partition by person, provider order by start, end, sequence, id).
 */
export const readmission = family<Readmission>({
  name: 'readmission',
  title: { zh: '分解住院', en: 'One stay in two' },
  excess: 'none',
  holes: ['gap', 'max', 'diagnosis'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: (work) => {
    const { encounter, view, holdsOn } = work
    if (encounter.careMode !== 'inpatient') return []
    const stays = view
      .encountersOfPerson(encounter.personId)
      .filter(
        (each) => each.careMode === 'inpatient' && each.providerId === encounter.providerId && holdsOn(each.startOn),
      )
    const at = stays.findIndex((each) => each.id === encounter.id)
    return [at, at + 1].flatMap((later) => judge(work, stays[later - 1], stays[later]))
  },
})

function judge(work: EncounterWork<Readmission>, before?: AuditEncounter, after?: AuditEncounter): Judgement[] {
  if (!before || !after) return []
  const { maxGapDays, exclusionDx = [] } = work.point.parameters
  const gap = daysBetween(before.endOn, after.startOn)
  if (gap < 0 || gap > maxGapDays) return []
  const [first, second] = [mainDiagnosis(before.diagnoses), mainDiagnosis(after.diagnoses)]
  if (!first || !second || first.code.slice(0, 3) !== second.code.slice(0, 3)) return []
  if ([before, after].some((stay) => matchesDiagnosis(stay.diagnoses ?? [], exclusionDx))) return []
  return [
    {
      truth: 'true',
      lines: [],
      encounters: [before.id, after.id],
      holes: { gap, max: maxGapDays, diagnosis: second.code.slice(0, 3) },
    },
  ]
}
