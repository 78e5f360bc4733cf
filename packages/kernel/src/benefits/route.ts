// S4: which plan serves a visit. Plans are tried in order of precedence; the first whose scheme, setting and condition fit.
import type { Library } from '../policy/library.ts'
import { entryAt } from '../policy/slot.ts'
import type { Day } from '../time/day.ts'
import type { Bill } from './bill.ts'
import { compileCondition } from './compile/condition.ts'
import { Context } from './compile/context.ts'
import type { PlanBook } from './compile/plan-book.ts'
import { fillContext } from './fill-context.ts'

/** The id of the plan, or `undefined` when none serves the visit on that day. */
export function planFor(book: PlanBook, bill: Bill, on: Day, knownOn: Day): string | undefined {
  const { library } = book
  for (const plan of plansFor(library, bill.person.scheme, bill.visit.setting)) {
    const when = entryAt(plan.when, on, knownOn)
    if (!entryAt(plan.tiers, on, knownOn)) continue
    if (!when || holds(when.value, bill, on)) return plan.id
  }
  return undefined
}

function plansFor(library: Library, scheme: string, setting: string) {
  return [...library.content.plans.values()]
    .filter((plan) => plan.scheme === scheme && plan.settings?.includes(setting))
    .sort((a, b) => (a.precedence ?? 500) - (b.precedence ?? 500) || (a.id < b.id ? -1 : 1))
}

function holds(condition: Parameters<typeof compileCondition>[0], bill: Bill, on: Day): boolean {
  const c = new Context(1, 0)
  fillContext(c, bill, on)
  return compileCondition(condition)(c)
}
