// Fen are whole numbers; yuan are read exactly or not at all, and written so that they can be read back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { atLeastZero, type Fen, fen, fenFromYuan, maxFen, minFen, sumFen, yuanForPeople, yuanText } from './fen.ts'

test('yuan with at most two decimals are read exactly', () => {
  const known: [string, number][] = [
    ['0', 0],
    ['0.00', 0],
    ['-0', 0],
    ['-0.00', 0],
    ['1', 100],
    ['1.2', 120],
    ['1.02', 102],
    ['0.07', 7],
    ['+3.10', 310],
    ['-0.05', -5],
    ['5792.53', 579_253],
    ['8.70', 870], // 8.7 × 100 is 869.9999… in doubles
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', -Number.MAX_SAFE_INTEGER],
    ['00012.30', 1_230],
  ]
  for (const [text, expected] of known) assert.equal(fenFromYuan(text), expected, text)
})

test('anything else is not an amount', () => {
  const not = [
    '',
    ' ',
    '1.',
    '.5',
    '1.234',
    '1e3',
    '1,000',
    'NaN',
    'Infinity',
    '0x10',
    '--1',
    '1 ',
    ' 1',
    '１',
    '1元',
    '90071992547409.92',
    '999999999999999',
    '1\n',
    'null',
    '1.2.3',
    '+',
    '-',
  ]
  for (const text of not) assert.equal(fenFromYuan(text), undefined, JSON.stringify(text))
})

test('what is written as yuan is read back as the same fen', () => {
  const amount = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.maxSafeInteger())
  fc.assert(
    fc.property(amount, (value) => {
      const own = fen(value)
      assert.equal(fenFromYuan(yuanText(own)), own)
      assert.equal(fenFromYuan(yuanForPeople(own).replaceAll(',', '')), own)
      assert.match(yuanText(own), /^-?\d+\.\d\d$/)
    }),
    { numRuns: 5_000 },
  )
  assert.equal(yuanText(-5 as Fen), '-0.05')
  assert.equal(yuanText(0 as Fen), '0.00')
  assert.equal(yuanForPeople(123_456_789 as Fen), '1,234,567.89')
  assert.equal(yuanForPeople(-100_000 as Fen), '-1,000.00')
})

test('a fraction, a number too large and what is no number are bugs and throw; minus zero becomes zero', () => {
  for (const wrong of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) assert.throws(() => fen(wrong), RangeError)
  assert.ok(Object.is(fen(-0), 0))
  assert.throws(() => sumFen([Number.MAX_SAFE_INTEGER as Fen, 1 as Fen]), RangeError)
})

test('the smaller, the larger, the sum and what is at least zero', () => {
  const [a, b] = [3 as Fen, 5 as Fen]
  assert.deepEqual([minFen(a, b), maxFen(a, b), sumFen([a, b]), sumFen([])], [3, 5, 8, 0])
  assert.deepEqual([minFen(b, a), maxFen(b, a)], [3, 5])
  assert.deepEqual([atLeastZero(-1), atLeastZero(0), atLeastZero(2)], [0, 0, 2])
})
