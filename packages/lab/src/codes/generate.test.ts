// Whatever the seed, the kernel accepts what the lab makes, and reads the same parts out of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addDays,
  day,
  isMobileNumber,
  isStandardDrugCode,
  parseIdentityNumber,
  parseMessageNumber,
  parseProviderCode,
  parseSocialCreditCode,
  parseStaffCode,
  parseTraceCode,
} from '@yibao/kernel'
import fc from 'fast-check'
import { random } from '../random.ts'
import * as make from './generate.ts'

const region = fc.integer({ min: 110_000, max: 659_999 }).map(String)
const birth = fc.nat(45_000).map((offset) => addDays(day('1900-01-01'), offset))
const sex = fc.constantFrom('male' as const, 'female' as const)

test('identity numbers', () => {
  fc.assert(
    fc.property(fc.integer(), region, birth, sex, (seed, where, birthOn, who) => {
      const number = make.identityNumber(random(seed).next, { region: where, birthOn, sex: who })
      assert.deepEqual(parseIdentityNumber(number), { number, region: where, birthOn, sex: who })
    }),
  )
})

test('social credit codes, with a sound organisation code inside', () => {
  fc.assert(
    fc.property(fc.integer(), region, (seed, where) => {
      const parsed = parseSocialCreditCode(make.socialCreditCode(random(seed).next, { region: where, kind: '12' }))
      assert.equal(parsed?.region, where)
      assert.equal(parsed?.organisationCheckHolds, true)
    }),
  )
})

test('providers, staff, messages, trace codes, standard codes and phones', () => {
  const { next } = random(1)
  assert.equal(parseProviderCode(make.hospitalCode('150203', 7))?.serial, '00007')
  assert.equal(parseProviderCode(make.pharmacyCode('150203', 7))?.kind, 'pharmacy')
  for (const kind of ['doctor', 'nurse', 'pharmacist', 'technician'] as const) {
    assert.equal(parseStaffCode(make.staffCode(kind, '150203', 12))?.kind, kind)
  }
  const message = make.messageNumber(make.hospitalCode('150203', 7), day('2025-11-30'), '08:10:59', 21)
  assert.deepEqual(parseMessageNumber(message)?.sentTime, '08:10:59')
  const trace = parseTraceCode(make.traceCode(next, make.traceDrugPart(177), 28))
  assert.equal(trace?.form === 'twenty_digits' && trace.drugPart, '8000177')
  assert.equal(isStandardDrugCode(make.standardDrugCode('01650', 12)), true)
  assert.equal(isMobileNumber(make.mobileNumber(next)), true)
  assert.throws(() => make.hospitalCode('150203', 100_000), RangeError)
})
