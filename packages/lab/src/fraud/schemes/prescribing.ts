// 异常处方医师: a physician draws visits to himself, orders far more than others, and often the same for everybody.
import type { Fen } from '@yibao/kernel'
import type { CareEvent } from '../../care/index.ts'
import type { Culprits, Prescriber } from '../culprits.ts'
import type { Scheme, StageDay, Staged } from '../staging.ts'

const DEARER = { from: 1.8, to: 3.2 } as const
const SAME_ORDER = 0.4

export class Prescribing implements Scheme {
  readonly name = 'abnormal_prescriber'
  readonly #culprits: Culprits
  readonly #orders = new Map<string, CareEvent>()

  constructor(culprits: Culprits) {
    this.#culprits = culprits
  }

  act(staged: readonly Staged[], day: StageDay): readonly Staged[] {
    return staged.map((each) => {
      const level = each.mark || each.event.kind !== 'outpatient' ? undefined : this.#culprits.levelOf(each.event)
      const prescriber = level && day.random.chance(day.rate) ? this.#culprits.prescriber(day.random, level) : undefined
      return prescriber ? this.#ordered(each.event, prescriber, day) : each
    })
  }

  #ordered(event: CareEvent, { provider, member }: Prescriber, { random }: StageDay): Staged {
    const dearer = DEARER.from + random.next() * (DEARER.to - DEARER.from)
    const budgetFen = Math.round(event.budgetFen * dearer) as Fen
    const here = { provider: provider.code, department: member.department, physician: member.code }
    const own = { ...event, ...here, budgetFen, irregular: [] }
    const order = this.#orders.get(member.code) ?? own
    this.#orders.set(member.code, order)
    const { diagnoses, seed } = order
    const same = random.chance(SAME_ORDER) ? { diagnoses, seed, budgetFen: order.budgetFen } : {}
    return { event: { ...own, ...same }, mark: { scheme: this.name, case: member.code } }
  }
}
