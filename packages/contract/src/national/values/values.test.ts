// The rules on values (接口规范“数据规则”): what each kind of field accepts, what it becomes, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nationalLists, withLocalValues } from '../code-lists.ts'
import { base64, readBytes } from './bytes.ts'
import { codeReader } from './code.ts'
import { Fault } from './fault.ts'
import { momentReader, readDay } from './moment.ts'
import { decimalReader, scaledReader, serialReader } from './number.ts'
import { extensionReader, textReader } from './text.ts'

type Row = readonly [given: unknown, expected: unknown]
type Read = (value: unknown) => unknown

/** A value, or the code of the fault. */
const seen = (read: Read, value: unknown): unknown => {
  const result = read(value)
  return result instanceof Fault ? result.code : result
}

function holds(read: Read, rows: readonly Row[]): void {
  for (const [given, expected] of rows) assert.deepEqual(seen(read, given), expected, `for ${JSON.stringify(given)}`)
}

const EMPTY = [undefined, null, '', 'null'] as const

test('empty is "", null, the text null, and missing, for every kind', () => {
  const code = codeReader(6, nationalLists.gend)
  for (const empty of EMPTY) {
    for (const read of [textReader(30), code, serialReader(30)]) assert.equal(seen(read, empty), '')
    const numbers = [scaledReader({ digits: 16, decimals: 2, signed: true }), readDay, momentReader(false), readBytes]
    for (const read of numbers) assert.equal(seen(read, empty), undefined)
  }
})

test('an amount is exact fen, from a JSON number or a text', () => {
  holds(scaledReader({ digits: 16, decimals: 2, signed: true }), [
    [69.6, 6960],
    ['69.6', 6960],
    ['-20.0', -2000],
    [5792.53, 579253],
    ['0069.60', 6960],
    ['+5', 500],
    [' 7.5 ', 750],
    ['1.100', 110], // further zeros are the same number
    [0, 0],
    [-0, 0],
    ['-0.00', 0],
    [1e3, 100_000],
    [0.07, 7],
    [1.005, 'number_too_many_decimals'],
    ['1.005', 'number_too_many_decimals'],
    [0.1 + 0.2, 'number_too_many_decimals'], // 0.30000000000000004 is not 0.3
    [1e-7, 'number_too_many_decimals'],
    ['1e3', 'number_malformed'],
    ['0x10', 'number_malformed'],
    ['NaN', 'number_malformed'],
    [Number.NaN, 'number_malformed'],
    ['12元', 'number_malformed'],
    ['1,000.00', 'number_malformed'],
    ['\uff11\uff12', 'number_malformed'], // full-width digits
    ['.5', 'number_malformed'],
    ['5.', 'number_malformed'],
    ['--5', 'number_malformed'],
    ['1.2.3', 'number_malformed'],
    [Number.POSITIVE_INFINITY, 'number_out_of_range'], // 1e309 in the message
    [1e30, 'number_out_of_range'],
    ['99999999999999.99', 'number_out_of_range'], // beyond 2^50 fen a JSON number may mean its neighbour
    ['11258999068426.24', 2 ** 50],
    [11258999068426.24, 2 ** 50],
    [11258999068426.25, 'number_out_of_range'],
    [true, 'field_wrong_type'],
    [[1], 'field_wrong_type'],
    [{}, 'field_wrong_type'],
  ])
})

test('prices keep six decimals, counts four, ratios four; a digit more is refused', () => {
  const price = scaledReader({ digits: 16, decimals: 6, signed: false })
  holds(price, [
    [12.5, 12_500_000],
    ['0.000001', 1],
    [0.000001, 1],
    ['0.0000001', 'number_too_many_decimals'],
    [-1, 'number_negative'],
    ['9999999999.999999', 'number_out_of_range'],
  ])
  holds(scaledReader({ digits: 16, decimals: 4, signed: true }), [
    ['1.2345', 12_345],
    [-3, -30_000],
    ['1.23456', 'number_too_many_decimals'],
  ])
  holds(scaledReader({ digits: 5, decimals: 4, signed: false }), [
    [0.1, 1000],
    [1, 10_000],
    ['10', 'number_out_of_range'],
  ])
})

