// Enrolment: years and months that count once, newborn, duplicates in any order, and three rates.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '../time/day.ts'
import {
  continuousYears,
  enrolmentRate,
  gaps,
  mergeMonths,
  missedYears,
  monthsFrom,
  newbornCover,
  ruleOnDuplicate,
  type SpellClaim,
} from './index.ts'

test('continuous years end at the first missed year; missed ones count from the year of the rule', () => {
  assert.equal(continuousYears([2019, 2021, 2022, 2023], 2023), 3)
  assert.equal(continuousYears([2021], 2023), 0)
  assert.equal(missedYears([2024], 2027, 2025), 2)
  assert.equal(missedYears([], 2027, 2025), 2)
  assert.equal(missedYears([2026], 2027, 2025), 0)
})

test('a transfer counts overlapping months once: after = here + brought − overlap', () => {
  const month = fc.integer({ min: 0, max: 60 }).map((at) => monthsFrom('2020-01', '2025-12')[at] ?? '2020-01')
  fc.assert(
    fc.property(fc.uniqueArray(month), fc.uniqueArray(month), (here, brought) => {
      const { months, overlap } = mergeMonths(here, brought)
      assert.equal(months.length, here.length + brought.length - overlap.length)
      assert.deepEqual(mergeMonths(brought, here).months, months)
      assert.deepEqual(mergeMonths(months, brought).months, months)
    }),
  )
})

test('a gap of three months is bridged, one of four is a break, over the end of a year too', () => {
  const paid = [...monthsFrom('2024-01', '2024-09'), ...monthsFrom('2025-01', '2025-02'), '2025-07']
  assert.deepEqual(gaps(paid, 3), [{ first: '2025-03', last: '2025-06' }])
  assert.equal(gaps(paid, 2).length, 2)
})

const rule = { enrolDays: 90, freeDays: 30, lastQuarter: 'both' } as const

test('a child enrolled within ninety days has benefits from birth, later from the day after payment', () => {
  const born = day('2026-12-31')
  const soon = newbornCover(born, day('2027-03-31'), true, rule)
  assert.deepEqual([soon.benefitFrom, soon.coveredByParentUntil, soon.chargedYears], [born, '2027-01-29', [2026, 2027]])
  const late = newbornCover(born, day('2027-04-01'), false, rule)
  assert.deepEqual([late.benefitFrom, late.coveredByParentUntil, late.chargedYears], ['2027-04-02', undefined, [2027]])
  assert.deepEqual(newbornCover(day('2026-09-30'), day('2026-10-01'), true, rule).chargedYears, [2026])
})

const spell = (spellId: string, over: Partial<SpellClaim>): SpellClaim => ({
  ...{ spellId, scheme: 'resident', area: 'A', isStudent: false, isSubsidised: false, continuousMonths: 24 },
  ...{ isWaiting: false, since: day('2024-01-01') },
  ...over,
})
const places = { workArea: 'W', residenceArea: 'R', schoolArea: 'S' }

test('which enrolment stays does not depend on who is named first', () => {
  const cases: [Partial<SpellClaim>, Partial<SpellClaim>, string | undefined, string][] = [
    [{ scheme: 'employee', area: 'W' }, { scheme: 'employee', area: 'X' }, 'a', 'place_of_work'],
    [{ area: 'R' }, { area: 'X' }, 'a', 'usual_residence'],
    [{ area: 'X', isStudent: true }, { area: 'S' }, 'b', 'place_of_school'],
    [{ scheme: 'employee' }, {}, 'a', 'employee_before_resident'],
    [{ scheme: 'employee', isWaiting: true }, {}, 'b', 'resident_while_waiting'],
    [{ scheme: 'employee', continuousMonths: 5 }, {}, undefined, 'written_choice'],
    [{ area: 'R', isSubsidised: true }, { area: 'X' }, undefined, 'written_choice'],
    [{ area: 'R' }, { area: 'R' }, undefined, 'written_choice'],
  ]
  for (const [first, second, keep, reason] of cases) {
    const [a, b] = [spell('a', first), spell('b', second)]
    const ruling = ruleOnDuplicate(a, b, places)
    assert.deepEqual([ruling.keep, ruling.reason], [keep, reason])
    assert.deepEqual(ruleOnDuplicate(b, a, places), ruling)
  }
})

test('the three rates of one city differ, and each names its denominator', () => {
  const count = {
    ...{ asOf: day('2025-12-31'), enrolled: 2_200_000, enrolledElsewhere: 300_000, exempt: 20_000 },
    ...{
      permanentResidents: 2_150_000,
      permanentSource: '统计公报',
      household: 2_650_000,
      householdSource: '公安户籍',
    },
  }
  const rates = (['permanent_residents', 'household_population', 'should_cover'] as const).map((each) =>
    enrolmentRate(each, count),
  )
  assert.deepEqual(
    rates.map(({ numerator, denominator, rateBp }) => [numerator, denominator, rateBp]),
    [
      [2_200_000, 2_150_000, 10_233],
      [2_500_000, 2_650_000, 9434],
      [2_200_000, 2_330_000, 9442],
    ],
  )
  assert.equal(enrolmentRate('should_cover', { ...count, household: 320_000 }).rateBp, undefined)
})
