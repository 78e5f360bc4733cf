// A dated catalogue entry: what a drug, service item or consumable is, how it is classed, and what limits its payment.
import type { Sex } from '../codes/identity-number.ts'
import type { UnitPrice } from '../money/line-amount.ts'
import type { BasisPoints } from '../money/share.ts'
import type { Day } from '../time/day.ts'

/** 目录类别. Drugs are western and Chinese patent medicine together, as the national list has them. */
export type ListType =
  | 'drug'
  | 'herbal_piece'
  | 'hospital_preparation'
  | 'ethnic_drug'
  | 'other_drug'
  | 'herbal_granule'
  | 'service'
  | 'consumable'

/** 医疗收费项目类别: the fourteen classes in which a bill is summed, by their national codes. */
export const FEE_CLASSES = {
  '01': '床位费',
  '02': '诊察费',
  '03': '检查费',
  '04': '化验费',
  '05': '治疗费',
  '06': '手术费',
  '07': '护理费',
  '08': '卫生材料费',
  '09': '西药费',
  '10': '中药饮片费',
  '11': '中成药费',
  '12': '一般诊疗费',
  '13': '挂号费',
  '14': '其他费',
} as const

export type FeeClass = keyof typeof FEE_CLASSES

/** 甲 a: wholly in scope; 乙 b: a part is paid first by the person; 丙 c: wholly the person's own. */
export type PaymentClass = 'a' | 'b' | 'c'

/** 医疗机构等级. */
export type ProviderLevel = 1 | 2 | 3

/** 限价 kinds: a government price, a payment standard, and the standards that procurement and negotiation set. */
export type CeilingKind = 'price_cap' | 'payment_standard' | 'vbp_standard' | 'negotiated_standard'

export interface Ceiling {
  readonly kind: CeilingKind
  readonly price: UnitPrice
  /** Absent: for providers of every level. */
  readonly level?: ProviderLevel
}

/** 限定支付范围. Facts a machine can check; `text` is what an officer and a patient read. */
export interface Restriction {
  readonly text: string
  readonly sex?: Sex
  /** Completed years, both ends included. */
  readonly ageMin?: number
  readonly ageMax?: number
  readonly levelMin?: ProviderLevel
  readonly setting?: 'inpatient' | 'outpatient' | 'emergency_or_inpatient'
  /** Beginnings of diagnosis codes; one of the person's diagnoses must begin with one of them. */
  readonly diagnosisPrefixes?: readonly string[]
  /** Days paid in one course. */
  readonly daysMax?: number
  /** Payable by this insurance alone. */
  readonly insurance?: 'work_injury' | 'maternity'
}

export interface CatalogueEntry {
  readonly code: string
  readonly name: string
  readonly listType: ListType
  readonly feeClass: FeeClass
  readonly paymentClass: PaymentClass
  /** First day in force, and the last day (inclusive) where an end is known. */
  readonly beginOn: Day
  readonly endOn?: Day
  /** 先行自付比例 of class b where the list itself states one; otherwise the pooling area's policy does. */
  readonly selfPayRateBp?: BasisPoints
  readonly ceilings: readonly Ceiling[]
  readonly tags: readonly string[]
  readonly restriction?: Restriction
  /** 剂型 of a drug, and 规格: shown with its lines. */
  readonly form?: string
  readonly specification?: string
}
