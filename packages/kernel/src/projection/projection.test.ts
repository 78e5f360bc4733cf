// The projection: the example that is checked by hand, conservation of people, scenarios, chance, and bad files.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Assumptions,
  backTest,
  changed,
  effectsOf,
  fans,
  nextYear,
  type ProjectionSet,
  populationsOf,
  project,
  readProjection,
  retirementAge,
  totalOf,
} from './index.ts'

const folder = new URL('../../../../projections/', import.meta.url)
const textOf = (name: string): string => readFileSync(new URL(`${name}.yaml`, folder), 'utf8')

function setAt(name: string): ProjectionSet {
  const { set, faults } = readProjection(`${name}.yaml`, textOf(name))
  assert.deepEqual(faults, [])
  return set as ProjectionSet
}

const example = setAt('worked-example')
const city = setAt('qingyang')
const near = (found: number | undefined, expected: number, within = 1e-6): void =>
  assert.ok(
    Math.abs((found ?? Number.NaN) - expected) <= within * Math.max(1, Math.abs(expected)),
    `${found} ≠ ${expected}`,
  )

test('two cohorts by hand: 4.80 − 3.80, then 5.04 − 4.066; 1.974 million after two years', () => {
  const [fund] = project(example.assumptions, 2).funds
  const [first, second] = fund?.years ?? []
  near(first?.income, 4_800_000)
  near(first?.expenditure, 3_800_000)
  near(second?.income, 5_040_000)
  near(second?.expenditure, 4_066_000)
  near(second?.balance, 1_974_000)
  near(second?.monthsPayable, 1_974_000 / (4_066_000 / 12))
  near(first?.dependency, 1000 / 300)
  // 3.80 million of a base of 60 million: what rate would have been enough.
  near(first?.balancing, 3_800_000 / 60_000_000)
  assert.equal(fund?.firstDeficit, undefined)
})

test('people are neither made nor lost beyond births, deaths and moves', () => {
  const still: Assumptions = {
    ...city.assumptions,
    demography: {
      ...city.assumptions.demography,
      mortality: { male: new Float64Array(101), female: new Float64Array(101) },
      fertility: new Float64Array(101),
      migration: { male: new Float64Array(101), female: new Float64Array(101) },
    },
  }
  const before = totalOf(still.population)
  for (const population of populationsOf(still, 40)) near(totalOf(population), before, 1e-9)
})

test('births are those of the women, and boys as many as stated', () => {
  const { assumptions } = city
  const born = nextYear(assumptions.population, assumptions, 0).student_child
  const [boys, girls] = [born.male[0] ?? 0, born.female[0] ?? 0]
  near(boys / girls, 1.09, 1e-9)
  assert.ok(boys + girls > 10_000 && boys + girls < 40_000, `${boys + girls} newborn in a city of 2.2 million`)
})

test('the age of retirement rises by three months a year and stops', () => {
  const { work } = city.assumptions
  assert.equal(retirementAge(work, 'male', 0), 60)
  assert.equal(retirementAge(work, 'male', 4), 61)
  assert.equal(retirementAge(work, 'male', 40), 63)
  const late = populationsOf(city.assumptions, 20).at(-1)
  assert.equal(
    late?.employee_active.male.subarray(63).reduce((a, b) => a + b, 0),
    0,
  )
})

test('a balance is its opening and everything that came and went', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.1, noNaN: true }), (horizon, interest) => {
      const funds = city.assumptions.funds.map((fund) => ({ ...fund, interest }))
      for (const [at, { years }] of project({ ...city.assumptions, funds }, horizon).funds.entries()) {
        let balance = funds[at]?.openingBalance ?? 0
        for (const year of years) {
          balance += year.income - year.expenditure + year.interest
          near(year.balance, balance, 1e-9)
          near(
            Object.values(year.byService).reduce((a, b) => a + b, 0),
            year.expenditure,
            1e-9,
          )
        }
      }
    }),
    { numRuns: 20 },
  )
})

