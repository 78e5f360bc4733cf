// One definition per field name: title, type and code list are written once; tables only choose words and say which must be filled.
//
// Where tables of the text disagree on a length, the word has the longest: senders use one variable for all of them.
import { type AsRequired, asRequired, type Field } from '../fields.ts'
import { catalogueWords } from './catalogue.ts'
import { feeWords } from './fee.ts'
import { groupingWords } from './grouping.ts'
import { personWords } from './person.ts'
import { protocolWords } from './protocol.ts'
import { providerWords } from './provider.ts'
import { registrationWords } from './registration.ts'
import { settlementWords } from './settlement.ts'
import { settlementListWords } from './settlement-list.ts'
import { specialCaseWords } from './special-case.ts'
import { visitWords } from './visit.ts'

export const wordGroups = [
  personWords,
  visitWords,
  feeWords,
  settlementWords,
  settlementListWords,
  groupingWords,
  specialCaseWords,
  catalogueWords,
  providerWords,
  registrationWords,
  protocolWords,
] as const

const vocabulary = {
  ...personWords,
  ...visitWords,
  ...feeWords,
  ...settlementWords,
  ...settlementListWords,
  ...groupingWords,
  ...specialCaseWords,
  ...catalogueWords,
  ...providerWords,
  ...registrationWords,
  ...protocolWords,
}

type Vocabulary = typeof vocabulary
export type Word = keyof Vocabulary

/** Fields that must be filled, in this order. */
export function must<W extends Word>(...words: readonly W[]): { readonly [K in W]: AsRequired<Vocabulary[K]> } {
  return pick(words, asRequired) as { readonly [K in W]: AsRequired<Vocabulary[K]> }
}

/** Fields that may be empty, in this order. */
export function may<W extends Word>(...words: readonly W[]): { readonly [K in W]: Vocabulary[K] } {
  return pick(words, (one) => one) as { readonly [K in W]: Vocabulary[K] }
}

function pick(words: readonly Word[], as: (one: Field) => unknown): Record<string, unknown> {
  return Object.fromEntries(words.map((word) => [word, as(vocabulary[word])]))
}
