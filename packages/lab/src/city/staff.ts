// Departments of a provider of each kind, and the physicians, nurses and pharmacists who work in them.

import type { DepartmentRecord, StaffRecord } from '@yibao/contract/load'
import type { StaffKind } from '@yibao/kernel'
import type { CareLevel } from '../cities/index.ts'
import { staffCode } from '../codes/index.ts'
import type { Random } from '../random.ts'
import { personName } from './names.ts'

/** Codes of the national list of departments (科别). */
export const DEPARTMENTS = {
  A02: '全科医疗科',
  A03: '内科',
  A04: '外科',
  A05: '妇产科',
  A07: '儿科',
  A10: '眼科',
  A11: '耳鼻咽喉科',
  A12: '口腔科',
  A13: '皮肤科',
  A15: '精神科',
  A16: '传染科',
  A19: '肿瘤科',
  A20: '急诊医学科',
  A21: '康复医学科',
  A50: '中医科',
} as const

export type DepartmentCode = keyof typeof DEPARTMENTS

export type PlaceLevel = CareLevel | 'pharmacy'

const PRIMARY: readonly DepartmentCode[] = ['A02', 'A03', 'A50']
const COUNTY: readonly DepartmentCode[] = [
  ...(['A03', 'A04', 'A05', 'A07', 'A10', 'A11'] as const),
  ...(['A12', 'A13', 'A16', 'A20', 'A21', 'A50'] as const),
]
const CITY = Object.keys(DEPARTMENTS) as DepartmentCode[]
const OF_LEVEL: Readonly<Record<PlaceLevel, readonly DepartmentCode[]>> = {
  primary: PRIMARY,
  county: COUNTY,
  city: CITY,
  pharmacy: ['A02'],
}

/** Physicians and nurses of each department. */
const PER_DEPARTMENT: Readonly<Record<PlaceLevel, { physicians: number; nurses: number }>> = {
  primary: { physicians: 2, nurses: 1 },
  county: { physicians: 3, nurses: 2 },
  city: { physicians: 4, nurses: 3 },
  pharmacy: { physicians: 0, nurses: 0 },
}
const PHARMACISTS = 2
const LEFT_SHARE = 0.02

export const departmentsOf = (level: PlaceLevel): DepartmentRecord[] =>
  OF_LEVEL[level].map((code) => ({ code, name: DEPARTMENTS[code] }))

/** Gives out staff codes, unique in each area. */
export class StaffBook {
  readonly #serials = new Map<string, number>()

  employ(
    random: Random,
    area: string,
    level: PlaceLevel,
    departments: readonly DepartmentRecord[],
    size: number,
  ): StaffRecord[] {
    const physicians = Math.ceil(PER_DEPARTMENT[level].physicians * size)
    const nurses = Math.ceil(PER_DEPARTMENT[level].nurses * size)
    const staff = departments.flatMap(({ code }) => [
      ...Array.from({ length: physicians }, () => this.#hire(random, area, code, 'doctor')),
      ...Array.from({ length: nurses }, () => this.#hire(random, area, code, 'nurse')),
    ])
    const first = departments[0]?.code ?? ''
    for (let at = 0; at < PHARMACISTS; at += 1) staff.push(this.#hire(random, area, first, 'pharmacist'))
    return withOneActiveEach(staff)
  }

  #hire(random: Random, area: string, department: string, kind: StaffKind): StaffRecord {
    const key = `${kind}${area}`
    const serial = (this.#serials.get(key) ?? 0) + 1
    this.#serials.set(key, serial)
    const sex = kind === 'nurse' ? 'female' : random.pick(['male', 'female'] as const)
    return {
      code: staffCode(kind, area, serial),
      name: personName(random, sex, 'han'),
      department,
      kind: kind === 'doctor' ? 'physician' : kind === 'nurse' ? 'nurse' : 'pharmacist',
      active: !random.chance(LEFT_SHARE),
    }
  }
}

/** A department without a working physician could not see anybody: its first one always works. */
function withOneActiveEach(staff: readonly StaffRecord[]): StaffRecord[] {
  const seen = new Set<string>()
  return staff.map((member) => {
    const key = `${member.department} ${member.kind}`
    const first = !seen.has(key)
    seen.add(key)
    return first && !member.active ? { ...member, active: true } : member
  })
}
