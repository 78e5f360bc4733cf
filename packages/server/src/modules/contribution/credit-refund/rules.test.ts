// What of a contribution goes back: never more than is left of it, never to whom it has insured, in different hands.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CreditedLine } from './model.ts'
import { keptBack, nextRefundState, obstacleTo, type RefundAsked, refundSum } from './rules.ts'

const LINE: CreditedLine = {
  ...{ personNo: 'P1', chargeNo: 'C1', fund: 'employee_basic', period: '2026-05', area: '990101' },
  ...{ payerKind: 'employer', payer: 'E1', baseFen: 719_400, amountFen: 61_149, accountFen: 14_388 },
  ...{ refundedFen: 0, refundedAccountFen: 0, creditedOn: '2026-06-12' as never },
  ...{ isEnrolled: false, settlements: 0, otherJobs: 0 },
}
const RULES = {
  floorFen: 300_000,
  ceilingFen: 2_000_000,
  employerBp: 650,
  personBp: 200,
  accountShareBp: 10_000,
} as never
const asked = (more: Partial<RefundAsked>): RefundAsked => ({ reason: 'left', baseFen: null, amountFen: null, ...more })
const sumOf = (line: Partial<CreditedLine>, more: Partial<RefundAsked>) => {
  const found = refundSum({ ...LINE, ...line }, asked(more), RULES)
  return found.ok ? [found.value.amountFen, found.value.accountFen] : found.code
}

test('all that is left, the difference to the right base, or what a body bears', () => {
  assert.deepEqual(sumOf({}, {}), [61_149, 14_388])
  assert.deepEqual(sumOf({ refundedFen: 149, refundedAccountFen: 88 }, {}), [61_000, 14_300])
  // 5,542.00 at 6.5 % and 2 %: 360.23 and 110.84; paid were 611.49, of it 143.88 into the account.
  assert.deepEqual(sumOf({}, { reason: 'wrong_base', baseFen: 554_200 }), [61_149 - 47_107, 14_388 - 11_084])
  assert.equal(sumOf({}, { reason: 'wrong_base', baseFen: 719_400 }), 'credit_refund_base')
  assert.deepEqual(
    sumOf({}, { reason: 'wrong_base', baseFen: 1 }),
    sumOf({}, { reason: 'wrong_base', baseFen: 300_000 }),
  )
  assert.equal(sumOf({ payerKind: 'person' }, { reason: 'wrong_base', baseFen: 1 }), 'credit_refund_base')
  const own = { payerKind: 'person', amountFen: 38_000, accountFen: 0 } as const
  assert.deepEqual(sumOf(own, { reason: 'identity', amountFen: 19_000 }), [19_000, 0])
  assert.equal(sumOf(own, { reason: 'identity', amountFen: 38_001 }), 'credit_refund_amount')
  assert.equal(sumOf({}, { reason: 'identity', amountFen: 1 }), 'credit_refund_amount')
  assert.equal(sumOf({ creditedOn: null }, {}), 'credit_refund_not_credited')
  assert.equal(sumOf({ refundedFen: 61_149 }, {}), 'credit_refund_done')
})

test('property: whatever is asked of whatever is left, it is within what was paid, and the account share within it', () => {
  const reason = fc.constantFrom('left', 'duplicate', 'wrong_base', 'identity') as fc.Arbitrary<RefundAsked['reason']>
  const number = fc.option(fc.integer({ min: 0, max: 3_000_000 }), { nil: null })
  fc.assert(
    fc.property(reason, number, number, fc.integer({ min: 0, max: 14_388 }), (why, baseFen, amountFen, back) => {
      const line = { ...LINE, refundedFen: back, refundedAccountFen: back }
      const found = refundSum(line, { reason: why, baseFen, amountFen }, RULES)
      if (!found.ok) return
      assert.ok(found.value.amountFen > 0 && found.value.amountFen + back <= LINE.amountFen)
      assert.ok(found.value.accountFen >= 0 && found.value.accountFen + back <= LINE.accountFen)
    }),
  )
})

test('benefits that were used and an enrolment that stands are in the way of all, not of a difference', () => {
  const codeOf = (line: Partial<CreditedLine>, reason: RefundAsked['reason']) => {
    const found = obstacleTo({ ...LINE, ...line }, reason)
    return found.ok ? 'ok' : found.code
  }
  assert.equal(codeOf({}, 'left'), 'ok')
  assert.equal(codeOf({ settlements: 1 }, 'left'), 'credit_refund_used')
  assert.equal(codeOf({ settlements: 1, otherJobs: 1 }, 'duplicate'), 'ok', 'insured by another job all the same')
  assert.equal(codeOf({ isEnrolled: true, otherJobs: 1 }, 'duplicate'), 'credit_refund_enrolled')
  assert.equal(codeOf({ isEnrolled: true, settlements: 3 }, 'wrong_base'), 'ok')
  assert.deepEqual([keptBack(14_388, 20_000), keptBack(14_388, 4_388), keptBack(0, 0)], [0, 10_000, 0])
})

test('four people: whoever applied or reviewed does not approve, who approved neither pays nor undoes it', () => {
  const steps = [
    { step: 'apply', by: 'a', at: '', note: '' },
    { step: 'review', by: 'b', at: '', note: '' },
  ]
  const by = (
    state: 'applied' | 'reviewed' | 'approved' | 'paid',
    step: 'review' | 'approve' | 'pay' | 'revoke',
    who: string,
  ) => {
    const done =
      state === 'applied'
        ? steps.slice(0, 1)
        : state === 'reviewed'
          ? steps
          : [...steps, { step: 'approve', by: 'c', at: '', note: '' }]
    const next = nextRefundState({ state, steps: done }, step, who)
    return next.ok ? next.value : next.code
  }
  assert.deepEqual(
    ['a', 'b'].map((who) => by('applied', 'review', who)),
    ['credit_refund_same_person', 'reviewed'],
  )
  assert.deepEqual(
    ['a', 'b', 'c'].map((who) => by('reviewed', 'approve', who)),
    ['credit_refund_same_person', 'credit_refund_same_person', 'approved'],
  )
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((who) => by('approved', 'pay', who)),
    ['paid', 'credit_refund_same_person', 'credit_refund_same_person', 'paid'],
  )
  assert.equal(by('approved', 'revoke', 'c'), 'credit_refund_same_person')
  assert.equal(by('paid', 'revoke', 'd'), 'credit_refund_state')
})