test('a change of nothing changes nothing; more use never leaves more', () => {
  const base = project(city.assumptions, 20)
  assert.deepEqual(project(changed(city.assumptions, {}), 20), base)
  fc.assert(
    fc.property(fc.double({ min: 1, max: 2, noNaN: true }), (use) => {
      const more = project(changed(city.assumptions, { use }), 20)
      for (const [at, fund] of base.funds.entries())
        assert.ok((more.funds[at]?.years.at(-1)?.balance ?? 0) <= (fund.years.at(-1)?.balance ?? 0) + 1e-3)
    }),
    { numRuns: 10 },
  )
})

test('the tornado is in order of effect, and a scenario of one fund leaves the other alone', () => {
  const effects = effectsOf(city.assumptions, city.scenarios, 20)
  assert.equal(effects.length, city.scenarios.length * 2)
  const sizes = effects.map(({ difference }) => Math.abs(difference))
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
  const resident = effects.find(({ scenario, fund }) => scenario === 'rate_up' && fund === 'resident_basic')
  assert.equal(resident?.difference, 0)
})

/** A repeatable stream for tests: a linear congruence, good enough to see that the fan follows its source. */
function chanceOf(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { next, normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()) }
}

test('without any spread every draw is the projection itself', () => {
  const still = {
    wages: 0,
    inflation: 0,
    persistence: 0.5,
    correlation: 0.3,
    use: 0,
    jump: { probability: 0, factor: 1 },
  }
  const base = project(city.assumptions, 15)
  for (const [at, fan] of fans(city.assumptions, still, 15, 20, chanceOf(1)).entries()) {
    for (const [year, { p5, p95 }] of fan.years.entries()) {
      near(p5, base.funds[at]?.years[year]?.balance ?? 0, 1e-9)
      assert.equal(p5, p95)
    }
  }
})

test('the fan repeats with its seed, opens with time and holds its middle', () => {
  const spread = city.spread
  assert.ok(spread)
  const [fan] = fans(city.assumptions, spread, 20, 1000, chanceOf(7))
  assert.deepEqual(fans(city.assumptions, spread, 20, 1000, chanceOf(7))[0], fan)
  const widths = (fan?.years ?? []).map(({ p5, p95 }) => p95 - p5)
  assert.equal(widths[0], 0)
  assert.ok((widths[19] ?? 0) > (widths[5] ?? 0) && (widths[5] ?? 0) > (widths[1] ?? 0), `${widths}`)
  for (const { p5, p50, p95 } of fan?.years ?? []) assert.ok(p5 <= p50 && p50 <= p95)
})

test('a back-test names fund, year, measure and the error', () => {
  const projection = project(example.assumptions, 2)
  const deviations = backTest(projection, [
    { fund: 'employee_basic', year: 2026, income: 5_000_000, expenditure: 4_066_000 },
    { fund: 'employee_basic', year: 2090, income: 1 },
  ])
  assert.deepEqual(
    deviations.map(({ year, measure, error }) => [year, measure, Number(error?.toFixed(6))]),
    [
      [2026, 'income', 0.008],
      [2026, 'expenditure', 0],
    ],
  )
})

test('what is wrong with a file is said with its line, and nothing of it is used', () => {
  const broken: [string, string, string, RegExp][] = [
    ['rate: 0.08', 'rate: 8', 'wrong_value', /0 to 1/],
    ['kind: rate', 'kind: head', 'missing_key', /personal/],
    ['members: [employee_active, employee_retired]', 'members: [workers]', 'wrong_value', /employee_active/],
    ['start_year: 2025', 'start_yaer: 2025', 'unknown_key', /start_year/],
    ['male: {0: 0, 40: 600, 41: 0}', 'male: {40: 600, 20: 0}', 'wrong_value', /above 40/],
    ['male: {0: 0, 40: 600, 41: 0}', 'male: {40: .nan}', 'wrong_value', /persons/],
    ['to_employee: 0.5', 'to_employee: 0.95', 'wrong_value', /at most 1/],
  ]
  for (const [from, to, code, expected] of broken) {
    const { set, faults } = readProjection('broken.yaml', textOf('worked-example').replace(from, to))
    assert.equal(set, undefined, to)
    const fault = faults.find((each) => each.code === code && expected.test(each.expected))
    assert.ok(fault && fault.line > 1, `${to}: ${JSON.stringify(faults)}`)
  }
})
