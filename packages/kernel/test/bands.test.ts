// The arithmetic of bands by itself: common divisors, rounding to fen, the point up to which a payment reaches.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BandTable, gcd, toFen } from '../src/benefits/compile/bands.ts'
import { roundedDivision } from '../src/money/share.ts'

test('the greatest common divisor is positive, and one where there is none', () => {
  assert.deepEqual(
    [gcd(12, 18), gcd(18, 12), gcd(-4, 6), gcd(0, 5), gcd(5, 0), gcd(0, 0), gcd(7, 3)],
    [6, 6, 2, 5, 5, 1, 1],
  )
})

test('weighted amounts come to fen half away from zero, on both sides of the switch to big integers', () => {
  for (const scale of [1, 3, 7]) {
    const divisor = 10_000 * scale
    for (const centre of [0, divisor / 2, 3.5 * divisor, 4e15, 9e15]) {
      for (let offset = 0; offset <= 4; offset += 1) {
        const weighted = Math.floor(centre) + offset
        assert.equal(BigInt(toFen(weighted, scale)), roundedDivision(BigInt(weighted), BigInt(divisor)))
      }
    }
  }
})

test('the point of a payment lies in the band where the room ends, or at the end', () => {
  const table = new BandTable(2)
  table.ends.splice(0, 2, 100, Number.POSITIVE_INFINITY)
  table.rates.splice(0, 2, 5_000, 8_000)
  const room = (fen: number) => fen * 10_000
  assert.deepEqual(table.pointOf(room(20), 0, 300), { numerator: 40, denominator: 1 })
  assert.deepEqual(table.pointOf(room(90), 0, 300), { numerator: 150, denominator: 1 })
  assert.deepEqual(table.pointOf(room(51), 0, 300), { numerator: 405, denominator: 4 })
  assert.deepEqual(table.pointOf(room(500), 0, 300), { numerator: 300, denominator: 1 })
  assert.deepEqual([table.topRate(0, 100), table.topRate(0, 101), table.topRate(5, 5)], [5_000, 8_000, 0])
})
