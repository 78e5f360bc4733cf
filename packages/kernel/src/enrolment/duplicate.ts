// 重复参保: which of two enrolments of one period stays, by the rule that the notices give; some cases need a written choice.
import type { Day } from '../time/day.ts'

export interface SpellClaim {
  readonly spellId: string
  readonly scheme: 'employee' | 'resident'
  readonly area: string
  readonly isStudent: boolean
  readonly isSubsidised: boolean
  /** Months without a break in this enrolment. */
  readonly continuousMonths: number
  /** An employee who is still waiting for benefits. */
  readonly isWaiting: boolean
  readonly since: Day
}

export interface PersonPlaces {
  readonly workArea: string | undefined
  readonly residenceArea: string | undefined
  readonly schoolArea: string | undefined
}

export type DuplicateReason =
  | 'place_of_work'
  | 'usual_residence'
  | 'place_of_school'
  | 'employee_before_resident'
  | 'resident_while_waiting'
  | 'written_choice'

export interface DuplicateRuling {
  /** None: the person must choose in writing. */
  readonly keep: string | undefined
  readonly suspend: string | undefined
  readonly reason: DuplicateReason
}

const YEAR_MONTHS = 12

/** The order of the two does not matter. */
export function ruleOnDuplicate(a: SpellClaim, b: SpellClaim, places: PersonPlaces): DuplicateRuling {
  if (a.scheme !== b.scheme) return acrossSchemes(a.scheme === 'employee' ? [a, b] : [b, a])
  if (a.scheme === 'employee') return byPlace(a, b, places.workArea, 'place_of_work')
  if (a.isSubsidised !== b.isSubsidised) return CHOICE
  if (a.isStudent || b.isStudent) return byPlace(a, b, places.schoolArea, 'place_of_school')
  return byPlace(a, b, places.residenceArea, 'usual_residence')
}

function acrossSchemes([employee, resident]: readonly [SpellClaim, SpellClaim]): DuplicateRuling {
  if (employee.isWaiting) return ruling(resident, employee, 'resident_while_waiting')
  if (employee.continuousMonths >= YEAR_MONTHS) return ruling(employee, resident, 'employee_before_resident')
  return CHOICE
}

function byPlace(a: SpellClaim, b: SpellClaim, area: string | undefined, reason: DuplicateReason): DuplicateRuling {
  const [fits, other] = a.area === area ? [a, b] : [b, a]
  return area === undefined || fits.area !== area || other.area === area ? CHOICE : ruling(fits, other, reason)
}

const ruling = (keep: SpellClaim, suspend: SpellClaim, reason: DuplicateReason): DuplicateRuling => ({
  keep: keep.spellId,
  suspend: suspend.spellId,
  reason,
})

const CHOICE: DuplicateRuling = { keep: undefined, suspend: undefined, reason: 'written_choice' }
