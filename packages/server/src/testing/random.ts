// Randomness that can be repeated: a small generator from a seed, which every test prints.

export interface Random {
  readonly seed: number
  /** [0, 1) */
  next(): number
  /** A whole number of [from, to]. */
  between(from: number, to: number): number
  pick<T>(values: readonly T[]): T
}

/** `YIBAO_TEST_SEED` repeats a run. */
export const testSeed = (fallback: number): number => Number(process.env.YIBAO_TEST_SEED ?? fallback)

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    seed,
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (values) => values[Math.floor(next() * values.length)]!,
  }
}