test('N(p) is a whole number of at most p digits, N(p,s) a plain number', () => {
  holds(decimalReader({ digits: 2, decimals: 0, signed: false }), [
    [7, 7],
    ['07', 7],
    ['99', 99],
    ['100', 'number_out_of_range'],
    [1.5, 'number_too_many_decimals'],
    [-1, 'number_negative'],
  ])
  holds(decimalReader({ digits: 4, decimals: 1, signed: false }), [
    [45.5, 45.5],
    ['0.1', 0.1],
    ['45.55', 'number_too_many_decimals'],
    [1000, 'number_out_of_range'],
  ])
})

test('every amount of whole fen comes back from its JSON number and from its text', () => {
  const read = scaledReader({ digits: 16, decimals: 2, signed: true })
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), (fen) => {
      const sign = fen < 0 ? '-' : ''
      const digits = String(Math.abs(fen)).padStart(3, '0')
      assert.equal(read(fen / 100), fen)
      assert.equal(read(JSON.parse(JSON.stringify(fen / 100))), fen)
      assert.equal(read(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`), fen)
    }),
    { seed: 11, numRuns: 5000 },
  )
})

test('a decimal text and the JSON number it stands for read alike', () => {
  const read = scaledReader({ digits: 16, decimals: 4, signed: true })
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 7 }), (units, places) => {
      const text = (units / 10 ** places).toFixed(places)
      assert.deepEqual(seen(read, text), seen(read, Number(text)), text)
    }),
    { seed: 12, numRuns: 5000 },
  )
})

test('a row number is digits only and not zero, and keeps all thirty of them', () => {
  holds(serialReader(30), [
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    [42, '42'],
    ['007', '007'],
    ['0', 'serial_malformed'],
    ['0000', 'serial_malformed'],
    ['A1', 'serial_malformed'],
    ['-1', 'serial_malformed'],
    ['1.5', 'serial_malformed'],
    ['1'.repeat(31), 'serial_malformed'],
    [2 ** 60, 'number_as_text_unsafe'],
    [[1], 'field_wrong_type'],
  ])
})

test('text is trimmed at its ends, never inside, and counted in characters', () => {
  holds(textReader(5), [
    [' ab c ', 'ab c'],
    ['\u3000张三\u3000', '张三'],
    ['   ', ''],
    ['𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷'], // ten UTF-16 units, five characters
    ['𠮷𠮷𠮷𠮷𠮷𠮷', 'text_too_long'],
    ['abcdef', 'text_too_long'],
    ['abcde ', 'abcde'],
    [12345, '12345'], // identifiers do arrive as numbers
    [1.5, 'number_as_text_unsafe'],
    [1e21, 'number_as_text_unsafe'],
    [true, 'field_wrong_type'],
    [{}, 'field_wrong_type'],
  ])
})

test('characters that act on a screen or a log are refused in any text', () => {
  const bad = ['\u0000', '\u0001', '\u001b', '\u007f', '\u0085', '\u2028', '\u202e', '\u2066', '\ufeff', '\ufffe']
  for (const character of bad) {
    assert.equal(seen(textReader(30), `甲${character}乙`), 'text_bad_characters', escape(character))
    assert.equal(seen(textReader(4000), `甲${character}乙`), character === '\u2028' ? '甲 乙' : 'text_bad_characters')
  }
  for (const lone of ['a\ud800', '\udc00a', '\ud800\ud800\udc00']) {
    assert.equal(seen(textReader(30), lone), 'text_bad_characters')
  }
  assert.equal(seen(textReader(30), '\u200e甲'), '\u200e甲') // marks that Uyghur and Arabic text needs
})

test('in prose a line break or tab is one space; in short texts it is refused', () => {
  assert.equal(seen(textReader(200), '头晕\r\n三天\t加重'), '头晕 三天 加重')
  assert.equal(seen(textReader(199), '头晕\n三天'), 'text_bad_characters')
})

test('plain text passes unchanged whatever its script', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      const result = textReader(4000)(text)
      if (typeof result === 'string')
        assert.equal(result, text === 'null' ? '' : text.trim().replace(/[\t\r\n\u2028\u2029]+/g, ' '))
      else assert.equal(result.code, 'text_bad_characters')
    }),
    { seed: 13, numRuns: 2000 },
  )
})

test('the provincial slot takes text, or an object as its JSON', () => {
  holds(extensionReader(40), [
    ['{"IPT_TYPE":"1"}', '{"IPT_TYPE":"1"}'],
    [{ IPT_TYPE: '1' }, '{"IPT_TYPE":"1"}'],
    [{ text: '长'.repeat(40) }, 'text_too_long'],
    [true, 'field_wrong_type'],
  ])
})

test('"1" means "01" and the other way round, in lists that have the one', () => {
  holds(codeReader(6, nationalLists.psn_cert_type), [
    ['01', '01'],
    ['1', '01'],
    [1, '01'],
    [' 01 ', '01'],
    ['16', '16'],
    ['001', 'code_unknown'],
  ])
  holds(codeReader(3, nationalLists.gend), [
    ['1', '1'],
    ['01', '1'],
    ['3', 'code_unknown'],
  ])
})

test('an unknown code is refused by a list the logic depends on, and kept by any other', () => {
  assert.equal(seen(codeReader(6, nationalLists.insutype), '311'), 'code_unknown')
  assert.equal(seen(codeReader(6, nationalLists.psn_type), '116003'), '116003')
  assert.equal(seen(codeReader(10, undefined), 'A03.01'), 'A03.01')
})

test('a city adds its own codes as data', () => {
  const local = withLocalValues(nationalLists, { med_type: { '9901': '门诊两病' }, own_list: { x: '自定义' } })
  assert.equal(seen(codeReader(6, nationalLists.med_type), '9901'), 'code_unknown')
  assert.equal(seen(codeReader(6, local.med_type), '9901'), '9901')
  assert.equal(local.med_type?.values.get('11'), '普通门诊')
  assert.equal(local.own_list?.checked, false)
})

test('a moment takes a T, and a bare day as its first or last second', () => {
  holds(momentReader(false), [
    ['2026-06-01 08:30:00', '2026-06-01 08:30:00'],
    ['2026-06-01T08:30:00', '2026-06-01 08:30:00'],
    ['2026-06-01', '2026-06-01 00:00:00'],
    ['2024-02-29 23:59:59', '2024-02-29 23:59:59'],
    ['2023-02-29 00:00:00', 'date_malformed'],
    ['2026-06-01 24:00:00', 'date_malformed'],
    ['2026-06-01T08:30:00Z', 'date_malformed'],
    ['2026-06-01 08:30', 'date_malformed'],
    ['20260601', 'date_malformed'],
    [20260601, 'field_wrong_type'],
  ])
  assert.equal(seen(momentReader(true), '2026-06-01'), '2026-06-01 23:59:59')
  assert.equal(seen(momentReader(true), '2026-06-01 08:00:00'), '2026-06-01 08:00:00')
})

test('a day takes a moment and drops its time', () => {
  holds(readDay, [
    ['2026-06-01', '2026-06-01'],
    ['2026-06-01 08:30:00', '2026-06-01'],
    ['2026-02-30', 'date_malformed'],
    ['0000-00-00', 'date_malformed'],
    ['2026-6-1', 'date_malformed'],
  ])
})

test('bytes come as Base64, as a list of byte values, or as they are', () => {
  const bytes = new Uint8Array([0x50, 0x4b, 0xff])
  assert.deepEqual(seen(readBytes, base64(bytes)), bytes)
  assert.deepEqual(seen(readBytes, [0x50, 0x4b, -1]), bytes)
  assert.equal(readBytes(bytes), bytes)
  for (const bad of ['@@', 'abc', [256], ['a'], [1.5]]) assert.equal(seen(readBytes, bad), 'bytes_malformed')
  assert.equal(seen(readBytes, 7), 'field_wrong_type')
})
