// Each indicator at its thresholds, on small books that can be added up by hand; rhythm; the way of a warning and back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BookSum, type PlainEvent, post } from '../ledger/index.ts'
import type { Fen } from '../money/fen.ts'
import type { Fund } from '../policy/model.ts'
import { day } from '../time/day.ts'
import {
  isDue,
  levelOf,
  monthsBefore,
  needsTalk,
  nextWarningState,
  WATCH_RULES,
  type WarningState,
  type WarningStep,
  type WatchFacts,
  warningSteps,
  watch,
} from './index.ts'

const ruleOf = (id: string) => WATCH_RULES.find((rule) => rule.id === id)!

function sumsOf(events: readonly (readonly [PlainEvent, number, string, Fund?])[]): BookSum[] {
  return events.flatMap(([kind, amount, on, fund = 'resident_basic'], at) =>
    post({ kind, id: `${at}`, on: day(on), fund, amountFen: Math.round(amount * 100) as Fen }).flatMap(
      ({ layer, lines }) =>
        lines.map(({ account, side, amountFen }) => ({
          ...{ layer, period: on.slice(0, 7), fund, account, area: '' },
          debitFen: side === 'debit' ? amountFen : 0,
          creditFen: side === 'credit' ? amountFen : 0,
        })),
    ),
  )
}
const facts = (sums: BookSum[], rest: Partial<WatchFacts> = {}): WatchFacts => ({
  ...{ sums, closed: [], active: 30, retired: 10, negativeAccounts: 0 },
  ...rest,
})
const found = (sums: BookSum[], period: string, id: string, rest: Partial<WatchFacts> = {}) =>
  watch(facts(sums, rest), period).find(({ rule, fund }) => rule.id === id && fund === sums[0]?.fund)

test('the surplus rate is of twelve months that roll, not of one', () => {
  const sums = sumsOf([
    ['contribution_received', 151.09, '2025-11-20'],
    ['surplus_retained', 123.66, '2026-05-03'],
    ['contribution_received', 999, '2024-11-20'],
  ])
  const published = found(sums, '2026-06', 'surplus_rate')
  // Income 151.09, expenditure 123.66: 27.43, 18.15 %.
  assert.equal(published?.numerator, 2743)
  assert.equal(((published?.value ?? 0) * 100).toFixed(2), '18.15')
  assert.equal(published?.level, 'green')
  assert.equal(found(sums, '2026-12', 'surplus_rate')?.value, undefined)
})

test('months payable: the balance of the pool over a mean month; below 6 yellow, below 3 red, above 15 too much', () => {
  const months = (opening: number) =>
    found(
      sumsOf([
        ['fund_opened', opening + 12, '2026-01-01'],
        ['surplus_retained', 12, '2026-02-02'],
      ]),
      '2026-06',
      'months_payable',
    )
  for (const [opening, value, level] of [
    [2.99, 2.99, 'red'],
    [3, 3, 'yellow'],
    [5.99, 5.99, 'yellow'],
    [6, 6, 'green'],
    [15, 15, 'green'],
    [15.01, 15.01, 'blue'],
  ] as const) {
    assert.equal(months(opening)?.value?.toFixed(2), value.toFixed(2))
    assert.equal(months(opening)?.level, level)
  }
})

test('money of the personal accounts is not the pool’s', () => {
  const sums = sumsOf([
    ['fund_opened', 100, '2026-01-01', 'employee_basic'],
    ['account_opened', 40, '2026-01-01', 'employee_basic'],
    ['contribution_received', 50, '2026-02-01', 'employee_basic'],
    ['account_credited', 10, '2026-02-01', 'employee_basic'],
    ['surplus_retained', 12, '2026-02-02', 'employee_basic'],
  ])
  assert.equal(found(sums, '2026-06', 'months_payable')?.numerator, (60 + 40 - 12) * 100)
})

