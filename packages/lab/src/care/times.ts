// When things happen: the rhythm of the week and of the day.
import { addDays, type Day, dayNumber, type Instant } from '@yibao/kernel'
import type { Random } from '../random.ts'

const SATURDAY = 6
const SUNDAY = 0
const WEEK = { workday: 1.15, saturday: 0.7, sunday: 0.55 } as const

/** Care sought on a day against the mean of the week; people buy medicine and fall ill on any day. */
export function dayFactor(on: Day, everyDay: boolean): number {
  if (everyDay) return 1
  // 1970-01-01, day number 0, was a Thursday.
  const weekday = (((dayNumber(on) + 4) % 7) + 7) % 7
  if (weekday === SATURDAY) return WEEK.saturday
  return weekday === SUNDAY ? WEEK.sunday : WEEK.workday
}

const SECONDS_A_DAY = 86_400

export function moment(on: Day, secondOfDay: number): Instant {
  const second = Math.min(SECONDS_A_DAY - 1, Math.max(0, Math.floor(secondOfDay)))
  const part = (value: number): string => String(value).padStart(2, '0')
  return `${on} ${part(Math.floor(second / 3600))}:${part(Math.floor(second / 60) % 60)}:${part(second % 60)}` as Instant
}

/** A moment between two hours of a day. */
export const between = (random: Random, on: Day, fromHour: number, toHour: number): Instant =>
  moment(on, (fromHour + random.next() * (toHour - fromHour)) * 3600)

/** The same moment some seconds later, never past the end of the day. */
export function secondsLater(at: Instant, seconds: number): Instant {
  const [hours = 0, minutes = 0, rest = 0] = at.slice(11).split(':').map(Number)
  return moment(at.slice(0, 10) as Day, hours * 3600 + minutes * 60 + rest + seconds)
}

/** Every day from one to another, the first included, the last not. */
export function* daysFrom(from: Day, before: Day): Generator<Day> {
  for (let on = from; on < before; on = addDays(on, 1)) yield on
}
