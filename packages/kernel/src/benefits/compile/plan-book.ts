// Compiled plans by plan and day: each is compiled once for every stretch of time in which none of its values changes.
import type { Library } from '../../policy/library.ts'
import type { Day } from '../../time/day.ts'
import { type CompiledPlan, compilePlan } from './plan.ts'

export class PlanBook {
  readonly library: Library
  readonly #compiled = new Map<string, CompiledPlan>()

  constructor(library: Library) {
    this.library = library
  }

  /** The plan in force on a day, as known on another day. Throws NotInForce where the plan has no value for that day. */
  planOn(id: string, on: Day, knownOn: Day): CompiledPlan {
    const key = `${id}|${this.library.intervalOf(id, on, knownOn)}`
    const existing = this.#compiled.get(key)
    if (existing) return existing
    const compiled = compilePlan(this.library, this.library.plan(id), on, knownOn)
    this.#compiled.set(key, compiled)
    return compiled
  }
}
