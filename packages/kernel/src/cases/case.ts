// A case: facts of one bill and what must come out. Cases stand beside the policy they test, and anyone may bring their own.
import type { Bill } from '../benefits/bill.ts'
import type { Place } from '../policy/text/located.ts'
import type { Day } from '../time/day.ts'

/** Expected amounts by path: `fund_paid`, `tiers.basic`, `tiers.basic.deductible`, `accumulators.limit.x@2023`. */
export type Expectation = ReadonlyMap<string, { readonly value: number | string; readonly at: Place }>

export interface PolicyCase {
  readonly name: string
  readonly at: Place
  /** The plan to settle under; absent: the plan that serves the visit. */
  readonly plan?: string
  readonly on: Day
  /** As if settled on this day: what was published later is unknown. */
  readonly knownOn: Day
  readonly bill: Bill
  readonly expect: Expectation
  /** The refusal that must come instead of a settlement: not_in_force, policy_gap … */
  readonly expectRefusal?: string
  /** A case about the waiting period of an enrolment, not about a bill. */
  readonly enrolment?: { readonly paidOn: Day; readonly enrolledFor: number }
}
