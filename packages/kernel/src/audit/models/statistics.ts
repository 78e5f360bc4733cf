// Robust comparison with peers: median and MAD, and funnel limits of a rate.

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('No median of nothing')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] as number
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] as number) + high) / 2
}

/** Makes the MAD of a normal variable its standard deviation. */
const NORMAL = 0.6745

/** `undefined` where the peers do not differ: then nothing can be said of how far one is away. */
export function robustZ(value: number, peers: readonly number[]): number | undefined {
  const centre = median(peers)
  const mad = median(peers.map((each) => Math.abs(each - centre)))
  return mad === 0 ? undefined : (NORMAL * (value - centre)) / mad
}

/** How rare it is that so many or more come together where `mean` come on average: digits after the point, 3 for one in a thousand. */
export function rarity(count: number, mean: number): number {
  if (count <= 0 || mean <= 0) return 0
  // The terms beyond the count fall fast; from the first on they are summed as logarithms against it.
  let logarithm = -mean
  for (let at = 1; at <= count; at += 1) logarithm += Math.log(mean / at)
  let [sum, term] = [1, 1]
  for (let at = count + 1; term > sum * PRECISE; at += 1) {
    term *= mean / at
    sum += term
  }
  return Math.max(0, -(logarithm + Math.log(sum)) / Math.LN10)
}

const PRECISE = 1e-12

export interface Rate {
  readonly hits: number
  readonly of: number
}

/** How many standard errors a rate lies above that of all its peers together: funnel limits are at 3. */
export function funnelZ({ hits, of }: Rate, peers: readonly Rate[]): number | undefined {
  const all = peers.reduce((sum, each) => ({ hits: sum.hits + each.hits, of: sum.of + each.of }), { hits: 0, of: 0 })
  const rate = all.hits / all.of
  if (of === 0 || all.of === 0 || rate === 0 || rate === 1) return undefined
  return (hits / of - rate) / Math.sqrt((rate * (1 - rate)) / of)
}

/**
 * How many times as often as its peers, small numbers drawn towards them: as if `weight` cases at the peers' rate had been seen as well.
 * Four of five stays are then no more remarkable than they are.
 */
export function shrunkRatio({ hits, of }: Rate, peers: readonly Rate[], weight: number): number | undefined {
  const all = peers.reduce((sum, each) => ({ hits: sum.hits + each.hits, of: sum.of + each.of }), { hits: 0, of: 0 })
  const rate = all.hits / all.of
  if (all.of === 0 || rate === 0) return undefined
  return (hits + weight * rate) / (of + weight) / rate
}
