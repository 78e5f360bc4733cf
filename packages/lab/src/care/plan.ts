// The care of a city over some months: who is seen when, where and for what, in the order of time.
import type { CityLoad } from '@yibao/contract/load'
import { addMonths, type Day } from '@yibao/kernel'
import { CARE_KINDS, type CareKind, type CityProfile, cityProfile } from '../cities/index.ts'
import { type Random, random } from '../random.ts'
import { type CareEvent, leavesOn } from './event.ts'
import { EventMaker } from './event-maker.ts'
import { Network } from './network.ts'
import { coverOn, type Patient, Patients } from './people.ts'
import { costShape } from './shape.ts'
import { dayFactor, daysFrom } from './times.ts'

export interface CareOptions {
  readonly city: CityLoad
  readonly months: number
  readonly seed: number
  /** First day; the city's opening day when left out. */
  readonly from?: Day
}

/** The whole plan at once. For cities of many people take `careByDay`, which holds one day at a time. */
export const planCare = (options: CareOptions): CareEvent[] => [...careByDay(options)].flat()

/** The events that begin on each day, ascending in time. The same options give the same plan. */
export function* careByDay({ city, months, seed, from = city.openedOn }: CareOptions): Generator<readonly CareEvent[]> {
  const profile = cityProfile(city.pack)
  if (!profile) throw new RangeError(`No profile for a city named ${city.pack}`)
  const { needChronic, needStay } = profile.care
  const patients = new Patients(city, { chronic: needChronic.value, stay: needStay.value })
  const planner = new DayPlanner({ profile, patients, network: new Network(city) })
  for (const on of daysFrom(from, addMonths(from, months))) {
    yield planner.plan(on, random(seed).fork(`care ${city.pack} ${on}`))
  }
}

/** What people seek at any hour of any day of the week. */
const EVERY_DAY: ReadonlySet<CareKind> = new Set(['emergency', 'pharmacy', 'delivery'])
/** Of those found not to be covered, so many come all the same and are refused or pay alone. */
const INELIGIBLE_SHARE = 0.3
const TRIES = 40
/** Of the visits planned, so many end in an effective settlement; the others are cancelled, refused or find nobody. */
const EFFECTIVE_SHARE = 0.97
const DAYS_A_YEAR = 365

/** The people and places of a city, prepared once for as many days as they do not change. */
export interface CareWorld {
  readonly profile: CityProfile
  readonly patients: Patients
  readonly network: Network
}

export class DayPlanner {
  readonly #profile: CityProfile
  readonly #patients: Patients
  readonly #maker: EventMaker
  readonly #insured: number
  /** The last day of each person's latest visit or stay: nobody is in two places on one day. */
  readonly #busyUntil = new Map<string, Day>()

  constructor({ profile, patients, network }: CareWorld) {
    this.#profile = profile
    this.#patients = patients
    this.#insured = this.#patients.all.filter(({ spells }) => spells.length > 0).length
    this.#maker = new EventMaker(profile, network, costShape(profile))
  }

  plan(on: Day, source: Random): readonly CareEvent[] {
    const drafts = CARE_KINDS.flatMap((kind) => this.#ofKind(kind, on, source.fork(kind)))
    drafts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.personNo < b.personNo ? -1 : 1))
    const prefix = on.replaceAll('-', '')
    return drafts.map((draft, at) => ({ ...draft, id: `${prefix}${String(at + 1).padStart(6, '0')}` }))
  }

  #ofKind(kind: CareKind, on: Day, source: Random): CareEvent[] {
    const { care } = this.#profile
    const yearly = (this.#insured * care.visitsPerPersonYear.value * care.mix[kind].value) / EFFECTIVE_SHARE
    const count = source.poisson((yearly / DAYS_A_YEAR) * dayFactor(on, EVERY_DAY.has(kind)))
    const events: CareEvent[] = []
    for (let at = 0; at < count; at += 1) {
      const found = this.#findPatient(kind, on, source)
      const event = found && this.#maker.make(source, kind, on, found.patient, found.covered)
      if (!event) continue
      this.#busyUntil.set(event.personNo, leavesOn(event))
      events.push(event)
    }
    return events
  }

  #findPatient(kind: CareKind, on: Day, source: Random): { patient: Patient; covered: boolean } | undefined {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const patient = this.#patients.pick(source, kind)
      if (!patient) return undefined
      if ((this.#busyUntil.get(patient.person.personNo) ?? '') >= on) continue
      const covered = coverOn(patient, on) !== undefined
      if (covered || source.chance(INELIGIBLE_SHARE)) return { patient, covered }
    }
    return undefined
  }
}
