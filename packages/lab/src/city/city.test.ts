// A city is valid in every part and the same for the same seed.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CityLoad } from '@yibao/contract/load'
import {
  addMonths,
  isMobileNumber,
  parseIdentityNumber,
  parseProviderCode,
  parseSocialCreditCode,
  parseStaffCode,
} from '@yibao/kernel'
import { loadPack, productPolicies } from '@yibao/policy'
import { cityIds, cityProfile } from '../cities/index.ts'
import { smallCity } from '../testing/shipped.ts'

const unique = (values: readonly string[]): void => assert.equal(new Set(values).size, values.length)

test('the same seed gives the same city to the byte, another seed another city', async () => {
  const text = async (seed: number): Promise<string> => JSON.stringify((await smallCity({ seed, people: 800 })).city)
  const [first, again, other] = [await text(11), await text(11), await text(12)]
  assert.equal(first, again)
  assert.notEqual(first, other)
})

for (const pack of cityIds) {
  test(`every code and name in ${pack} is valid`, async () => {
    const { city } = await smallCity({ pack, people: 2000, seed: 3 })
    const areas = new Set(city.areas.map(({ code }) => code))
    unique(city.persons.map(({ personNo }) => personNo))
    unique(city.persons.map(({ certificateNo }) => certificateNo))
    for (const person of city.persons) {
      const parsed = parseIdentityNumber(person.certificateNo, city.openedOn)
      assert.equal(parsed?.birthOn, person.bornOn, person.certificateNo)
      assert.equal(parsed?.sex, person.sex)
      assert.ok(isMobileNumber(person.mobile))
      assert.ok(areas.has(person.area))
      assert.ok([...person.name].length >= 1 && [...person.name].length <= 50)
    }
    checkProviders(city)
    for (const { creditCode } of city.employers) assert.ok(parseSocialCreditCode(creditCode), creditCode)
    unique(city.employers.map(({ name }) => name))
  })
}

function checkProviders(city: CityLoad): void {
  unique(city.providers.map(({ code }) => code))
  unique(city.providers.flatMap(({ staff }) => staff.map(({ code }) => code)))
  for (const provider of city.providers) {
    const parsed = parseProviderCode(provider.code)
    assert.equal(parsed?.kind, provider.kind)
    assert.equal(parsed?.region, provider.area)
    assert.ok(parseSocialCreditCode(provider.creditCode))
    assert.ok([...provider.name].length <= 200)
    const departments = new Set(provider.departments.map(({ code }) => code))
    for (const member of provider.staff) {
      assert.ok(parseStaffCode(member.code))
      assert.ok(departments.has(member.department))
    }
    const kinds = provider.kind === 'hospital' ? ['physician'] : ['pharmacist']
    assert.ok(provider.staff.some(({ active, kind }) => active && kinds.includes(kind)))
  }
}

test('spells are whole: in order, without overlap, and nobody is enrolled after death', async () => {
  const { city } = await smallCity({ people: 6000, seed: 5 })
  const persons = new Map(city.persons.map((person) => [person.personNo, person]))
  const employers = new Set(city.employers.map(({ employerNo }) => employerNo))
  for (const [personNo, spells] of Map.groupBy(city.spells, ({ personNo }) => personNo)) {
    const { bornOn, diedOn } = persons.get(personNo)!
    for (const [at, spell] of spells.entries()) {
      assert.ok(spell.from >= bornOn)
      assert.ok(spell.until === undefined || spell.until >= spell.from, JSON.stringify(spell))
      assert.ok(spell.benefitFrom === undefined || spell.benefitFrom >= spell.from)
      assert.ok(!diedOn || (spell.until !== undefined && spell.until <= diedOn))
      assert.ok(!spell.employerNo || employers.has(spell.employerNo))
      assert.ok(!spell.civilServant || spell.scheme === 'employee')
      const next = spells[at + 1]
      assert.ok(!next || (spell.until !== undefined && spell.until < next.from), JSON.stringify(spells))
    }
  }
})

