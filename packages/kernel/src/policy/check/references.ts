// Every name must lead somewhere: sources, tiers, parameters, classifications, parts; and only to earlier tiers.
import type { Expression } from '../expression.ts'
import { definitionOf } from '../facts.ts'
import { amountConditionsIn, expressionsIn, factsIn } from '../inside.ts'
import { type LibraryContent, slotsBesideTheBill, slotsOfTier } from '../library.ts'
import type { Plan, Tier } from '../model.ts'
import { type Entry, entryAt, type Slot, turningDays } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import type { Place } from '../text/located.ts'
import { nearest } from '../text/shape.ts'

export function checkReferences(content: LibraryContent, faults: FaultList): void {
  const slots = allSlots(content)
  for (const slot of slots) for (const entry of slot) checkSource(entry, content, faults)
  for (const slot of slots) for (const entry of slot) checkParameters(entry.value, content, faults)
  for (const plan of content.plans.values()) checkPlan(plan, content, faults)
  for (const tier of content.tiers.values()) checkUsedBy(tier, faults)
  checkScopes(content, faults)
}

export function allSlots(content: LibraryContent): Slot<unknown>[] {
  return [
    ...[...content.tiers.values()].flatMap(slotsOfTier),
    ...[...content.plans.values()].flatMap((plan) => [plan.when, plan.tiers, plan.switches] as Slot<unknown>[]),
    ...[...content.classifications.values()].flatMap(
      (c) => [c.pre_self_pay, c.parts, c.exclusions, c.ceilings] as Slot<unknown>[],
    ),
    ...[...content.parameters.values()].map((parameter) => parameter.value as Slot<unknown>),
    ...slotsBesideTheBill(content).map(({ slot }) => slot),
  ]
}

function checkSource(entry: Slot<unknown>[number], content: LibraryContent, faults: FaultList): void {
  if (!entry.source || content.sources.has(entry.source)) return
  const near = nearest(entry.source, [...content.sources.keys()])
  faults.add(entry.at, 'unknown_source', entry.source, near ? `${near}?` : 'the id of an entry under sources')
}

function checkParameters(value: unknown, content: LibraryContent, faults: FaultList): void {
  for (const node of expressionsIn(value)) {
    if (node.op !== 'parameter') continue
    const parameter = content.parameters.get(node.parameter)
    if (!parameter) faults.add(node.at, 'unknown_parameter', node.parameter, 'the id of an entry under parameters')
    else if (parameter.unit !== node.unit) {
      faults.add(
        node.at,
        'unit_mismatch',
        `parameter ${parameter.id} (${parameter.unit})`,
        `${node.unit}; write unit: ${parameter.unit}`,
      )
    }
  }
}

/** More parts than any value of law has; without a bound, parameters on parameters could grow without end. */
const MOST_PARTS = 1_000
const LONGEST_CHAIN = 50

/**
 * A parameter may build on others but never, over any number of steps, on itself; written out in full it stays small.
 * Amounts of the bill and facts of an item mean nothing in it: it is the same for every tier and line. False where a
 * parameter does not end: nothing may then look into parameters.
 */
export function checkParameterValues(content: LibraryContent, faults: FaultList): boolean {
  const sizes = new Map<string, number>()
  const open = new Set<string>()
  let isBounded = true
  const sizeOf = (id: string): number => {
    const parameter = content.parameters.get(id)
    const known = sizes.get(id)
    if (known !== undefined || !parameter) return known ?? 1
    if (open.has(id) || open.size >= LONGEST_CHAIN) {
      const found = open.has(id) ? `${id} builds on itself` : `${id} builds on ${open.size} others`
      faults.add(parameter.at, 'parameter_loop', found, 'a value that ends')
      isBounded = false
      return 1
    }
    open.add(id)
    const parts = parameter.value.map((entry) =>
      [...expressionsIn(entry.value)].reduce(
        (sum, node) => sum + (node.op === 'parameter' ? sizeOf(node.parameter) : 1),
        0,
      ),
    )
    const size = Math.max(1, ...parts)
    open.delete(id)
    sizes.set(id, Math.min(size, MOST_PARTS))
    if (size > MOST_PARTS) {
      isBounded = false
      faults.add(parameter.at, 'file_too_large', `parameter ${id} of ${size} parts`, `at most ${MOST_PARTS}`)
    }
    return sizes.get(id) as number
  }
  for (const { id, value } of content.parameters.values()) {
    sizeOf(id)
    for (const entry of value) checkMeaning(entry.value, faults)
  }
  return isBounded
}

