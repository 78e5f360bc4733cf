// Social credit codes and organisation codes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  isOrganisationCode,
  isSocialCreditCode,
  organisationCheckCharacter,
  parseSocialCreditCode,
  usccCheckCharacter,
} from './organisation.ts'

const SOCIAL_CREDIT = [
  ['91350100M000100Y43', true, 'the example of the standard'],
  ['12150200MB0000019G', true, 'synthetic'],
  ['116210000136123481', true, 'synthetic'],
  ['12150200MB0000019H', false, 'the check character is wrong'],
  ['91350100I000100Y43', false, 'the letter I is not in the alphabet'],
  ['91350100m000100y43', false, 'lower case'],
  ['91350100M000100Y4', false, 'one character short'],
] as const

test('social credit codes', () => {
  for (const [code, expected, why] of SOCIAL_CREDIT) assert.equal(isSocialCreditCode(code), expected, why)
})

test('an organisation code carries its own check', () => {
  assert.equal(organisationCheckCharacter('MB000001'), '9')
  assert.equal(isOrganisationCode('MB0000019'), true)
  assert.equal(isOrganisationCode('MB0000018'), false)
  assert.equal(organisationCheckCharacter('D2143569'), 'X')
})

test('the parts of a social credit code', () => {
  assert.deepEqual(parseSocialCreditCode('12150200MB0000019G'), {
    code: '12150200MB0000019G',
    authority: '1',
    kind: '2',
    region: '150200',
    organisationCode: 'MB0000019',
    organisationCheckHolds: true,
  })
  assert.equal(parseSocialCreditCode('12150200MB0000019H'), undefined)
})

test('a broken inner code does not refuse the whole one', () => {
  const first17 = '12150200MB0000018'
  const parsed = parseSocialCreditCode(first17 + usccCheckCharacter(first17))
  assert.equal(parsed?.organisationCheckHolds, false)
})

const LETTERS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const anyCode = fc
  .tuple(
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.array(fc.constantFrom(...LETTERS), { minLength: 9, maxLength: 9 }),
  )
  .map(([region, inner]) => `91${region}${inner.join('')}`)
  .map((first17) => first17 + usccCheckCharacter(first17))

test('a code with its check character is accepted, with any other it is not', () => {
  fc.assert(
    fc.property(anyCode, fc.constantFrom(...LETTERS), (code, last) => {
      assert.equal(isSocialCreditCode(code), true)
      assert.equal(isSocialCreditCode(code.slice(0, 17) + last), last === code[17])
    }),
  )
})
