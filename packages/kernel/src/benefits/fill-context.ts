// Puts the facts of a bill into the context that compiled expressions read, with the stated defaults for what is absent.
import { type Day, daysBetween, monthOf } from '../time/day.ts'
import type { Bill } from './bill.ts'
import type { Context } from './compile/context.ts'

const NONE: readonly string[] = []

/**
 * Defaults of absent facts: counts of the person 0, sessions and months 1, days = length of the stay (at least 1),
 * place local, referral none, channel direct, admission number = admissions counted so far + 1.
 */
export function fillContext(c: Context, bill: Bill, governedOn: Day): void {
  const { person, visit } = bill
  c.scheme = person.scheme
  c.status = person.status
  c.sex = person.sex ?? ''
  c.category = person.categories ?? NONE
  c.certified_disease = person.certifiedDiseases ?? NONE
  c.disease_count = c.certified_disease.length
  c.age = person.age ?? 0
  c.continuous_years = person.continuousYears ?? 0
  c.months_enrolled = person.monthsEnrolled ?? 0
  c.zero_claim_years = person.zeroClaimYears ?? 0
  c.average_wage = person.averageWageFen ?? 0

  c.setting = visit.setting
  c.level = visit.level
  c.place = visit.place ?? 'local'
  c.referral = visit.referral ?? 'none'
  c.channel = visit.channel ?? 'direct'
  c.disease = visit.disease ?? ''
  c.delivery = visit.delivery ?? 'none'
  c.newborns = visit.newborns ?? 0
  c.visit_tag = visit.tags ?? NONE
  c.sessions = visit.sessions ?? 1
  c.months = visit.months ?? 1
  c.days = visit.admittedOn === visit.dischargedOn ? 1 : Math.max(1, daysBetween(visit.admittedOn, visit.dischargedOn))

  fillPeriods(c, governedOn)
  c.referralChain = visit.referralChain ?? ''
  c.diseaseChain = visit.diseaseChain ?? ''
  c.pregnancy = visit.pregnancy ?? ''
  c.admission_number = visit.admissionNumber ?? (bill.accumulators[`admissions@${c.year}`] ?? 0) + 1
  clear(c)
}

/** The benefit year is the calendar year of the governing day. */
function fillPeriods(c: Context, on: Day): void {
  if (c.day === on) return
  c.day = on
  c.year = on.slice(0, 4)
  c.month = monthOf(on)
  c.quarter = `${c.year}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
}

function clear(c: Context): void {
  c.full.fill(0)
  c.over.fill(0)
  c.pre.fill(0)
  c.inScope.fill(0)
  c.base.fill(0)
  c.deductible.fill(0)
  c.paid.fill(0)
  c.aboveCap.fill(0)
  c.usedNumerator.fill(0)
  c.usedDenominator.fill(1)
}