test('what the city is asked to show is there', async () => {
  const { city } = await smallCity({ people: 12_000, seed: 9 })
  const has = (found: boolean, what: string): void => assert.ok(found, what)
  has(
    city.spells.some(({ state }) => state === 'suspended'),
    'a suspended spell',
  )
  has(
    city.spells.some(({ benefitFrom, from }) => (benefitFrom ?? from) > from),
    'a waiting period',
  )
  has(
    city.persons.some(({ diedOn }) => diedOn !== undefined),
    'a record of someone who died',
  )
  has(
    city.spells.some(({ status }) => status === 'newborn'),
    'a newborn',
  )
  has(
    city.spells.some(({ civilServant }) => civilServant),
    'a civil servant',
  )
  has(
    city.providers.some(({ agreement }) => agreement.state === 'suspended'),
    'a suspended agreement',
  )
  has(
    city.persons.some(({ name }) => name.includes('·')),
    'a name of two parts',
  )
  has(
    city.persons.some(({ name }) => name.length > [...name].length),
    'a character outside the basic plane',
  )
  has(
    city.certificates.some(({ kind }) => kind === 'special'),
    'a special certificate',
  )
  has(city.mutualAid.length > 0, 'family mutual aid')
})

test('shares of the population come out as the profile says', async () => {
  const { city } = await smallCity({ pack: 'baotou', people: 20_000, seed: 2 })
  const profile = cityProfile('baotou')!
  const insured = new Set(city.spells.map(({ personNo }) => personNo)).size
  const members = new Set(city.accounts.map(({ personNo }) => personNo)).size
  const within = (found: number, wanted: number, tolerance: number, what: string): void =>
    assert.ok(Math.abs(found - wanted) / wanted < tolerance, `${what}: ${found}, wanted ${wanted}`)
  within(insured / city.persons.length, profile.population.enrolled.value, 0.01, 'enrolled')
  within(members / insured, profile.population.employees.value, 0.05, 'employees')
  const subsidised = ['registered_poor', 'minimum_allowance', 'extreme_poverty', 'orphan']
  const wanted = subsidised.reduce((sum, each) => sum + (profile.population.categories[each]?.value ?? 0), 0)
  const found = city.categories.filter(({ category }) => subsidised.includes(category)).length
  within(found / insured, wanted, 0.15, 'subsidised')
})

test('mutual aid is between members of the employee scheme and residents', async () => {
  const { city } = await smallCity({ people: 8000, seed: 4 })
  const scheme = new Map(city.spells.map((spell) => [spell.personNo, spell.scheme]))
  for (const { giver, receiver } of city.mutualAid) {
    assert.equal(scheme.get(giver), 'employee')
    assert.equal(scheme.get(receiver), 'resident')
  }
})

test('resident spells cover each year that the demonstration touches', async () => {
  const { city } = await smallCity({ people: 500, seed: 6, months: 3 })
  assert.equal(addMonths(city.openedOn, 3), '2026-02-01')
  const years = new Set(city.spells.filter(({ scheme }) => scheme === 'resident').map(({ from }) => from.slice(0, 4)))
  assert.deepEqual([...years].filter((year) => year >= '2025').sort(), ['2025', '2026'])
})

test('categories, levels and statuses are words of the policies', { skip: !existsSync(productPolicies) }, async () => {
  for (const pack of cityIds) {
    const built = loadPack(join(productPolicies, 'city', pack))
    // A pack with faults is for its own tests to report.
    if (!built.library) continue
    const { vocabulary } = built.library.content
    const { city } = await smallCity({ pack, people: 3000, seed: 8 })
    for (const { category } of city.categories) assert.ok(vocabulary.categories.has(category), `${pack}: ${category}`)
    for (const { level } of city.providers) assert.ok(vocabulary.levels.has(level), `${pack}: ${level}`)
  }
})
