// A slot: one value of a policy through time, on two clocks (in force from/until, published on), each with its source.
import type { Day } from '../time/day.ts'
import type { Place } from './text/located.ts'

/**
 * How well a value is established: S stated by a document of the city, A official page, B republication of an
 * official text, C aggregator or undated page (a placeholder), I inference, G general knowledge.
 */
export const GRADES = ['S', 'A', 'B', 'C', 'I', 'G'] as const
export type Grade = (typeof GRADES)[number]

export interface Entry<T> {
  readonly value: T
  /** First day in force. */
  readonly from: Day
  /** First day no longer in force; absent: until a later entry takes over. */
  readonly until?: Day
  /** The day from which a settlement may know this value (non-anticipation). */
  readonly published: Day
  /** Id of a source of the library; absent only where the value is assumed. */
  readonly source?: string
  readonly clause?: string
  readonly grade?: Grade
  /** Not established for this city: shown as assumed wherever it is used. */
  readonly assumed: boolean
  readonly note?: string
  /** 0 for the outermost inherited pack; a higher layer takes precedence while it is in force. */
  readonly layer: number
  readonly at: Place
}

export type Slot<T> = readonly Entry<T>[]

/** The entry that governs a day, as it was known on another day. `undefined`: nothing is in force. */
export function entryAt<T>(slot: Slot<T>, on: Day, knownOn: Day): Entry<T> | undefined {
  let best: Entry<T> | undefined
  for (const entry of slot) {
    if (entry.published > knownOn || entry.from > on || (entry.until !== undefined && on >= entry.until)) continue
    if (!best || isStronger(entry, best)) best = entry
  }
  return best
}

function isStronger(a: Entry<unknown>, b: Entry<unknown>): boolean {
  if (a.layer !== b.layer) return a.layer > b.layer
  if (a.from !== b.from) return a.from > b.from
  return a.published > b.published
}

/** All days on which the answer of `entryAt` may change, on both clocks. */
export function turningDays(slot: Slot<unknown>): { inForce: Day[]; published: Day[] } {
  return {
    inForce: slot.flatMap((entry) => (entry.until ? [entry.from, entry.until] : [entry.from])),
    published: slot.map((entry) => entry.published),
  }
}
