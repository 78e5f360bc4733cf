// Passwords: which are good enough, and how they are kept. Argon2id, memory-hard, at some 200 ms a guess.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { accepted, type Outcome, refused } from '@yibao/kernel'

export interface HashCost {
  readonly memoryKiB: number
  readonly passes: number
}

export const DEFAULT_COST: HashCost = { memoryKiB: 65_536, passes: 2 }
const PARALLELISM = 1
const TAG_BYTES = 32
const SALT_BYTES = 16
const LENGTH_MIN = 12
const DISTINCT_MIN = 5

const derive = promisify(argon2)

/** "$argon2id$v=19$m=65536,t=2,p=1$salt$hash": the cost travels with the hash, so it can be raised later. */
export async function hashPassword(password: string, cost: HashCost = DEFAULT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await tagOf(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=${PARALLELISM}$${base64(salt)}$${base64(tag)}`
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(hash)
  if (!match) throw new Error('A stored password hash has an unknown form')
  const [, memory, passes, salt = '', tag = ''] = match
  const expected = Buffer.from(tag, 'base64')
  const actual = await tagOf(password, Buffer.from(salt, 'base64'), {
    memoryKiB: Number(memory),
    passes: Number(passes),
  })
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

const tagOf = (password: string, nonce: Buffer, { memoryKiB, passes }: HashCost) =>
  derive('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce,
    parallelism: PARALLELISM,
    tagLength: TAG_BYTES,
    memory: memoryKiB,
    passes,
  })

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

export type PasswordRefusal =
  | 'password_too_short'
  | 'password_too_simple'
  | 'password_is_common'
  | 'password_holds_account'

/** Length over rules: no forced mixtures, no forced changes, but nothing that everybody tries first. */
export function checkPassword(password: string, account: string): Outcome<string, PasswordRefusal> {
  const length = [...password].length
  if (length < LENGTH_MIN) return refused('password_too_short', { length, lengthMin: LENGTH_MIN })
  const plain = plainForm(password)
  if (new Set(plain).size < DISTINCT_MIN || isRun(plain)) return refused('password_too_simple')
  if (account.length >= 3 && plain.includes(plainForm(account))) return refused('password_holds_account')
  if (isCommon(password)) return refused('password_is_common')
  return accepted(password)
}

/** "P@ssw0rd" and "password" are the same guess. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const plainForm = (text: string): string =>
  [...text.normalize('NFKC').toLowerCase()].map((sign) => LOOK_ALIKES[sign] ?? sign).join('')

/** Rows of a keyboard, the alphabet and the digits, as they look in plain form. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  plainForm('01234567890123456789'),
  'qazwsxedcrfvtgbyhnujmikolp',
]

function isRun(plain: string): boolean {
  const backwards = [...plain].reverse().join('')
  return RUNS.some((run) => run.repeat(2).includes(plain) || run.repeat(2).includes(backwards))
}

/**
 * Words that are tried first, here and in this trade. A password is common when nothing of it remains but such words,
 * years and signs: 40 words in any order with any digits are many more than a list of ten thousand.
 */
const COMMON_WORDS = [
  'password',
  'passwd',
  'admin',
  'administrator',
  'root',
  'user',
  'guest',
  'test',
  'demo',
  'login',
  'welcome',
  'letmein',
  'changeme',
  'default',
  'secret',
  'master',
  'super',
  'system',
  'manager',
  'qwerty',
  'abc',
  'asd',
  'zxc',
  'iloveyou',
  'dragon',
  'monkey',
  'football',
  'sunshine',
  'princess',
  'china',
  'beijing',
  'yibao',
  'yiliao',
  'shebao',
  'yiyuan',
  'yaodian',
  'jijin',
  'hospital',
  'insurance',
  'woaini',
  'mima',
  'zhongguo',
  'nihao',
  'aini',
  'wang',
  'li',
  'zhang',
  'liu',
  'chen',
].sort((a, b) => b.length - a.length)

/** Once as written, without digits; once with look-alikes read as the letters they stand for. */
function isCommon(password: string): boolean {
  const written = password.normalize('NFKC').toLowerCase().replace(/\p{N}/gu, '')
  return [written, plainForm(password)].some((form) => {
    const left = COMMON_WORDS.reduce((rest, word) => rest.replaceAll(word, ' '), form)
    return left.replace(/[^\p{L}]/gu, '').length <= 2
  })
}
