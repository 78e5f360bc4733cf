// The illnesses of the synthetic city, by the kind of care they call for.
import type { StayIllness } from '../illness.ts'
import { FAMILY_STAYS } from './family-stays.ts'
import { INTERNAL_STAYS } from './internal-stays.ts'
import { SURGICAL_STAYS } from './surgical-stays.ts'

export { CHRONIC_CARE, SPECIAL_CARE } from './chronic.ts'
export { ANTENATAL, DELIVERIES } from './family-stays.ts'
export { DAY_SURGERIES } from './surgical-stays.ts'
export * from './visits.ts'

export const STAY_ILLNESSES: readonly StayIllness[] = [...INTERNAL_STAYS, ...SURGICAL_STAYS, ...FAMILY_STAYS]
