// Settles generated bills under generated policies as the platform does: plan chosen, day chosen, accumulators carried.
import fc from 'fast-check'
import type { Bill } from '../../src/benefits/bill.ts'
import { type CompiledPlan, NotInForce } from '../../src/benefits/compile/plan.ts'
import { PlanBook } from '../../src/benefits/compile/plan-book.ts'
import { settle } from '../../src/benefits/settle.ts'
import type { Settlement } from '../../src/benefits/settlement.ts'
import { type Outcome, refused } from '../../src/outcome.ts'
import type { Library } from '../../src/policy/library.ts'
import type { Plan } from '../../src/policy/model.ts'
import type { Day } from '../../src/time/day.ts'
import { bill } from './bill.ts'
import { build } from './library.ts'
import { anyPolicy, type PolicyData } from './policy.ts'

/** A bill made fit for a plan: its scheme and one of its settings, on the day the plan is governed by. */
export interface Aimed {
  readonly plan: string
  readonly on: Day
  readonly knownOn: Day
  readonly bill: Bill
}

export function aimed(plan: Plan, { person, visit, ...rest }: Bill, pick: number): Aimed {
  const settings = plan.settings ?? []
  const fit: Bill = {
    ...rest,
    person: { ...person, scheme: (plan.scheme ?? person.scheme) as Bill['person']['scheme'] },
    visit: { ...visit, setting: settings[pick % settings.length] as Bill['visit']['setting'] },
  }
  const governedBy = plan.switches[0]?.value.governed_by
  const on =
    governedBy === 'discharge' ? visit.dischargedOn : governedBy === 'settlement' ? visit.settledOn : visit.admittedOn
  return { plan: plan.id, on, knownOn: visit.settledOn, bill: fit }
}

/** The engine's answer; a plan without a value on that day is a refusal here, as it is at the counter. */
export function settled(book: PlanBook, { plan, on, knownOn, bill: own }: Aimed, explain = false): Outcome<Settlement> {
  const compiled = compiledOn(book, plan, on, knownOn)
  return compiled ? settle(compiled, own, explain) : refused('not_in_force')
}

export function compiledOn(book: PlanBook, plan: string, on: Day, knownOn: Day): CompiledPlan | undefined {
  try {
    return book.planOn(plan, on, knownOn)
  } catch (error) {
    if (error instanceof NotInForce) return undefined
    throw error
  }
}

export function withChanges(
  accumulators: Readonly<Record<string, number>>,
  changes: Settlement['changes'],
): Record<string, number> {
  const result = { ...accumulators }
  for (const { key, change } of changes) result[key] = (result[key] ?? 0) + change
  return result
}

/** Any policy that the reader accepts, and bills to settle under it. Refused policies are counted in `tally`. */
export interface Setting {
  readonly library: Library
  readonly book: PlanBook
  readonly bills: readonly Aimed[]
}

/** Reading a policy costs a hundred times what settling a bill does, so each serves several. */
export const CASES_PER_POLICY = 4
const MOST_BILLS = 6

/** The generated data, so that failures shrink and print; `open` makes libraries and books of it. */
export interface Drawn {
  readonly policy: PolicyData
  readonly bills: readonly { readonly bill: Bill; readonly pick: number }[]
}

export function drawn(policy: fc.Arbitrary<PolicyData> = anyPolicy, own = bill): fc.Arbitrary<Drawn> {
  return fc.record({
    policy,
    bills: fc.array(fc.record({ bill: own, pick: fc.nat(11) }), {
      minLength: CASES_PER_POLICY,
      maxLength: MOST_BILLS,
      size: 'max',
    }),
  })
}

export function open({ policy, bills }: Drawn): Setting | undefined {
  const { library } = build(policy)
  if (!library) return undefined
  const plans = [...library.content.plans.values()]
  return {
    library,
    book: new PlanBook(library),
    bills: bills.map(({ bill: own, pick }) => aimed(plans[pick % plans.length] as Plan, own, pick)),
  }
}
