// Policies as plain data on their way to text: what generators build and the real reader then reads.
import fc from 'fast-check'
import { stringify } from 'yaml'

export type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data }

export type Writing = 'yaml' | 'json'

/** Both forms the language admits; anchors are refused by the reader, so equal objects are written out in full. */
export function written(data: Data, writing: Writing): string {
  return writing === 'json' ? JSON.stringify(data, null, 1) : stringify(data, { aliasDuplicateObjects: false })
}

export const moneyText = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}元`
}
export const rateText = (basisPoints: number): string => `${basisPoints / 100}%`

/** Sums as policies state them: round ones, odd ones, and zero. */
export const moneyLiteral = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }).map((n) => moneyText(n * 10_000)) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 100 }).map((n) => `${n / 10}万元`) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1_000_000 }).map(moneyText) },
)

export const rateLiteral = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }).map((n) => rateText(n * 500)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 10_000 }).map(rateText) },
)
export const smallRate = fc.integer({ min: 0, max: 1500 }).map(rateText)
export const countLiteral = fc.integer({ min: 0, max: 12 }).map(String)

/** A key that a policy may leave out: as often there as not. */
export const optionally = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), arbitrary)

/** Present in about one of `oneIn`. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>, oneIn = 6): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

/** A record without the keys that were left out. */
export function present(record: Readonly<Record<string, Data | undefined>>): { readonly [key: string]: Data } {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, Data] => entry[1] !== undefined))
}
