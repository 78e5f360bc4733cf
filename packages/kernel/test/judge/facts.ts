// S0: what is known of the person and the visit, fact by fact, with the values that the reference gives to absent ones.
import type { Bill, Line } from '../../src/benefits/bill.ts'
import type { FactName } from '../../src/policy/facts.ts'
import { type Rational, rational } from './rational.ts'

/** A word (undefined: absent), a set of words, or a number. */
export type Known =
  | { readonly word: string | undefined }
  | { readonly words: readonly string[] }
  | { readonly number: Rational }

export type Facts = (fact: FactName) => Known

const word = (value: string | undefined): Known => ({ word: value })
const words = (values: readonly string[] | undefined): Known => ({ words: values ?? [] })
const number = (value: number | undefined, whenAbsent: number): Known => ({ number: rational(value ?? whenAbsent) })

/** The facts of a bill on its governing day. Item facts exist only with a line. */
export function factsOf(bill: Bill, on: string, line?: Line): Facts {
  const governingYear = on.slice(0, 4)
  const { person, visit } = bill
  const diseases = [...new Set(person.certifiedDiseases ?? [])]
  return (fact) => {
    switch (fact) {
      case 'scheme':
        return word(person.scheme)
      case 'status':
        return word(person.status)
      case 'category':
        return words(person.categories)
      case 'sex':
        return word(person.sex)
      case 'age':
        return number(person.age, 0)
      case 'continuous_years':
        return number(person.continuousYears, 0)
      case 'months_enrolled':
        return number(person.monthsEnrolled, 0)
      case 'zero_claim_years':
        return number(person.zeroClaimYears, 0)
      case 'broken_years':
        return number(person.brokenYears, 0)
      case 'repaired_years':
        return number(person.repairedYears, 0)
      case 'enrolment_window':
        return word(person.enrolmentWindow ?? 'concentrated')
      case 'pregnancy_weeks':
        return number(visit.pregnancyWeeks, 0)
      case 'average_wage':
        return number(person.averageWageFen, 0)
      case 'certified_disease':
        return words(diseases)
      case 'disease_count':
        return number(diseases.length, 0)
      case 'setting':
        return word(visit.setting)
      case 'level':
        return word(visit.level || undefined)
      case 'place':
        return word(visit.place ?? 'local')
      case 'referral':
        return word(visit.referral ?? 'none')
      case 'channel':
        return word(visit.channel ?? 'direct')
      case 'admission_number': {
        const counted = bill.accumulators[`admissions@${governingYear}`] ?? 0
        // A further piece of a stay is the admission its first piece counted.
        return number(visit.admissionNumber, visit.continued ? Math.max(counted, 1) : counted + 1)
      }
      case 'disease':
        return word(visit.disease)
      case 'sessions':
        return number(visit.sessions, 1)
      case 'months':
        return number(visit.months, 1)
      case 'days':
        return number(Math.max(1, daysFromTo(visit.admittedOn, visit.dischargedOn)), 1)
      case 'delivery':
        return word(visit.delivery ?? 'none')
      case 'newborns':
        return number(visit.newborns, 0)
      case 'visit_tag':
        return words(visit.tags)
      case 'item':
        return word(line?.item)
      case 'item_class':
        return word(line?.itemClass)
      case 'item_kind':
        return word(line?.kind)
      case 'item_tag':
        return words(line?.tags)
      case 'month_of_year':
        return number(Number(on.slice(5, 7)), 0)
      case 'quarter_of_year':
        return number(Math.ceil(Number(on.slice(5, 7)) / 3), 0)
      case 'item_amount':
        return number(Math.abs(line?.amountFen ?? 0), 0)
      case 'selected_price':
        return { number: rational(line?.selectedPrice ?? 0, 10_000) }
      case 'item_price':
        return { number: rational(line?.price ?? 0, 10_000) } // millionths of a yuan to fen
      case 'catalogue_rate':
        return number(line?.catalogueRateBp, 0)
    }
  }
}

/** By the calendar of the run time, not by our own day arithmetic. */
const daysFromTo = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
