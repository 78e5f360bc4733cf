// Day arithmetic against known dates and against the run time's own calendar over two centuries.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  ageOn,
  type Day,
  day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  daysInMonth,
  monthOf,
  parseDay,
  yearOf,
} from './day.ts'
import { dayOf, instant, parseInstant } from './instant.ts'

const MILLISECONDS = 86_400_000

test('known days have their numbers', () => {
  const known: [string, number][] = [
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['1900-03-01', -25_508],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['2026-11-21', 20_778],
    ['2100-02-28', 47_540],
    ['2100-03-01', 47_541],
  ]
  for (const [text, number] of known) {
    assert.equal(dayNumber(day(text)), number, text)
    assert.equal(dayFromNumber(number), text)
  }
})

test('every day of two hundred years goes to its number and back, and is the calendar’s next day', () => {
  let previous = dayNumber(day('1899-12-31'))
  const last = dayNumber(day('2100-12-31'))
  for (let number = previous + 1; number <= last; number += 1) {
    const text = dayFromNumber(number)
    assert.equal(text, new Date(number * MILLISECONDS).toISOString().slice(0, 10))
    assert.equal(dayNumber(text), number)
    assert.equal(parseDay(text), text)
    assert.equal(daysBetween(dayFromNumber(previous), text), 1)
    previous = number
  }
})

test('a day that the calendar does not have is no day', () => {
  const leap = [1600, 1996, 2000, 2004, 2024, 2400].filter((year) => year >= 1800)
  for (const year of leap) assert.ok(parseDay(`${year}-02-29`), `${year}`)
  for (const year of [1900, 2023, 2025, 2100, 2200]) assert.equal(parseDay(`${year}-02-29`), undefined, `${year}`)
  const not = [
    '',
    '2023-2-1',
    '2023-00-10',
    '2023-13-01',
    '2023-04-31',
    '2023-01-00',
    '2023-01-32',
    '1799-12-31',
    '2023/01/01',
    '20230101',
    '2023-01-01 ',
    '２０２３-01-01',
    '2023-01-01T00:00:00',
  ]
  for (const text of not) assert.equal(parseDay(text), undefined, text)
  assert.throws(() => day('2023-02-29'), RangeError)
  assert.deepEqual(
    [daysInMonth(2024, 2), daysInMonth(2023, 2), daysInMonth(2023, 12), daysInMonth(1900, 2)],
    [29, 28, 31, 28],
  )
})

const anyDay = fc.integer({ min: dayNumber(day('1900-01-01')), max: dayNumber(day('2100-12-31')) }).map(dayFromNumber)

test('adding days is a count on the calendar, and days compare as text', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (on, count) => {
      const later = addDays(on, count)
      assert.equal(daysBetween(on, later), count)
      assert.equal(later > on, count > 0)
      assert.equal(addDays(later, -count), on)
    }),
  )
})

test('adding months keeps the day of the month or takes the month’s last one', () => {
  const known: [string, number, string][] = [
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-03-31', -13, '2023-02-28'],
    ['2024-05-05', 0, '2024-05-05'],
  ]
  for (const [from, count, to] of known) assert.equal(addMonths(day(from), count), to, `${from} + ${count}`)
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (on, count) => {
      const later = addMonths(on, count)
      assert.equal(parseDay(later), later)
      const months = (text: Day) => yearOf(text) * 12 + Number(text.slice(5, 7))
      assert.equal(months(later) - months(on), count)
      assert.ok(
        later.slice(8) === on.slice(8) ||
          Number(later.slice(8)) === daysInMonth(yearOf(later), Number(later.slice(5, 7))),
      )
    }),
  )
})

test('a person is a year older on the birthday, born on 29 February on 1 March of common years', () => {
  const known: [string, string, number][] = [
    ['1960-06-15', '2023-06-14', 62],
    ['1960-06-15', '2023-06-15', 63],
    ['2004-02-29', '2023-02-28', 18],
    ['2004-02-29', '2023-03-01', 19],
    ['2004-02-29', '2024-02-29', 20],
    ['2023-05-01', '2023-05-01', 0],
  ]
  for (const [birth, on, years] of known) assert.equal(ageOn(day(birth), day(on)), years, `${birth} on ${on}`)
  assert.deepEqual([yearOf(day('2023-07-01')), monthOf(day('2023-07-01'))], [2023, '2023-07'])
})

test('moments have a day of the calendar and a time of the day', () => {
  assert.equal(parseInstant('2026-11-21 08:30:00'), '2026-11-21 08:30:00')
  assert.equal(dayOf(instant('2026-11-21 23:59:59')), '2026-11-21')
  const not = [
    '2026-11-21',
    '2026-11-21 24:00:00',
    '2026-11-21 08:60:00',
    '2026-11-21 08:30:60',
    '2026-02-29 08:30:00',
    '2026-11-21T08:30:00',
    '2026-11-21 8:30:00',
  ]
  for (const text of not) assert.equal(parseInstant(text), undefined, text)
  assert.throws(() => instant('tomorrow'), RangeError)
})
