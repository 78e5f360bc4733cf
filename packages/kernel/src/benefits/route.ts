// S4: which plan serves a visit. Plans are tried in order of precedence; the first whose scheme, setting and condition fit.
import { accepted, type Outcome, refused } from '../outcome.ts'
import type { Condition } from '../policy/expression.ts'
import type { Library } from '../policy/library.ts'
import type { Plan } from '../policy/model.ts'
import { entryAt } from '../policy/slot.ts'
import type { Day } from '../time/day.ts'
import type { Bill } from './bill.ts'
import { compileCondition, type Test } from './compile/condition.ts'
import { Context } from './compile/context.ts'
import { type CompiledPlan, NotInForce } from './compile/plan.ts'
import type { PlanBook } from './compile/plan-book.ts'
import { fillContext } from './fill-context.ts'
import { governingDay } from './settle.ts'

/** A plan that may serve a visit of its scheme and setting; `holds` is absent where it asks nothing further. */
export interface Candidate {
  readonly id: string
  readonly holds?: (bill: Bill) => boolean
}

/** The plans in force on a day for a scheme and a setting, in the order in which they are tried. */
export function candidatePlans(library: Library, scheme: string, setting: string, on: Day, knownOn: Day): Candidate[] {
  return plansFor(library, scheme, setting).flatMap((plan): Candidate[] => {
    if (!entryAt(plan.tiers, on, knownOn)) return []
    const when = entryAt(plan.when, on, knownOn)
    if (!when) return [{ id: plan.id }]
    const test = testOf(when.value)
    return [{ id: plan.id, holds: (bill) => holds(test, bill, on) }]
  })
}

/** The id of the plan, or `undefined` when none serves the visit on that day. */
export function planFor(book: PlanBook, bill: Bill, on: Day, knownOn: Day): string | undefined {
  const candidates = candidatePlans(book.library, bill.person.scheme, bill.visit.setting, on, knownOn)
  return candidates.find((each) => !each.holds || each.holds(bill))?.id
}

/** The plan that decides a bill, in the version of the day that governs it. */
export interface Ruled {
  readonly plan: CompiledPlan
  readonly on: Day
}

/** S0: the plan is found on the day of discharge; its switch `governed_by` then says which day's text decides. */
export function ruledBy(
  book: PlanBook,
  bill: Bill,
  knownOn: Day,
  id: string | undefined = planFor(book, bill, bill.visit.dischargedOn, knownOn),
): Outcome<Ruled, 'no_plan' | 'not_in_force'> {
  const { dischargedOn } = bill.visit
  if (id === undefined)
    return refused('no_plan', { scheme: bill.person.scheme, setting: bill.visit.setting, on: dischargedOn })
  try {
    const plan = book.planOn(id, dischargedOn, knownOn)
    const on = governingDay(plan, bill)
    return accepted({ plan: on === dischargedOn ? plan : book.planOn(id, on, knownOn), on })
  } catch (error) {
    if (error instanceof NotInForce) return refused('not_in_force', { what: error.what, on: error.on })
    throw error
  }
}

/** Sorting plans and compiling conditions costs more than settling: done once for each library. */
const sorted = new WeakMap<Library, Map<string, readonly Plan[]>>()
const tests = new WeakMap<Condition, Test>()

function plansFor(library: Library, scheme: string, setting: string): readonly Plan[] {
  const known = sorted.get(library) ?? new Map<string, readonly Plan[]>()
  sorted.set(library, known)
  const key = `${scheme} ${setting}`
  const plans =
    known.get(key) ??
    [...library.content.plans.values()]
      .filter((plan) => plan.scheme === scheme && plan.settings?.includes(setting))
      .sort((a, b) => (a.precedence ?? 500) - (b.precedence ?? 500) || (a.id < b.id ? -1 : 1))
  known.set(key, plans)
  return plans
}

function testOf(condition: Condition): Test {
  const test = tests.get(condition) ?? compileCondition(condition)
  tests.set(condition, test)
  return test
}

const scratch = new Context(1, 0)

function holds(test: Test, bill: Bill, on: Day): boolean {
  fillContext(scratch, bill, on)
  return test(scratch)
}
