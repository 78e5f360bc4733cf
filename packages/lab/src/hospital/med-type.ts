// 医疗类别 of an event: national codes, and the local one for the two diseases.
import type { CareEvent } from '../care/index.ts'
import type { CareKind } from '../cities/index.ts'

const MED_TYPES: Readonly<Record<CareKind, string>> = {
  outpatient: '11',
  emergency: '13',
  chronic: '14',
  special: '14',
  two_disease: '9901',
  pharmacy: '41',
  pooled_pharmacy: '41',
  inpatient: '21',
  day_surgery: '28',
  delivery: '52',
  antenatal: '51',
  outside_visit: '11',
  outside_stay: '21',
}

/** Outside the pooling area the category is what tells an emergency from a visit by choice. */
const EMERGENCIES: Partial<Record<CareKind, string>> = { outside_visit: '13', outside_stay: '24' }

export function medTypeOf({ kind, referral }: CareEvent): string {
  return (referral === 'emergency' ? EMERGENCIES[kind] : undefined) ?? MED_TYPES[kind]
}
