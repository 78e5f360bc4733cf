// The lives of a bucket's people at the cash desk: what they have used up, what lies on their accounts, and each settlement
// under the policy of its day, by the same kernel that settles for a platform.
import type { CityLoad, ProviderRecord } from '@yibao/contract/load'
import {
  type AccountUse,
  type Bill,
  type Candidate,
  type CompiledPlan,
  candidatePlans,
  type Day,
  type Fen,
  fen,
  type PlanBook,
  ruledBy,
  type Settlement,
  settle,
} from '@yibao/kernel'
import type { DraftLine } from '../care/draft-bill.ts'
import { type CareEvent, leavesOn, placeOf, startsOn } from '../care/index.ts'
import { kernelPerson } from '../care/kernel-person.ts'
import { coverOn, type Patient } from '../care/people.ts'
import { settingOf } from '../care/settle-offline.ts'
import { levelOf, lineOf, restrictionFacts } from './bill-of.ts'
import type { World } from './world.ts'

/** One who came: the event, and the person as the year of its beginning knows them. */
export interface Seen {
  readonly event: CareEvent
  readonly patient: Patient
  readonly person: number
  readonly city: CityLoad
}

export interface Settled {
  readonly bill: Bill
  readonly plan: CompiledPlan
  readonly on: Day
  readonly settlement: Settlement
}

export interface AccountBook {
  /** What lies on the account on a day, before anything is taken on that day. */
  balanceOn(person: number, on: Day): Fen
  take(person: number, amount: Fen): void
  personOf(personNo: string): number | undefined
  giversOf(personNo: string): readonly string[]
}

export class Lives {
  readonly #book: PlanBook
  readonly #accounts: AccountBook
  readonly #providers: ReadonlyMap<string, ProviderRecord>
  readonly #places = new Map<string, ReturnType<typeof placeOf>>()
  readonly #used: (Record<string, number> | undefined)[] = []
  /** Plans by scheme, setting and day: looking them up costs more than settling. */
  readonly #candidates = new Map<string, readonly Candidate[]>()
  readonly refused: Record<string, number> = {}

  constructor(world: World, accounts: AccountBook) {
    this.#book = world.book
    this.#accounts = accounts
    this.#providers = new Map(world.frame.providers.map((provider) => [provider.code, provider]))
  }

  /** A new benefit year: what was counted for the old one is looked at no more. Stays are settled when people leave. */
  turn(year: number): void {
    this.#candidates.clear()
    const ends = `@${year - 1}`
    for (const [person, used] of this.#used.entries()) {
      if (!used) continue
      const kept = Object.entries(used).filter(([key]) => !key.includes(ends))
      this.#used[person] = kept.length > 0 ? Object.fromEntries(kept) : undefined
    }
  }

  settle(seen: Seen, drafts: readonly DraftLine[]): Settled | undefined {
    const bill = this.#bill(seen, drafts)
    if (!bill) return this.#refuse('not_covered')
    const left = leavesOn(seen.event)
    const ruled = ruledBy(this.#book, bill, left, this.#planOf(bill, left))
    if (!ruled.ok) return this.#refuse(`${ruled.code} ${bill.person.scheme} ${bill.visit.setting} ${bill.visit.level}`)
    const outcome = settle(ruled.value.plan, bill)
    if (!outcome.ok) return this.#refuse(outcome.code)
    this.#keep(seen.person, outcome.value)
    return { bill, plan: ruled.value.plan, on: ruled.value.on, settlement: outcome.value }
  }

  #refuse(code: string): undefined {
    this.refused[code] = (this.refused[code] ?? 0) + 1
    return undefined
  }

  #planOf(bill: Bill, on: Day): string | undefined {
    const key = `${bill.person.scheme} ${bill.visit.setting} ${on}`
    const known =
      this.#candidates.get(key) ?? candidatePlans(this.#book.library, bill.person.scheme, bill.visit.setting, on, on)
    this.#candidates.set(key, known)
    return known.find((each) => !each.holds || each.holds(bill))?.id
  }

  #bill({ event, patient, person, city }: Seen, drafts: readonly DraftLine[]): Bill | undefined {
    const provider = this.#providers.get(event.provider)
    const [starts, leaves] = [startsOn(event), leavesOn(event)]
    const spell = coverOn(patient, starts)
    if (!spell || provider?.agreement.state !== 'active') return undefined
    const facts = restrictionFacts(event, patient, levelOf(provider))
    return {
      person: kernelPerson(city, patient, spell, starts),
      visit: {
        setting: settingOf(event),
        level: provider.level,
        place: this.#placeOf(city, provider),
        referral: event.referral,
        admittedOn: starts,
        dischargedOn: leaves,
        settledOn: leaves,
        tags: event.kind === 'pooled_pharmacy' ? [...provider.tags, 'prescription'] : provider.tags,
        ...(event.disease && { disease: event.disease }),
        ...(event.delivery && { delivery: event.delivery, newborns: 1 }),
      },
      lines: drafts.map((draft) => lineOf(draft, facts)),
      accumulators: this.#used[person] ?? NOTHING,
      ...this.#account(event, person, spell.scheme, leaves),
    }
  }

  #placeOf(city: CityLoad, provider: ProviderRecord): ReturnType<typeof placeOf> {
    const place = this.#places.get(provider.code) ?? placeOf(city, provider)
    this.#places.set(provider.code, place)
    return place
  }

  #account({ account, personNo }: CareEvent, person: number, scheme: string, on: Day): { account?: AccountUse } {
    if (account === 'none') return {}
    const mutual = this.#accounts.giversOf(personNo).map((giver) => {
      const known = this.#accounts.personOf(giver)
      return { giver, availableFen: known === undefined ? fen(0) : this.#accounts.balanceOn(known, on) }
    })
    return {
      account: { use: true, balanceFen: scheme === 'employee' ? this.#accounts.balanceOn(person, on) : fen(0), mutual },
    }
  }

  #keep(person: number, { changes, accountPaid, mutual }: Settlement): void {
    if (changes.length > 0) {
      this.#used[person] ??= {}
      const used = this.#used[person]
      for (const { key, change } of changes) used[key] = (used[key] ?? 0) + change
    }
    if (accountPaid !== 0) this.#accounts.take(person, accountPaid)
    for (const { giver, paid } of mutual) {
      const known = this.#accounts.personOf(giver)
      if (known !== undefined) this.#accounts.take(known, paid)
    }
  }
}

const NOTHING: Readonly<Record<string, number>> = {}
