// 诱导住院: a hospital sends a bus to a place. Older people, those whose stay costs them little before all, are told that a stay is
// free; for a day or two they are admitted together, each for something mild. The next bus goes for others.
import { addDays } from '@yibao/kernel'
import type { CareEvent } from '../../care/index.ts'
import type { CareLevel } from '../../cities/index.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { Memory } from './memory.ts'
import { mildStay, UsualCost } from './mild.ts'

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
  readonly #patients = new Memory(REMEMBERED)
  readonly #usual = new UsualCost()
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    const stays = staged.filter(({ event, mark }) => !mark && event.kind === 'inpatient')
    for (const { event } of stays) {
      const level = this.#culprits.levelOf(event)
      if (level) this.#usual.see(level, event.budgetFen)
    }
    const [first] = stays
    const level = first && this.#culprits.levelOf(first.event)
    if (level && day.random.chance((day.rate * stays.length) / MEAN_PASSENGERS)) this.#bus(level, first.event, day)
    for (const { event } of staged) this.#patients.see(event)
    return staged
  }

  /** Everybody of one place who may come along; those in need first, because the hospital waives nothing for them. */
  #bus(level: CareLevel, { personNo }: CareEvent, day: StageDay): void {
    const { on, random, bucket, patientOf } = day
    const hospital = this.#culprits.hospital(random, level)
    const place = patientOf(personNo)?.person.area
    const here = this.#patients.all.flatMap((visit) => {
      const patient = patientOf(visit.personNo)
      return patient && patient.age >= AGE_MIN && patient.person.area === place ? [{ visit, patient }] : []
    })
    const willing = random.shuffle(here).sort((a, b) => Number(b.patient.inNeed) - Number(a.patient.inNeed))
    const passengers = willing.slice(0, random.int(...PASSENGERS))
    if (!hospital || passengers.length < PASSENGERS[0]) return
    this.#count += 1
    const mark = { scheme: this.name, case: `bus-${bucket}-${this.#count}` } as const
    for (const { visit, patient } of passengers) {
      const budgetFen = this.#usual.share(level, COST.from + random.next() * (COST.to - COST.from))
      const from = addDays(on, random.chance(NEXT_DAY) ? 2 : 1)
      const stay =
        budgetFen && mildStay(random, patient, visit, { on: from, days: random.int(...STAY_DAYS), budgetFen })
      if (!stay) continue
      this.#patients.forget(visit.personNo)
      day.later(from, { event: this.#culprits.moved(random, stay, hospital), mark })
    }
  }
}
