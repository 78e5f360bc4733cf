// 追溯码重复使用: a pharmacy that takes part scans packages that were sold before, its own or flowed back from another.
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'

export class TraceReuse implements Scheme {
  readonly name = 'trace_reuse'
  readonly #culprits: Culprits

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const { event, mark } = each
      if (mark || event.kind !== 'pharmacy' || !day.random.chance(day.rate)) return each
      const pharmacy = day.random.pick(this.#culprits.pharmacies)
      const sold = {
        ...this.#culprits.moved(day.random, { ...event, irregular: [] }, pharmacy),
        scansOld: true as const,
      }
      return { ...each, event: sold, mark: { scheme: this.name, case: `trace-${day.bucket}-${pharmacy.code}` } }
    })
  }
}
