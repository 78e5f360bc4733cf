// From which day a resident's enrolment gives benefits: the policy's own rule of waiting, told when was paid and what was missed.
import {
  addDays,
  addMonths,
  ageOn,
  type contribution,
  type Day,
  day,
  daysBetween,
  enrolment,
  type Library,
  type Sex,
  type Status,
  waitingFor,
  yearOf,
} from '@yibao/kernel'

/** 国办发〔2024〕38号: missed years count from the year in which the rule begins. */
const MISSED_COUNT_FROM = 2025

/** Paid within the concentrated period of a benefit year. */
export function isConcentrated(
  paidOn: Day,
  year: number,
  { from, until }: contribution.ResidentRules['window'],
): boolean {
  const first = `${year - 1}-${from}`
  const last = until < from ? `${year}-${until}` : `${year - 1}-${until}`
  return first <= paidOn && paidOn <= last
}

export function enrolRules(library: Library | undefined, rules: contribution.ContributionRules): enrolment.EnrolRules {
  const { bridgeMonths } = rules.employee
  const { newborn } = rules.resident
  return {
    ...{ bridgeMonths, newborn },
    benefitFrom: (line, before, until) => {
      const paidOn = line.paidOn ?? line.from
      // From birth: the newborn rule of the area reaches back; nothing is waited for. Later, the rule of late enrolment.
      if (!library || isByBirth(line, paidOn, newborn)) return undefined
      const year = yearOf(until)
      const isBridged = before?.spells.some((spell) => isBridging(spell, line.from, bridgeMonths)) ?? false
      const window = isBridged || isConcentrated(paidOn, year, rules.resident.window) ? 'concentrated' : 'late'
      const missed =
        before && before.spells.length > 0 && !isBridged
          ? enrolment.missedYears(coveredYears(before.spells), year, MISSED_COUNT_FROM)
          : 0
      const person = {
        scheme: 'resident',
        status: line.status,
        sex: line.sex,
        age: ageOn(line.bornOn, line.from),
        categories: [],
        brokenYears: missed,
        repairedYears: 0,
        enrolmentWindow: window,
      } as const
      const outcome = waitingFor(library, { person, paidOn, enrolledFor: year }, paidOn)
      if (outcome.ok && outcome.value.months > 0) return outcome.value.benefitStart
      return line.status === 'newborn' ? addDays(paidOn, 1) : undefined
    },
  }
}

/** Enrolled by birth: a newborn who is paid for in time, or a child so young that it cannot be late. */
const isByBirth = (
  { status, bornOn, from }: Pick<enrolment.EnrolLine, 'status' | 'bornOn' | 'from'>,
  paidOn: Day,
  { enrolDays }: enrolment.NewbornRule,
): boolean => (status === 'newborn' ? daysBetween(bornOn, paidOn) <= enrolDays : bornOn > addDays(from, -enrolDays))

export interface PaidToday {
  readonly status: Status
  readonly paidOn: Day
  /** The benefit year that is paid for. */
  readonly year: number
  /** 补缴: missed years paid for with it. */
  readonly repaired?: number
}

export interface WaitingTold {
  readonly months: number
  readonly benefitStart: Day | undefined
  readonly coveredYears: readonly number[]
  readonly isConcentrated: boolean
}

/** What a person would wait who paid as a resident on a day: the same rule as for a line of a file. */
export function waitingIfPaid(
  library: Library,
  rules: contribution.ContributionRules,
  {
    spells,
    sex,
    bornOn,
  }: { readonly spells: readonly enrolment.EnrolSpell[]; readonly sex: Sex; readonly bornOn: Day },
  { status, paidOn, year, repaired = 0 }: PaidToday,
): WaitingTold {
  const covered = coveredYears(spells)
  const isBridged = spells.some((spell) => isBridging(spell, paidOn, rules.employee.bridgeMonths))
  const inPeriod = isBridged || isConcentrated(paidOn, year, rules.resident.window)
  const missed = spells.length > 0 && !isBridged ? enrolment.missedYears(covered, year, MISSED_COUNT_FROM) : 0
  const person = {
    scheme: 'resident',
    ...{ status, sex, age: ageOn(bornOn, paidOn), categories: [], brokenYears: missed, repairedYears: repaired },
    enrolmentWindow: inPeriod ? 'concentrated' : 'late',
  } as const
  const outcome = waitingFor(library, { person, paidOn, enrolledFor: year }, paidOn)
  const isNewborn = status === 'newborn' && daysBetween(bornOn, paidOn) <= rules.resident.newborn.enrolDays
  return {
    months: outcome.ok && !isNewborn ? outcome.value.months : 0,
    benefitStart: outcome.ok && !isNewborn ? outcome.value.benefitStart : undefined,
    coveredYears: covered,
    isConcentrated: inPeriod,
  }
}

const isBridging = ({ from, until, state }: enrolment.EnrolSpell, on: Day, months: number): boolean =>
  state !== 'suspended' &&
  from < on &&
  (until === undefined || addMonths(day(`${addDays(until, 1).slice(0, 7)}-01`), months + 1) > on)

function coveredYears(spells: readonly enrolment.EnrolSpell[]): number[] {
  return spells.flatMap(({ from, until, state }) => {
    if (state === 'suspended') return []
    const [first, last] = [yearOf(from), yearOf(until ?? day('2100-01-01'))]
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}
