// Working days against a small calendar by hand, and counting as the inverse of adding.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from './day.ts'
import { addWorkingDays, isKnownThrough, isWorkingDay, type WorkCalendar, workingDaysBetween } from './working-days.ts'

/** National Day 2026 with its two weekend days of work. */
const calendar: WorkCalendar = {
  years: new Set([2026]),
  off: new Set(['01', '02', '03', '04', '05', '06', '07'].map((each) => day(`2026-10-${each}`))),
  on: new Set([day('2026-09-20'), day('2026-10-10')]),
}

test('weekends and holidays are free, a weekend day of the notice is not', () => {
  const free = ['2026-09-19', '2026-10-01', '2026-10-07', '2026-10-11']
  const work = ['2026-09-18', '2026-09-20', '2026-10-08', '2026-10-10', '2026-10-12']
  assert.deepEqual(
    free.map(day).map((each) => isWorkingDay(calendar, each)),
    free.map(() => false),
  )
  assert.deepEqual(
    work.map(day).map((each) => isWorkingDay(calendar, each)),
    work.map(() => true),
  )
})

test('20 working days from the day after the 10th of October 2026 end on the 6th of November', () => {
  // Saturday 10 October works itself; Monday 12 is the first of four weeks of five days.
  assert.equal(addWorkingDays(calendar, day('2026-10-10'), 20), '2026-11-06')
  assert.equal(addWorkingDays(calendar, day('2026-09-30'), 1), '2026-10-08')
  assert.equal(addWorkingDays(calendar, day('2026-09-30'), 0), '2026-09-30')
})

test('counting is the inverse of adding, in both directions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
      const from = addDays('2026-01-01' as Day, offset)
      const to = addWorkingDays(calendar, from, count)
      assert.equal(workingDaysBetween(calendar, from, to), count)
      assert.equal(workingDaysBetween(calendar, to, from), -count)
      assert.ok(isWorkingDay(calendar, to))
    }),
  )
})

test('a year without a notice is said to be unknown', () => {
  assert.equal(isKnownThrough(calendar, day('2026-01-01'), day('2026-12-31')), true)
  assert.equal(isKnownThrough(calendar, day('2026-12-01'), day('2027-01-08')), false)
})
