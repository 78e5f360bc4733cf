// The bench compares two functions that agree: on random bills to the fen; and it gives a whole result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/kernel'
import { benchText, quantile } from './measure.ts'
import { benchPlan, benchSettle, checkSame } from './settle.ts'
import { benchBills } from './settle-bills.ts'

test('the hand-written function and the compiled policy agree on random bills', () => {
  const seed = 77
  const bills = benchBills(5000, seed)
  checkSame(benchPlan(), bills)
  const [bill] = bills
  const dearer = { ...bill!, lines: bill!.lines.map((line) => ({ ...line, amountFen: fen(line.amountFen + 1) })) }
  checkSame(benchPlan(), [dearer])
})

test('bills reach every tier, every class and every cap', () => {
  const bills = benchBills(3000, 5)
  const lines = bills.flatMap(({ lines }) => lines)
  assert.deepEqual(new Set(lines.map(({ itemClass }) => itemClass)), new Set(['a', 'b', 'c']))
  assert.ok(lines.some(({ ceiling }) => ceiling !== undefined))
  assert.ok(bills.every(({ lines }) => lines.length === 12))
})

test('a run gives a rate, quantiles and a row for each piece', () => {
  const result = benchSettle({ rounds: 1, secondsEach: 0.02 })
  assert.equal(result.rows.length, 7)
  assert.ok(
    result.rows.every(({ perSecond, p50Us, p99Us, n }) => perSecond > 0 && p50Us > 0 && p99Us >= p50Us && n > 0),
  )
  assert.ok(result.value > 0 && result.ratioToHand > 0)
  assert.match(benchText(result), /\| hand-written function \| [\d,]+ \|/)
})

test('quantiles of a list', () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2)
  assert.equal(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99), 10)
  assert.equal(quantile([], 0.5), 0)
})
