// A library: the merged packs of one area, by id, and the days on which what they say changes.
import type { Day } from '../time/day.ts'
import { expressionsIn } from './inside.ts'
import type { Allowance, Classification, Pack, Parameter, Plan, Source, Tier, Vocabulary, Waiting } from './model.ts'
import { type Slot, turningDays } from './slot.ts'

export interface LibraryContent {
  readonly packs: readonly Pack[]
  readonly sources: ReadonlyMap<string, Source>
  readonly vocabulary: Vocabulary
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly classifications: ReadonlyMap<string, Classification>
  readonly tiers: ReadonlyMap<string, Tier>
  readonly plans: ReadonlyMap<string, Plan>
  readonly allowances: ReadonlyMap<string, Allowance>
  readonly waiting: ReadonlyMap<string, Waiting>
}

export class Library {
  readonly content: LibraryContent
  /** Pack id and content hash: the same text always has the same version. */
  readonly version: string
  readonly #turning = new Map<string, { inForce: Day[]; published: Day[] }>()

  constructor(content: LibraryContent, version: string) {
    this.content = content
    this.version = version
  }

  tier(id: string): Tier {
    return found(this.content.tiers, id, 'tier')
  }

  plan(id: string): Plan {
    return found(this.content.plans, id, 'plan')
  }

  parameter(id: string): Parameter {
    return found(this.content.parameters, id, 'parameter')
  }

  classification(id: string): Classification {
    return found(this.content.classifications, id, 'classification')
  }

  /** The names of the interval a day falls in: the last turning days on both clocks. */
  intervalOf(id: string, on: Day, knownOn: Day): string {
    const { inForce, published } = this.#turningDaysOf(id)
    return `${lastAtOrBefore(inForce, on)}~${lastAtOrBefore(published, knownOn)}`
  }

  #turningDaysOf(id: string): { inForce: Day[]; published: Day[] } {
    const known = this.#turning.get(id)
    if (known) return known
    const slots = slotsOfPlan(this.content, this.plan(id))
    const days = slots.map(turningDays)
    const turning = {
      inForce: [...new Set(days.flatMap((each) => each.inForce))].sort(),
      published: [...new Set(days.flatMap((each) => each.published))].sort(),
    }
    this.#turning.set(id, turning)
    return turning
  }
}

/** Every slot that takes part in a plan, tiers, classification and parameters included. */
export function slotsOfPlan(content: LibraryContent, plan: Plan): Slot<unknown>[] {
  const tierIds = new Set(plan.tiers.flatMap((entry) => entry.value))
  const tiers = [...tierIds].flatMap((id) => content.tiers.get(id) ?? [])
  const rules = content.classifications.get(plan.classification ?? '')
  const slots: Slot<unknown>[] = [plan.when, plan.tiers, plan.switches, ...tiers.flatMap(slotsOfTier)]
  if (rules) slots.push(rules.pre_self_pay, rules.parts, rules.exclusions, rules.ceilings)
  const named = (slot: Slot<unknown>) => slot.flatMap((entry) => [...parametersIn(entry.value)])
  // A set grows while it is walked: parameters may build on further parameters.
  const parameters = new Set(slots.flatMap(named))
  for (const id of parameters) {
    const slot = content.parameters.get(id)?.value ?? []
    slots.push(slot)
    for (const further of named(slot)) parameters.add(further)
  }
  return slots
}

/** Values of what is not settled with a bill, under the names that messages use. */
export function slotsBesideTheBill(
  content: LibraryContent,
): { name: string; slot: Slot<unknown>; mayPause: boolean }[] {
  const allowances = [...content.allowances.values()].flatMap(({ id, when, amount }) => [
    { name: `allowance ${id}.when`, slot: when, mayPause: true },
    { name: `allowance ${id}.amount`, slot: amount, mayPause: false },
  ])
  const waiting = [...content.waiting.values()].flatMap((rule) =>
    (['when', 'fixed', 'variable', 'repair', 'at_least', 'counted_from'] as const).map((key) => ({
      name: `waiting ${rule.id}.${key}`,
      slot: rule[key] as Slot<unknown>,
      mayPause: key !== 'counted_from',
    })),
  )
  return [...allowances, ...waiting]
}

export function slotsOfTier(tier: Tier): Slot<unknown>[] {
  const { when, base, covers, deductible, bands, rate_changes, rate_max, limits, at_least, rounding, switches } = tier
  return [when, base, covers, deductible, bands, rate_changes, rate_max, limits, at_least, rounding, switches]
}

function* parametersIn(value: unknown): Generator<string> {
  for (const node of expressionsIn(value)) if (node.op === 'parameter') yield node.parameter
}

function lastAtOrBefore(days: readonly Day[], on: Day): string {
  let last = ''
  for (const each of days) if (each <= on) last = each
  return last
}

function found<T>(map: ReadonlyMap<string, T>, id: string, what: string): T {
  const value = map.get(id)
  if (!value) throw new Error(`The policy has no ${what} named ${id || '(none)'}`)
  return value
}
