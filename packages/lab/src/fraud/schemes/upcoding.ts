// 高套: the front page of a stay says something graver than what was treated: another main diagnosis of the same department whose
// cases cost far more, or a grave complication beside the true one. The bill stays what it is.
import { suits } from '../../care/illness.ts'
import { STAY_ILLNESSES } from '../../care/illnesses/index.ts'
import type { CareEvent } from '../../care/index.ts'
import type { Random } from '../../random.ts'
import type { Culprits } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'

/** A graver case costs at least so much more. */
const GRAVER = 1.4
const OTHER_MAIN = 0.65
/** Complications that lift a case into a dearer group, as they are written without treatment; assumed. */
const COMPLICATIONS = ['J96.900', 'I50.900', 'D64.900', 'K92.200'] as const
const PLAIN = STAY_ILLNESSES.filter(({ surgery }) => !surgery)

export class Upcoding implements Scheme {
  readonly name = 'upcoding'
  readonly #culprits: Culprits
  #count = 0

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const { event, mark } = each
      if (mark || event.kind !== 'inpatient' || event.procedure !== undefined) return each
      const level = this.#culprits.levelOf(event)
      const hospital = level && this.#culprits.hospital(day.random, level)
      if (!hospital || !day.random.chance(day.rate)) return each
      const codedAs = this.#coded(event, day)
      this.#count += 1
      const own: CareEvent = { ...this.#culprits.moved(day.random, event, hospital), codedAs }
      return { ...each, event: own, mark: { scheme: this.name, case: `code-${day.bucket}-${this.#count}` } }
    })
  }

  #coded(event: CareEvent, { random, patientOf }: StageDay): readonly string[] {
    const graver = random.chance(OTHER_MAIN) ? this.#graver(event, random, patientOf(event.personNo)) : undefined
    if (graver !== undefined) return [graver, ...event.diagnoses]
    const left = COMPLICATIONS.filter((code) => !event.diagnoses.includes(code))
    return [...event.diagnoses, random.pick(left)]
  }

  #graver(event: CareEvent, random: Random, patient: ReturnType<StageDay['patientOf']>): string | undefined {
    const [main] = event.diagnoses
    const own = PLAIN.find(({ diagnosis }) => diagnosis === main)
    if (!own || !patient) return undefined
    const who = { sex: patient.person.sex, age: patient.age }
    const others = PLAIN.filter(
      (each) => each.department === own.department && each.cost >= own.cost * GRAVER && suits(each, who),
    )
    return others.length > 0 ? random.pick(others).diagnosis : undefined
  }
}
