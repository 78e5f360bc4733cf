// The clock speaks Shanghai; identifiers grow whatever the clock does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, instant } from '@yibao/kernel'
import fc from 'fast-check'
import { epochMsOf, instantAt, settableClock, systemClock } from './clock.ts'
import { createIds, epochMsOfId, firstIdOf, monthOfId } from './ids.ts'

test('days begin at midnight in Shanghai', () => {
  const clock = settableClock(instant('2026-12-31 23:59:59'))
  assert.equal(clock.today(), '2026-12-31')
  clock.advance(1_000)
  assert.deepEqual([clock.now(), clock.today()], ['2027-01-01 00:00:00', '2027-01-01'])
  assert.equal(instantAt(0), '1970-01-01 08:00:00')
})

test("moments and epoch times are each other's inverse", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      (seconds) => epochMsOf(instantAt(seconds * 1_000)) === seconds * 1_000,
    ),
  )
})

test('identifiers are version 7, different, and in the order in which they were made', () => {
  const ids = createIds(systemClock())
  const made = Array.from({ length: 20_000 }, () => ids.next())
  assert.equal(new Set(made).size, made.length)
  assert.deepEqual(made, [...made].sort())
  for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('a clock that stands still or goes back does not make an identifier smaller', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 200 }), (steps) => {
      const clock = settableClock(instant('2026-11-21 08:30:00'))
      const ids = createIds(clock)
      let last = ''
      for (const step of steps) {
        clock.advance(step)
        const id = ids.next()
        assert.ok(id > last)
        last = id
      }
    }),
  )
  const still = createIds(settableClock(instant('2026-11-21 08:30:00')))
  const many = Array.from({ length: 10_000 }, () => still.next())
  assert.deepEqual(many, [...many].sort())
})

test('an identifier tells its moment and its month, and lies within the bounds of its day', () => {
  const clock = settableClock(instant('2026-11-30 23:59:59'))
  const ids = createIds(clock)
  const id = ids.next()
  assert.equal(epochMsOfId(id), clock.epochMs())
  assert.equal(monthOfId(id), '2026-11')
  assert.ok(firstIdOf(day('2026-11-30')) < id && id < firstIdOf(day('2026-12-01')))
})
