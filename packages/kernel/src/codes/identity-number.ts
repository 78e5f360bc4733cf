// Citizen identity number (GB 11643): 6 region, 8 birth date, 3 order (odd is male), 1 check character.
import { type Day, parseDay } from '../time/day.ts'

export type Sex = 'male' | 'female'

export interface IdentityNumber {
  /** Stored form: upper-case X. */
  readonly number: string
  readonly region: string
  readonly birthOn: Day
  readonly sex: Sex
}

const FORM = /^([1-9]\d{5})(\d{4})(\d{2})(\d{2})(\d{3})[\dX]$/
const EARLIEST_BIRTH = '1850-01-01'
const CHECK_CHARACTERS = '10X98765432'

/** ISO 7064 MOD 11-2 over the first 17 digits: each weight is twice the next one, modulo 11. */
export function identityCheckCharacter(first17: string): string {
  let remainder = 0
  for (const digit of first17) remainder = ((remainder + Number(digit)) * 2) % 11
  return CHECK_CHARACTERS[remainder] ?? ''
}

/**
 * Reads an identity number; `undefined` when the form, the birth date or the check character is wrong.
 * A number whose birth date lies after `today` is refused when `today` is given.
 */
export function parseIdentityNumber(text: string, today?: Day): IdentityNumber | undefined {
  const number = text.toUpperCase()
  const match = FORM.exec(number)
  if (!match) return undefined
  const [, region = '', year, month, day, order] = match
  const birthOn = parseDay(`${year}-${month}-${day}`)
  if (!birthOn || birthOn < EARLIEST_BIRTH || (today && birthOn > today)) return undefined
  if (identityCheckCharacter(number.slice(0, 17)) !== number[17]) return undefined
  return { number, region, birthOn, sex: Number(order) % 2 === 1 ? 'male' : 'female' }
}
