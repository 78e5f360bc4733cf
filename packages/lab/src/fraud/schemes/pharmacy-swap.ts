// 药店串换: goods are handed out, and the till books the same drugs of the catalogue for whoever buys.
import type { CareEvent } from '../../care/index.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'

export class PharmacySwap implements Scheme {
  readonly name = 'pharmacy_swap'
  readonly #culprits: Culprits
  /** What each till books, by pharmacy: the first basket that it ever booked so. */
  readonly #baskets = new Map<string, CareEvent>()

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const { event, mark } = each
      if (mark || event.kind !== 'pharmacy' || !day.random.chance(day.rate)) return each
      return this.#swapped(each, day)
    })
  }

  #swapped(staged: Staged, { random, bucket }: StageDay): Staged {
    const pharmacy = random.pick(this.#culprits.pharmacies)
    if (!pharmacy) return staged
    const own = this.#culprits.moved(random, { ...staged.event, irregular: [] }, pharmacy)
    const basket = this.#baskets.get(pharmacy.code) ?? own
    this.#baskets.set(pharmacy.code, basket)
    const { diagnoses, seed, budgetFen } = basket
    const mark = { scheme: this.name, case: `swap-${bucket}-${pharmacy.code}` } as const
    return { event: { ...own, diagnoses, seed, budgetFen }, mark }
  }
}
