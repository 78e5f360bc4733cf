// What a provider's register says about a day, a person's code, a department.
import type { Day, ProviderLevel } from '@yibao/kernel'
import type { Provider } from './model.ts'

/** National grades 1–4 are tertiary, 5–7 secondary, the rest (and pharmacies) primary. */
export function levelNumberOf(hospitalGrade: string): ProviderLevel {
  const grade = Number(hospitalGrade)
  if (grade >= 1 && grade <= 4) return 3
  return grade >= 5 && grade <= 7 ? 2 : 1
}

/** Why nothing may be paid to this provider for that day; `undefined` when the agreement holds. */
export function agreementDenial({ agreement }: Provider, on: Day): string | undefined {
  const { from, until, state } = agreement
  if (on < from || on > until) return `医药机构协议有效期为${from}至${until}，不含${on}`
  if (state === 'suspended') return '医药机构协议已中止'
  return state === 'terminated' ? '医药机构协议已解除' : undefined
}

/** Whether a staff code is on the provider's register; a provider that registered nobody is not held to it. */
export const knowsStaff = ({ staff }: Provider, code: string): boolean => staff.size === 0 || staff.has(code)

export const knowsDepartment = ({ departments }: Provider, code: string): boolean =>
  departments.size === 0 || departments.has(code)

export const STAFF_UNPAID = '开单医师无医保支付资格'

/** Why what this person ordered is not paid. */
export function staffDenial({ staff }: Provider, code: string): string | undefined {
  return staff.get(code)?.active === false ? STAFF_UNPAID : undefined
}

/** 票据 of an institution that is not on the register: outside the area, or never designated. */
export const OUTSIDE = 'OUTSIDE'

const GRADES: Readonly<Record<string, string>> = { level_3: '2', level_2: '5' }

export function outsideProvider({ name, level, area }: Pick<Provider, 'name' | 'level' | 'area'>): Provider {
  const hospitalGrade = GRADES[level] ?? '8'
  return {
    code: OUTSIDE,
    name,
    creditCode: '',
    kind: 'hospital',
    level,
    hospitalGrade,
    area,
    tags: [],
    agreement: { from: '0001-01-01' as Day, until: '9999-12-31' as Day, state: 'active' },
    channel: null,
    departments: new Map(),
    staff: new Map(),
    levelNumber: levelNumberOf(hospitalGrade),
  }
}
