// What the interpreter asks while it explains a tier: the facts recorded in the run, parameters, names.
import { definitionOf, type FactName } from '../../policy/facts.ts'
import { entryAt } from '../../policy/slot.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import type { TierRecord } from '../work.ts'
import { citationOf } from './citation.ts'
import type { Lookup } from './expression.ts'

export function lookupOf(plan: CompiledPlan, record: TierRecord): Lookup {
  const leaves = plan.leaves[record.index] ?? []
  const values = new Map(leaves.map((leaf, k) => [leaf.name, record.leaves[k] as number | string]))
  return lookupOver(plan, (name) => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`The run of ${record.id} did not record ${name}`)
    if (name.startsWith('used_by:')) {
      const [numerator = '0', denominator = '1'] = String(value).split('/')
      return { value: Number(numerator), over: Number(denominator) }
    }
    return { value }
  })
}

/** The text that governs, and the days that chose it. */
export type Dated = Pick<CompiledPlan, 'library' | 'on' | 'knownOn'>

/** Names and parameters of a plan, with facts and amounts from wherever they are known. */
export function lookupOver(plan: Dated, leaf: Lookup['leaf']): Lookup {
  const { library } = plan
  return {
    leaf,
    parameter(id) {
      const parameter = library.parameter(id)
      const entry = entryAt(parameter.value, plan.on, plan.knownOn)
      if (!entry) throw new Error(`Parameter ${id} is not in force on ${plan.on}`)
      const citation = citationOf(library, `parameter.${id}`, entry)
      return { title: parameter.title, value: entry.value, ...(citation && { citation }) }
    },
    word: (fact, value) => wordOf(library, fact, value),
    tierTitle: (id) => library.content.tiers.get(id)?.title ?? id,
    partTitle: (id) => id,
  }
}

/** The Chinese name of a level or category; other words stand for themselves. */
function wordOf(library: CompiledPlan['library'], fact: FactName, value: string): string {
  const { vocabulary } = definitionOf(fact)
  if (!vocabulary) return value
  const words = vocabulary === 'level' ? library.content.vocabulary.levels : library.content.vocabulary.categories
  return value
    .split(',')
    .map((word) => words.get(word) ?? word)
    .join('、')
}
