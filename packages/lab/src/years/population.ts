// The people of one bucket over the years: who is born and dies, who is enrolled in which scheme, year by year.
import { addDays, type Day, day, daysBetween, type Sex } from '@yibao/kernel'
import type { CityProfile, CityYears, County } from '../cities/index.ts'
import { agePyramid, drawBirth, drawSex, shareBetween } from '../city/ages.ts'
import type { Random } from '../random.ts'

export interface Soul {
  readonly person: number
  readonly personNo: string
  readonly sex: Sex
  readonly bornOn: Day
  readonly county: County
  diedOn?: Day
}

/** A person's enrolment in one calendar year. */
export interface YearSpell {
  readonly soul: Soul
  readonly scheme: 'employee' | 'resident'
  readonly status: string
  readonly from: Day
  readonly until: Day
  readonly continuousYears: number
  readonly civilServant: boolean
}

export interface PopulationOptions {
  readonly profile: CityProfile
  readonly plan: CityYears
  readonly area: string
  readonly bucket: number
  readonly people: number
  /** Calendar years, the first to the last. */
  readonly years: readonly number[]
}

const WORKING_AGES = [22, 59] as const
const RETIREMENT_AGE: Readonly<Record<Sex, number>> = { male: 60, female: 55 }
/** Of the employee scheme's members, about three in four work (national: 74 %). */
const WORKING_SHARE = 0.74
/** Chances of a change at the turn of a year; assumed. */
const CHANGE = { lapses: 0.02, returns: 0.6, leavesWork: 0.015 } as const
const SCHOOL_AGE = 6
const ADULT_AGE = 18

type Standing = { scheme: 'employee' | 'resident' | 'none'; years: number; civilServant: boolean; retired: boolean }

/** Chance to die within a year: Gompertz's law, near the national table; newborns apart. */
export const mortality = (age: number): number =>
  age === 0 ? 0.004 : Math.min(0.5, 0.00012 + 0.000026 * Math.exp(0.1 * age))

export class Population {
  readonly souls: Soul[] = []
  /** By year, in the order of the people. */
  readonly spells: ReadonlyMap<number, readonly YearSpell[]>
  readonly #options: PopulationOptions
  readonly #random: Random
  readonly #standings: Standing[] = []
  readonly #workingChance: number
  readonly #retiredChance: number

