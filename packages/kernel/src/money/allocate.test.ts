// Splitting an amount so that the parts sum to it: largest remainder, ties by position, any sizes and signs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allocate } from './allocate.ts'
import type { Fen } from './fen.ts'

const parts = (amount: number, weights: readonly number[]): number[] => allocate(amount as Fen, weights as Fen[])

test('known splits', () => {
  assert.deepEqual(parts(100, [1, 1, 1]), [34, 33, 33])
  assert.deepEqual(parts(101, [1, 1, 1]), [34, 34, 33])
  assert.deepEqual(parts(-100, [1, 1, 1]), [-34, -33, -33])
  assert.deepEqual(parts(10, [3, 0, 7]), [3, 0, 7])
  assert.deepEqual(parts(1, [0, 5, 5]), [0, 1, 0])
  assert.deepEqual(parts(7, [0, 0]), [7, 0])
  assert.deepEqual(parts(7, []), [])
  assert.deepEqual(parts(0, [1, 2]), [0, 0])
})

const size = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat())
const signed = fc.tuple(size, fc.boolean()).map(([n, isNegative]) => (isNegative && n !== 0 ? -n : n))

test('the parts sum to the amount, have its sign and differ from their exact share by less than one fen', () => {
  fc.assert(
    fc.property(signed, fc.array(signed, { minLength: 1, maxLength: 12 }), (amount, weights) => {
      const found = parts(amount, weights)
      const total = weights.reduce((sum, weight) => sum + BigInt(Math.abs(weight)), 0n)
      assert.equal(
        found.reduce((sum, part) => sum + BigInt(part), 0n),
        BigInt(amount),
      )
      found.forEach((part, at) => {
        assert.ok(!Object.is(part, -0))
        if (total === 0n) return
        const share = BigInt(amount) * BigInt(Math.abs(weights[at] as number))
        const difference = BigInt(part) * total - share
        assert.ok(difference < total && difference > -total, `${part} of ${amount} at ${at}`)
        assert.ok(part === 0 || part > 0 === amount > 0)
      })
    }),
    { numRuns: 2_000 },
  )
})

test('a larger weight never gets less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.array(fc.nat(100), { minLength: 2, maxLength: 8 }),
      (amount, weights) => {
        const found = parts(amount, weights)
        for (const [a, weight] of weights.entries())
          for (const [b, other] of weights.entries())
            if (weight > other && found.some((part) => part > 0))
              assert.ok((found[a] as number) >= (found[b] as number))
      },
    ),
  )
})
