// What a month comes to, fund by fund.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueOf, payableOf } from './rules.ts'

test('a million at five per cent: 50,000 withheld, 950,000 paid', () => {
  const [due] = dueOf([{ fund: 'employee_basic', allowedFen: 100_000_000 }], new Map(), 500)
  assert.deepEqual(due, {
    fund: 'employee_basic',
    allowedFen: 100_000_000,
    depositFen: 5_000_000,
    carriedInFen: 0,
    payableFen: 95_000_000,
    carriedOutFen: 0,
  })
})

test('nothing is lost and no fund pays for another: allowed + carried in = deposit + payable + carried out, fund by fund', () => {
  const fen = fc.integer({ min: -1e12, max: 1e12 })
  fc.assert(
    fc.property(
      fen,
      fen,
      fc.integer({ min: -1e12, max: 0 }),
      fc.integer({ min: 0, max: 2000 }),
      (a, b, carried, rate) => {
        const booked = [
          { fund: 'employee_basic', allowedFen: a },
          { fund: 'resident_basic', allowedFen: b },
        ] as const
        const funds = dueOf(booked, new Map([['resident_basic', carried]]), rate)
        for (const each of funds) {
          assert.equal(each.allowedFen + each.carriedInFen, each.depositFen + each.payableFen + each.carriedOutFen)
          assert.ok(each.payableFen >= 0 && each.carriedOutFen <= 0 && each.depositFen >= 0)
          assert.ok(each.payableFen === 0 || each.carriedOutFen === 0)
        }
        assert.equal(
          payableOf(funds),
          funds.reduce((sum, { payableFen }) => sum + payableFen, 0),
        )
      },
    ),
    { seed: 20_261_122 },
  )
})

test('the worked month: allowed a million, 5 % kept, 80,000 set off, 100,000 to a supplier, 12,345.67 carried: 757,654.33 paid', () => {
  const booked = [
    { fund: 'employee_basic' as const, allowedFen: 100_000_000, offsetFen: 8_000_000, directFen: 10_000_000 },
  ]
  const due = dueOf(booked, new Map([['employee_basic', -1_234_567]]), 500)
  assert.equal(payableOf(due), 75_765_433)
})
