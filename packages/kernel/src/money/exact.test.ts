// Exact fractions: read, rounded in three modes and written without losing a digit; compared across denominators.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compare,
  decimal,
  exact,
  exactFrom,
  exactText,
  fenOf,
  minus,
  over,
  plus,
  type RoundingMode,
  scaledTo,
  shortText,
  times,
} from './exact.ts'

test('halves: up away from zero, to even, and down', () => {
  const rounded = (text: string, mode: RoundingMode) => exactText(decimal(text), 1, mode)
  const values = ['0.05', '0.15', '0.25', '-0.05', '-0.15', '0.149999', '0.250001']
  assert.deepEqual(
    values.map((each) => rounded(each, 'half_up')),
    ['0.1', '0.2', '0.3', '-0.1', '-0.2', '0.1', '0.3'],
  )
  assert.deepEqual(
    values.map((each) => rounded(each, 'half_even')),
    ['0.0', '0.2', '0.2', '0.0', '-0.2', '0.1', '0.3'],
  )
  assert.deepEqual(
    values.map((each) => rounded(each, 'down')),
    ['0.0', '0.1', '0.2', '0.0', '-0.1', '0.1', '0.2'],
  )
})

test('only plain decimals are read', () => {
  for (const text of ['', '1e3', '1,000', '.5', '5.', ' 1', '1 ', '１', 'NaN', '--1'])
    assert.equal(exactFrom(text), undefined, text)
  assert.deepEqual(exactFrom('-0.50'), { n: -50n, d: 100n })
})

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 24n }))
  .map(([n, d]) => exact(n, d))

test('sums and products are those of fractions, also when they are brought to lowest terms', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      assert.equal(compare(minus(plus(a, b), b), a), 0)
      assert.equal(compare(times(plus(a, b), c), plus(times(a, c), times(b, c))), 0)
      if (b.n !== 0n) assert.equal(compare(times(over(a, b), b), a), 0)
      assert.equal(compare(a, b), -compare(b, a))
    }),
    { numRuns: 2000 },
  )
})

test('a rounded value is nearest, and the short text says when it is not the whole value', () => {
  fc.assert(
    fc.property(fraction, fc.integer({ min: 0, max: 8 }), (a, places) => {
      const scaled = scaledTo(a, places)
      const twice = 2n * (scaled * a.d - a.n * 10n ** BigInt(places))
      assert.ok(twice <= a.d && twice >= -a.d)
      assert.equal(shortText(a, places).startsWith('≈'), scaled * a.d !== a.n * 10n ** BigInt(places))
    }),
    { numRuns: 2000 },
  )
  assert.equal(shortText(decimal('1.500')), '1.5')
  assert.equal(shortText(exact(1, 3), 4), '≈0.3333')
})

test('beyond 2^53 an amount of fen is refused, not rounded', () => {
  assert.equal(fenOf(decimal('90071992547409.91')), Number.MAX_SAFE_INTEGER)
  assert.throws(() => fenOf(decimal('90071992547409.92')), RangeError)
  assert.throws(() => exact(1, 0), RangeError)
})
