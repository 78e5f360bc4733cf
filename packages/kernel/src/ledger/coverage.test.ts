// 预算覆盖: an expense stands under a line of its own fund, with everything below the line's account, or it is named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uncoveredExpenses } from './coverage.ts'
import { MANUAL_EVENTS } from './posting-table.ts'
import type { BookSum } from './trial-balance.ts'

const YEAR = { from: '2026-01', to: '2026-12' }
const FUND = 'employee_basic'
const spent = (account: string, fen: number, over: Partial<BookSum> = {}): BookSum => ({
  ...{ layer: 'cash', period: '2026-03', fund: FUND, account, area: '990101', debitFen: fen, creditFen: 0 },
  ...over,
})

test('an account below the line is covered; another fund, another account and another year are not', () => {
  const lines = [{ fund: FUND, accounts: ['5001'] }]
  assert.deepEqual(uncoveredExpenses([spent('5001', 5), spent('5001.05', 6)], lines, YEAR), [])
  assert.deepEqual(uncoveredExpenses([spent('5001', 5, { fund: 'resident_basic' })], lines, YEAR), [
    { fund: 'resident_basic', account: '5001', amountFen: 5 },
  ])
  assert.deepEqual(uncoveredExpenses([spent('5201', 7)], lines, YEAR), [{ fund: FUND, account: '5201', amountFen: 7 }])
  assert.deepEqual(uncoveredExpenses([spent('5201', 7, { period: '2025-12' })], lines, YEAR), [])
  assert.deepEqual(uncoveredExpenses([spent('5201', 7), spent('5201', 0, { creditFen: 7 })], lines, YEAR), [])
})

const EXPENSES = [
  ...new Set(
    MANUAL_EVENTS.flatMap(({ legs }) => legs.map(({ debit }) => debit.code)).filter((code) => /^5/.test(code)),
  ),
]

test('invariant: with a line for each expense that the books know nothing is uncovered; without one exactly its account is', () => {
  fc.assert(
    fc.property(fc.subarray(EXPENSES), fc.integer({ min: 1, max: 1_000_000 }), (missing, fen) => {
      const sums = EXPENSES.map((account) => spent(account, fen))
      const lines = EXPENSES.filter((code) => !missing.includes(code)).map((code) => ({ fund: FUND, accounts: [code] }))
      const covered = new Set(lines.flatMap(({ accounts }) => accounts))
      const expected = missing.filter((code) => ![...covered].some((each) => code.startsWith(`${each}.`)))
      assert.deepEqual(
        uncoveredExpenses(sums, lines, YEAR)
          .map(({ account }) => account)
          .sort(),
        expected.sort(),
      )
    }),
  )
})
