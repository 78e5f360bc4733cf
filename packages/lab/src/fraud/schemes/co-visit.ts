// 结伴住院: the same few people are admitted to the same hospital together, again and again.
import { addDays, type Day } from '@yibao/kernel'
import type { CareEvent } from '../../care/index.ts'
import type { CareLevel } from '../../cities/index.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'
import { Gatherings } from './gathering.ts'
import { mildStay } from './mild.ts'

const MEMBERS = [5, 8] as const
const TIMES = [3, 4] as const
const MEAN_STAYS = 19
const APART_DAYS = [25, 45] as const
const STAY_DAYS = 6
/** A member stays at home now and then, or comes a day later; assumed. */
const COMES = 0.85
const LATE = 0.25
const COST = { from: 0.5, to: 0.9 } as const
const REMEMBERED = 300

export class CoVisit implements Scheme {
  readonly name = 'co_visit'
  readonly #culprits: Culprits
  readonly #gatherings: Gatherings

  constructor(culprits: Culprits) {
    this.#culprits = culprits
    this.#gatherings = new Gatherings(culprits, { meanStays: MEAN_STAYS, remembered: REMEMBERED })
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    const begun = this.#gatherings.beginning(staged, day)
    if (begun) this.#group(begun.level, day)
    for (const { event } of staged) if (event.kind === 'outpatient') this.#gatherings.patients.see(event)
    return staged
  }

  /** All that the group will do is planned now; whoever is then elsewhere stays away. */
  #group(level: CareLevel, day: StageDay): void {
    const { on, random, bucket, patientOf } = day
    const hospital = this.#culprits.hospital(random, level)
    const members = random
      .shuffle(this.#gatherings.patients.all.filter(({ personNo }) => (patientOf(personNo)?.age ?? 0) >= 50))
      .slice(0, random.int(...MEMBERS))
    if (!hospital || members.length < MEMBERS[0]) return
    const mark = { scheme: this.name, case: this.#gatherings.nextCase('group', bucket) } as const
    let from = addDays(on, 2)
    for (let time = random.int(...TIMES); time > 0; time -= 1) {
      for (const member of members) {
        const event = random.chance(COMES) ? this.#stayOf(member, level, from, day) : undefined
        if (event) day.later(startOf(event), { event: this.#culprits.moved(random, event, hospital), mark })
      }
      from = addDays(from, random.int(...APART_DAYS))
    }
  }

  #stayOf(member: CareEvent, level: CareLevel, from: Day, { random, patientOf }: StageDay): CareEvent | undefined {
    const patient = patientOf(member.personNo)
    const budgetFen = this.#gatherings.usual.within(level, random, COST)
    if (!patient || budgetFen === undefined) return undefined
    const late = random.chance(LATE) ? 1 : 0
    return mildStay(random, patient, member, { on: addDays(from, late), days: STAY_DAYS - late, budgetFen })
  }
}

const startOf = ({ at }: CareEvent): Day => at.slice(0, 10) as Day
