// The working-day calendar of the product: holidays by year, each row with the notice that says so. One bad row and it is not used.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type Day, parseDay, type WorkCalendar } from '@yibao/kernel'
import { productPolicies } from './disk.ts'

export const shippedCalendarFile = join(productPolicies, 'calendar', 'working-days.csv')

const HEAD = 'kind,from,to,document,number,date'

/** `off` is free, `on` is a weekend day that the notice makes a work day. */
export function readWorkCalendar(path: string = shippedCalendarFile): WorkCalendar {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  if (head !== HEAD) throw new Error(`${path}:1: ${head} is not ${HEAD}`)
  const [off, on, years] = [new Set<Day>(), new Set<Day>(), new Set<number>()]
  for (const [at, line] of lines.entries()) {
    const [kind, from = '', to = '', ...source] = line.split(',')
    const days = daysIn(parseDay(from), parseDay(to))
    const isSound = (kind === 'off' || kind === 'on') && days.length > 0 && source.length === 3 && source.every(Boolean)
    if (!isSound) throw new Error(`${path}:${at + 2}: ${line} is no holiday with its notice`)
    for (const day of days) (kind === 'off' ? off : on).add(day)
    years.add(Number(from.slice(0, 4)))
  }
  return { years, off, on }
}

/** Of one year; none where the span is none. */
function daysIn(first: Day | undefined, last: Day | undefined): Day[] {
  if (!first || !last || first.slice(0, 4) !== last.slice(0, 4)) return []
  const days: Day[] = []
  for (let on = first; on <= last; on = addDays(on, 1)) days.push(on)
  return days
}
