// The people of a city as the care plan sees them: who is covered when, what they suffer from, how likely they seek care.
import type { CategoryRecord, CertificateRecord, CityLoad, PersonRecord, SpellRecord } from '@yibao/contract/load'
import { ageOn, type Day } from '@yibao/kernel'
import { CARE_KINDS, type CareKind } from '../cities/index.ts'
import { firstAbove, type Random } from '../random.ts'

export interface Patient {
  readonly person: PersonRecord
  readonly age: number
  readonly spells: readonly SpellRecord[]
  readonly certificates: readonly CertificateRecord[]
  readonly inNeed: boolean
  readonly account: 'none' | 'own' | 'mutual'
}

const OF_NEED = new Set([
  'extreme_poverty',
  'orphan',
  'minimum_allowance',
  'marginal',
  'registered_poor',
  'monitored',
  'poverty_relapse',
])

/** How often people of an age seek care, against the mean of all ages; modelled on the usual curve of admissions. */
const STAY_BY_AGE = curve([1, 1.6], [5, 0.9], [20, 0.35], [45, 0.6], [60, 1.05], [70, 1.9], [200, 2.7])
const VISIT_BY_AGE = curve([6, 1.7], [20, 0.7], [45, 0.75], [60, 1.1], [200, 1.6])
const BIRTH_AGES = [20, 42] as const

type Curve = (age: number) => number

function curve(...steps: readonly (readonly [below: number, factor: number])[]): Curve {
  return (age) => steps.find(([below]) => age < below)?.[1] ?? 0
}

export interface Need {
  readonly chronic: number
  readonly stay: number
}

/** Weight of a person for each kind of care; 0 where it is not for them. `need` raises those in need above the others. */
const WEIGHTS: Readonly<Record<CareKind, (patient: Patient, need: Need) => number>> = {
  outpatient: ({ age }) => VISIT_BY_AGE(age),
  emergency: ({ age }) => VISIT_BY_AGE(age),
  outside_visit: ({ age }) => VISIT_BY_AGE(age),
  chronic: (patient, need) => holders(patient, 'chronic') * (patient.inNeed ? need.chronic : 1),
  special: (patient, need) => holders(patient, 'special') * (patient.inNeed ? need.chronic : 1),
  two_disease: (patient) => holders(patient, 'two_disease'),
  pharmacy: ({ account, age }) => (account === 'none' ? 0 : VISIT_BY_AGE(age) * (account === 'own' ? 1 : 0.4)),
  pooled_pharmacy: ({ age }) => VISIT_BY_AGE(age),
  inpatient: ({ age, inNeed }, need) => STAY_BY_AGE(age) * (inNeed ? need.stay : 1),
  outside_stay: ({ age, inNeed }, need) => STAY_BY_AGE(age) * (inNeed ? need.stay : 1),
  day_surgery: ({ age }) => (age < 18 ? 0 : STAY_BY_AGE(age)),
  delivery: (patient) => mayGiveBirth(patient),
  antenatal: (patient) => mayGiveBirth(patient),
}

const holders = ({ certificates }: Patient, kind: CertificateRecord['kind']): number =>
  certificates.filter((certificate) => certificate.kind === kind).length

const mayGiveBirth = ({ person, age }: Patient): number =>
  person.sex === 'female' && age >= BIRTH_AGES[0] && age <= BIRTH_AGES[1] ? 1 : 0

/** The spell that covers a person on a day, benefits included; `undefined` when nothing would be paid. */
export function coverOn({ spells, person }: Patient, on: Day): SpellRecord | undefined {
  if (person.diedOn && on > person.diedOn) return undefined
  return spells.find(
    ({ from, until, state, benefitFrom }) =>
      state === 'active' && from <= on && (until === undefined || on <= until) && (benefitFrom ?? from) <= on,
  )
}

/** All people, with weights that make picking one of a kind a search in a sorted list. */
export class Patients {
  readonly all: readonly Patient[]
  readonly #cumulative: Readonly<Record<CareKind, Float64Array>>

  constructor(city: CityLoad, need: Need) {
    this.all = patientsOf(city)
    const entries = CARE_KINDS.map((kind) => [kind, cumulative(this.all, (patient) => WEIGHTS[kind](patient, need))])
    this.#cumulative = Object.fromEntries(entries) as Record<CareKind, Float64Array>
  }

  /** `undefined` when the kind is for nobody in this city. */
  pick(random: Random, kind: CareKind): Patient | undefined {
    const sums = this.#cumulative[kind]
    const total = sums[sums.length - 1] ?? 0
    return total > 0 ? this.all[firstAbove(sums, random.next() * total)] : undefined
  }
}

function patientsOf(city: CityLoad): Patient[] {
  const spells = Map.groupBy(city.spells, ({ personNo }) => personNo)
  const certificates = Map.groupBy(city.certificates, ({ personNo }) => personNo)
  const needy = needyOf(city.categories)
  const accounts = new Set(city.accounts.map(({ personNo }) => personNo))
  const receivers = new Set(city.mutualAid.map(({ receiver }) => receiver))
  return city.persons.map((person) => ({
    person,
    age: Math.max(0, ageOn(person.bornOn, city.openedOn)),
    spells: spells.get(person.personNo) ?? [],
    certificates: certificates.get(person.personNo) ?? [],
    inNeed: needy.has(person.personNo),
    account: accounts.has(person.personNo) ? 'own' : receivers.has(person.personNo) ? 'mutual' : 'none',
  }))
}

const needyOf = (categories: readonly CategoryRecord[]): Set<string> =>
  new Set(categories.filter(({ category }) => OF_NEED.has(category)).map(({ personNo }) => personNo))

/** People without any enrolment keep a small weight: some of them come, and are told that they are not covered. */
const UNENROLLED_WEIGHT = 0.1

function cumulative(patients: readonly Patient[], weight: (patient: Patient) => number): Float64Array {
  const sums = new Float64Array(patients.length)
  let sum = 0
  for (const [at, patient] of patients.entries()) {
    if (!patient.person.diedOn) sum += weight(patient) * (patient.spells.length > 0 ? 1 : UNENROLLED_WEIGHT)
    sums[at] = sum
  }
  return sums
}
