// mulDiv and share against big integers: around 2^53, at the switch at 4·10^15, at halves, with signs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Fen } from './fen.ts'
import { type BasisPoints, basisPoints, mulDiv, roundedDivision, share } from './share.ts'

/** Half away from zero, written out: the remainder decides. */
function exactly(a: number, b: number, divisor: number): bigint {
  const [product, d] = [BigInt(a) * BigInt(b), BigInt(divisor)]
  const magnitude = product < 0n ? -product : product
  const [whole, rest] = [magnitude / d, magnitude % d]
  const rounded = 2n * rest >= d ? whole + 1n : whole
  return product < 0n ? -rounded : rounded
}

const SAFE = Number.MAX_SAFE_INTEGER
/** Small numbers, numbers near powers of two and ten, and anything in between. */
const near = (centre: number) => fc.integer({ min: -40, max: 40 }).map((n) => Math.min(SAFE, Math.max(0, centre + n)))
const magnitude = fc.oneof(
  fc.integer({ min: 0, max: 100_000 }),
  fc.maxSafeNat(),
  ...[2 ** 26, 2 ** 31, 2 ** 32, 2 ** 52, SAFE, 4e15, 2e15, 63_245_553, 94_906_265, 4e11, 9e11].map(near),
)
const signed = fc.tuple(magnitude, fc.boolean()).map(([n, isNegative]) => (isNegative && n !== 0 ? -n : n))
const divisors = fc.oneof(
  fc.constantFrom(1, 2, 3, 7, 100, 10_000, 100_000_000, 999_999_999_999_999, 1e15, 1e15 + 1),
  magnitude.filter((n) => n > 0),
)

test('the product of any two safe integers divided by a third is exact, half away from zero', () => {
  fc.assert(
    fc.property(signed, signed, divisors, (a, b, divisor) => {
      const expected = exactly(a, b, divisor)
      const found = mulDiv(a, b, divisor)
      // Beyond 2^53 a number stands for the nearest double; the kernel's amounts never come near.
      if (expected > -BigInt(SAFE) && expected < BigInt(SAFE)) assert.equal(BigInt(found), expected)
      assert.ok(!Object.is(found, -0), 'never minus zero')
    }),
    { numRuns: 20_000 },
  )
})

test('on both sides of the switch to big integers, at and beside every half, the result is the same function', () => {
  const divisor = 10_000
  for (const centre of [4e15, 9_007_199_254_740_991]) {
    for (let offset = -3; offset <= 3; offset += 1) {
      for (const rate of [1, 3, 5_000, 6_500, 9_999, 10_000]) {
        const amount = Math.floor(centre / rate) + offset
        if (!Number.isSafeInteger(amount)) continue
        assert.equal(BigInt(mulDiv(amount, rate, divisor)), exactly(amount, rate, divisor), `${amount} × ${rate}`)
        assert.equal(BigInt(mulDiv(-amount, rate, divisor)), exactly(-amount, rate, divisor), `−${amount} × ${rate}`)
      }
    }
  }
  // n × 5 000 ÷ 10 000 is a half for every odd n, also where n × 5 000 no longer fits a double.
  for (const n of [1, 3, 799_999_999_999, 800_000_000_001, 1_801_439_850_949, 9_007_199_254_740_991])
    assert.equal(BigInt(mulDiv(n, 5_000, divisor)), (BigInt(n) + 1n) / 2n)
})

test('a divisor beyond 10^15 is divided exactly: a hair below one and a half is one', () => {
  // Twice the product and the divisor sum to 4 d − 1, beyond 2^53: as a double that would be 4 d, and the quotient 2.
  assert.equal(mulDiv(3_750_000_000_000_001, 1, 2_500_000_000_000_001), 1)
  assert.equal(mulDiv(-3_750_000_000_000_001, 1, 2_500_000_000_000_001), -1)
})

test('halves go away from zero, in both signs', () => {
  const found = [1, -1, 3, -3, 5].map((amount) => mulDiv(amount, 1, 2))
  assert.deepEqual(found, [1, -1, 2, -2, 3])
  assert.equal(mulDiv(-1, 1, 10), 0)
  assert.deepEqual([roundedDivision(25n, 10n), roundedDivision(-25n, 10n), roundedDivision(-24n, 10n)], [3n, -3n, -2n])
})

test('a share of an amount is a whole number of fen between nothing and the amount', () => {
  assert.equal(share(1_000_050 as Fen, 6_000 as BasisPoints), 600_030)
  assert.equal(share(2_734_567 as Fen, 9_000 as BasisPoints), 2_461_110) // 2 461 110.3
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900_000_000_000 }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
      const part = share(amount as Fen, rate as BasisPoints)
      const rest = share(amount as Fen, (10_000 - rate) as BasisPoints)
      assert.ok(part >= 0 && part <= amount)
      // Two roundings of the two halves of one amount: together at most one fen too much.
      assert.ok(part + rest - amount === 0 || part + rest - amount === 1)
    }),
  )
})

test('a rate is a whole number of basis points', () => {
  assert.equal(basisPoints(6_500), 6_500)
  for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    assert.throws(() => basisPoints(wrong), RangeError)
})
