// 挂床住院: a bed is booked for somebody who came for a visit and goes home. Bed and nursing are charged for every night, little else
// is done, and now and then the person is seen elsewhere meanwhile.
import { addDays } from '@yibao/kernel'
import type { CareEvent } from '../../care/index.ts'
import { between } from '../../care/times.ts'
import type { CareLevel } from '../../cities/index.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { Memory } from './memory.ts'
import { mildStay, UsualCost } from './mild.ts'

const DAYS = [6, 12] as const
const COST = { from: 0.25, to: 0.6 } as const
/** Of those who are not there, so many buy something with their own card meanwhile; assumed. */
const BUYS = 0.45
/** And of honest inpatients: the family shops, or leave was given; assumed. */
const ERRANDS = 0.04
const OPENING = [8, 20.5] as const
const REMEMBERED = 200

export class HungBed implements Scheme {
  readonly name = 'hung_bed'
  readonly #culprits: Culprits
  readonly #usual = new UsualCost()
  readonly #purchases = new Memory(REMEMBERED)
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const { event, mark } = each
      if (mark) return each
      if (event.kind === 'pharmacy') this.#purchases.see(event)
      const level = this.#culprits.levelOf(event)
      if (!level) return each
      if (event.kind === 'inpatient') {
        this.#usual.see(level, event.budgetFen)
        if (day.random.chance(ERRANDS)) this.#buys(event, day)
      }
      return event.kind === 'outpatient' && day.random.chance(day.rate) ? this.#hung(each, level, day) : each
    })
  }

  #hung(staged: Staged, level: CareLevel, day: StageDay): Staged {
    const { on, random, bucket, patientOf } = day
    const hospital = this.#culprits.hospital(random, level)
    const patient = patientOf(staged.event.personNo)
    const budgetFen = this.#usual.within(level, random, COST)
    if (!hospital || !patient || budgetFen === undefined) return staged
    const stay = mildStay(random, patient, staged.event, { on, days: random.int(...DAYS), budgetFen })
    if (!stay) return staged
    const event = this.#culprits.moved(random, stay, hospital)
    this.#count += 1
    if (random.chance(BUYS)) this.#buys(event, day)
    return { event, absent: true, mark: { scheme: this.name, case: `hung-${bucket}-${this.#count}` } }
  }

  /** A purchase between the first and the last day; nothing about it is planted. */
  #buys({ personNo, account, leavesAt }: CareEvent, { on, random, later }: StageDay): void {
    const purchases = this.#purchases.all
    const last = leavesAt?.slice(0, 10) ?? ''
    const then = addDays(on, random.int(1, DAYS[0] - 2))
    if (purchases.length === 0 || then >= last) return
    const seed = random.int(0, 2 ** 32 - 1)
    const at = between(random, then, ...OPENING)
    later(then, { event: { ...random.pick(purchases), personNo, account, seed, irregular: [], at }, errand: true })
  }
}
