// Texts with named holes: one sentence per audience, filled with the facts a finding used.

/** Holes every card may use, beside those of its family. */
export const COMMON_HOLES: readonly string[] = [
  'rule',
  'item',
  'code',
  'on',
  'person',
  'provider',
  'excessQuantity',
  'excessAmount',
  'missing',
]

const HOLE = /\{(\w+)\}/g

export const holesIn = (message: string): string[] => [...message.matchAll(HOLE)].map((match) => match[1] ?? '')

/** A hole without a fact stays empty: a sentence about a missing fact says so in its own words. */
export const filled = (message: string, holes: Readonly<Record<string, string | number>>): string =>
  message.replace(HOLE, (_, name: string) => String(holes[name] ?? ''))
