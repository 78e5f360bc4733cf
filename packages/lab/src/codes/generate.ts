// Valid codes made from a seeded source, for the synthetic city. No code made here belongs to anyone by intention.
import {
  type Day,
  gs1CheckDigit,
  identityCheckCharacter,
  organisationCheckCharacter,
  type Sex,
  type StaffKind,
  usccCheckCharacter,
} from '@yibao/kernel'
import type { Next } from '../random.ts'

const USCC_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const STAFF_MARKS: Readonly<Record<StaffKind, string>> = { doctor: 'D', nurse: 'N', pharmacist: 'HY', technician: 'HJ' }

const below = (next: Next, bound: number): number => Math.floor(next() * bound)

export function digits(next: Next, count: number): string {
  let text = ''
  for (let at = 0; at < count; at += 1) text += below(next, 10)
  return text
}

const padded = (value: number, width: number): string => {
  const text = String(value).padStart(width, '0')
  if (text.length > width || value < 0) throw new RangeError(`${value} does not fit ${width} digits`)
  return text
}

/** An identity number of a region, a birth day and a sex; the order number is drawn. */
export function identityNumber(next: Next, of: { region: string; birthOn: Day; sex: Sex }): string {
  const order = 2 * below(next, 500) + (of.sex === 'male' ? 1 : 0)
  const first17 = `${of.region}${of.birthOn.replaceAll('-', '')}${padded(order, 3)}`
  return first17 + identityCheckCharacter(first17)
}

/** 91 company, 93 cooperative, 12 public institution, 11 state organ, 51 social organisation. */
export type OrganisationKind = '91' | '93' | '12' | '11' | '51'

export function socialCreditCode(next: Next, of: { region: string; kind?: OrganisationKind }): string {
  let body = 'MA' // the organisation codes given since 2015 begin so
  for (let at = 0; at < 6; at += 1) body += USCC_LETTERS[below(next, USCC_LETTERS.length)]
  const first17 = `${of.kind ?? '91'}${of.region}${body}${organisationCheckCharacter(body)}`
  return first17 + usccCheckCharacter(first17)
}

export const hospitalCode = (region: string, serial: number): string => `H${region}${padded(serial, 5)}`
export const pharmacyCode = (region: string, serial: number): string => `P${region}${padded(serial, 5)}`

export const staffCode = (kind: StaffKind, region: string, serial: number): string =>
  `${STAFF_MARKS[kind]}${region}${padded(serial, 6)}`

/** Number of a message: the sender, its clock and a serial within the second. `sentTime` is "HH:mm:ss". */
export function messageNumber(providerCode: string, sentOn: Day, sentTime: string, serial: number): string {
  return `${providerCode}${sentOn.replaceAll('-', '')}${sentTime.replaceAll(':', '')}${padded(serial, 4)}`
}

/** 20 digits: the seven that stand for the drug, nine of serial, four drawn in the place of the secret check. */
export function traceCode(next: Next, drugPart: string, serial: number): string {
  if (!/^\d{7}$/.test(drugPart)) throw new RangeError(`The drug part has seven digits: ${drugPart}`)
  return `${drugPart}${padded(serial, 9)}${digits(next, 4)}`
}

/** The seven digits that stand for a drug in this city's trace codes. Beginning with 8, as most real ones do. */
export const traceDrugPart = (serial: number): string => `8${padded(serial, 6)}`

export function standardDrugCode(company: string, product: number): string {
  const body = `869${company}${padded(product, 5)}`
  return body + gs1CheckDigit(body)
}

/** Prefixes in use; the rest is drawn. */
const MOBILE_PREFIXES = ['138', '139', '150', '151', '158', '177', '186', '189', '199'] as const

export const mobileNumber = (next: Next): string =>
  `${MOBILE_PREFIXES[below(next, MOBILE_PREFIXES.length)]}${digits(next, 8)}`