function checkMeaning(value: Expression, faults: FaultList): void {
  for (const { amount, at } of amountConditionsIn(value))
    faults.add(at, 'amount_in_parameter', amount, 'facts of the person and visit')
  for (const node of expressionsIn(value)) {
    if (node.op === 'amount' || node.op === 'tier_amount')
      faults.add(node.at, 'amount_in_parameter', node.amount, 'facts of the person and visit')
  }
  for (const { fact, at } of factsIn(value)) {
    if (definitionOf(fact).scope === 'item')
      faults.add(at, 'item_fact_outside_classification', fact, 'item facts under classifications only')
  }
}

function checkPlan(plan: Plan, content: LibraryContent, faults: FaultList): void {
  if (plan.classification && !content.classifications.has(plan.classification)) {
    faults.add(plan.at, 'unknown_classification', plan.classification, 'the id of an entry under classifications')
  }
  for (const entry of plan.tiers) {
    entry.value.forEach((id, position) => {
      if (!content.tiers.has(id)) {
        const near = nearest(id, [...content.tiers.keys()])
        faults.add(entry.at, 'unknown_tier', id, near ? `${near}?` : 'the id of an entry under tiers')
      } else if (entry.value.indexOf(id) !== position)
        faults.add(entry.at, 'duplicate_id', `tier ${id} twice`, 'each tier once')
    })
  }
  checkNamesInPlan(plan, content, faults)
}

/** Names of earlier tiers and of parts, for every order of tiers together with the values that hold beside it on some day. */
function checkNamesInPlan(plan: Plan, content: LibraryContent, faults: FaultList): void {
  const parts = partsOf(plan, content)
  const seen = new Set<string>()
  const once = (at: Place, code: string, found: string, expected: string) => {
    const key = `${at.file}|${at.line}|${code}|${found}`
    if (!seen.has(key)) faults.add(at, code, found, expected)
    seen.add(key)
  }
  for (const entry of plan.tiers) {
    for (const [position, id] of entry.value.entries()) {
      const tier = content.tiers.get(id)
      if (!tier) continue
      const values = slotsOfTier(tier).flatMap((slot) => slot.filter((value) => meet(value, slot, entry, plan.tiers)))
      checkTierInPlan(tier, values, entry.value.slice(0, position), parts, plan, once)
    }
  }
}

/** Whether two values, each of its own slot, ever govern the same settlement. */
function meet(a: Entry<unknown>, slotA: Slot<unknown>, b: Entry<unknown>, slotB: Slot<unknown>): boolean {
  const days = [...turningDays(slotA).inForce, ...turningDays(slotB).inForce]
  const known = [...turningDays(slotA).published, ...turningDays(slotB).published]
  return days.some((on) => known.some((day) => entryAt(slotA, on, day) === a && entryAt(slotB, on, day) === b))
}

function partsOf(plan: Plan, content: LibraryContent): string[] {
  const rules = content.classifications.get(plan.classification ?? '')
  return ['main', ...(rules?.parts ?? []).flatMap((entry) => entry.value.map((rule) => rule.part))]
}

type AddFault = (at: Place, code: string, found: string, expected: string) => void

function checkTierInPlan(
  tier: Tier,
  values: readonly Entry<unknown>[],
  earlier: readonly string[],
  parts: readonly string[],
  plan: Plan,
  add: AddFault,
): void {
  for (const part of tier.parts ?? []) {
    if (!parts.includes(part)) add(tier.at, 'unknown_part', `${part} in plan ${plan.id}`, `one of ${parts.join(', ')}`)
  }
  for (const entry of values) {
    for (const node of expressionsIn(entry.value)) checkName(node, earlier, parts, plan, add)
  }
}

