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
