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

/** Words of both languages in one fact: `男｜male`, and several of them `天｜days、岁｜years`. */
const BOTH = /([^、｜]*)｜([^、｜]*)/g

/** A hole without a fact stays empty: a sentence about a missing fact says so in its own words. */
export const filled = (
  message: string,
  holes: Readonly<Record<string, string | number>>,
  language: 'zh' | 'en',
): string =>
  message.replace(HOLE, (_, name: string) => String(holes[name] ?? '').replace(BOTH, language === 'zh' ? '$1' : '$2'))
