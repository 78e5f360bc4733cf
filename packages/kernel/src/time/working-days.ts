// 工作日: Monday to Friday, less the holidays of the State Council's yearly notice, with the weekend days that it makes work days.
import { addDays, type Day, dayNumber, yearOf } from './day.ts'

export interface WorkCalendar {
  /** Years whose notice is known; in any other year only weekends are free, and an answer says so. */
  readonly years: ReadonlySet<number>
  readonly off: ReadonlySet<Day>
  readonly on: ReadonlySet<Day>
}

/** 1970-01-01 was a Thursday. */
const THURSDAY = 4
const DAYS_A_WEEK = 7
/** Longer than any limit of the law: a count that goes on beyond it is a mistake. */
const DAYS_MAX = 4000

const weekday = (on: Day): number => {
  const number = (dayNumber(on) - dayNumber('1970-01-01' as Day) + THURSDAY) % DAYS_A_WEEK
  return number < 0 ? number + DAYS_A_WEEK : number
}
const isWeekend = (on: Day): boolean => weekday(on) === 0 || weekday(on) === 6

export const isWorkingDay = ({ off, on }: WorkCalendar, each: Day): boolean =>
  on.has(each) || !(off.has(each) || isWeekend(each))

/** The last day of so many working days, the first of which comes after `from`: 20 working days from the day after. */
export function addWorkingDays(calendar: WorkCalendar, from: Day, count: number): Day {
  let [on, left] = [from, count]
  for (let days = 0; left > 0; days += 1) {
    if (days > DAYS_MAX) throw new RangeError(`${count} working days are too many`)
    on = addDays(on, 1)
    if (isWorkingDay(calendar, on)) left -= 1
  }
  return on
}

/** Working days after `from` up to and with `to`; below zero when `to` is before `from`. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from)
  let count = 0
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) if (isWorkingDay(calendar, on)) count += 1
  return count
}

/** Whether the notices of all years in question are known. */
export const isKnownThrough = ({ years }: WorkCalendar, from: Day, to: Day): boolean =>
  years.has(yearOf(from)) && years.has(yearOf(to))
