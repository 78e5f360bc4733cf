// Puts the facts of a bill into the context that compiled expressions read, with the stated defaults for what is absent.
import { type Day, monthOf } from '../time/day.ts'
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
  c.disease_count = distinct(c.certified_disease)
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
  c.admittedOn = visit.admittedOn
  c.dischargedOn = visit.dischargedOn

  fillPeriods(c, governedOn)
  c.referralChain = visit.referralChain ?? ''
  c.diseaseChain = visit.diseaseChain ?? ''
  c.pregnancy = visit.pregnancy ?? ''
  c.admission_number = visit.admissionNumber ?? (bill.accumulators[`admissions@${c.year}`] ?? 0) + 1
  clear(c)
}

/** A disease certified twice is one disease. */
const distinct = (values: readonly string[]): number => (values.length < 2 ? values.length : new Set(values).size)

/** The benefit year is the calendar year of the governing day. */
function fillPeriods(c: Context, on: Day): void {
  if (c.day === on) return
  c.day = on
  c.year = on.slice(0, 4)
  c.month = monthOf(on)
  c.quarter = `${c.year}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
}

/** Plain loops: on arrays of one to five numbers they cost a tenth of Array.fill. */
function clear(c: Context): void {
  for (let part = 0; part < c.full.length; part += 1) {
    c.full[part] = 0
    c.over[part] = 0
    c.pre[part] = 0
    c.inScope[part] = 0
  }
  for (let tier = 0; tier < c.paid.length; tier += 1) {
    c.base[tier] = 0
    c.deductible[tier] = 0
    c.paid[tier] = 0
    c.aboveCap[tier] = 0
    c.usedNumerator[tier] = 0
    c.usedDenominator[tier] = 1
  }
}
