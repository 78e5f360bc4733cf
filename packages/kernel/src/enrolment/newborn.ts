// 新生儿参保: from which day a newborn has benefits, and for which years a contribution is due.
import { addDays, type Day, daysBetween, yearOf } from '../time/day.ts'

export interface NewbornRule {
  /** Days from birth within which enrolment reaches back to birth. */
  readonly enrolDays: number
  /** Days from birth during which either parent's enrolment covers the child. */
  readonly freeDays: number
  /** Born in the last quarter: which years are charged. */
  readonly lastQuarter: 'birth_year' | 'next_year' | 'both'
}

export interface NewbornCover {
  readonly benefitFrom: Day
  /** Until when a parent's enrolment covers the child. */
  readonly coveredByParentUntil: Day | undefined
  readonly chargedYears: readonly number[]
  readonly inTime: boolean
}

/** Late enrolment gives benefits from the day after payment; the waiting rules of late enrolment come on top. */
export function newbornCover(bornOn: Day, paidOn: Day, parentEnrolled: boolean, rule: NewbornRule): NewbornCover {
  const inTime = daysBetween(bornOn, paidOn) <= rule.enrolDays
  const coveredByParentUntil = parentEnrolled && rule.freeDays > 0 ? addDays(bornOn, rule.freeDays - 1) : undefined
  return {
    benefitFrom: inTime ? bornOn : addDays(paidOn, 1),
    coveredByParentUntil,
    chargedYears: chargedYears(bornOn, paidOn, inTime, rule),
    inTime,
  }
}

function chargedYears(bornOn: Day, paidOn: Day, inTime: boolean, { lastQuarter }: NewbornRule): number[] {
  const year = yearOf(bornOn)
  if (!inTime) return [yearOf(paidOn)]
  if (bornOn.slice(5) < '10-01' || lastQuarter === 'birth_year') return [year]
  return lastQuarter === 'both' ? [year, year + 1] : [year + 1]
}

/** Where a city says nothing else. */
export const NATIONAL_NEWBORN: NewbornRule = { enrolDays: 90, freeDays: 0, lastQuarter: 'birth_year' }

/** 其他身份证件: what a child has (出生医学证明) until there is a number of its own. */
export const TEMPORARY_CERTIFICATE = '99'

/** 入户后绑定: the number must be given within this time, or the child stands on the work list. */
export const lastDayInTime = (bornOn: Day, { enrolDays }: NewbornRule): Day => addDays(bornOn, enrolDays)
