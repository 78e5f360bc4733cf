// 银行对账: whatever two sides miss or mistake, the listed items explain the difference; what they do not explain is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type BankItem, type BankSide, reconcileBank } from './bank.ts'

const side = (openingFen: number, items: readonly BankItem[]): BankSide => ({
  ...{ openingFen, items, closingFen: openingFen + items.reduce((sum, { amountFen }) => sum + amountFen, 0) },
})
const item = (reference: string, amountFen: number): BankItem => ({ reference, on: '2026-05-31', amountFen })

test('a cheque not presented, a fee not booked and an amount mistyped are listed, and with them both balances agree', () => {
  const book = side(1_000_00, [item('A', -300_00), item('B', 500_00), item('C', -120_00)])
  const bank = side(1_000_00, [item('B', 500_00), item('C', -102_00), item('F', -5_00)])
  const found = reconcileBank(book, bank)
  assert.deepEqual(
    [found.matched, found.bookOnly, found.bankOnly, found.differing.length],
    [1, [item('A', -300_00)], [item('F', -5_00)], 1],
  )
  assert.deepEqual([found.unexplainedFen, found.isTied], [0, true])
  assert.deepEqual([book.closingFen, bank.closingFen], [1_080_00, 1_393_00])
})

const entries = fc.array(
  fc.record({
    reference: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    amountFen: fc.integer({ min: -9_999, max: 9_999 }),
  }),
  {
    maxLength: 12,
  },
)
const kept = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })

test('invariant: bank book = statement ± listed items, whatever either side left out, from one opening', () => {
  fc.assert(
    fc.property(entries, kept, kept, fc.integer({ min: 0, max: 1_000_000 }), (all, inBook, inBank, opening) => {
      const items = all.map(({ reference, amountFen }) => item(reference, amountFen))
      const [book, bank] = [inBook, inBank].map((mask) =>
        side(
          opening,
          items.filter((_, at) => mask[at]),
        ),
      )
      const { isTied, unexplainedFen, bookOnly, bankOnly, differing, matched } = reconcileBank(book!, bank!)
      assert.deepEqual([isTied, unexplainedFen], [true, 0])
      assert.equal(matched + bookOnly.length + differing.length, book!.items.length)
      assert.equal(matched + bankOnly.length + differing.length, bank!.items.length)
    }),
  )
})

test('a closing balance that its items do not give, or another opening, is unexplained to the fen', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 9_999 }), (all, gap) => {
      const own = side(
        500,
        all.map(({ reference, amountFen }) => item(reference, amountFen)),
      )
      const wrong = reconcileBank(own, { ...own, closingFen: own.closingFen + gap })
      assert.deepEqual([wrong.isTied, wrong.unexplainedFen], [false, gap])
      const shifted = { ...own, openingFen: own.openingFen - gap, closingFen: own.closingFen - gap }
      assert.deepEqual([reconcileBank(own, shifted).isTied, reconcileBank(own, shifted).unexplainedFen], [false, -gap])
    }),
  )
})
