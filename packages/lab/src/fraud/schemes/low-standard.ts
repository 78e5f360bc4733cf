// 低标入院: who came for a visit is admitted for a few days of little care.
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { mildStay, UsualCost } from './mild.ts'

const DAYS = [2, 5] as const
const COST = { from: 0.2, to: 0.5 } as const

export class LowStandard implements Scheme {
  readonly name = 'low_standard'
  readonly #culprits: Culprits
  readonly #usual = new UsualCost()
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const level = each.mark ? undefined : this.#culprits.levelOf(each.event)
      if (!level) return each
      if (each.event.kind === 'inpatient') this.#usual.see(level, each.event.budgetFen)
      return each.event.kind === 'outpatient' && day.random.chance(day.rate) ? this.#admitted(each, level, day) : each
    })
  }

  #admitted(
    staged: Staged,
    level: NonNullable<ReturnType<Culprits['levelOf']>>,
    { on, random, bucket, patientOf }: StageDay,
  ): Staged {
    const hospital = this.#culprits.hospital(random, level)
    const patient = patientOf(staged.event.personNo)
    const budgetFen = this.#usual.within(level, random, COST)
    if (!hospital || !patient || budgetFen === undefined) return staged
    const event = mildStay(random, patient, staged.event, { on, days: random.int(...DAYS), budgetFen })
    if (!event) return staged
    this.#count += 1
    const mark = { scheme: this.name, case: `low-${bucket}-${this.#count}` } as const
    return { event: this.#culprits.moved(random, event, hospital), mark }
  }
}
