// The calibration table's arithmetic on settlements small enough to add up by hand, and a whole city against its targets.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fen, PlanBook } from '@yibao/kernel'
import { loadPack, productPolicies } from '@yibao/policy'
import { type CityProfile, cityProfile, MEASURES, type Measure } from '../cities/index.ts'
import { smallCity } from '../testing/shipped.ts'
import { calibrate } from './calibrate.ts'
import { Calibration, calibrationText } from './calibration.ts'
import type { Observation } from './observation.ts'

const one = (kind: Observation['kind'], scheme: Observation['scheme'], yuan: readonly number[]): Observation => {
  const [total = 0, inScope = 0, fund = 0, assistance = 0, cash = 0] = yuan.map((value) => value * 100)
  return {
    kind,
    scheme,
    totalFen: fen(total),
    inScopeFen: fen(inScope),
    fundFen: fen(fund),
    assistanceFen: fen(assistance),
    cashFen: fen(cash),
  }
}

const OBSERVED: readonly Observation[] = [
  one('inpatient', 'employee', [5000, 4000, 3200, 0, 1000]),
  one('inpatient', 'resident', [3000, 2500, 1500, 100, 1500]),
  one('outside_stay', 'resident', [10_000, 8000, 4000, 0, 6000]),
  one('chronic', 'resident', [200, 200, 120, 20, 80]),
  one('outside_visit', 'employee', [400, 300, 100, 0, 200]),
]

/** Worked by hand from the five observations and ten person-years. */
const EXPECTED: Readonly<Record<Measure, number>> = {
  visits_per_person_year: 0.5,
  stays_per_person_year: 0.3,
  stay_mean_yuan: 4000,
  employee_in_scope_ratio: 0.8,
  resident_in_scope_ratio: 5500 / 10_500,
  fund_per_visit_yuan: 8920 / 5,
  outside_share: 0.4,
  outside_mean_yuan: 5200,
  chronic_assistance_per_10000: 1000,
  chronic_assistance_mean_yuan: 20,
  stay_assistance_per_10000: 1000,
  stay_assistance_mean_yuan: 100,
  cash_share: 8780 / 18_600,
}

const profileOf = (measures: readonly Measure[], aimed: (measure: Measure) => number): CityProfile => ({
  ...cityProfile('qingyang')!,
  targets: measures.map((measure) => ({
    measure,
    title: measure,
    aimed: { value: aimed(measure), basis: { assumed: 'a test' } },
    tolerance: 0.1,
  })),
})

test('each measure is the quotient its name says', () => {
  const calibration = new Calibration()
  for (const observation of OBSERVED) calibration.add(observation)
  const rows = calibration.table(
    profileOf(MEASURES, (measure) => EXPECTED[measure]),
    10,
  )
  for (const { measure, cameOut, deviation, within } of rows) {
    assert.ok(Math.abs((cameOut ?? Number.NaN) - EXPECTED[measure]) < 1e-9, `${measure}: ${cameOut}`)
    assert.ok(Math.abs(deviation ?? 1) < 1e-9)
    assert.equal(within, true)
  }
})

test('a deviation is marked beyond its tolerance, and nothing observed is not zero', () => {
  const calibration = new Calibration()
  const [row] = calibration.table(
    profileOf(['stay_mean_yuan'], () => 100),
    10,
  )
  assert.equal(row?.cameOut, undefined)
  assert.equal(row?.within, false)
  for (const observation of OBSERVED) calibration.add(observation)
  const [below] = calibration.table(
    profileOf(['stay_mean_yuan'], () => 4500),
    10,
  )
  assert.equal(below?.within, false)
  assert.equal(below?.deviation?.toFixed(4), '-0.1111')
  assert.match(calibrationText([below!]), /\| -11\.1% \| 偏 \| 假定：a test \|/)
})

const policies = join(productPolicies, 'city', 'qingyang')

test('a city comes out near what its documents publish', { skip: !existsSync(policies) }, async (t) => {
  const built = loadPack(policies)
  assert.ok(built.library, JSON.stringify(built.faults.slice(0, 3)))
  const { city, catalogue } = await smallCity({ people: 40_000, seed: 5 })
  const run = calibrate(city, catalogue, new PlanBook(built.library), { months: 1, seed: 5 })
  t.diagnostic(`\n${calibrationText(run.rows)}`)
  assert.deepEqual(
    [...run.refused.keys()].filter((code) => code !== 'not_covered'),
    [],
  )
  assert.ok(run.settled > 2500)
  // One month of forty thousand people: the means of stays still scatter, so the gate is wider than the table's own.
  for (const { measure, deviation } of run.rows) {
    assert.ok(Math.abs(deviation ?? 1) < 0.25, `${measure}: ${deviation}`)
  }
})
