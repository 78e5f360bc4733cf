// What one case counts for under its method, before the value of the year is known.
import { EXACT_ONE, EXACT_ZERO, type Exact } from '../money/exact.ts'
import type { PaymentRules } from './config/file.ts'
import type { PaymentCase, PaymentTables } from './model.ts'
import type { PaymentStep } from './steps.ts'

/** Which rule fired. */
export type PricingRule =
  | 'normal'
  | 'low'
  | 'high'
  | 'high_over_quota'
  | 'high_beyond'
  | 'ungrouped'
  | 'ambiguous'
  | 'no_weight'
  | 'group_type'
  | 'review'
  | 'review_over_cap'
  | 'bed_day'
  | 'price'
  | 'no_price'
  | 'path_left'
  | 'path_left_over_quota'
  | 'itemised'
  | 'total_budget'
  | 'capitation'

export interface Priced {
  readonly case: PaymentCase
  readonly method: string
  readonly rule: PricingRule
  /** points: units × value; standard: yuan known at once; booked: the fund as booked by item × rate. */
  readonly by: 'points' | 'standard' | 'booked'
  /** At the places of `rounding.units`. */
  readonly unitsScaled: bigint
  readonly standard: Exact
  readonly rate: Exact
  readonly weight: Exact | undefined
  readonly coefficient: Exact | undefined
  readonly multiple: Exact | undefined
  /** Cost the multiple stands on: without what is paid beside the method. */
  readonly reference: Exact | undefined
  /** Units, standard or rate with the steps that made it. */
  readonly step: PaymentStep
}

/** Cases whose exception does not hold because a quota is used up. Found by looking at all cases; see quotas.ts. */
export interface Overruled {
  readonly high: ReadonlySet<string>
  readonly review: ReadonlySet<string>
  readonly exit: ReadonlySet<string>
}
const NONE: ReadonlySet<string> = new Set()
export const NOTHING_OVERRULED: Overruled = { high: NONE, review: NONE, exit: NONE }

export interface PricingContext {
  readonly rules: PaymentRules
  readonly tables: PaymentTables
  readonly overruled: Overruled
  /** Days that went before in a continued bed-day episode, by case. */
  readonly daysBefore: ReadonlyMap<string, number>
  /** Bed-days outside belong to another year's budget. */
  readonly from: string
  readonly to: string
}

type Filled = Pick<Priced, 'case' | 'method' | 'rule' | 'by' | 'step'> & Partial<Priced>

export const priced = (parts: Filled): Priced => ({
  case: parts.case,
  method: parts.method,
  rule: parts.rule,
  by: parts.by,
  unitsScaled: parts.unitsScaled ?? 0n,
  standard: parts.standard ?? EXACT_ZERO,
  rate: parts.rate ?? EXACT_ONE,
  weight: parts.weight,
  coefficient: parts.coefficient,
  multiple: parts.multiple,
  reference: parts.reference,
  step: parts.step,
})
