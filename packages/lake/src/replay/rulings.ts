// Which compiled plan rules a claim under one policy: found once for a scheme, a setting and a day, then looked up.
import {
  type Bill,
  type Candidate,
  type CompiledPlan,
  candidatePlans,
  classificationText,
  FUNDS,
  governingDay,
  type Library,
  NotInForce,
  needsLines,
  PAYERS,
  PlanBook,
  planText,
  ruledBy,
} from '@yibao/kernel'

/** A plan with what the replay asks of it again and again. */
export interface ReplayPlan {
  readonly plan: CompiledPlan
  /** By tier: positions in FUNDS and PAYERS. */
  readonly fundOf: readonly number[]
  readonly payerOf: readonly number[]
  readonly needsLines: boolean
  /** Numbers that are equal where the texts are equal, under either policy. */
  readonly textNo: number
  readonly classNo: number
  /** The governing day is the day of discharge. */
  readonly byDischarge: boolean
}

/** The reason why no plan rules. */
export type Unruled = 'no_plan' | 'not_in_force'

interface Choice {
  readonly candidate: Candidate
  readonly ruled: ReplayPlan | Unruled
}

/** Numbers for texts, shared by both policies of a replay. */
export class TextNumbers {
  readonly #numbers = new Map<string, number>()

  of(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size
    this.#numbers.set(text, number)
    return number
  }
}

/** The compiled plans of one policy, kept from bucket to bucket. */
export class PlanShelf {
  readonly book: PlanBook
  readonly #texts: TextNumbers
  readonly #plans = new Map<CompiledPlan, ReplayPlan>()

  constructor(library: Library, texts: TextNumbers) {
    this.book = new PlanBook(library)
    this.#texts = texts
  }

  of(plan: CompiledPlan): ReplayPlan {
    const known = this.#plans.get(plan)
    if (known) return known
    const made: ReplayPlan = {
      plan,
      fundOf: plan.tiers.map(({ fund }) => FUNDS.indexOf(fund)),
      payerOf: plan.tiers.map(({ payer }) => PAYERS.indexOf(payer)),
      needsLines: needsLines(plan),
      textNo: this.#texts.of(planText(plan)),
      classNo: this.#texts.of(classificationText(plan)),
      byDischarge: plan.switches.governed_by === 'discharge',
    }
    this.#plans.set(plan, made)
    return made
  }
}

/** Both policies of a replay, read once for all buckets. */
export interface Shelves {
  readonly base: PlanShelf
  readonly reformed: PlanShelf
}

export function shelvesOf(base: Library, reformed: Library): Shelves {
  const texts = new TextNumbers()
  return { base: new PlanShelf(base, texts), reformed: new PlanShelf(reformed, texts) }
}

export class Rulings {
  readonly #shelf: PlanShelf
  /** By kind, then by the day of discharge, for claims settled on that day: looked up without making a number of it. */
  readonly #sameDay: (Choice[] | undefined)[][] = []
  readonly #otherDay = new Map<number, Choice[]>()
  readonly #plans = new Set<CompiledPlan>()

  constructor(shelf: PlanShelf) {
    this.#shelf = shelf
  }

  /** `kind` is one number for scheme and setting; days are those of discharge and of settling. */
  ruling(bill: Bill, kind: number, discharged: number, known: number): ReplayPlan | Unruled {
    const choices =
      discharged === known && discharged >= FIRST_DAY && discharged < LAST_DAY
        ? this.#onSameDay(bill, kind, discharged)
        : this.#onOtherDay(bill, (kind * DAYS + discharged) * DAYS + known)
    for (let at = 0; at < choices.length; at += 1) {
      const { candidate, ruled } = choices[at]!
      if (candidate.holds && !candidate.holds(bill)) continue
      if (typeof ruled === 'string' || ruled.byDischarge) return ruled
      return this.#byAnotherDay(bill, candidate.id, ruled)
    }
    return 'no_plan'
  }

  /** Values that are not established for the city, of all plans that may have ruled a claim. */
  assumed(): string[] {
    return [...this.#plans].flatMap(({ governing }) =>
      governing.flatMap(({ tier, entries }) =>
        Object.entries(entries).flatMap(([slot, { assumed }]) => (assumed ? [`${tier.title} ${tier.id}.${slot}`] : [])),
      ),
    )
  }

  #onSameDay(bill: Bill, kind: number, day: number): Choice[] {
    this.#sameDay[kind] ??= []
    const days = this.#sameDay[kind]
    // Days of a few years follow each other: an array from the first of them on stays an array.
    const at = day - FIRST_DAY
    while (days.length <= at) days.push(undefined)
    days[at] ??= this.#choicesOf(bill)
    return days[at]
  }

  #onOtherDay(bill: Bill, key: number): Choice[] {
    const known = this.#otherDay.get(key) ?? this.#choicesOf(bill)
    this.#otherDay.set(key, known)
    return known
  }

  #choicesOf(bill: Bill): Choice[] {
    const { scheme } = bill.person
    const { setting, dischargedOn, settledOn } = bill.visit
    const candidates = candidatePlans(this.#shelf.book.library, scheme, setting, dischargedOn, settledOn)
    return candidates.map((candidate) => ({ candidate, ruled: this.#planOf(candidate.id, bill) }))
  }

  #planOf(id: string, bill: Bill): ReplayPlan | Unruled {
    try {
      return this.#known(this.#shelf.book.planOn(id, bill.visit.dischargedOn, bill.visit.settledOn))
    } catch (error) {
      if (error instanceof NotInForce) return 'not_in_force'
      throw error
    }
  }

  #byAnotherDay(bill: Bill, id: string, ruled: ReplayPlan): ReplayPlan | Unruled {
    if (governingDay(ruled.plan, bill) === bill.visit.dischargedOn) return ruled
    const outcome = ruledBy(this.#shelf.book, bill, bill.visit.settledOn, id)
    return outcome.ok ? this.#known(outcome.value.plan) : outcome.code
  }

  #known(plan: CompiledPlan): ReplayPlan {
    this.#plans.add(plan)
    return this.#shelf.of(plan)
  }
}

const DAYS = 100_000
/** 2000-01-01 and 2100-01-01, in days since 1970. */
const FIRST_DAY = 10_957
const LAST_DAY = 47_482
