// How refusals become the one Chinese sentence a clerk sees: codes with typed facts, open to every module.
import { type Facts, type Refused, refused } from '@yibao/kernel'

/** `err_msg` holds 200 characters; clients truncate or show it verbatim. */
export const SENTENCE_MAX = 200

/** A template and the facts it is tried with by tests and shown with in the manual. */
export interface RefusalWords<F extends Facts> {
  readonly sample: F
  readonly say: (facts: F) => string
}

type AnyWords = { readonly sample: Facts; readonly say: (facts: never) => string }
export type RefusalDefinitions = Readonly<Record<string, AnyWords>>
type FactsOf<W> = W extends { readonly say: (facts: infer F) => string } ? F : never

export interface RefusalCatalogue<D extends RefusalDefinitions> {
  readonly codes: readonly (keyof D & string)[]
  readonly definitions: D
  /** A refusal of this catalogue, its facts checked by type. */
  readonly refuse: <C extends keyof D & string>(code: C, facts: FactsOf<D[C]>) => Refused<C>
  /** What found, where, what to do: never longer than `err_msg` allows. */
  readonly sentence: (refusal: Refused<keyof D & string>) => string
}

/** Declares one refusal: sample facts first, so that their type is the template's. */
export const words = <F extends Facts>(sample: F, say: (facts: F) => string): RefusalWords<F> => ({ sample, say })

export function defineRefusals<const D extends RefusalDefinitions>(definitions: D): RefusalCatalogue<D> {
  return {
    codes: Object.keys(definitions),
    definitions,
    refuse: (code, facts) => refused(code, facts as Facts),
    sentence: (refusal) => clipped(rawSentence(definitions, refusal.code, refusal.facts)),
  }
}

/** Several modules' catalogues as one. A code that two of them declare is a mistake of ours. */
export function combineRefusals<const L extends readonly HasDefinitions[]>(
  ...catalogues: L
): RefusalCatalogue<Merged<L>> {
  const all: Record<string, AnyWords> = {}
  for (const { definitions } of catalogues) {
    for (const [code, definition] of Object.entries(definitions)) {
      if (Object.hasOwn(all, code)) throw new Error(`Refusal code declared twice: ${code}`)
      all[code] = definition
    }
  }
  return defineRefusals(all) as unknown as RefusalCatalogue<Merged<L>>
}

type HasDefinitions = { readonly definitions: RefusalDefinitions }
type Merged<L extends readonly HasDefinitions[]> = UnionToIntersection<L[number]['definitions']> & RefusalDefinitions
type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never

/** For tests and the manual: every code with its sentence on its sample facts, unclipped. */
export function sampleSentences(catalogue: { readonly definitions: RefusalDefinitions }): [string, string][] {
  return Object.entries(catalogue.definitions).map(([code, { sample }]) => [
    code,
    rawSentence(catalogue.definitions, code, sample),
  ])
}

function rawSentence(definitions: RefusalDefinitions, code: string, facts: Facts): string {
  const definition = definitions[code]
  if (!definition) throw new Error(`Refusal code without words: ${code}`)
  return definition.say(facts as never)
}

function clipped(sentence: string): string {
  return sentence.length <= SENTENCE_MAX
    ? sentence
    : `${sentence.slice(0, SENTENCE_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
