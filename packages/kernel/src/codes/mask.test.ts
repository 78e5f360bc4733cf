// Masks hide what they must and count characters as people do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maskBankAccount, maskCertificate, maskMobile, maskName, nameForMatching } from './mask.ts'

test('names', () => {
  const rows = [
    ['李', '*'],
    ['张三', '张*'],
    ['欧阳娜', '欧*娜'],
    ['阿布都热西提', '阿****提'],
    ['𠮷田', '𠮷*'],
    ['  张三 ', '张*'],
    ['', ''],
  ] as const
  for (const [name, masked] of rows) assert.equal(maskName(name), masked)
})

test('numbers', () => {
  assert.equal(maskCertificate('150203198504120022'), '150***********0022')
  assert.equal(maskCertificate('1234567'), '*******')
  assert.equal(maskMobile('13812345678'), '138****5678')
  assert.equal(maskMobile('0472-5123456'), '*472-****456')
  assert.equal(maskBankAccount('6222020200112233445'), '***************3445')
  assert.equal(maskBankAccount('1234567'), '*******')
})

test('a masked name never shows more than its first and last character', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('张', '𠮷', '·', '娜', '提'), { minLength: 1, maxLength: 12 }), (letters) => {
      const masked = Array.from(maskName(letters.join('')))
      assert.equal(masked.length, letters.length)
      assert.ok(masked.filter((letter) => letter !== '*').length <= Math.min(2, letters.length - 1))
    }),
  )
})

test('look-alike dots and blanks do not separate two writings of one name', () => {
  for (const dot of ['·', '•', '・', '．', '‧']) {
    assert.equal(nameForMatching(`阿不都拉${dot}买买提 `), nameForMatching('阿不都拉·买买提'))
  }
  assert.notEqual(nameForMatching('阿不都拉买买提'), nameForMatching('阿不都拉·买买提'))
})
