// What the differences are grouped by, and the numbers kept for every group.
import { FUNDS } from '@yibao/kernel'
import type { Manifest } from '../history/manifest.ts'
import { listOf } from '../history/texts.ts'
import { codesOf } from './vectors.ts'

export const DIMENSIONS = ['all', 'scheme', 'setting', 'category', 'age', 'level', 'county', 'month'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** First age of each band. */
export const AGE_BANDS = [0, 7, 18, 45, 60, 70, 80] as const
export const ageBandText = (at: number): string => {
  const next = AGE_BANDS[at + 1]
  return next === undefined ? `${AGE_BANDS[at]}+` : `${AGE_BANDS[at]}–${next - 1}`
}

/** The numbers of a group, in this order; the funds' sums follow, A and then B. */
export const MEASURES = [
  ...(['claims', 'persons', 'totalFen', 'fundA', 'fundB', 'personA', 'personB', 'accountA', 'accountB'] as const),
  ...(['gained', 'lost', 'reformed'] as const),
] as const
export const AT = Object.fromEntries(MEASURES.map((name, at) => [name, at])) as Record<
  (typeof MEASURES)[number],
  number
>
export const FUND_A = MEASURES.length
export const FUND_B = FUND_A + FUNDS.length
export const WIDTH = FUND_B + FUNDS.length

export const NO_CATEGORY = 'none'

/** The values of every dimension of a lake. */
export interface GroupValues {
  readonly values: Readonly<Record<Dimension, readonly string[]>>
  /** Positions among the categories, for every code of the column. */
  readonly categoriesOf: readonly (readonly number[])[]
}

export function groupValues(manifest: Manifest): GroupValues {
  const lists = codesOf(manifest, 'claims.categories').map(listOf)
  const categories = [NO_CATEGORY, ...new Set(lists.flat().toSorted())]
  return {
    values: {
      all: ['all'],
      scheme: codesOf(manifest, 'claims.scheme'),
      setting: codesOf(manifest, 'claims.setting'),
      category: categories,
      age: AGE_BANDS.map((_, at) => ageBandText(at)),
      level: codesOf(manifest, 'claims.level'),
      county: codesOf(manifest, 'claims.county'),
      month: [...new Set(manifest.slices.map(({ month }) => month))].sort(),
    },
    categoriesOf: lists.map((list) => (list.length === 0 ? [0] : list.map((each) => categories.indexOf(each)))),
  }
}

/** Fen at which a step of the distribution begins: one fen, then yuan. */
export const STEPS = [1, 1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000] as const

export function stepOf(differenceFen: number): number {
  const amount = Math.abs(differenceFen)
  let step = 0
  while (step + 1 < STEPS.length && amount >= STEPS[step + 1]!) step += 1
  return step
}
