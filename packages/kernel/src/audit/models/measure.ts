// What a model is worth on care whose truth is known: found of planted, right of what was said, and right among the first k.
import type { Clue, ModelCard } from './model.ts'

export interface KnownVisit {
  readonly scheme: string
  readonly visitId: string
  readonly practitioner: string
}

export interface Share {
  readonly hits: number
  readonly of: number
}

export interface Measured {
  readonly model: string
  readonly scheme: string
  readonly counts: ModelCard['counts']
  readonly planted: number
  readonly clues: number
  /** Of what was planted, what lies in a clue. */
  readonly recall: Share
  /** Of what lies in clues, what was planted by this scheme. */
  readonly precision: Share
  /** Of what lies in clues, what was planted by whatever scheme: a clue may be right about another conduct. */
  readonly byAny: Share
  /** Clues among the first k in which at least half is planted. */
  readonly firstK: readonly (Share & { readonly k: number })[]
}

const FIRST = [10, 50] as const

export function measure(card: ModelCard, clues: readonly Clue[], known: readonly KnownVisit[]): Measured {
  const subjectOf = (each: KnownVisit): string => (card.counts === 'visits' ? each.visitId : each.practitioner)
  const planted = new Set(known.filter(({ scheme }) => scheme === card.scheme).map(subjectOf))
  const all = new Set(known.map(subjectOf))
  const subjects = (clue: Clue): readonly string[] => (card.counts === 'visits' ? clue.visits : [clue.practitioner])
  const said = new Set(clues.flatMap(subjects))
  const right = [...said].filter((each) => planted.has(each)).length
  const isRight = (clue: Clue): boolean => {
    const own = subjects(clue)
    return own.filter((each) => planted.has(each)).length * 2 >= own.length
  }
  return {
    ...{ model: card.id, scheme: card.scheme, counts: card.counts, planted: planted.size, clues: clues.length },
    recall: { hits: right, of: planted.size },
    precision: { hits: right, of: said.size },
    byAny: { hits: [...said].filter((each) => all.has(each)).length, of: said.size },
    firstK: FIRST.map((k) => {
      const first = clues.slice(0, k)
      return { k, hits: first.filter(isRight).length, of: first.length }
    }),
  }
}
