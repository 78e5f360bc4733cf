// What each fact and each amount of a bill reads, and what stands for one that is absent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bill } from '../src/benefits/bill.ts'
import { amountReader } from '../src/benefits/compile/amount.ts'
import { Context, numberFact, setFact, textFact } from '../src/benefits/compile/context.ts'
import { fillContext } from '../src/benefits/fill-context.ts'
import { day } from '../src/time/day.ts'
import { billBy, inScope } from './generate/by-hand.ts'

/** Every fact by name, of the bill and its first line. */
function read(bill: Bill): Record<string, unknown> {
  const c = new Context(1, 0)
  fillContext(c, bill, bill.visit.admittedOn)
  c.line = bill.lines[0] ?? assert.fail()
  const all = { ...textFact, ...setFact, ...numberFact }
  return Object.fromEntries(Object.entries(all).map(([name, reader]) => [name, reader(c)]))
}

test('an absent fact has its stated default', () => {
  assert.deepEqual(read(billBy({ lines: [inScope(1)] })), {
    ...{ scheme: 'resident', status: 'adult', sex: '', setting: 'outpatient', level: 'level_1', place: 'local' },
    ...{ referral: 'none', channel: 'direct', disease: '', delivery: 'none', enrolment_window: 'concentrated' },
    ...{ item: 'XA01', item_class: 'a', item_kind: 'other' },
    ...{ category: [], certified_disease: [], visit_tag: [], item_tag: [] },
    ...{ age: 0, continuous_years: 0, months_enrolled: 0, zero_claim_years: 0, average_wage: 0, admission_number: 1 },
    ...{ disease_count: 0, sessions: 1, months: 1, days: 1, newborns: 0, pregnancy_weeks: 0, broken_years: 0 },
    ...{ repaired_years: 0, item_price: 0, catalogue_rate: 0, item_amount: 1, selected_price: 0 },
    ...{ month_of_year: 5, quarter_of_year: 2 },
  })
})

test('a fact that is there is read as it is', () => {
  const bill = {
    person: {
      ...{ scheme: 'employee', status: 'retired', sex: 'female', age: 61, categories: ['x'], continuousYears: 12 },
      ...{ certifiedDiseases: ['M1', 'M2', 'M1'], monthsEnrolled: 144, zeroClaimYears: 3, averageWageFen: 500 },
      ...{ brokenYears: 4, repairedYears: 2, enrolmentWindow: 'late' },
    },
    visit: {
      ...{ setting: 'inpatient', level: 'level_3', place: 'in_province', referral: 'referred', channel: 'manual' },
      ...{ admittedOn: day('2023-05-01'), dischargedOn: day('2023-05-06'), settledOn: day('2023-05-06') },
      ...{ disease: 'M1', sessions: 7, months: 8, delivery: 'natural', newborns: 9, pregnancyWeeks: 10, tags: ['t'] },
    },
    lines: [
      {
        ...inScope(1),
        item: 'I',
        itemClass: 'b',
        kind: 'service',
        tags: ['u'],
        price: 2_000_000,
        selectedPrice: 1_250_000,
        catalogueRateBp: 1_500,
      },
    ],
    accumulators: { 'admissions@2023': 4 },
  } as unknown as Bill
  assert.deepEqual(read(bill), {
    ...{ scheme: 'employee', status: 'retired', sex: 'female', setting: 'inpatient', level: 'level_3' },
    ...{ place: 'in_province', referral: 'referred', channel: 'manual', disease: 'M1', delivery: 'natural' },
    ...{ enrolment_window: 'late', item: 'I', item_class: 'b', item_kind: 'service' },
    ...{ category: ['x'], certified_disease: ['M1', 'M2', 'M1'], visit_tag: ['t'], item_tag: ['u'] },
    ...{ age: 61, continuous_years: 12, months_enrolled: 144, zero_claim_years: 3, average_wage: 500 },
    ...{ admission_number: 5, disease_count: 2, sessions: 7, months: 8, days: 5, newborns: 9, pregnancy_weeks: 10 },
    ...{ broken_years: 4, repaired_years: 2, item_price: 200, catalogue_rate: 1_500, item_amount: 1 },
    ...{ selected_price: 125, month_of_year: 5, quarter_of_year: 2 },
  })
})

test('each amount reads its own kind, of one part or of those the tier looks at', () => {
  const c = new Context(2, 0)
  c.parts = [0, 1]
  const arrays = [c.full, c.over, c.pre, c.inScope, c.leftFull, c.leftOver, c.leftPre, c.leftInScope]
  for (const [at, array] of arrays.entries()) array.splice(0, 2, 10 ** at, 2 * 10 ** at)
  const amounts = {
    ...{ total: 1_111, full: 1, over: 10, pre: 100, in_scope: 1_000 },
    ...{ left_full: 10_000, left_over: 100_000, left_pre: 1_000_000, left: 10_000_000 },
  }
  for (const [name, amount] of Object.entries(amounts)) {
    assert.equal(amountReader(name as keyof typeof amounts, 1)(c, 5), 10 * amount, name)
    assert.equal(amountReader(name as keyof typeof amounts)(c, 1), 3 * amount, name)
  }
})
