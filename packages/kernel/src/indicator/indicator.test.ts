// Indicators: conditions that can hold nothing but columns and words, exact values, and files whose faults have a place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { columnsOf, combined, fractionOf, readCondition, readIndicator, valueText } from './index.ts'

test('a condition is columns, words, numbers and has(); anything else is refused where it stands', () => {
  const read = readCondition("setting = 'inpatient' and (age >= 60 or has(categories, 'orphan')) and parts is null")
  assert.ok('condition' in read)
  assert.deepEqual(columnsOf(read.condition), ['setting', 'age', 'categories', 'parts'])
  for (const text of [
    '1; drop table x',
    "a = 'b",
    'lower(a)',
    "a = 'b' c",
    '(a = 1',
    'a = 1)',
    'a = "b"',
    'a /* */',
    "x = ''''",
  ])
    assert.ok('wrongAt' in readCondition(text), text)
})

test('values are rounded once, half up or cut, in their unit', () => {
  const share = { numerator: 18_583n, denominator: 19_400n }
  assert.equal(valueText(share, { unit: '%', decimals: 2, rounding: 'truncate' }), '95.78')
  assert.equal(valueText(share, { unit: '%', decimals: 2, rounding: 'half_up' }), '95.79')
  assert.equal(
    valueText({ numerator: 136_345_000_00n, denominator: 100n }, { unit: '万元', decimals: 2, rounding: 'half_up' }),
    '136.35',
  )
  assert.equal(valueText({ numerator: -5n, denominator: 1000n }, { unit: '%', decimals: 0, rounding: 'half_up' }), '-1')
  assert.equal(
    valueText({ numerator: 1n, denominator: 0n }, { unit: '%', decimals: 2, rounding: 'half_up' }),
    undefined,
  )
})

test('a value is never more than half its last digit away from the fraction', () => {
  const digits = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 15n), 10n ** 15n),
      fc.bigInt(1n, 10n ** 9n),
      digits,
      (numerator, denominator, decimals) => {
        const text = valueText({ numerator, denominator }, { unit: '人', decimals, rounding: 'half_up' }) ?? ''
        const shown = BigInt(text.replace('.', ''))
        const twice = 2n * (numerator * 10n ** BigInt(decimals) - shown * denominator)
        assert.ok((twice < 0n ? -twice : twice) <= denominator)
      },
    ),
  )
})

test('operations are exact over decimals', () => {
  const of = (...values: number[]) => values.map(fractionOf)
  const text = (fraction: ReturnType<typeof fractionOf>) =>
    valueText(fraction, { unit: '%', decimals: 2, rounding: 'half_up' })
  assert.equal(text(combined('growth', of(7194, 5542))), '29.81')
  assert.equal(text(combined('rest', of(5227, 1615))), '69.10')
  assert.equal(text(combined('rest', of(151.09, 123.66))), '18.15')
  assert.equal(text(combined('share', of(1, 0))), undefined)
  assert.deepEqual(combined('sum', of(12, 9, 80, 16)), { numerator: 117n, denominator: 1n })
})

test('signs are counted, two of them as one where they belong together', () => {
  const count = (values: readonly number[]) =>
    combined('signs', values.map(fractionOf), ['down', 'down', 'down_with_last', 'down', 'down', 'up']).numerator
  assert.equal(count([-1, -1, -1, -1, -1, 1]), 5n)
  assert.equal(count([-1, 1, -1, -1, -1, 1]), 4n)
  assert.equal(count([-1, -1, 0, -1, -1, 0]), 3n)
  assert.equal(combined('signs', [{ numerator: 1n, denominator: 0n }], ['up']).denominator, 0n)
})

const file = `
indicator: XX-001
version: 1
title: 住院人次
title_en: Stays
kind: flow
unit: 人次
decimals: 0
definition: 住院结算人次
module: benefit
records: [Settle]
numerator: {over: claims, where: "setting = 'inpatient'", count: rows}
`
const columns = { claims: new Set(['setting', 'fund_fen', 'settled_on']) }

test('a file with a fault is refused with its line', () => {
  assert.equal(readIndicator('x.yaml', file, columns).indicator?.id, 'XX-001')
  const broken: [string, string, RegExp][] = [
    ["setting = 'inpatient'", "seting = 'inpatient'", /column of claims/],
    ["setting = 'inpatient'", "setting = lower('x')", /columns, 'words'/],
    ['over: claims', 'over: bills', /one of claims/],
    ['count: rows', 'count: rows, sum: fund_fen', /one of count/],
    ['unit: 人次', 'unit: 匹', /one of/],
    ['numerator: {over', 'waits_for: x\nnumerator: {over', /one of them/],
    ['kind: flow', 'kind: flood', /flow/],
    ['decimals: 0', 'decimals: 9', /0 to 6/],
    [
      'numerator: {over: claims, where: "setting = \'inpatient\'", count: rows}',
      'from: {operation: signs, of: [A, B], signs: [up]}',
      /2 for signs/,
    ],
  ]
  for (const [from, to, expected] of broken) {
    const { indicator, faults } = readIndicator('x.yaml', file.replace(from, to), columns)
    assert.equal(indicator, undefined, to)
    assert.ok(
      faults.some((fault) => fault.line > 1 && expected.test(fault.expected)),
      `${to}: ${JSON.stringify(faults)}`,
    )
  }
})
