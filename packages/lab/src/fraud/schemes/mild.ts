// Stays that a visit would have served: an illness that suits the person, some days, little done.
import { addDays, type Day, type Fen } from '@yibao/kernel'
import { suits } from '../../care/illness.ts'
import { STAY_ILLNESSES } from '../../care/illnesses/index.ts'
import type { CareEvent } from '../../care/index.ts'
import type { Patient } from '../../care/people.ts'
import { between } from '../../care/times.ts'
import type { Random } from '../../random.ts'

const COST_MAX = 0.6
const COMES = [8.5, 12] as const
const LEAVES = [9.5, 16] as const
const MILD = STAY_ILLNESSES.filter(({ cost, surgery, sex }) => cost <= COST_MAX && !surgery && !sex)

export interface MildStay {
  readonly on: Day
  readonly days: number
  readonly budgetFen: Fen
}

/** An adult's stay for something mild; `undefined` when nothing suits. */
export function mildStay(
  random: Random,
  { person, age }: Patient,
  visit: CareEvent,
  stay: MildStay,
): CareEvent | undefined {
  const fitting = MILD.filter((illness) => suits(illness, { sex: person.sex, age }))
  if (fitting.length === 0) return undefined
  const illness = random.pick(fitting)
  const { disease: _, procedure: __, delivery: ___, ...rest } = visit
  return {
    ...rest,
    ...{ kind: 'inpatient', department: illness.department, diagnoses: [illness.diagnosis] },
    ...{ referral: 'none', irregular: [], budgetFen: stay.budgetFen, seed: random.int(0, 2 ** 32 - 1) },
    at: between(random, stay.on, ...COMES),
    leavesAt: between(random, addDays(stay.on, stay.days), ...LEAVES),
  }
}

/** What stays have cost so far, by level: what is planted should not be told apart by its price alone. */
export class UsualCost {
  readonly #sums = new Map<string, { fen: number; stays: number }>()

  see(level: string, budgetFen: Fen): void {
    const sum = this.#sums.get(level) ?? { fen: 0, stays: 0 }
    this.#sums.set(level, { fen: sum.fen + budgetFen, stays: sum.stays + 1 })
  }

  share(level: string, factor: number): Fen | undefined {
    const sum = this.#sums.get(level)
    return sum && (Math.round((sum.fen / sum.stays) * factor) as Fen)
  }

  /** A share drawn between two. */
  within(level: string, random: Random, { from, to }: { readonly from: number; readonly to: number }): Fen | undefined {
    return this.share(level, from + random.next() * (to - from))
  }
}
