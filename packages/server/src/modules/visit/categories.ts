// 医疗类别: which benefit a category of visit leads to, and where it is cleared. Data: a city adds its own rows.
import type { Setting } from '@yibao/kernel'
import type { VisitKind } from './states.ts'

export interface VisitCategory {
  readonly code: string
  readonly title: string
  readonly kinds: readonly VisitKind[]
  /** `by_certificate`: what the person's certified disease is: chronic, special, one of the two diseases. */
  readonly setting: Setting | 'by_certificate'
  readonly emergency?: true
  /** 清算类别 */
  readonly clearing: string
}

const row = (
  code: string,
  title: string,
  kinds: readonly VisitKind[],
  setting: VisitCategory['setting'],
  clearing: string,
  emergency?: true,
): VisitCategory => ({ code, title, kinds, setting, clearing, ...(emergency && { emergency }) })

/** The national categories, and the local four-digit and 99-codes this platform is delivered with. */
export const NATIONAL_CATEGORIES: readonly VisitCategory[] = [
  row('11', '普通门诊', ['outpatient'], 'outpatient', '11'),
  row('12', '门诊挂号', ['outpatient'], 'outpatient', '12'),
  row('13', '急诊', ['outpatient'], 'emergency', '13', true),
  row('14', '门诊慢特病', ['outpatient'], 'by_certificate', '14'),
  row('19', '意外伤害门诊', ['outpatient'], 'outpatient', '11'),
  row('21', '普通住院', ['inpatient'], 'inpatient', '21'),
  row('22', '外伤住院', ['inpatient'], 'inpatient', '21'),
  row('23', '转外诊治住院', ['inpatient'], 'inpatient', '21'),
  row('24', '急诊转住院', ['inpatient'], 'inpatient', '21', true),
  row('28', '日间手术', ['inpatient', 'outpatient'], 'day_surgery', '21'),
  row('41', '定点药店购药', ['pharmacy', 'outpatient'], 'pharmacy', '41'),
  row('51', '生育门诊', ['outpatient'], 'maternity_outpatient', '53'),
  row('52', '生育住院', ['inpatient'], 'maternity_inpatient', '21'),
]

export const LOCAL_CATEGORIES: readonly VisitCategory[] = [
  row('9901', '门诊两病', ['outpatient'], 'two_disease', '14'),
  row('9902', '门诊特殊病', ['outpatient'], 'special', '14'),
  row('9903', '双通道购药', ['pharmacy', 'outpatient'], 'dual_channel', '41'),
  row('9904', '日间治疗', ['inpatient', 'outpatient'], 'day_treatment', '21'),
]

export interface CategoryTable {
  find(code: string): VisitCategory | undefined
  readonly all: readonly VisitCategory[]
}

export function categoryTable(local: readonly VisitCategory[] = LOCAL_CATEGORIES): CategoryTable {
  const all = [...NATIONAL_CATEGORIES, ...local]
  const byCode = new Map(all.map((each) => [each.code, each]))
  return { find: (code) => byCode.get(code), all }
}
