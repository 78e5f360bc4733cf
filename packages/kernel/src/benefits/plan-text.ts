// What a compiled plan says, as text: two plans of equal text decide every bill alike, whichever libraries they come from.
import { expressionsIn } from '../policy/inside.ts'
import type { Tier } from '../policy/model.ts'
import { type Entry, entryAt } from '../policy/slot.ts'
import { type CompiledPlan, TIER_SLOTS } from './compile/plan.ts'

/** 费用归类 alone: of equal text, lines split alike under both plans. */
export const classificationText = (plan: CompiledPlan): string =>
  JSON.stringify([plan.parts, plan.classificationEntries.map((entry) => said(plan, entry))])

/** Everything that takes part in settling under the plan. */
export const planText = (plan: CompiledPlan): string =>
  JSON.stringify([
    plan.plan.id,
    classificationText(plan),
    plan.planEntries.map((entry) => said(plan, entry)),
    plan.governing.map(({ tier, entries }) => [
      fixedOf(tier),
      Object.entries(entries).map(([name, entry]) => [name, said(plan, entry)]),
    ]),
  ])

/** What a tier says for all time: payer, fund, parts, what it shares with other tiers. */
const fixedOf = (tier: Tier): unknown =>
  Object.entries(tier).filter(([name]) => name !== 'at' && !TIER_SLOTS.some((slot) => slot === name))

/** A value with the parameters it stands on, without where it was written. */
function said(plan: CompiledPlan, { value }: Entry<unknown>): unknown {
  return [plain(value), parametersOf(plan, value, new Set())]
}

function parametersOf(plan: CompiledPlan, value: unknown, seen: Set<string>): unknown[] {
  const found: unknown[] = []
  for (const node of expressionsIn(value)) {
    if (node.op !== 'parameter' || seen.has(node.parameter)) continue
    seen.add(node.parameter)
    const entry = entryAt(plan.library.parameter(node.parameter).value, plan.on, plan.knownOn)
    found.push([node.parameter, plain(entry?.value), ...parametersOf(plan, entry?.value, seen)])
  }
  return found
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return ['map', ...[...value].map(([key, each]) => [key, plain(each)])]
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).flatMap(([key, each]) => (key === 'at' ? [] : [[key, plain(each)]]))
}
