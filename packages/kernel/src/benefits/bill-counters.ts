// The accumulators while one bill is settled: what was used before, plus what this bill's tiers have added so far.
import type { Fen } from '../money/fen.ts'
import type { Bill } from './bill.ts'
import { WITHIN_VISIT } from './compile/accumulator-key.ts'
import type { Counters } from './compile/compiled-tier.ts'
import type { AccumulatorChange, LineSplit } from './settlement.ts'

export class BillCounters implements Counters {
  readonly #before: Readonly<Record<string, number>>
  readonly #lines: readonly LineSplit[]
  readonly #keys: string[] = []
  readonly #changes: number[] = []
  providerFen = 0

  constructor(bill: Bill, lines: readonly LineSplit[]) {
    this.#before = bill.accumulators
    this.#lines = lines
  }

  get(key: string): number {
    const before = this.#before[key] ?? 0
    const index = this.#keys.indexOf(key)
    return index < 0 ? before : before + (this.#changes[index] as number)
  }

  add(key: string, change: number): void {
    const index = this.#keys.indexOf(key)
    if (index >= 0) {
      this.#changes[index] = (this.#changes[index] as number) + change
      return
    }
    this.#keys.push(key)
    this.#changes.push(change)
  }

  lineAmounts(parts: readonly number[]): readonly Fen[] {
    return this.#lines.map((line) => (parts.includes(line.part) ? line.inScope : (0 as Fen)))
  }

  chargeProvider(amountFen: number): void {
    this.providerFen += amountFen
  }

  changes(): AccumulatorChange[] {
    const changes: AccumulatorChange[] = []
    for (let index = 0; index < this.#keys.length; index += 1) {
      const key = this.#keys[index] as string
      if (!isWithinVisit(key)) changes.push({ key, change: this.#changes[index] as number })
    }
    return changes
  }
}

const AT = '@'.charCodeAt(0)

/** Looks at one letter before it compares. */
const isWithinVisit = (key: string): boolean =>
  key.charCodeAt(key.length - WITHIN_VISIT.length) === AT && key.endsWith(WITHIN_VISIT)
