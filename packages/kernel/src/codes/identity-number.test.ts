// Identity numbers: known numbers, each kind of fault, and what the check character is able to catch.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../time/day.ts'
import { identityCheckCharacter, parseIdentityNumber } from './identity-number.ts'

const VALID = [
  // number            region    birth         sex
  ['11010519491231002X', '110105', '1949-12-31', 'female'],
  ['440524188001010014', '440524', '1880-01-01', 'male'],
  ['150203198504120022', '150203', '1985-04-12', 'female'],
  ['62100219600229103X', '621002', '1960-02-29', 'male'],
  ['34160220240601004X', '341602', '2024-06-01', 'female'],
  ['220202193311302013', '220202', '1933-11-30', 'male'],
  ['360402197812315605', '360402', '1978-12-31', 'female'],
] as const

const INVALID = [
  ['150203198504120023', 'the check digit is wrong'],
  ['621002196102291037', '29 February 1961 does not exist, though the check digit is right'],
  ['150203198513120024', 'month 13, though the check digit is right'],
  ['050203198504120022', 'no region begins with 0'],
  ['150203850412002', 'the old form of 15 digits'],
  ['1502031985041200220', '19 characters'],
  [' 150203198504120022', 'a leading blank'],
  ['15020319850412002Ｘ', 'a full-width X'],
  ['', 'nothing'],
] as const

test('valid numbers give region, birth day and sex', () => {
  for (const [number, region, birthOn, sex] of VALID) {
    assert.deepEqual(parseIdentityNumber(number), { number, region, birthOn, sex }, number)
  }
})

test('a lower-case x is accepted and stored in upper case', () => {
  assert.equal(parseIdentityNumber('11010519491231002x')?.number, '11010519491231002X')
})

test('invalid numbers are refused', () => {
  for (const [number, why] of INVALID) assert.equal(parseIdentityNumber(number), undefined, why)
})

test('a person is not born after today', () => {
  assert.equal(parseIdentityNumber('34160220240601004X', day('2024-05-31')), undefined)
  assert.equal(parseIdentityNumber('34160220240601004X', day('2024-06-01'))?.birthOn, '2024-06-01')
})

const anyNumber = fc
  .tuple(
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.integer({ min: 0, max: 60_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, dayOffset, order]) => {
    const birth = addDays(day('1860-01-01'), dayOffset)
    const first17 = `${region}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
    return { number: first17 + identityCheckCharacter(first17), region: String(region), birth, male: order % 2 === 1 }
  })

test('a number made of its parts gives the parts back', () => {
  fc.assert(
    fc.property(anyNumber, ({ number, region, birth, male }) => {
      const sex = male ? 'male' : 'female'
      assert.deepEqual(parseIdentityNumber(number), { number, region, birthOn: birth, sex })
    }),
  )
})

test('one wrong digit, or two neighbours exchanged, is always noticed', () => {
  // Goal: MOD 11-2 detects every single substitution and every adjacent transposition. Method: apply one to a valid number.
  fc.assert(
    fc.property(anyNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ number }, at, shift) => {
      const digits = [...number]
      digits[at] = String((Number(digits[at]) + shift) % 10)
      assert.equal(parseIdentityNumber(digits.join('')), undefined)
    }),
  )
  fc.assert(
    fc.property(anyNumber, fc.nat(15), ({ number }, at) => {
      const [left = '', right = ''] = [number[at], number[at + 1]]
      fc.pre(left !== right)
      assert.equal(parseIdentityNumber(number.slice(0, at) + right + left + number.slice(at + 2)), undefined)
    }),
  )
})
