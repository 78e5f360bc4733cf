// Words of a case that the policy does not know: a misspelt level or accumulator would else count as nothing, in silence.
import { accumulatorNames } from '../policy/check/accumulators.ts'
import type { Library } from '../policy/library.ts'
import { type Fault, FaultList } from '../policy/text/faults.ts'
import { nearest } from '../policy/text/shape.ts'
import type { PolicyCase } from './case.ts'

/** Every unknown word of a case, each with the words that are allowed. */
export function unknownWords({ at, bill, plan }: PolicyCase, { content }: Library): readonly Fault[] {
  const faults = new FaultList()
  const known = (code: string, word: string, allowed: ReadonlyMap<string, string>, none: string) => {
    if (!allowed.has(word)) faults.add(at, code, word, wordsOf(word, allowed, none))
  }
  const { levels, categories } = content.vocabulary
  // A policy that knows no levels asks for none.
  if (bill.visit.level !== '' && levels.size > 0)
    known('unknown_level', bill.visit.level, levels, 'no level at all: this policy has none')
  for (const category of bill.person.categories ?? [])
    known('unknown_category', category, categories, 'no category: this policy has none')
  if (plan !== undefined) known('unknown_plan', plan, titlesOf(content.plans), 'a plan')
  const given = new Map([...content.tiers].filter(([, tier]) => tier.given))
  for (const tier of Object.keys(bill.given ?? {}))
    known('unknown_tier', tier, titlesOf(given), 'nothing under paid: this policy has no tier with given: true')
  for (const key of Object.keys(bill.accumulators)) {
    const [name = '', period = ''] = key.split('@')
    const filled = new Map([...accumulatorNames(content, period.startsWith('stay/'))].map((each) => [each, '']))
    if (!filled.has(name))
      faults.add(at, 'unknown_accumulator', key, wordsOf(name, filled, 'an accumulator a tier fills'))
  }
  return faults.faults
}

const titlesOf = (items: ReadonlyMap<string, { readonly title: string }>): ReadonlyMap<string, string> =>
  new Map([...items].map(([id, { title }]) => [id, title]))

const MOST_WORDS = 12

function wordsOf(word: string, allowed: ReadonlyMap<string, string>, none: string): string {
  if (allowed.size === 0) return none
  const titled = [...allowed].find(([, title]) => title === word)?.[0]
  const near = titled ?? nearest(word, [...allowed.keys()])
  const shown = [...allowed]
    .slice(0, MOST_WORDS)
    .map(([id, title]) => (title && title !== id ? `${id} (${title})` : id))
  const list = `one of ${shown.join(', ')}${allowed.size > MOST_WORDS ? ' …' : ''}`
  return near ? `${near}? ${list}` : list
}
