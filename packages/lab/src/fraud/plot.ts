// The stage on which schemes act: it sees a bucket's planned days, lets each scheme rewrite them, and remembers what was planted.
// Nobody is in two places on one day, and what was planted is numbered like everything else.
import type { Day } from '@yibao/kernel'
import { type CareEvent, isStay, leavesOn } from '../care/index.ts'
import type { PlannedDay } from '../years/planned-stage.ts'
import type { World } from '../years/world.ts'
import type { FraudPlan, Mark } from './label.ts'
import { schemesOf } from './schemes/index.ts'
import type { Scheme, StageDay, Staged } from './staging.ts'

export class FraudPlot {
  readonly #rate: number
  readonly #schemes: readonly Scheme[]
  readonly #pending = new Map<Day, Staged[]>()
  readonly #busyUntil = new Map<string, Day>()
  /** Of beds that are empty. */
  readonly #hungUntil = new Map<string, Day>()
  readonly #marks = new Map<string, Mark>()

  constructor(world: World, { rate, schemes }: FraudPlan) {
    this.#rate = rate
    this.#schemes = schemesOf(world, schemes)
  }

  markOf(eventId: string): Mark | undefined {
    return this.#marks.get(eventId)
  }

  stage({ bucket, on, events, random, patientOf }: PlannedDay): readonly CareEvent[] {
    const day: StageDay = {
      ...{ bucket, on, rate: this.#rate, patientOf },
      random,
      isFree: (personNo) => this.#isFree(personNo, on),
      later: (then, staged) => this.#pending.set(then, [...(this.#pending.get(then) ?? []), staged]),
    }
    const pending = (this.#pending.get(on) ?? []).filter(({ event }) => patientOf(event.personNo))
    this.#pending.delete(on)
    let staged = this.#thoseWhoCan([...pending, ...events.map((event) => ({ event }))], on)
    for (const scheme of this.#schemes)
      staged = this.#thoseWhoCan(scheme.act(staged, { ...day, random: random.fork(scheme.name) }), on, staged)
    return this.#numbered(staged, on)
  }

  /** Drops whoever is somewhere else; those of `before` were let through already. */
  #thoseWhoCan(staged: readonly Staged[], on: Day, before: readonly Staged[] = []): Staged[] {
    const here = new Set(before.map(({ event }) => event.personNo))
    const taken = new Set<string>()
    return staged.filter(({ event, follows, absent, errand }) => {
      const { personNo } = event
      const until = this.#busyUntil.get(personNo) ?? ''
      const isElsewhere = isStay(event) && (this.#hungUntil.get(personNo) ?? '') >= on
      const can = here.has(personNo) || (!isElsewhere && (until < on || (follows === true && until === on)))
      if ((!can && !errand) || taken.has(personNo)) return false
      taken.add(personNo)
      if (!can) return true
      // On its first day an empty bed is a place like others: nobody comes twice on a day.
      this.#busyUntil.set(personNo, absent ? on : leavesOn(event))
      if (absent) this.#hungUntil.set(personNo, leavesOn(event))
      return true
    })
  }

  #isFree(personNo: string, on: Day): boolean {
    return (this.#busyUntil.get(personNo) ?? '') < on && (this.#hungUntil.get(personNo) ?? '') < on
  }

  #numbered(staged: readonly Staged[], on: Day): CareEvent[] {
    const prefix = on.replaceAll('-', '')
    const ordered = staged.toSorted((a, b) =>
      a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : a.event.personNo < b.event.personNo ? -1 : 1,
    )
    return ordered.map(({ event, mark }, at) => {
      const id = `${prefix}${String(at + 1).padStart(6, '0')}`
      if (mark) this.#marks.set(id, mark)
      return { ...event, id }
    })
  }
}