function checkName(
  node: Expression,
  earlier: readonly string[],
  parts: readonly string[],
  plan: Plan,
  add: AddFault,
): void {
  if (node.op === 'tier_amount' && !earlier.includes(node.tier)) {
    const expected = `an earlier tier: ${earlier.join(', ') || 'none'}`
    add(node.at, 'unknown_tier', `${node.amount}: ${node.tier} in plan ${plan.id}`, expected)
  }
  if (node.op === 'amount' && node.part && !parts.includes(node.part))
    add(node.at, 'unknown_part', `${node.part} in plan ${plan.id}`, `one of ${parts.join(', ')}`)
}

/** Facts of an item exist only while lines are classified; amounts of the bill only afterwards. */
function checkScopes(content: LibraryContent, faults: FaultList): void {
  const later = [
    ...[...content.tiers.values()].flatMap(slotsOfTier),
    ...[...content.plans.values()].map((plan) => plan.when),
  ]
  for (const slot of later)
    for (const entry of slot) {
      for (const { fact, at } of factsIn(entry.value)) {
        if (definitionOf(fact).scope === 'item')
          faults.add(at, 'item_fact_outside_classification', fact, 'item facts under classifications only')
      }
    }
  for (const { slot } of slotsBesideTheBill(content)) for (const entry of slot) checkNoBill(entry.value, faults)
  for (const plan of content.plans.values())
    for (const entry of plan.when)
      for (const { amount, at } of amountConditionsIn(entry.value))
        faults.add(at, 'amount_in_plan', amount, 'an amount in the when of a tier, a limit or a value')
  for (const rules of content.classifications.values()) {
    for (const slot of [rules.pre_self_pay, rules.parts, rules.exclusions, rules.ceilings] as Slot<unknown>[])
      for (const { amount, at } of slot.flatMap((entry) => [...amountConditionsIn(entry.value)]))
        faults.add(at, 'amount_in_classification', amount, 'facts of the item, person and visit')
    for (const entry of [...rules.pre_self_pay, ...rules.ceilings] as Entry<unknown>[]) {
      for (const node of expressionsIn(entry.value)) {
        if (node.op === 'amount' || node.op === 'tier_amount') {
          faults.add(node.at, 'amount_in_classification', node.amount, 'facts of the item, person and visit')
        }
      }
    }
  }
}

/** No bill stands behind an allowance or a waiting period: no amounts, no tiers, no items. */
function checkNoBill(value: unknown, faults: FaultList): void {
  const amounts = [...expressionsIn(value)].filter((node) => node.op === 'amount' || node.op === 'tier_amount')
  for (const { amount, at } of [...amounts, ...amountConditionsIn(value)])
    faults.add(at, 'amount_without_bill', amount, 'facts of the person and the event')
  for (const { fact, at } of factsIn(value))
    if (definitionOf(fact).scope === 'item')
      faults.add(at, 'item_fact_outside_classification', fact, 'item facts under classifications only')
}

const ROUNDS = new Set<Expression['op']>(['share', 'prorate', 'times', 'step_down', 'steps', 'round'])

/** An exact fraction of fen may be added and compared, but not multiplied again before the tier's own rate. */
function checkUsedBy(tier: Tier, faults: FaultList): void {
  for (const entry of tier.base) {
    for (const node of expressionsIn(entry.value)) {
      if (!ROUNDS.has(node.op)) continue
      for (const inner of expressionsIn(node)) {
        if (inner.op === 'tier_amount' && inner.amount === 'used_by') {
          faults.add(
            inner.at,
            'used_by_inside_share',
            `used_by inside ${node.op}`,
            'used_by in a sum or difference; the rate belongs to the tier',
          )
        }
      }
    }
  }
  const takesFractions = tier.base.some((entry) =>
    [...expressionsIn(entry.value)].some((node) => node.op === 'tier_amount' && node.amount === 'used_by'),
  )
  for (const entry of takesFractions ? tier.switches : []) {
    if (entry.value.round_at !== 'line') continue
    faults.add(
      entry.at,
      'used_by_rounded_by_line',
      'round_at: line',
      'round_at: tier or band, with used_by in the base',
    )
  }
  for (const slot of slotsOfTier(tier)) {
    if (slot === tier.base) continue
    for (const entry of slot)
      for (const node of expressionsIn(entry.value)) {
        if (node.op === 'tier_amount' && node.amount === 'used_by') {
          faults.add(node.at, 'used_by_outside_base', 'used_by', 'used_by in the base of a tier only')
        }
      }
  }
}
