// Every slot of a policy under the name that messages use, `resident_inpatient.deductible`; and those that plans use.
import { type Day, day } from '../../time/day.ts'
import { expressionsIn } from '../inside.ts'
import { type LibraryContent, slotsBesideTheBill } from '../library.ts'
import type { Classification, Plan, Tier } from '../model.ts'
import { type Entry, entryAt, type Slot } from '../slot.ts'

/** A day after which nothing is published: the checker knows the whole text. */
export const FOREVER: Day = day('9999-12-31')

export interface NamedSlot {
  /** Owner and key: `employee_outpatient.limits`, `plan resident_inpatient.tiers`. */
  readonly name: string
  readonly slot: Slot<unknown>
}

export const TIER_SLOTS = [
  'when',
  'base',
  'covers',
  'deductible',
  'bands',
  'rate_changes',
  'rate_max',
  'limits',
  'at_least',
  'rounding',
  'switches',
] as const

export const slotsNamedIn = (tier: Tier): NamedSlot[] =>
  TIER_SLOTS.map((name) => ({ name: `${tier.id}.${name}`, slot: tier[name] as Slot<unknown> }))

const planSlots = (plan: Plan): NamedSlot[] =>
  (['when', 'tiers', 'switches'] as const).map((name) => ({ name: `plan ${plan.id}.${name}`, slot: plan[name] }))

const rulesSlots = (rules: Classification): NamedSlot[] =>
  (['pre_self_pay', 'parts', 'exclusions', 'ceilings'] as const).map((name) => ({
    name: `${rules.id}.${name}`,
    slot: rules[name],
  }))

/** The tiers that any plan lists; all of them where a pack has no plans (a frame that others inherit). */
export function usedTiers(content: LibraryContent): Tier[] {
  if (content.plans.size === 0) return [...content.tiers.values()]
  const listed = new Set([...content.plans.values()].flatMap((plan) => plan.tiers.flatMap((entry) => entry.value)))
  return [...content.tiers.values()].filter((tier) => listed.has(tier.id))
}

/** Slots that can decide a bill: of plans, their tiers and classifications, and the parameters these build on. */
export function usedSlots(content: LibraryContent): NamedSlot[] {
  const plans = [...content.plans.values()]
  const kinds = new Set(plans.map((plan) => plan.classification))
  const rules = [...content.classifications.values()].filter((each) => plans.length === 0 || kinds.has(each.id))
  const direct = [
    ...plans.flatMap(planSlots),
    ...usedTiers(content).flatMap(slotsNamedIn),
    ...rules.flatMap(rulesSlots),
    ...slotsBesideTheBill(content),
  ]
  return [...direct, ...parameterSlots(content, direct)]
}

function parameterSlots(content: LibraryContent, from: readonly NamedSlot[]): NamedSlot[] {
  const found = new Map<string, NamedSlot>()
  const visit = (slot: Slot<unknown>) => {
    for (const entry of slot)
      for (const node of expressionsIn(entry.value)) {
        const parameter = node.op === 'parameter' ? content.parameters.get(node.parameter) : undefined
        if (!parameter || found.has(parameter.id)) continue
        found.set(parameter.id, { name: `parameter ${parameter.id}`, slot: parameter.value })
        visit(parameter.value)
      }
  }
  for (const { slot } of from) visit(slot)
  return [...found.values()]
}

/** Whether a value decides on any day at all, or is hidden by higher layers and corrections throughout. */
export function governsEver(entry: Entry<unknown>, slot: Slot<unknown>): boolean {
  const days = [entry.from, ...slot.flatMap((each) => (each.until && each.until > entry.from ? [each.until] : []))]
  return days.some((on) => entryAt(slot, on, FOREVER) === entry)
}
