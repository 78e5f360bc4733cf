// Who is enrolled, in which scheme, in what standing and since when: spells over the time of the demonstration.

import type { SpellRecord } from '@yibao/contract/load'
import { addDays, addMonths, ageOn, type Day, day, yearOf } from '@yibao/kernel'
import type { PopulationShape } from '../cities/index.ts'
import type { Random } from '../random.ts'
import { shareBetween } from './ages.ts'
import type { Employer } from './employers.ts'
import type { Citizen } from './person.ts'

export interface EnrolmentRules {
  readonly population: PopulationShape
  readonly employers: readonly Employer[]
  readonly opensOn: Day
  /** First day after the demonstration. */
  readonly endsOn: Day
  readonly workingChance: number
  readonly retiredChance: number
}

/** Of the employee scheme's members, about three in four work (national: 74 %). */
const WORKING_SHARE = 0.74
const WORKING_AGES = [22, 59] as const
const RETIREMENT_AGE = { male: 60, female: 55 } as const

/** Shares of special standings among those concerned; all assumed. */
const SHARES = {
  flexible: 0.14,
  unemployed: 0.025,
  suspended: 0.012,
  late: 0.008,
  movedFromEmployee: 0.006,
  movedIn: 0.01,
  notRenewed: 0.02,
  tertiaryStudents: 0.6,
} as const
/** 固定等待期, months (国办发〔2024〕38号). */
const WAITING_MONTHS = 3
const SCHOOL_AGE = 6
const ADULT_AGE = 18
const GRADUATION_AGE = 22

export function enrolmentRules(
  population: PopulationShape,
  pyramid: readonly number[],
  employers: readonly Employer[],
  span: { opensOn: Day; endsOn: Day },
): EnrolmentRules {
  const members = population.employees.value
  const [from, to] = WORKING_AGES
  const working = shareBetween(pyramid, from, to)
  const old = shareBetween(pyramid, RETIREMENT_AGE.male, 99)
  return {
    population,
    employers,
    ...span,
    workingChance: Math.min(0.98, (members * WORKING_SHARE) / working),
    retiredChance: Math.min(0.98, (members * (1 - WORKING_SHARE)) / old),
  }
}

/** All spells of one person; none for the few who are not enrolled. */
export function drawSpells(random: Random, citizen: Citizen, rules: EnrolmentRules): SpellRecord[] {
  if (!random.chance(rules.population.enrolled.value)) return []
  const retired = citizen.age >= RETIREMENT_AGE[citizen.record.sex]
  const working = !retired && citizen.age >= WORKING_AGES[0] && citizen.age <= WORKING_AGES[1]
  if (working && random.chance(rules.workingChance)) return employeeSpells(random, citizen, rules)
  if (retired && random.chance(rules.retiredChance)) return [retiredSpell(random, citizen, rules)]
  return residentSpells(random, citizen, rules)
}

function employeeSpells(random: Random, citizen: Citizen, rules: EnrolmentRules): SpellRecord[] {
  const status = drawWorkStatus(random)
  const employer = status === 'active' ? random.weighted(rules.employers, ({ weight }) => weight) : undefined
  const since = addDays(rules.opensOn, -random.int(60, 365 * Math.max(1, citizen.age - 20)))
  const from = day(`${since.slice(0, 7)}-01`)
  const spell: SpellRecord = {
    personNo: citizen.record.personNo,
    scheme: 'employee',
    status,
    from,
    state: 'active',
    area: citizen.county.code,
    ...(employer && { employerNo: employer.record.employerNo }),
    civilServant: employer?.organ ?? false,
    continuousYearsBefore: random.chance(SHARES.movedIn) ? random.int(1, 6) : 0,
  }
  if (random.chance(SHARES.suspended)) return [{ ...spell, state: 'suspended' }]
  if (random.chance(SHARES.movedFromEmployee)) return movedToResidents(citizen, spell, rules)
  return [spell]
}

function drawWorkStatus(random: Random): 'active' | 'flexible' | 'unemployed' {
  if (random.chance(SHARES.flexible)) return 'flexible'
  return random.chance(SHARES.unemployed) ? 'unemployed' : 'active'
}

/** 职工转居民: the employee spell ends with a month, the residents' one follows at once and without waiting. */
function movedToResidents(citizen: Citizen, spell: SpellRecord, rules: EnrolmentRules): SpellRecord[] {
  const moved = day(`${addMonths(rules.opensOn, -1).slice(0, 7)}-01`)
  if (moved <= spell.from) return [spell]
  const years = Math.min(20, ageOn(spell.from, moved))
  return [
    { ...spell, until: addDays(moved, -1), state: 'terminated' },
    { ...residentSpell(citizen, 'adult', yearOf(moved)), from: moved, continuousYearsBefore: years },
  ]
}

function retiredSpell(random: Random, citizen: Citizen, rules: EnrolmentRules): SpellRecord {
  const years = citizen.age - RETIREMENT_AGE[citizen.record.sex]
  const organ = random.chance(rules.population.civilServants.value)
  return {
    personNo: citizen.record.personNo,
    scheme: 'employee',
    status: 'retired',
    from: day(`${yearOf(rules.opensOn) - years - 1}-${String(random.int(1, 12)).padStart(2, '0')}-01`),
    state: 'active',
    area: citizen.county.code,
    civilServant: organ,
    continuousYearsBefore: random.int(15, 30),
  }
}

/** Residents pay year by year; a spell stands for each year that the demonstration touches. */
function residentSpells(random: Random, citizen: Citizen, rules: EnrolmentRules): SpellRecord[] {
  const [first, last] = [yearOf(rules.opensOn), yearOf(addDays(rules.endsOn, -1))]
  const years = Math.min(Math.max(0, citizen.age - 1), random.int(0, 18))
  const spells: SpellRecord[] = []
  for (let year = first; year <= last; year += 1) {
    if (year > first && random.chance(SHARES.notRenewed)) break
    const status = residentStatus(random, citizen, rules.opensOn)
    spells.push({ ...residentSpell(citizen, status, year), continuousYearsBefore: years + (year - first) })
  }
  const [current] = spells
  if (!current) return []
  if (citizen.record.bornOn > current.from) spells[0] = { ...current, from: citizen.record.bornOn }
  else if (random.chance(SHARES.late)) spells[0] = lateSpell(random, current, rules)
  return spells
}

/** 集中缴费期外参保: benefits begin after the waiting months, on the first day of a month. */
function lateSpell(random: Random, spell: SpellRecord, rules: EnrolmentRules): SpellRecord {
  const paidOn = addDays(rules.opensOn, -random.int(1, 80))
  if (paidOn <= spell.from) return spell
  const benefitFrom = day(`${addMonths(paidOn, WAITING_MONTHS + 1).slice(0, 7)}-01`)
  return { ...spell, from: paidOn, benefitFrom, continuousYearsBefore: 0 }
}

function residentSpell(citizen: Citizen, status: string, year: number): SpellRecord {
  return {
    personNo: citizen.record.personNo,
    scheme: 'resident',
    status,
    from: day(`${year}-01-01`),
    until: day(`${year}-12-31`),
    state: 'active',
    area: citizen.county.code,
    civilServant: false,
    continuousYearsBefore: 0,
  }
}

function residentStatus(random: Random, { age, record }: Citizen, on: Day): string {
  if (addMonths(record.bornOn, 12) > on) return 'newborn'
  if (age < SCHOOL_AGE) return 'child'
  if (age < ADULT_AGE) return 'student'
  return age <= GRADUATION_AGE && random.chance(SHARES.tertiaryStudents) ? 'student' : 'adult'
}
