// The engine and the naive judge give the same amounts, changes and refusals for any bill under any policy, also with
// accumulators that no history could have left.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Bill } from '../src/benefits/bill.ts'
import { PlanBook } from '../src/benefits/compile/plan-book.ts'
import { planFor } from '../src/benefits/route.ts'
import { tally } from './generate/library.ts'
import { runs } from './generate/runs.ts'
import { type Aimed, CASES_PER_POLICY, drawn, open, type Setting, settled, withChanges } from './generate/settling.ts'
import { comparable, withoutKeys } from './judge/compare.ts'
import { judge, judgePlan } from './judge/judge.ts'

const seen = { settled: 0, tiers: 0, paid: 0, deductible: 0, capped: 0, refusals: new Map<string, number>() }

after(() => {
  const all = tally.built + tally.refused
  const share = tally.refused / all
  console.log(
    `policies: ${all}, refused by the checker: ${(100 * share).toFixed(1)} %`,
    Object.fromEntries(tally.reasons),
  )
  console.log('settled and refused:', { ...seen, refusals: Object.fromEntries(seen.refusals) })
  assert.ok(share < 0.2, 'too many generated policies are refused: the generator misses the language')
})

/** Compares one bill; gives the keys that were read and what changed. */
function compare({ library, book }: Setting, each: Aimed) {
  const verdict = judge(library.content, each.plan, each.on, each.knownOn, each.bill)
  const outcome = settled(book, each)
  assert.deepEqual(comparable(outcome), withoutKeys(verdict))
  if (!outcome.ok) seen.refusals.set(outcome.code, (seen.refusals.get(outcome.code) ?? 0) + 1)
  for (const tier of outcome.ok ? outcome.value.tiers : []) {
    seen.tiers += 1
    if (tier.paid > 0) seen.paid += 1
    if (tier.deductible > 0) seen.deductible += 1
    if (tier.aboveCap > 0) seen.capped += 1
  }
  if (outcome.ok) seen.settled += 1
  return { outcome, keys: verdict.ok ? verdict.keysRead : [] }
}

test('every amount, change and refusal is the judge’s, bill after bill with the accumulators carried', () => {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      let accumulators: Record<string, number> = {}
      for (const each of setting.bills) {
        const { outcome } = compare(setting, { ...each, bill: { ...each.bill, accumulators } })
        if (outcome.ok) accumulators = withChanges(accumulators, outcome.value.changes)
      }
    }),
    runs(CASES_PER_POLICY, 2_000),
  )
})

test('the same holds for any accumulators, also such as no history could leave', () => {
  const amount = fc.oneof(fc.integer({ min: 0, max: 20_000_000 }), fc.constantFrom(0, 1, 90_000_000_000))
  fc.assert(
    fc.property(drawn(), fc.array(amount, { minLength: 6, maxLength: 6 }), (data, amounts) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const first = judge(setting.library.content, each.plan, each.on, each.knownOn, each.bill)
        const keys = first.ok ? first.keysRead : []
        const accumulators = Object.fromEntries(keys.map((key, at) => [key, amounts[at % amounts.length] as number]))
        compare(setting, { ...each, bill: { ...each.bill, accumulators } })
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

test('a plan kept for a stretch of days settles as one compiled for the very day', () => {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const fresh = settled(new PlanBook(setting.library), each)
        assert.deepEqual(settled(setting.book, each), fresh)
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

test('the plan that serves a visit is the one the judge finds', () => {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const { bill, on, knownOn } of [...setting.bills, ...data.bills.map(unaimed)]) {
        const expected = judgePlan(setting.library.content, bill, on, knownOn)
        assert.equal(planFor(setting.book, bill, on, knownOn), expected)
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

const unaimed = ({ bill }: { bill: Bill }) => ({ bill, on: bill.visit.admittedOn, knownOn: bill.visit.settledOn })
