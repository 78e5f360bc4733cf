// The calendar that ships: as many free days as each year's notice gives, and no row without its notice.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addDays, type Day, day, isWorkingDay } from '@yibao/kernel'
import { readWorkCalendar } from './calendar.ts'

test('the working days of 2025 and 2026 are as many as the notices leave', () => {
  const calendar = readWorkCalendar()
  const count = (year: number): number => {
    let work = 0
    for (let on: Day = day(`${year}-01-01`); on <= `${year}-12-31`; on = addDays(on, 1))
      if (isWorkingDay(calendar, on)) work += 1
    return work
  }
  // 365 days, 104 weekend days, 13 paid holidays: 248 where none of the thirteen falls on a weekend day that is not made up.
  assert.deepEqual([count(2025), count(2026)], [248, 248])
})

test('a row that is no holiday with its notice is named by its line, and the file is not used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
  const path = join(folder, 'c.csv')
  const head = 'kind,from,to,document,number,date'
  const sound = 'off,2026-01-01,2026-01-03,通知,1号,2025-11-04'
  const bad = [
    'off,2026-13-01,2026-13-01,通知,1号,2025-11-04',
    'off,2026-10-07,2026-10-01,通知,1号,2025-11-04',
    'off,2025-12-31,2026-01-01,通知,1号,2025-11-04',
    'free,2026-01-01,2026-01-01,通知,1号,2025-11-04',
    'off,2026-01-01,2026-01-01,通知,,2025-11-04',
  ]
  for (const line of bad) {
    writeFileSync(path, `${head}\n${sound}\n${line}\n`)
    assert.throws(() => readWorkCalendar(path), /c\.csv:3: /, line)
  }
  writeFileSync(path, `${head}\n${sound}\n`)
  assert.equal(readWorkCalendar(path).off.size, 3)
  rmSync(folder, { recursive: true })
})