test('collection rate, suspense that nobody claimed, a bank account below zero, a deficit', () => {
  const collected = (arrived: number) =>
    found(
      sumsOf([
        ['contribution_charged', 100, '2026-01-05'],
        ['charge_closed', arrived, '2026-02-05'],
      ]),
      '2026-03',
      'collection_rate',
    )
  assert.deepEqual(
    [98, 97.99, 94.99].map((each) => collected(each)?.level),
    ['green', 'yellow', 'red'],
  )
  const waiting = sumsOf([
    ['receipt_unmatched', 5, '2026-01-05'],
    ['receipt_unmatched', 7, '2026-03-05'],
    ['receipt_matched', 2, '2026-03-09'],
  ])
  assert.deepEqual(
    [found(waiting, '2026-03', 'suspense')?.value, found(waiting, '2026-03', 'suspense')?.level],
    [300, 'yellow'],
  )
  assert.equal(found(waiting, '2026-01', 'suspense')?.level, 'green')
  const overdrawn = sumsOf([['use_plan_paid', 5, '2026-01-05']])
  assert.equal(found(overdrawn, '2026-01', 'negative_money')?.level, 'red')
  assert.equal(found(sumsOf([['surplus_retained', 1, '2026-01-05']]), '2026-03', 'deficit')?.level, 'red')
})

test('heads: fewer than three active for one retired is yellow, fewer than two red; one account below zero is red', () => {
  const sums = sumsOf([['fund_opened', 1, '2026-01-01', 'employee_basic']])
  assert.deepEqual(
    [30, 29, 19].map((active) => found(sums, '2026-06', 'dependency', { active })?.level),
    ['green', 'yellow', 'red'],
  )
  assert.equal(found(sums, '2026-06', 'negative_accounts', { negativeAccounts: 1 })?.level, 'red')
  assert.equal(found(sums, '2026-06', 'dependency', { retired: 0 })?.level, undefined)
})

test('a month is watched every month, analysed every quarter, assessed every half-year', () => {
  const due = (period: string) =>
    (['monthly', 'quarterly', 'half_yearly'] as const).filter((rhythm) => isDue({ rhythm }, period))
  assert.deepEqual(due('2026-05'), ['monthly'])
  assert.deepEqual(due('2026-09'), ['monthly', 'quarterly'])
  assert.deepEqual(due('2026-12'), ['monthly', 'quarterly', 'half_yearly'])
  assert.equal(monthsBefore('2026-03', 11), '2025-04')
  assert.equal(levelOf(ruleOf('surplus_rate'), -0.031), 'red')
})

test('a warning goes from raised to closed by its steps, each step can be undone, and none is skipped', () => {
  const forward = ['notify', 'acknowledge', 'take_measures', 'follow', 'close'] as const
  const states = ['raised', 'notified', 'acknowledged', 'measures', 'followed', 'closed'] as const
  const steps: readonly WarningStep[] = [...forward, 'talk', 'undo', 'reopen']
  const way = (state: WarningState, step: WarningStep) => {
    const outcome = nextWarningState(state, step)
    return outcome.ok ? outcome.value : outcome.code
  }
  for (const [at, step] of forward.entries()) {
    assert.equal(way(states[at]!, step), states[at + 1])
    for (const other of states) if (other !== states[at]) assert.equal(way(other, step), 'warning_step')
    if (at > 0) assert.equal(way(states[at]!, 'undo'), states[at - 1])
  }
  assert.equal(way('closed', 'reopen'), 'followed')
  assert.equal(way('measures', 'talk'), 'measures')
  assert.deepEqual(
    [needsTalk('red', []), needsTalk('red', [{ step: 'talk' }]), needsTalk('yellow', [])],
    [true, false, false],
  )
  for (const state of states)
    assert.deepEqual(warningSteps(state).sort(), steps.filter((step) => way(state, step) !== 'warning_step').sort())
  assert.equal(way('raised', 'close'), 'warning_step')
})
