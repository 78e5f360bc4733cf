// The score of a group by the method the city chose: against the average of all, a reference group, or a fixed amount.
import { type Exact, exact, isZero, over, scaledTo, times } from '../../money/exact.ts'
import type { ScoreMethod } from './options.ts'

const THOUSAND = exact(1000)

/**
 * RW = m ÷ M × 1000, or m ÷ M with a fixed amount; exact, not rounded. `base` is M: the average of all cases, of the reference group,
 * or the fixed amount.
 */
export function scoreFrom(method: ScoreMethod['method'], average: Exact, base: Exact): Exact {
  if (isZero(base)) throw new RangeError('The base of the scores is zero')
  const ratio = over(average, base)
  return method === 'quota' ? ratio : times(ratio, THOUSAND)
}

/** In 1/10 000 of a point, rounded half up once. */
export const scoreE4 = (score: Exact): number => Number(scaledTo(score, 4))

/** 药品分值 dm ÷ dM and 耗材分值 cm ÷ cM: average cost of the part in the group ÷ that of all cases. For monitoring only, never paid. */
export const monitoringScore = (partOfGroup: Exact, partOfAll: Exact): Exact | undefined =>
  isZero(partOfAll) ? undefined : over(partOfGroup, partOfAll)
