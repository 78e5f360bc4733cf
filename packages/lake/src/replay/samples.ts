// Which bills are shown: the largest gains and losses, and some in the middle. The choice depends on the claims alone, not
// on who replayed them in which order.
import type { MutualAid } from '@yibao/kernel'
import type { Accumulators } from './path.ts'
import type { LossReason } from './reasons.ts'

/** Where a claim lies, and both lives of its person before it. */
export interface Sample {
  readonly month: string
  readonly bucket: number
  readonly claim: number
  /** What the person pays less under B, fen; a loss is negative. */
  readonly gainFen: number
  readonly hash: number
  /** Why it is heavier, where it is. */
  readonly reason?: LossReason
  readonly before: { readonly a: Accumulators; readonly b: Accumulators }
  readonly balanceFen: { readonly a: number; readonly b: number }
  readonly mutual: { readonly a: readonly MutualAid[]; readonly b: readonly MutualAid[] }
}

export interface Chosen {
  readonly gains: Sample[]
  readonly losses: Sample[]
  /** Drawn by the hash of their place; the middle of all changed claims is sought among them. */
  readonly drawn: Sample[]
}

const DRAWN_MAX = 256

export class SampleChoice {
  readonly #most: number
  readonly #gains: Sample[] = []
  readonly #losses: Sample[] = []
  readonly #drawn: Sample[] = []

  constructor(most: number) {
    this.#most = most
  }

  offer(gainFen: number, hash: number, make: () => Sample): void {
    if (this.#most === 0 || gainFen === 0) return
    const side = gainFen > 0 ? this.#gains : this.#losses
    const isLarge = side.length < this.#most || Math.abs(gainFen) >= Math.abs(side.at(-1)!.gainFen)
    const isDrawn = this.#drawn.length < DRAWN_MAX || hash <= this.#drawn.at(-1)!.hash
    if (!isLarge && !isDrawn) return
    const sample = make()
    if (isLarge) insert(side, sample, byGain, this.#most)
    if (isDrawn) insert(this.#drawn, sample, byHash, DRAWN_MAX)
  }

  get chosen(): Chosen {
    return { gains: this.#gains, losses: this.#losses, drawn: this.#drawn }
  }
}

export function mergeChosen(all: readonly Chosen[], most: number): Chosen {
  const merged = (pick: (each: Chosen) => readonly Sample[], order: Order, limit: number): Sample[] =>
    all.flatMap(pick).toSorted(order).slice(0, limit)
  return {
    gains: merged(({ gains }) => gains, byGain, most),
    losses: merged(({ losses }) => losses, byGain, most),
    drawn: merged(({ drawn }) => drawn, byHash, DRAWN_MAX),
  }
}

/** The changed claims in the middle of those drawn. */
export function middleOf({ drawn, gains, losses }: Chosen, most: number): Sample[] {
  const shown = new Set([...gains, ...losses].map(keyOf))
  const sorted = drawn
    .filter((sample) => !shown.has(keyOf(sample)))
    .sort((x, y) => x.gainFen - y.gainFen || byPlace(x, y))
  const start = Math.max(0, Math.floor((sorted.length - most) / 2))
  return sorted.slice(start, start + most)
}

type Order = (x: Sample, y: Sample) => number

const keyOf = ({ month, bucket, claim }: Sample): string => `${month} ${bucket} ${claim}`
const byPlace: Order = (x, y) =>
  x.month < y.month ? -1 : x.month > y.month ? 1 : x.bucket - y.bucket || x.claim - y.claim
const byGain: Order = (x, y) => Math.abs(y.gainFen) - Math.abs(x.gainFen) || byPlace(x, y)
const byHash: Order = (x, y) => x.hash - y.hash || byPlace(x, y)

function insert(list: Sample[], sample: Sample, order: Order, limit: number): void {
  let at = list.length
  while (at > 0 && order(sample, list[at - 1]!) < 0) at -= 1
  if (at >= limit) return
  list.splice(at, 0, sample)
  if (list.length > limit) list.pop()
}

/** A number that scatters neighbouring places. */
export function placeHash(month: number, bucket: number, claim: number): number {
  let hash = Math.imul(claim + 1, 0x9e3779b1) ^ Math.imul(month * 4099 + bucket + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
