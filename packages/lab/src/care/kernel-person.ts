// A patient as the kernel wants a person: scheme, standing, categories and certificates on the day of care.
import type { CityLoad, SpellRecord } from '@yibao/contract/load'
import { ageOn, type Day, type Person, type Status } from '@yibao/kernel'
import type { Patient } from './people.ts'

/** Categories by person: made once for each city. */
const categoriesOf = new WeakMap<CityLoad, ReadonlyMap<string, CityLoad['categories']>>()

function categoryIndex(city: CityLoad): ReadonlyMap<string, CityLoad['categories']> {
  const index = categoriesOf.get(city) ?? Map.groupBy(city.categories, ({ personNo }) => personNo)
  categoriesOf.set(city, index)
  return index
}

export function kernelPerson(city: CityLoad, patient: Patient, spell: SpellRecord, on: Day): Person {
  const { person, certificates } = patient
  const held = (categoryIndex(city).get(person.personNo) ?? []).filter(
    ({ from, until }) => from <= on && (until === undefined || on <= until),
  )
  const categories = held.map(({ category }) => category)
  return {
    scheme: spell.scheme,
    status: spell.status as Status,
    sex: person.sex,
    age: ageOn(person.bornOn, on),
    categories: spell.civilServant ? [...categories, 'civil_servant'] : categories,
    certifiedDiseases: certificates.map(({ disease }) => disease),
    continuousYears: spell.continuousYearsBefore + ageOn(spell.from, on),
    monthsEnrolled: 12,
  }
}
