// 转移接续: months once, in any order; what is continuous; which step may follow which; what a certificate ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day } from '../time/day.ts'
import {
  alreadyBrought,
  checkStretches,
  continuedSpell,
  continuityBefore,
  type EnrolSpell,
  endedWith,
  isTransferOpen,
  monthsFrom,
  type PaidStretch,
  recognised,
  stretchesOf,
  TRANSFER_STATES,
  transferMove,
  transferSteps,
} from './index.ts'

const stretch = (from: string, until: string, scheme: PaidStretch['scheme'] = 'employee'): PaidStretch => ({
  ...{ scheme, from, until },
})
const spell = (from: string, over: Partial<EnrolSpell> = {}): EnrolSpell => ({
  ...{ scheme: 'employee', status: 'active', from: day(from), state: 'active', area: '990101' },
  ...{ civilServant: false, continuousYearsBefore: 0 },
  ...over,
})
const person = { bornOn: day('1990-05-05'), today: day('2026-06-15') }
const codeOf = (stretches: readonly PaidStretch[]) => {
  const outcome = checkStretches(stretches, person)
  return outcome.ok ? 'good' : outcome.code
}

test('months that cannot have been are refused, each for its own reason', () => {
  assert.equal(codeOf([]), 'transfer_months_none')
  assert.equal(codeOf([stretch('2024-05', '2024-04')]), 'transfer_months_order')
  assert.equal(codeOf([stretch('2024-05', '2026-07')]), 'transfer_months_future')
  assert.equal(codeOf([stretch('1990-04', '1991-01')]), 'transfer_months_birth')
  assert.equal(codeOf([stretch('2024-01', '2024-06'), stretch('2024-06', '2024-09')]), 'transfer_months_twice')
  assert.equal(codeOf([stretch('2024-01', '2024-06'), stretch('2024-06', '2024-09', 'resident')]), 'good')
  assert.equal(codeOf([stretch('1990-05', '2026-06')]), 'good')
})

test('what an earlier transfer brought does not come a second time', () => {
  const earlier = [stretch('2020-01', '2020-12')]
  assert.deepEqual(alreadyBrought([stretch('2020-12', '2021-06')], earlier), { month: '2020-12', scheme: 'employee' })
  assert.equal(alreadyBrought([stretch('2021-01', '2021-06')], earlier), undefined)
  assert.equal(alreadyBrought([stretch('2020-12', '2021-06', 'resident')], earlier), undefined)
})

test('years after = here + brought − overlap, whoever is asked first', () => {
  const any = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 24 })).map(([first, length]) => {
    const months = monthsFrom('2018-01', '2026-06')
    return stretch(months[first] ?? '2018-01', months[first + length] ?? '2026-06')
  })
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [there] = recognised([a], [b])
      const [back] = recognised([b], [a])
      assert.ok(there && back)
      assert.equal(there.total, there.here + there.brought - there.overlap)
      assert.equal(back.total, there.total)
    }),
  )
})

test('a suspended enrolment has no months; two that touch are one stretch', () => {
  const spells = [
    spell('2025-01-01', { until: day('2025-03-15'), state: 'terminated' }),
    spell('2025-03-16', { until: day('2025-06-30'), state: 'terminated' }),
    spell('2025-07-01', { state: 'suspended' }),
    spell('2026-05-10'),
  ]
  assert.deepEqual(stretchesOf(spells, '2026-06'), [stretch('2025-01', '2025-06'), stretch('2026-05', '2026-06')])
})

test('a gap of three months is bridged and one of four is not; two continuous years lift the waiting', () => {
  const at = (until: string) => continuityBefore([stretch('2023-01', until)], '2026-01', 3)
  assert.deepEqual(at('2025-09'), { months: 33, gap: 3 })
  assert.deepEqual(at('2025-08'), { months: 0, gap: 4 })
  assert.deepEqual(continuityBefore([], '2026-01', 3), { months: 0, gap: 0 })
  const waiting = spell('2026-01-01', { scheme: 'resident', status: 'adult', benefitFrom: day('2026-04-01') })
  const two = continuedSpell(waiting, [stretch('2023-11', '2025-10')], 3)
  assert.deepEqual([two.waitingLifted, two.spell.benefitFrom, two.spell.continuousYearsBefore], [true, undefined, 2])
  const short = continuedSpell(waiting, [stretch('2023-12', '2025-10')], 3)
  assert.deepEqual(
    [short.waitingLifted, short.spell.benefitFrom, short.spell.continuousYearsBefore],
    [false, '2026-04-01', 1],
  )
  assert.equal(continuedSpell({ ...waiting, continuousYearsBefore: 5 }, [], 3).spell.continuousYearsBefore, 5)
})

test('a certificate ends the scheme with its last paid month, and only with one', () => {
  const ended = endedWith([spell('2025-01-01')], 'employee', '2026-02')
  assert.deepEqual(ended.ok && [ended.value[0]?.until, ended.value[0]?.state], ['2026-02-28', 'terminated'])
  const codes = [
    endedWith([spell('2025-01-01')], 'employee', '2024-12'),
    endedWith([spell('2025-01-01', { until: day('2025-12-31'), state: 'terminated' })], 'employee', '2026-02'),
    endedWith([], 'employee', '2026-02'),
  ].map((outcome) => (outcome.ok ? 'good' : outcome.code))
  assert.deepEqual(codes, ['transfer_enrolled_after', 'transfer_month_unpaid', 'transfer_month_unpaid'])
})

test('whatever is open can be rejected, and what is closed can only be reversed', () => {
  for (const direction of ['in', 'out'] as const) {
    for (const state of TRANSFER_STATES) {
      const steps = transferSteps(direction, state)
      const isReachable = state === 'applied' || steps.length > 0 || !isTransferOpen(state)
      if (!isReachable) continue
      if (isTransferOpen(state)) assert.equal(transferMove(direction, state, 'reject'), 'rejected', state)
      else assert.deepEqual(steps, state === 'closed' ? ['reverse'] : [])
    }
  }
  assert.equal(transferMove('out', 'accepted', 'letter'), undefined)
  assert.equal(transferMove('in', 'letter_out', 'close'), undefined)
})
