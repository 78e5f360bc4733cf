// The watching of a generated city's funds, month by month, by the kernel's own rules: reports as they are due, warnings as they are
// raised and closed, budgets by what was planned.
import { addDays, addMonths, type Day, watching } from '@yibao/kernel'
import type { OfficeRow } from '@yibao/lake'
import type { CityYears } from '../../cities/index.ts'
import { type BookLine, lastDayOf, monthsOf } from './books.ts'

export interface Heads {
  readonly year: number
  readonly scheme: string
  readonly status: string
  readonly people: number
}

/** A report is due ten days after the month, and made within that. */
const DUE_DAYS = 10
const MADE_DAYS = 7

export function watchRows(
  lines: readonly BookLine[],
  heads: readonly Heads[],
  months: readonly string[],
): { readonly reports: OfficeRow[]; readonly warnings: OfficeRow[] } {
  const [reports, warnings]: [OfficeRow[], OfficeRow[]] = [[], []]
  const open = new Map<string, OfficeRow>()
  for (const month of months) {
    const year = Number(month.slice(0, 4))
    const ofStatus = (status: string): number =>
      heads.filter((each) => each.year === year && each.status === status).reduce((sum, { people }) => sum + people, 0)
    const facts = {
      ...{ sums: lines, closed: [], active: ofStatus('active'), retired: ofStatus('retired'), negativeAccounts: 0 },
    }
    const rules = watching.WATCH_RULES.filter((rule) => watching.isDue(rule, month))
    const found = watching.watch(facts, month, rules)
    reports.push(...reportsOf(month, found))
    for (const each of found) follow(each, month, open, warnings)
  }
  return { reports, warnings: [...warnings, ...open.values()].sort(byId) }
}

const byId = (a: OfficeRow, b: OfficeRow): number => (String(a.warning_id) < String(b.warning_id) ? -1 : 1)

const RHYTHMS = [
  ['monitoring', 'monthly'],
  ['analysis', 'quarterly'],
  ['assessment', 'half_yearly'],
] as const

function reportsOf(month: string, found: readonly watching.Watched[]): OfficeRow[] {
  const due = addDays(lastDayOf(month), DUE_DAYS)
  const row = (kind: string, looked: readonly watching.Watched[]): OfficeRow => ({
    ...{ report_id: `${kind}-${month}`, kind, period: month, due_on: due, made_on: addDays(due, MADE_DAYS - DUE_DAYS) },
    findings: looked.filter(({ level }) => level !== undefined && level !== 'green').length,
  })
  const reports = RHYTHMS.filter(([, rhythm]) => watching.isDue({ rhythm }, month)).map(([kind, rhythm]) =>
    row(
      kind,
      found.filter(({ rule }) => rule.rhythm === rhythm),
    ),
  )
  return reports
}

/** Raised when an indicator leaves green, closed when it is green again. */
function follow(
  { fund, rule, level }: watching.Watched,
  month: string,
  open: Map<string, OfficeRow>,
  closed: OfficeRow[],
): void {
  if (level === undefined) return
  const key = `${fund} ${rule.id}`
  const known = open.get(key)
  const on = addDays(lastDayOf(month), MADE_DAYS)
  if (level === 'green') {
    if (known) closed.push({ ...known, state: 'closed', closed_on: on })
    open.delete(key)
  } else if (!known)
    open.set(key, {
      ...{ warning_id: `${month}-${fund}-${rule.id}`, raised_on: on, period: month, fund, indicator: rule.id, level },
      state: 'measures',
    })
}

/** Income by heads and standards, expenditure by last year's with the growth of the standard; the first year by its own income. */
export function budgetRows(lines: readonly BookLine[], heads: readonly Heads[], plan: CityYears): OfficeRow[] {
  const spent = new Map<string, number>()
  for (const { layer, period, fund, account, debitFen, creditFen } of lines)
    if (layer === 'accrual' && account === 'A501')
      spent.set(
        `${period.slice(0, 4)} ${fund}`,
        (spent.get(`${period.slice(0, 4)} ${fund}`) ?? 0) + debitFen - creditFen,
      )
  return plan.years.flatMap(({ year, baseYuan, residentYuan }, at): OfficeRow[] => {
    const before = plan.years[at - 1]
    const growth = before ? residentYuan.value / before.residentYuan.value : 1
    const count = (scheme: string, status?: string): number =>
      heads
        .filter((each) => each.year === year && each.scheme === scheme && (!status || each.status === status))
        .reduce((sum, { people }) => sum + people, 0)
    if (count('resident') === 0) return []
    const income = {
      employee_basic:
        Math.round(count('employee', 'active') * baseYuan.value * 12 * (plan.employerBp.value / 10_000)) * 100,
      resident_basic: Math.round(count('resident') * residentYuan.value) * 100,
    }
    return Object.entries(income).flatMap(([fund, fen]): OfficeRow[] => {
      const last = before && spent.get(`${before.year} ${fund}`)
      const expense = last === undefined ? Math.round(fen * 0.85) : Math.round(last * growth)
      return [budget(year, fund, 'income', fen), budget(year, fund, 'expense', expense)]
    })
  })
}

const budget = (year: number, fund: string, side: 'income' | 'expense', fen: number): OfficeRow => ({
  ...{ year, from_on: `${year}-01-01`, until_on: `${year}-12-31`, line: `${year}-${fund}-${side}`, fund, side },
  ...{ title: side === 'income' ? '基金收入' : '基金支出', amount_fen: fen },
})

export const yearsOfMonths = (first: Day, months: number): string[] =>
  monthsOf(first.slice(0, 7), addMonths(first, months - 1).slice(0, 7))
