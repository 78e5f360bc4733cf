// Schemes that admit several people at once: when one begins, who came lately and may be taken along, what stays have cost.
import type { CareEvent } from '../../care/index.ts'
import type { CareLevel } from '../../cities/index.ts'
import type { Culprits } from '../culprits.ts'
import type { StageDay, Staged } from '../staging.ts'
import { Memory } from './memory.ts'
import { UsualCost } from './mild.ts'

export interface GatheringPlan {
  /** Stays that one gathering makes on average: as many genuine ones pay for its chance. */
  readonly meanStays: number
  /** People remembered from their latest care. */
  readonly remembered: number
}

/** The level of care at which a gathering begins today, and the stay that set it off. */
export interface Beginning {
  readonly level: CareLevel
  readonly first: CareEvent
}

export class Gatherings {
  readonly patients: Memory
  readonly usual = new UsualCost()
  readonly #culprits: Culprits
  readonly #meanStays: number
  #count = 0

  constructor(culprits: Culprits, { meanStays, remembered }: GatheringPlan) {
    this.#culprits = culprits
    this.#meanStays = meanStays
    this.patients = new Memory(remembered)
  }

  /** Learns from the day's genuine stays, and begins as often as their number and the rate ask. */
  beginning(staged: readonly Staged[], { random, rate }: StageDay): Beginning | undefined {
    const stays = staged.filter(({ event, mark }) => !mark && event.kind === 'inpatient')
    for (const { event } of stays) {
      const level = this.#culprits.levelOf(event)
      if (level) this.usual.see(level, event.budgetFen)
    }
    const [first] = stays
    const level = first && this.#culprits.levelOf(first.event)
    return level && random.chance((rate * stays.length) / this.#meanStays) ? { level, first: first.event } : undefined
  }

  nextCase(prefix: string, bucket: number): string {
    this.#count += 1
    return `${prefix}-${bucket}-${this.#count}`
  }
}
