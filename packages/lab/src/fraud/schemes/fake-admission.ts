// 虚假住院: cards are gathered, and a stay is written for each of them on one day, with one bill copied from the other.
import { addDays } from '@yibao/kernel'
import type { CareEvent } from '../../care/index.ts'
import type { CareLevel } from '../../cities/index.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { Gatherings } from './gathering.ts'
import { mildStay } from './mild.ts'

const CARDS = [4, 8] as const
const MEAN_CARDS = 6
const STAY_DAYS = [5, 8] as const
const COST = { from: 0.6, to: 1 } as const
/** Not every bill is copied, so that it is not seen at once; assumed. */
const COPIED = 0.7
const REMEMBERED = 300

export class FakeAdmission implements Scheme {
  readonly name = 'fake_admission'
  readonly #culprits: Culprits
  readonly #gatherings: Gatherings

  constructor(culprits: Culprits) {
    this.#culprits = culprits
    this.#gatherings = new Gatherings(culprits, { meanStays: MEAN_CARDS, remembered: REMEMBERED })
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    const begun = this.#gatherings.beginning(staged, day)
    const planted = begun ? this.#batch(begun.level, day) : []
    for (const { event } of staged) if (event.kind === 'outpatient') this.#gatherings.patients.see(event)
    return [...staged, ...planted]
  }

  #batch(level: CareLevel, { on, random, bucket, isFree, patientOf }: StageDay): Staged[] {
    const hospital = this.#culprits.hospital(random, level)
    const holders = this.#gatherings.patients.all.filter(
      ({ personNo }) => isFree(personNo) && (patientOf(personNo)?.age ?? 0) >= 40,
    )
    const cards = random.shuffle(holders).slice(0, random.int(...CARDS))
    const [model] = cards
    const patient = model && patientOf(model.personNo)
    const budgetFen = this.#gatherings.usual.within(level, random, COST)
    if (!hospital || !patient || cards.length < CARDS[0] || budgetFen === undefined) return []
    const days = random.int(...STAY_DAYS)
    const bill = mildStay(random, patient, model, { on, days, budgetFen })
    if (!bill) return []
    const mark = { scheme: this.name, case: this.#gatherings.nextCase('fake', bucket) } as const
    const copied = this.#culprits.moved(random, bill, hospital)
    return cards.map(({ personNo, account }): Staged => {
      const seed = random.chance(COPIED) ? copied.seed : random.int(0, 2 ** 32 - 1)
      const event: CareEvent = { ...copied, personNo, account, seed }
      return { event: this.#stayLasts(event, days), mark }
    })
  }

  /** All leave on the day that was written for the first. */
  #stayLasts(event: CareEvent, days: number): CareEvent {
    const last = addDays(event.at.slice(0, 10) as never, days)
    return { ...event, leavesAt: `${last} ${event.leavesAt?.slice(11) ?? '10:00:00'}` as never }
  }
}
