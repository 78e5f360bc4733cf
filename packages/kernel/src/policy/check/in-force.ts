// A plan in force needs all its parts in force: a tier that begins later would refuse bills on the days between.
import type { Day } from '../../time/day.ts'
import { expressionsIn } from '../inside.ts'
import { type LibraryContent, slotsOfPlan } from '../library.ts'
import type { Plan, Tier } from '../model.ts'
import { entryAt, type Slot, turningDays } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { FOREVER, type NamedSlot, slotsNamedIn } from './slots.ts'

export function checkInForce(content: LibraryContent, faults: FaultList): void {
  for (const plan of content.plans.values()) checkPlan(plan, content, faults)
}

function checkPlan(plan: Plan, content: LibraryContent, faults: FaultList): void {
  const days = [...new Set(slotsOfPlan(content, plan).flatMap((slot) => turningDays(slot).inForce))].sort()
  const reported = new Set<string>()
  for (const on of days) {
    const tiers = entryAt(plan.tiers, on, FOREVER)
    if (!tiers) continue
    for (const { name, slot } of neededOn(on, plan, tiers.value, content)) {
      if (entryAt(slot, on, FOREVER) || reported.has(name)) continue
      reported.add(name)
      faults.warn(
        tiers.at,
        'not_yet_in_force',
        `plan ${plan.id} on ${on} without a value of ${name}`,
        `${name} from ${on}`,
      )
    }
  }
}

function neededOn(on: Day, plan: Plan, tierIds: readonly string[], content: LibraryContent): NamedSlot[] {
  const rules = content.classifications.get(plan.classification ?? '')
  const needed: NamedSlot[] = [{ name: `plan ${plan.id}.switches`, slot: plan.switches }]
  if (rules) needed.push({ name: `${rules.id}.pre_self_pay`, slot: rules.pre_self_pay })
  for (const id of tierIds) {
    const tier = content.tiers.get(id)
    if (tier && !tier.given) needed.push(...neededOfTier(tier))
  }
  const values = [...needed.map(({ slot }) => slot), ...tierIds.flatMap((id) => slotsOf(content.tiers.get(id)))]
  return [...needed, ...parametersOn(on, values, content)]
}

const slotsOf = (tier: Tier | undefined): Slot<unknown>[] => (tier ? slotsNamedIn(tier).map(({ slot }) => slot) : [])

const neededOfTier = (tier: Tier): NamedSlot[] =>
  (['base', 'bands', 'switches'] as const).map((name) => ({ name: `${tier.id}.${name}`, slot: tier[name] }))

function parametersOn(on: Day, slots: readonly Slot<unknown>[], content: LibraryContent): NamedSlot[] {
  const found = new Map<string, NamedSlot>()
  const visit = (slot: Slot<unknown>) => {
    const entry = entryAt(slot, on, FOREVER)
    for (const node of entry ? expressionsIn(entry.value) : []) {
      if (node.op !== 'parameter' || found.has(node.parameter)) continue
      const value = content.parameters.get(node.parameter)?.value
      if (!value) continue
      found.set(node.parameter, { name: `parameter ${node.parameter}`, slot: value })
      visit(value)
    }
  }
  for (const slot of slots) visit(slot)
  return [...found.values()]
}
