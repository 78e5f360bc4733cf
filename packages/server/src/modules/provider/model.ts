// A designated provider (定点医药机构) with its agreement, departments and staff.
import type { Day, ProviderLevel } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'

export interface Agreement {
  readonly from: Day
  readonly until: Day
  readonly state: 'active' | 'suspended' | 'terminated'
}

export interface Department {
  readonly code: string
  readonly name: string
}

export interface StaffMember {
  readonly code: string
  readonly name: string
  readonly department: string
  readonly kind: 'physician' | 'nurse' | 'pharmacist'
  /** Whether what this person orders may be paid (医保支付资格). */
  readonly active: boolean
}

export interface Provider {
  readonly code: string
  readonly name: string
  readonly creditCode: string
  readonly kind: 'hospital' | 'pharmacy'
  /** Level word of the policies' vocabulary. */
  readonly level: string
  /** hosp_lv of the national lists. */
  readonly hospitalGrade: string
  readonly area: string
  readonly tags: readonly string[]
  readonly agreement: Agreement
  /** What differs from the national form on the wire; the gateway reads it. */
  readonly channel: Json
  readonly departments: ReadonlyMap<string, Department>
  readonly staff: ReadonlyMap<string, StaffMember>
  /** For price ceilings and restrictions: 1, 2 or 3. */
  readonly levelNumber: ProviderLevel
}
