// Tables against the visits that can reach them: a word without a row refuses bills, a row without a visit misleads readers.
import type { ByExpression, ChooseExpression, Condition, Expression } from '../expression.ts'
import { definitionOf, type FactName } from '../facts.ts'
import { factsOfCondition } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { Plan, Tier } from '../model.ts'
import { entryAt, type Slot, turningDays } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { isEmpty, narrow, type World, worldOf } from './reach.ts'
import { FOREVER, slotsNamedIn } from './slots.ts'

/** What all plans together have shown of one table. */
interface Seen {
  readonly reached: Set<string>
  readonly missing: Set<string>
}

interface Walk {
  readonly content: LibraryContent
  readonly tables: Map<ByExpression, Seen>
  readonly openChoices: Set<ChooseExpression>
  /** Options that a visit has reached, and all that stand in the text. */
  readonly reached: Set<ChooseExpression['options'][number]>
  readonly options: Set<ChooseExpression['options'][number]>
  /** Tiers that plans list, and those of them that some visit comes to. */
  readonly tiers: Set<Tier>
  readonly applied: Set<Tier>
}

export function checkRows(content: LibraryContent, faults: FaultList): void {
  const walk: Walk = {
    content,
    tables: new Map(),
    openChoices: new Set(),
    reached: new Set(),
    options: new Set(),
    tiers: new Set(),
    applied: new Set(),
  }
  for (const plan of content.plans.values()) walkPlan(plan, walk)
  for (const [table, seen] of walk.tables) reportTable(table, seen, faults)
  for (const tier of walk.tiers) {
    if (walk.applied.has(tier)) continue
    const at = tier.when[0]?.at ?? tier.at
    const found = `tier ${tier.id}, whose condition no visit of its plans meets`
    faults.warn(at, 'tier_never_applies', found, 'a condition that some visit meets')
  }
  for (const choice of walk.openChoices) {
    faults.warn(choice.at, 'missing_row', 'a choose without otherwise that a visit may fall through', 'otherwise')
  }
  for (const option of walk.options) {
    if (walk.reached.has(option)) continue
    const words = [...factsOfCondition(option.when)].flatMap(({ values }) => values)
    const found = words.length > 0 ? `an option for ${words.join(', ')}` : 'an option'
    faults.warn(
      option.when.at,
      'option_never_reached',
      `${found} that those before it take`,
      'the narrower option first',
    )
  }
}

function walkPlan(plan: Plan, walk: Walk): void {
  const world = among(worldOf(plan, walk.content), plan.when, plan.tiers)
  const tiers = new Set(plan.tiers.flatMap((entry) => entry.value))
  for (const id of tiers) {
    const tier = walk.content.tiers.get(id)
    if (tier) walkTier(tier, world, walk)
  }
}

function walkTier(tier: Tier, world: World, walk: Walk): void {
  const inside = among(world, tier.when, tier.base)
  walk.tiers.add(tier)
  if (isEmpty(inside)) return
  walk.applied.add(tier)
  for (const { slot } of slotsNamedIn(tier)) for (const entry of slot) walkValue(entry.value, inside, walk)
}

/** The world of all the conditions a slot states through time; nothing is taken away where on some day there is none. */
function among(world: World, when: Slot<Condition>, owner: Slot<unknown>): World {
  const first = owner.map((entry) => entry.from).sort()[0]
  const days = turningDays(when).inForce.filter((on) => first === undefined || on >= first)
  if (when.length === 0 || [first, ...days].some((on) => on && !entryAt(when, on, FOREVER))) return world
  const worlds = when.map((entry) => narrow(world, entry.value, 'holds'))
  const union = (fact: FactName) => [...new Set(worlds.flatMap((each) => each.get(fact) ?? []))]
  return new Map([...world.keys()].map((fact) => [fact, union(fact)]))
}

function walkValue(value: unknown, world: World, walk: Walk): void {
  if (Array.isArray(value)) {
    for (const each of value) walkValue(each, world, walk)
    return
  }
  if (typeof value !== 'object' || value === null || value instanceof Map) return
  if ('op' in value && 'unit' in value) walkExpression(value as Expression, world, walk)
  else if (!('op' in value)) {
    const when = 'when' in value ? (value.when as Condition | undefined) : undefined
    const inside = when ? narrow(world, when, 'holds') : world
    for (const each of Object.values(value)) walkValue(each, inside, walk)
  }
}

function walkExpression(expression: Expression, world: World, walk: Walk): void {
  if (isEmpty(world)) return
  if (expression.op === 'by') walkTable(expression, world, walk)
  else if (expression.op === 'choose') walkChoose(expression, world, walk)
  else if (expression.op === 'parameter') {
    for (const entry of walk.content.parameters.get(expression.parameter)?.value ?? [])
      walkExpression(entry.value, world, walk)
  } else if (expression.op !== 'literal' && expression.op !== 'fact') walkInner(expression, world, walk)
}

function walkInner(expression: Expression, world: World, walk: Walk): void {
  for (const value of Object.values(expression)) {
    if (Array.isArray(value)) for (const each of value) walkValue(each, world, walk)
    else if (typeof value === 'object' && value !== null && 'op' in value)
      walkExpression(value as Expression, world, walk)
  }
}

function walkTable(table: ByExpression, world: World, walk: Walk): void {
  const seen = walk.tables.get(table) ?? { reached: new Set(), missing: new Set() }
  walk.tables.set(table, seen)
  const words = world.get(table.fact)
  for (const [word, row] of table.cases) {
    if (words && !words.includes(word)) continue
    seen.reached.add(word)
    walkExpression(row, words ? new Map(world).set(table.fact, [word]) : world, walk)
  }
  const rest = words?.filter((word) => !table.cases.has(word)) ?? [ANY_OTHER]
  if (table.otherwise) walkExpression(table.otherwise, words ? new Map(world).set(table.fact, rest) : world, walk)
  else for (const word of rest) seen.missing.add(word)
}

const ANY_OTHER = '*'

function walkChoose(choice: ChooseExpression, world: World, walk: Walk): void {
  let left = world
  for (const option of choice.options) {
    const { when, value } = option
    const inside = narrow(left, when, 'holds')
    walk.options.add(option)
    if (!isEmpty(inside)) walk.reached.add(option)
    walkExpression(value, inside, walk)
    left = narrow(left, when, 'fails')
  }
  if (choice.otherwise) walkExpression(choice.otherwise, left, walk)
  else if (!isEmpty(left)) walk.openChoices.add(choice)
}

function reportTable(table: ByExpression, seen: Seen, faults: FaultList): void {
  const { fact, at } = table
  if (seen.missing.size > 0) {
    const words = [...seen.missing].map((word) =>
      word === '' ? `a person without any ${fact}` : word === ANY_OTHER ? `any other ${fact}` : word,
    )
    faults.warn(at, 'missing_row', `by ${fact} without a row for ${words.join(', ')}`, 'a row each, or otherwise')
  }
  if (definitionOf(fact).kind === 'set') return
  for (const word of table.cases.keys()) {
    if (!seen.reached.has(word))
      faults.warn(at, 'row_never_reached', `by ${fact}: ${word}`, 'a word that a visit of its plans can have')
  }
}
