// Which words of a fact a visit can have at some place of a policy: what the plan, the tier and the options around that
// place leave possible. Facts are taken one by one, so a word counted as possible may in truth not be; never the reverse.
import type { Condition } from '../expression.ts'
import { definitionOf, type FactName, factNames } from '../facts.ts'
import { factsOfCondition } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { Plan } from '../model.ts'

/** The words still possible for each fact with a closed list; '' stands for a person without any word of a set. */
export type World = ReadonlyMap<FactName, readonly string[]>

const STATUSES_OF: Readonly<Record<string, readonly string[]>> = {
  employee: ['active', 'retired', 'flexible', 'unemployed'],
  resident: ['adult', 'student', 'child', 'newborn'],
}

/** Everything that a visit served by the plan may be. */
export function worldOf(plan: Plan, content: LibraryContent): World {
  const world = new Map<FactName, readonly string[]>()
  for (const fact of factNames) {
    const { values, vocabulary } = definitionOf(fact)
    if (values) world.set(fact, values)
    if (vocabulary === 'level') world.set(fact, [...content.vocabulary.levels.keys()])
    if (vocabulary === 'category') world.set(fact, ['', ...content.vocabulary.categories.keys()])
  }
  if (plan.scheme) {
    world.set('scheme', [plan.scheme])
    world.set('status', STATUSES_OF[plan.scheme] ?? [])
  }
  if (plan.settings) world.set('setting', plan.settings)
  return world
}

/** Whether a condition can hold, and whether it can fail, for some visit of the world. */
export function possible(condition: Condition, world: World): { readonly holds: boolean; readonly fails: boolean } {
  switch (condition.op) {
    case 'all': {
      const parts = condition.of.map((each) => possible(each, world))
      return { holds: parts.every((each) => each.holds), fails: parts.some((each) => each.fails) }
    }
    case 'any': {
      const parts = condition.of.map((each) => possible(each, world))
      return { holds: parts.some((each) => each.holds), fails: parts.every((each) => each.fails) }
    }
    case 'not': {
      const inner = possible(condition.of, world)
      return { holds: inner.fails, fails: inner.holds }
    }
    case 'between':
    case 'amount':
      return { holds: true, fails: true }
    case 'is': {
      const words = world.get(condition.fact)
      if (!words) return { holds: true, fails: true }
      const fits = (word: string) => condition.values.includes(word)
      return { holds: words.some(fits), fails: !words.every(fits) }
    }
  }
}

/**
 * The world in which a condition holds (or fails): words that contradict it are taken out. Sets are taken word by word
 * too: a person with several categories is at least as well served as with the one that has a row.
 */
export function narrow(world: World, condition: Condition, wanted: 'holds' | 'fails'): World {
  const result = new Map(world)
  for (const { fact } of factsOfCondition(condition)) {
    const kept = world.get(fact)?.filter((word) => possible(condition, new Map(world).set(fact, [word]))[wanted])
    if (kept) result.set(fact, kept)
  }
  return result
}

/** No visit at all is left. */
export const isEmpty = (world: World): boolean => [...world.values()].some((words) => words.length === 0)
