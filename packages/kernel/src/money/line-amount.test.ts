// Quantity × unit price: exact scaled integers, rounded once to fen; decimals are read exactly or not at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  lineAmount,
  type Quantity,
  quantity,
  quantityText,
  type UnitPrice,
  unitPrice,
  unitPriceText,
} from './line-amount.ts'

const amount = (count: string, price: string): number =>
  lineAmount(quantity(count) as Quantity, unitPrice(price) as UnitPrice)

test('known row amounts', () => {
  assert.equal(amount('3', '12.50'), 3_750)
  assert.equal(amount('1.5', '0.01'), 2) // 0.015 yuan: half up
  assert.equal(amount('0.5', '0.01'), 1) // 0.005 yuan
  assert.equal(amount('-1.5', '0.01'), -2) // a returned row mirrors the sale
  assert.equal(amount('0.3333', '3.000003'), 100) // 0.9999009999 yuan
  assert.equal(amount('0', '99.99'), 0)
  assert.equal(amount('10000', '1234567.891234'), 1_234_567_891_234)
})

test('a row amount is the exact product, rounded half away from zero, for every quantity and price of the interface', () => {
  const count = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 })
  const price = fc.integer({ min: 0, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(count, price, (q, p) => {
      const product = BigInt(q) * BigInt(p)
      const magnitude = product < 0n ? -product : product
      const rounded = (magnitude + 50_000_000n) / 100_000_000n
      const found = lineAmount(q as Quantity, p as UnitPrice)
      assert.equal(BigInt(found), product < 0n ? -rounded : rounded)
      assert.ok(!Object.is(found, -0))
    }),
    { numRuns: 5_000 },
  )
})

test('decimals beyond the scale, exponents and other spellings are refused, zeros at the end are not', () => {
  assert.equal(quantity('1.5000'), 15_000)
  assert.equal(quantity('1.50000000'), 15_000)
  assert.equal(unitPrice('0.000001'), 1)
  assert.equal(unitPrice('-0'), 0)
  assert.ok(Object.is(quantity('-0.0'), 0))
  for (const text of ['', '1.00001', '1e2', '.5', '5.', '1,5', 'NaN', ' 1', '１', '1234567890123'])
    assert.equal(quantity(text), undefined, text)
  for (const text of ['0.0000001', '999999999999.9', 'abc']) assert.equal(unitPrice(text), undefined, text)
})

test('quantities and prices are written without trailing zeros and read back the same', () => {
  assert.deepEqual([quantityText(0 as Quantity), quantityText(-15_000 as Quantity)], ['0', '-1.5'])
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (value) => {
      assert.equal(quantity(quantityText(value as Quantity)), value)
      assert.equal(unitPrice(unitPriceText(value as UnitPrice)), value)
      assert.doesNotMatch(quantityText(value as Quantity), /\.\d*0$|\.$/)
    }),
    { numRuns: 2_000 },
  )
})
