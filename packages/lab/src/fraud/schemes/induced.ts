// 诱导住院: a hospital sends a bus to a place. Older people, those whose stay costs them little before all, are told that a stay is
// free; for a day or two they are admitted together, each for something mild. The next bus goes for others.
import { addDays } from '@yibao/kernel'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { type Beginning, Gatherings } from './gathering.ts'
import { mildStay } from './mild.ts'

const PASSENGERS = [5, 12] as const
const MEAN_PASSENGERS = 8.5
const AGE_MIN = 55
const STAY_DAYS = [4, 8] as const
const COST = { from: 0.4, to: 0.85 } as const
/** Not all are admitted on the day of the bus; assumed. */
const NEXT_DAY = 0.35
const REMEMBERED = 900

export class Induced implements Scheme {
  readonly name = 'induced'
  readonly #culprits: Culprits
  readonly #gatherings: Gatherings

  constructor(culprits: Culprits) {
    this.#culprits = culprits
    this.#gatherings = new Gatherings(culprits, { meanStays: MEAN_PASSENGERS, remembered: REMEMBERED })
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    const begun = this.#gatherings.beginning(staged, day)
    if (begun) this.#bus(begun, day)
    for (const { event } of staged) this.#gatherings.patients.see(event)
    return staged
  }

  /** Everybody of one place who may come along; those in need first, because the hospital waives nothing for them. */
  #bus({ level, first }: Beginning, day: StageDay): void {
    const { on, random, bucket, patientOf } = day
    const hospital = this.#culprits.hospital(random, level)
    const place = patientOf(first.personNo)?.person.area
    const here = this.#gatherings.patients.all.flatMap((visit) => {
      const patient = patientOf(visit.personNo)
      return patient && patient.age >= AGE_MIN && patient.person.area === place ? [{ visit, patient }] : []
    })
    const willing = random.shuffle(here).sort((a, b) => Number(b.patient.inNeed) - Number(a.patient.inNeed))
    const passengers = willing.slice(0, random.int(...PASSENGERS))
    if (!hospital || passengers.length < PASSENGERS[0]) return
    const mark = { scheme: this.name, case: this.#gatherings.nextCase('bus', bucket) } as const
    for (const { visit, patient } of passengers) {
      const budgetFen = this.#gatherings.usual.within(level, random, COST)
      const from = addDays(on, random.chance(NEXT_DAY) ? 2 : 1)
      const stay =
        budgetFen && mildStay(random, patient, visit, { on: from, days: random.int(...STAY_DAYS), budgetFen })
      if (!stay) continue
      this.#gatherings.patients.forget(visit.personNo)
      day.later(from, { event: this.#culprits.moved(random, stay, hospital), mark })
    }
  }
}
