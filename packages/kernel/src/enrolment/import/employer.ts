// What an employer may declare itself (增员、减员、基数变更): its own people, and only months that are still open.
import { addDays, addMonths, type Day, day } from '../../time/day.ts'

export interface EmployerBounds {
  readonly employerNo: string
  /** First day of the earliest month that may still be declared. */
  readonly earliestOn: Day
}

/** What of a line says whether an employer may declare it. */
interface Declared {
  readonly action: 'enrol' | 'stop' | 'base'
  readonly scheme: string
  readonly status: string
  readonly from: Day
  readonly until?: Day
}

interface OwnFault {
  readonly column: 'scheme' | 'status' | 'from' | 'until'
  readonly code: 'not_for_employers' | 'month_closed'
  readonly allowed: string
}

const OF_EMPLOYERS: ReadonlySet<string> = new Set(['active', 'retired'])

/** Up to the day of declaring, changes are for this month; after it, for the next. */
export function earliestDeclared(today: Day, declareDay: number): Day {
  const first = day(`${today.slice(0, 7)}-01`)
  return Number(today.slice(8)) <= declareDay ? first : addMonths(first, 1)
}

/** Earlier months are made up at the window, with proof. */
export function ownFault(
  { action, scheme, status, from, until }: Declared,
  { earliestOn }: EmployerBounds,
): OwnFault | undefined {
  if (scheme !== 'employee') return { column: 'scheme', code: 'not_for_employers', allowed: '职工' }
  if (!OF_EMPLOYERS.has(status)) return { column: 'status', code: 'not_for_employers', allowed: '在职、退休' }
  const month = earliestOn.slice(0, 7)
  if (action === 'stop') {
    const last = addDays(earliestOn, -1)
    return (until ?? from) < last
      ? { column: 'until', code: 'month_closed', allowed: `不早于 ${last}，更早的到窗口办理` }
      : undefined
  }
  return from < earliestOn
    ? { column: 'from', code: 'month_closed', allowed: `${month} 月起，补缴到窗口办理` }
    : undefined
}
