// 医疗类别 of each kind of care: national codes, and the local one for the two diseases.
import type { CareKind } from '../cities/index.ts'

export const MED_TYPES: Readonly<Record<CareKind, string>> = {
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
