// Words that stand for values of facts must exist: levels and categories of the vocabulary, and the language's own lists.
import { definitionOf } from '../facts.ts'
import { type FactUse, factsIn } from '../inside.ts'
import type { LibraryContent } from '../library.ts'
import type { FaultList } from '../text/faults.ts'
import { nearest } from '../text/shape.ts'
import { allSlots } from './references.ts'

export function checkWords(content: LibraryContent, faults: FaultList): void {
  const lists = {
    level: [...content.vocabulary.levels.keys()],
    category: [...content.vocabulary.categories.keys()],
  }
  for (const slot of allSlots(content)) {
    for (const entry of slot) for (const use of factsIn(entry.value)) checkUse(use, lists, faults)
  }
}

function checkUse(use: FactUse, lists: Record<'level' | 'category', readonly string[]>, faults: FaultList): void {
  const { vocabulary, values, kind } = definitionOf(use.fact)
  const allowed = vocabulary ? lists[vocabulary] : values
  for (const word of use.values) {
    if (kind === 'count' && !/^\d+$/.test(word))
      faults.add(use.at, 'wrong_value', `${use.fact}: ${word}`, 'a whole number')
    if (!allowed || allowed.includes(word)) continue
    const near = nearest(word, allowed)
    const list = vocabulary ? `a ${vocabulary} of the vocabulary` : `one of ${allowed.join(', ')}`
    faults.add(use.at, `unknown_${use.fact}`, word, near ? `${near}?` : list)
  }
}
