// One year of a population: deaths, a birthday for all, births, moves, work and retirement. Pure; fractions of persons are kept.
import {
  type Assumptions,
  type BySexAndAge,
  type Demography,
  OLDEST,
  type Population,
  SEXES,
  type Sex,
  STATUSES,
  type Status,
  type Work,
} from './model.ts'

export const emptyByAge = (): BySexAndAge => ({
  male: new Float64Array(OLDEST + 1),
  female: new Float64Array(OLDEST + 1),
})

export const countOf = (group: BySexAndAge, from = 0): number =>
  SEXES.reduce((sum, sex) => sum + group[sex].subarray(from).reduce((a, b) => a + b, 0), 0)

export const totalOf = (population: Population, from = 0): number =>
  STATUSES.reduce((sum, status) => sum + countOf(population[status], from), 0)

/** The population a year later. `elapsed` is the number of years since the start, 0 for the first step. */
export function nextYear(population: Population, { demography, work }: Assumptions, elapsed: number): Population {
  const grown = grow(population, demography, elapsed)
  addNewborn(grown, population, demography, elapsed)
  migrate(grown, demography, work, elapsed)
  enterWork(grown, work)
  retire(grown, work, elapsed)
  return grown
}

type Filling = Record<Status, BySexAndAge>

/** Survivors, a year older; the oldest stay together. */
function grow(population: Population, { mortality, improvement }: Demography, elapsed: number): Filling {
  const better = (1 - improvement) ** elapsed
  const next = Object.fromEntries(STATUSES.map((status) => [status, emptyByAge()])) as Filling
  for (const status of STATUSES) {
    for (const sex of SEXES) {
      const now = population[status][sex]
      const later = next[status][sex]
      for (let age = 0; age <= OLDEST; age += 1) {
        const dying = Math.min(1, (mortality[sex][age] ?? 0) * better)
        const at = Math.min(age + 1, OLDEST)
        later[at] = (later[at] ?? 0) + (now[age] ?? 0) * (1 - dying)
      }
    }
  }
  return next
}

/** Children of the women who were enrolled at the start of the year. */
function addNewborn(next: Filling, population: Population, demography: Demography, elapsed: number): void {
  const level = (1 + demography.fertilityChange) ** elapsed
  let births = 0
  for (const status of STATUSES) {
    const women = population[status].female
    for (let age = 0; age <= OLDEST; age += 1) births += (women[age] ?? 0) * (demography.fertility[age] ?? 0) * level
  }
  const enrolled = births * demography.newbornEnrolment
  const boys = demography.boysPer100Girls / (100 + demography.boysPer100Girls)
  next.student_child.male[0] = (next.student_child.male[0] ?? 0) + enrolled * boys
  next.student_child.female[0] = (next.student_child.female[0] ?? 0) + enrolled * (1 - boys)
}

/** Who comes joins the status of the age; nobody leaves who is not there. */
function migrate(next: Filling, { migration }: Demography, work: Work, elapsed: number): void {
  for (const sex of SEXES) {
    for (let age = 0; age <= OLDEST; age += 1) {
      const moving = migration[sex][age] ?? 0
      if (moving === 0) continue
      const group = next[statusOfAge(age, sex, work, elapsed)][sex]
      group[age] = Math.max(0, (group[age] ?? 0) + moving)
    }
  }
}

function statusOfAge(age: number, sex: Sex, work: Work, elapsed: number): Status {
  if (age < work.entryAge) return 'student_child'
  return age >= retirementAge(work, sex, elapsed + 1) ? 'resident_adult' : 'employee_active'
}

function enterWork(next: Filling, work: Work): void {
  for (const sex of SEXES) {
    for (let age = work.entryAge; age <= OLDEST; age += 1) {
      const leaving = next.student_child[sex][age] ?? 0
      if (leaving > 0) {
        next.student_child[sex][age] = 0
        move(next, sex, age, 'employee_active', leaving * work.toEmployee)
        move(next, sex, age, 'flexible', leaving * work.toFlexible)
        move(next, sex, age, 'resident_adult', leaving * (1 - work.toEmployee - work.toFlexible))
      }
      if (age >= 50) continue
      const changing = (next.resident_adult[sex][age] ?? 0) * work.residentToEmployee
      move(next, sex, age, 'resident_adult', -changing)
      move(next, sex, age, 'employee_active', changing)
    }
  }
}

/** The age counts in twelfths: who reaches it within the year retires in that share. */
function retire(next: Filling, work: Work, elapsed: number): void {
  for (const sex of SEXES) {
    const limit = retirementAge(work, sex, elapsed + 1)
    for (let age = Math.floor(limit); age <= OLDEST; age += 1) {
      const share = Math.min(1, age + 1 - limit)
      for (const from of ['employee_active', 'flexible'] as const) {
        const leaving = (next[from][sex][age] ?? 0) * share
        move(next, sex, age, from, -leaving)
        move(next, sex, age, 'employee_retired', leaving)
      }
    }
  }
}

/** Years, with twelfths as fractions. Source of the gradual rise: 全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定. */
export function retirementAge(work: Work, sex: Sex, elapsed: number): number {
  const { age, monthsAYear, upTo } = work.retirement[sex]
  return Math.min(upTo, age + (monthsAYear * elapsed) / 12)
}

function move(next: Filling, sex: Sex, age: number, status: Status, persons: number): void {
  next[status][sex][age] = (next[status][sex][age] ?? 0) + persons
}
