// What is known of a person's past care, kept ready for rules. A doctor orders several times in one sitting: the second order need
// not read a year of lines again. Every use is checked against the person's version, which every change of care advances.
import type { Day } from '@yibao/kernel'
import type { PastVisit } from './facts.ts'
import { type PackedPast, packPast, unpackPast } from './packed-past.ts'

interface Kept {
  readonly version: number
  readonly from: Day
  readonly packed: PackedPast
  readonly lines: number
}

export interface KnownPast {
  readonly version: number
  /** Made anew at each call: what an order reads is gone with it. */
  visits(): PastVisit[]
}

/** Some 200 bytes a line: 80 MB of a process at most. */
const MOST_LINES = 400_000

export class PastKeeper {
  readonly #kept = new Map<string, Kept>()
  readonly #mostLines: number
  #lines = 0

  constructor(mostLines = MOST_LINES) {
    this.#mostLines = mostLines
  }

  get lines(): number {
    return this.#lines
  }

  /** Of a past from this day on; whether it is still true only the version tells. */
  known(personNo: string, from: Day): KnownPast | undefined {
    const kept = this.#kept.get(personNo)
    if (!kept || kept.from !== from) return undefined
    // The one used last is let go of last.
    this.#kept.delete(personNo)
    this.#kept.set(personNo, kept)
    return { version: kept.version, visits: () => unpackPast(kept.packed) }
  }

  keep(
    personNo: string,
    past: { readonly version: number; readonly from: Day; readonly visits: readonly PastVisit[] },
  ): void {
    this.#forget(personNo)
    // Nobody has changed this person through the platform yet: there is no version to hold it against.
    if (past.version === 0) return
    const lines = past.visits.reduce((sum, { lines: own }) => sum + own.length, 1)
    if (lines > this.#mostLines) return
    this.#kept.set(personNo, { version: past.version, from: past.from, packed: packPast(past.visits), lines })
    this.#lines += lines
    for (const oldest of this.#kept.keys()) {
      if (this.#lines <= this.#mostLines) return
      this.#forget(oldest)
    }
  }

  #forget(personNo: string): void {
    const kept = this.#kept.get(personNo)
    if (!kept) return
    this.#kept.delete(personNo)
    this.#lines -= kept.lines
  }
}