  constructor(random: Random, options: PopulationOptions) {
    this.#options = options
    this.#random = random
    const { profile, plan, people, years } = options
    const pyramid = agePyramid(profile.population.ageTilt.value)
    const members = plan.employees.value
    this.#workingChance = Math.min(0.98, (members * WORKING_SHARE) / shareBetween(pyramid, ...WORKING_AGES))
    this.#retiredChance = Math.min(0.98, (members * (1 - WORKING_SHARE)) / shareBetween(pyramid, 60, 99))
    const opensOn = day(`${years[0]}-01-01`)
    for (let at = 0; at < people; at += 1) this.#born(drawBirth(random, pyramid, opensOn).bornOn, opensOn)
    this.spells = new Map(years.map((year, at) => [year, this.#year(year, at)]))
  }

  #born(bornOn: Day, on: Day): void {
    const age = ageAt(bornOn, on)
    const person = this.souls.length
    const { area, bucket } = this.#options
    this.souls.push({
      person,
      // Twenty digits: the pooling area, the bucket, a running number.
      personNo: `${area}${String(bucket).padStart(4, '0')}${String(person + 1).padStart(10, '0')}`,
      sex: drawSex(this.#random, Math.max(0, age)),
      bornOn,
      county: this.#random.weighted(this.#options.profile.counties, ({ shareBp }) => shareBp),
    })
    this.#standings.push({ scheme: 'none', years: 0, civilServant: false, retired: false })
  }

  #year(year: number, nth: number): YearSpell[] {
    const { people, plan } = this.#options
    const [first, last] = [day(`${year}-01-01`), day(`${year}-12-31`)]
    const length = daysBetween(first, last)
    const births = this.#random.poisson(people * plan.births.value)
    for (let at = 0; at < births; at += 1) this.#born(addDays(first, this.#random.int(0, length)), last)
    const spells: YearSpell[] = []
    for (const [at, soul] of this.souls.entries()) {
      if (soul.diedOn && soul.diedOn < first) continue
      this.#perhapsDies(soul, first, last)
      const standing = this.#standings[at]!
      if (nth === 0) this.#enter(soul, standing, first)
      else this.#turn(soul, standing, first)
      if (standing.scheme !== 'none') spells.push(this.#spell(soul, standing, first, last))
      standing.years = standing.scheme === 'none' ? 0 : standing.years + 1
    }
    return spells
  }

  #perhapsDies(soul: Soul, first: Day, last: Day): void {
    const from = soul.bornOn > first ? soul.bornOn : first
    if (!this.#random.chance(mortality(Math.max(0, ageAt(soul.bornOn, first))))) return
    soul.diedOn = addDays(from, this.#random.int(0, daysBetween(from, last)))
  }

  /** How people stand when the years begin. */
  #enter(soul: Soul, standing: Standing, on: Day): void {
    const { population } = this.#options.profile
    if (!this.#random.chance(population.enrolled.value)) return
    const age = ageAt(soul.bornOn, on)
    standing.retired = age >= RETIREMENT_AGE[soul.sex]
    const working = !standing.retired && age >= WORKING_AGES[0]
    const isMember = this.#random.chance(working ? this.#workingChance : standing.retired ? this.#retiredChance : 0)
    standing.scheme = isMember ? 'employee' : 'resident'
    standing.civilServant = isMember && this.#random.chance(population.civilServants.value)
    standing.years = this.#random.int(0, Math.max(0, Math.min(18, age)))
  }

  /** What changes with a new year: lapses and returns, work and retirement; the born are enrolled from birth. */
  #turn(soul: Soul, standing: Standing, on: Day): void {
    const age = ageAt(soul.bornOn, on)
    if (soul.bornOn >= on) {
      if (this.#random.chance(this.#options.profile.population.enrolled.value)) standing.scheme = 'resident'
      return
    }
    if (standing.scheme === 'none') {
      if (this.#random.chance(CHANGE.returns)) standing.scheme = 'resident'
      return
    }
    if (standing.scheme === 'employee') {
      if (age >= RETIREMENT_AGE[soul.sex]) standing.retired = true
      else if (this.#random.chance(CHANGE.leavesWork)) standing.scheme = 'resident'
      return
    }
    if (age === WORKING_AGES[0] && this.#random.chance(this.#workingChance)) standing.scheme = 'employee'
    else if (age > WORKING_AGES[0] && age < RETIREMENT_AGE[soul.sex] && this.#random.chance(this.#enteringChance))
      standing.scheme = 'employee'
    else if (this.#random.chance(CHANGE.lapses)) standing.scheme = 'none'
  }

  /** As many enter work as leave it. */
  get #enteringChance(): number {
    return (CHANGE.leavesWork * this.#workingChance) / (1 - this.#workingChance)
  }

  #spell(soul: Soul, standing: Standing, first: Day, last: Day): YearSpell {
    const age = ageAt(soul.bornOn, first)
    return {
      soul,
      scheme: standing.scheme as YearSpell['scheme'],
      status: standing.scheme === 'employee' ? (standing.retired ? 'retired' : 'active') : residentStatus(age),
      from: soul.bornOn > first ? soul.bornOn : first,
      until: soul.diedOn !== undefined && soul.diedOn < last ? soul.diedOn : last,
      continuousYears: standing.years,
      civilServant: standing.civilServant,
    }
  }
}

/** Whole years; below zero for who is not born yet. */
export function ageAt(bornOn: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years
}

const residentStatus = (age: number): string => (age < SCHOOL_AGE ? 'child' : age < ADULT_AGE ? 'student' : 'adult')
