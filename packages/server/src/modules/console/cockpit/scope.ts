// The period and area of a question to the lake: what was asked for, within what the asker may see.

import type { CockpitQuery } from '@yibao/contract/rest'
import { accepted, addDays, addMonths, type Day, type Outcome, parseDay, refused } from '@yibao/kernel'
import type { Scope } from '@yibao/lake'
import type { Asker } from '../asker.ts'

const DAYS = 30

/** Whole months, so that what is known by the month only is in: the first day of the month in which the last thirty days began. */
const firstShown = (to: Day): Day => `${addDays(to, -DAYS).slice(0, 7)}-01` as Day

const YEARS_MAX = 60

/** Without days: about the last month of what the lake holds. An institution has no part in the figures of an area. */
export function scopeFor(
  query: CockpitQuery,
  { principal }: Asker,
  lastOn: Day,
): Outcome<Scope & { area: string | undefined }> {
  const to = (query.to ?? lastOn) as Day
  if (!parseDay(to)) return refused('cockpit_day', { field: 'to', day: to })
  const from = (query.from ?? firstShown(to)) as Day
  if (!parseDay(from)) return refused('cockpit_day', { field: 'from', day: from })
  if (from > to) return refused('cockpit_period', { from, to })
  if (addMonths(from, 12 * YEARS_MAX) < to) return refused('cockpit_period', { from, to })
  const area = query.area ?? principal.area
  if (!area.startsWith(principal.area)) return refused('cockpit_area', { area, own: principal.area })
  return accepted({ period: { from, to }, area: area === '' ? undefined : area })
}

/** So long a period is shown by months. */
const DAYS_SHOWN = 92

export const grainOf = ({ period }: Scope): 'day' | 'month' =>
  addDays(period.from as Day, DAYS_SHOWN) < (period.to as Day) ? 'month' : 'day'
