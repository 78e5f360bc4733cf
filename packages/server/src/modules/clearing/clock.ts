// 拨付时限: a provider declares a month by the 10th of the next; the money is there within 20 working days after that day.
import {
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
  { month, steps, state }: Pick<Clearing, 'month' | 'steps' | 'state'>,
  today: Day,
): PaymentClock {
  // The year's clearing is month 13; it counts from the January after it.
  const last = day(`${month.endsWith('-13') ? `${month.slice(0, 4)}-12` : month}-01`)
  const declareBy = day(`${addMonths(last, 1).slice(0, 7)}-${DECLARE_BY_DAY}`)
  const dueOn = addWorkingDays(calendar, declareBy, WORKING_DAYS_LIMIT)
  const payment = state === 'paid' ? steps.findLast(({ step }) => step === 'pay') : undefined
  const paidOn = payment ? day(payment.at.slice(0, 10)) : null
  const until = paidOn ?? today
  return {
    ...{ declareBy, dueOn, paidOn },
    workingDaysLeft: workingDaysBetween(calendar, until, dueOn),
    isLate: until > dueOn,
    isProvisional: !isKnownThrough(calendar, declareBy, dueOn),
  }
}
