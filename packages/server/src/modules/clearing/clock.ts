// 拨付时限: a provider declares a month by the 10th of the next; the money is there within 20 working days after its declaration,
// or after that day where it declared nothing.
import {
  addDays,
  addMonths,
  addWorkingDays,
  type Day,
  day,
  isKnownThrough,
  type WorkCalendar,
  workingDaysBetween,
} from '@yibao/kernel'
import type { Clearing } from './model.ts'

/** 医保基金即时结算的通知 (2025): 每月10日前申报, 自申报截止次日起20个工作日内拨付. */
export const DECLARE_BY_DAY = 10
export const WORKING_DAYS_LIMIT = 20

export interface PaymentClock {
  readonly declareBy: Day
  /** Null: nothing was declared, the count runs from `declareBy`. */
  readonly declaredOn: Day | null
  readonly dueOn: Day
  readonly paidOn: Day | null
  /** Until `dueOn`, from today or from the day of payment; below zero it was or is late. */
  readonly workingDaysLeft: number
  readonly isLate: boolean
  /** The holidays of the year are not published yet: only weekends are free in this count. */
  readonly isProvisional: boolean
}

export function paymentClock(
  calendar: WorkCalendar,
  { month, steps, state, declaration }: Pick<Clearing, 'month' | 'steps' | 'state' | 'declaration'>,
  today: Day,
): PaymentClock {
  // The year's clearing is month 13; it counts from the January after it.
  const last = day(`${month.endsWith('-13') ? `${month.slice(0, 4)}-12` : month}-01`)
  const declareBy = day(`${addMonths(last, 1).slice(0, 7)}-${DECLARE_BY_DAY}`)
  const declaredOn = declaration ? day(declaration.declaredOn) : null
  const from = declaredOn ?? declareBy
  const dueOn = addWorkingDays(calendar, from, WORKING_DAYS_LIMIT)
  const payment = state === 'paid' ? steps.findLast(({ step }) => step === 'pay') : undefined
  const paidOn = payment ? day(payment.at.slice(0, 10)) : null
  const until = paidOn ?? today
  return {
    ...{ declareBy, declaredOn, dueOn, paidOn },
    workingDaysLeft: workingDaysBetween(calendar, until, dueOn),
    isLate: until > dueOn,
    isProvisional: !isKnownThrough(calendar, from, dueOn),
  }
}

/** 依职权清算: the first day after the 20 working days that follow the last day of declaring. */
export function exOfficioFrom(calendar: WorkCalendar, month: string): Day {
  const { dueOn } = paymentClock(
    calendar,
    { month, steps: [], state: 'proposed', declaration: null },
    day(`${month.slice(0, 4)}-01-01`),
  )
  return addDays(dueOn, 1)
}

/** 超时: of declared months, how many are late, paid or not; by the same count as each clearing's. */
export function declaredClock(
  calendar: WorkCalendar,
  declared: { readonly declaredOn: string; readonly paidOn: string | null },
  today: Day,
): { readonly dueOn: Day; readonly workingDaysLeft: number; readonly isLate: boolean } {
  const dueOn = addWorkingDays(calendar, day(declared.declaredOn), WORKING_DAYS_LIMIT)
  const until = declared.paidOn === null ? today : day(declared.paidOn)
  return { dueOn, workingDaysLeft: workingDaysBetween(calendar, until, dueOn), isLate: until > dueOn }
}
