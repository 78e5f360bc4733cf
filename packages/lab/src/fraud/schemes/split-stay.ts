// 分解住院: one course of care becomes two stays, so that each is paid as a case of its own.
import { addDays, daysBetween, type Fen } from '@yibao/kernel'
import { type CareEvent, leavesOn, startsOn } from '../../care/index.ts'
import { between } from '../../care/times.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'

const DAYS_MIN = 6
/** Some wait a little, and some change the hospital, so that it is not seen at once; assumed. */
const AT_ONCE = 0.65
const LATER_DAYS = 9
const ELSEWHERE = 0.15
const LEAVES = [9.5, 16] as const
const COMES = [16.5, 18] as const

export class SplitStay implements Scheme {
  readonly name = 'split_stay'
  readonly #culprits: Culprits
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => (each.mark || !isLong(each.event) ? each : this.#split(each, day)))
  }

  #split(staged: Staged, day: StageDay): Staged {
    const { random, bucket, rate } = day
    const level = this.#culprits.levelOf(staged.event)
    const hospital = level && this.#culprits.hospital(random, level)
    if (!hospital || !random.chance(rate)) return staged
    const whole = this.#culprits.moved(random, staged.event, hospital)
    const days = daysBetween(startsOn(whole), leavesOn(whole))
    const middle = addDays(startsOn(whole), Math.floor(days / 2))
    const again = addDays(middle, random.chance(AT_ONCE) ? random.int(0, 1) : random.int(2, LATER_DAYS))
    const budgetFen = Math.round(whole.budgetFen * 0.5) as Fen
    this.#count += 1
    const mark = { scheme: this.name, case: `split-${bucket}-${this.#count}` } as const
    const second: CareEvent = {
      ...this.#place(whole, day),
      ...{ budgetFen, irregular: [], seed: random.int(0, 2 ** 32 - 1) },
      at: between(random, again, ...COMES),
      leavesAt: between(random, addDays(again, Math.ceil(days / 2)), ...LEAVES),
    }
    day.later(again, { event: second, mark, follows: true })
    return { event: { ...whole, budgetFen, irregular: [], leavesAt: between(random, middle, ...LEAVES) }, mark }
  }

  #place(first: CareEvent, { random }: StageDay): CareEvent {
    const level = random.chance(ELSEWHERE) ? this.#culprits.levelOf(first) : undefined
    const other = level && this.#culprits.hospital(random, level)
    return other ? this.#culprits.moved(random, first, other) : first
  }
}

const isLong = (event: CareEvent): boolean =>
  event.kind === 'inpatient' &&
  event.procedure === undefined &&
  daysBetween(startsOn(event), leavesOn(event)) >= DAYS_MIN
