// Literals carry their unit: what is read, what is refused, and that what is written is read back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLiteral, type Unit, unitText } from './units.ts'

const read = (text: string): string => {
  const literal = parseLiteral(text)
  return literal ? `${literal.unit} ${literal.value}` : 'no literal'
}

test('money, rates, counts and no limit are read exactly', () => {
  const known: Record<string, string> = {
    '400元': 'money 40000',
    '400 元': 'money 40000',
    ' 400元 ': 'money 40000',
    '0.07元': 'money 7',
    '8.70元': 'money 870',
    '1.5万元': 'money 1500000',
    '0.000001万元': 'money 1',
    '3万元': 'money 3000000',
    '-5元': 'money -500',
    '12 yuan': 'money 1200',
    '80%': 'rate 8000',
    '0.2%': 'rate 20',
    '99.99%': 'rate 9999',
    '65％': 'rate 6500',
    '5个百分点': 'rate 500',
    '3': 'count 3',
    '-2': 'count -2',
    none: 'limitless Infinity',
    不设限: 'limitless Infinity',
    无: 'limitless Infinity',
  }
  for (const [text, expected] of Object.entries(known)) assert.equal(read(text), expected, text)
})

test('finer than fen or basis points, without a number, or in another spelling is no literal', () => {
  const not = [
    '',
    '元',
    '%',
    '0.001元',
    '1.0000001万元',
    '1.234%',
    '1e3元',
    '1,000元',
    '.5元',
    '5.元',
    '1.5',
    '3个',
    '80 %%',
    '１００元',
    '1元元',
    'NaN',
    'Infinity',
    'infinity元',
    '9999999999999元',
    '1234567890',
    '--5元',
    '5 万 元',
    'None',
  ]
  for (const text of not) assert.equal(read(text), 'no literal', text)
  // Too large to be exact in fen.
  assert.equal(read('999999999999万元'), 'no literal')
})

test('every amount of fen, rate and count that is written is read back', () => {
  const of = (unit: Unit) => (value: number) => {
    const text = unitText(unit, value).replaceAll(',', '')
    assert.deepEqual(parseLiteral(text), { unit, value }, text)
  }
  fc.assert(fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), of('money')))
  fc.assert(fc.property(fc.integer({ min: -99_999, max: 9_999_999 }), of('rate')))
  fc.assert(fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), of('count')))
  assert.equal(unitText('money', Number.POSITIVE_INFINITY), '不设限')
  assert.equal(unitText('money', 123_456_789), '1,234,567.89元')
})
