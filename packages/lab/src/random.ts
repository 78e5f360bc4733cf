// A seeded source of random numbers: the same seed gives the same city on every machine. Nothing here reads a clock.
// Generator: xoshiro128** (Blackman and Vigna), its state filled from the seed by splitmix32.

/** A number in [0, 1). */
export type Next = () => number

export interface Random {
  readonly next: Next
  /** A whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of the items, each as likely as its weight; weights need not add up to one. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T
  normal(mean?: number, deviation?: number): number
  /** exp of a normal variable: `mu` and `sigma` are those of the logarithm. */
  lognormal(mu: number, sigma: number): number
  poisson(mean: number): number
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent source for a part of the work, so that one part may change without shifting the others. */
  fork(label: string): Random
}

const TWO_TO_32 = 4_294_967_296

function splitmix32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

const rotateLeft = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0

/** The raw generator: whole numbers in [0, 2^32). */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
}

/** FNV-1a over the code units, to turn a label into a seed. */
export function seedOf(label: string, base = 0): number {
  let hash = (0x811c9dc5 ^ base) >>> 0
  for (let at = 0; at < label.length; at += 1) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193) >>> 0
  return hash
}

export function random(seed: number): Random {
  const fill = splitmix32(seed)
  const draw = xoshiro128([fill(), fill(), fill(), fill()])
  const next: Next = () => draw() / TWO_TO_32
  return { next, ...choices(next), ...distributions(next), fork: (label) => random(seedOf(label, seed)) }
}

function choices(next: Next): Pick<Random, 'int' | 'chance' | 'pick' | 'weighted' | 'shuffle'> {
  const int = (min: number, max: number): number => {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max < min) throw new RangeError(`${min}..${max}`)
    return min + Math.floor(next() * (max - min + 1))
  }
  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Nothing to pick from')
    return items[int(0, items.length - 1)] as T
  }
  function weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    const total = items.reduce((sum, item) => sum + weight(item), 0)
    if (!(total > 0)) throw new RangeError('Weights must add up to more than zero')
    let left = next() * total
    for (const item of items) {
      left -= weight(item)
      if (left < 0) return item
    }
    return items.findLast((item) => weight(item) > 0) as T // reached only through rounding
  }
  function shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = int(0, at)
      const moved = copy[at] as T
      copy[at] = copy[other] as T
      copy[other] = moved
    }
    return copy
  }
  return { int, chance: (probability) => next() < probability, pick, weighted, shuffle }
}

/** Above this mean a Poisson draw is split into halves, so that exp(−mean) never underflows. */
const POISSON_PIECE = 30

function distributions(next: Next): Pick<Random, 'normal' | 'lognormal' | 'poisson'> {
  /** Box–Muller, one value of the pair: two draws a value whatever came before, so that a fork stays repeatable. */
  const normal = (mean = 0, deviation = 1): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    return mean + deviation * radius * Math.cos(2 * Math.PI * next())
  }
  const poisson = (mean: number): number => {
    if (!(mean >= 0)) throw new RangeError(`Not a mean of a Poisson variable: ${mean}`)
    if (mean > POISSON_PIECE) return poisson(mean / 2) + poisson(mean / 2)
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = next(); product > limit; product *= next()) count += 1
    return count
  }
  return { normal, lognormal: (mu, sigma) => Math.exp(normal(mu, sigma)), poisson }
}

/** For drawing from running sums of weights: the first place whose sum is above the value. */
export function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
