// Which passwords are refused, and that a stored hash knows its password and no other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPassword, hashPassword, isPassword } from './password.ts'

const CHEAP = { memoryKiB: 64, passes: 1 }
const verdict = (password: string, account = 'window3') => {
  const outcome = checkPassword(password, account)
  return outcome.ok ? 'good' : outcome.code
}

const cases: [string, string][] = [
  ['correct horse battery', 'good'],
  ['春江花月夜不知乘月几人归', 'good'],
  ['tea at the oasis station', 'good'],
  ['Xk7-mmPq.31vz', 'good'],
  ['short', 'password_too_short'],
  ['一二三四五六七八九十甲', 'password_too_short'],
  ['aaaaaaaaaaaa', 'password_too_simple'],
  ['abababababab', 'password_too_simple'],
  ['abcdefghijkl', 'password_too_simple'],
  ['987654321098', 'password_too_simple'],
  ['qwertyuiopqw', 'password_too_simple'],
  ['my window3 pass', 'password_holds_account'],
  ['password2026', 'password_is_common'],
  ['P@ssw0rd!2026', 'password_is_common'],
  ['admin@yibao888', 'password_is_common'],
  ['yiyuan123456!', 'password_is_common'],
  ['woaini5201314', 'password_is_common'],
]

for (const [password, expected] of cases) {
  test(`"${password}" is ${expected}`, () => assert.equal(verdict(password), expected))
}

test('a hash knows its password and no other, and two hashes of one password differ', async () => {
  const [first, second] = [
    await hashPassword('correct horse battery', CHEAP),
    await hashPassword('correct horse battery', CHEAP),
  ]
  assert.notEqual(first, second)
  assert.equal(await isPassword('correct horse battery', first), true)
  assert.equal(await isPassword('correct horse batterz', first), false)
  assert.equal(await isPassword('', first), false)
  await assert.rejects(isPassword('x', 'md5:abc'), /unknown form/)
})

test('by default a guess costs 64 MiB', async () => {
  assert.match(await hashPassword('x'), /^\$argon2id\$v=19\$m=65536,t=2,p=1\$/)
})
