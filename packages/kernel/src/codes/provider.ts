// Codes of designated providers and of their staff, and the number that a provider gives to each message.
import { type Day, parseDay } from '../time/day.ts'

export interface ProviderCode {
  readonly code: string
  readonly kind: 'hospital' | 'pharmacy'
  readonly region: string
  readonly serial: string
}

export type StaffKind = 'doctor' | 'nurse' | 'pharmacist' | 'technician'

export interface StaffCode {
  readonly code: string
  readonly kind: StaffKind
  readonly region: string
  readonly serial: string
}

export interface MessageNumber {
  readonly providerCode: string
  readonly sentOn: Day
  /** "HH:mm:ss" of the sender's clock. */
  readonly sentTime: string
  readonly serial: string
}

const PROVIDER = /^([HP])(\d{6})(\d{5})$/
const STAFF = /^(D|N|HY|HJ)(\d{6})(\d{6})$/
const MESSAGE = /^([HP]\d{11})(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{4})$/
const STAFF_KINDS: Readonly<Record<string, StaffKind>> = {
  D: 'doctor',
  N: 'nurse',
  HY: 'pharmacist',
  HJ: 'technician',
}

export function parseProviderCode(code: string): ProviderCode | undefined {
  const match = PROVIDER.exec(code)
  if (!match) return undefined
  const [, letter, region = '', serial = ''] = match
  return { code, kind: letter === 'H' ? 'hospital' : 'pharmacy', region, serial }
}

export function parseStaffCode(code: string): StaffCode | undefined {
  const match = STAFF.exec(code)
  if (!match) return undefined
  const [, mark = '', region = '', serial = ''] = match
  const kind = STAFF_KINDS[mark]
  return kind && { code, kind, region, serial }
}

/** 12 provider, 14 time, 4 serial. The form alone: that it never repeats is for the receiver to know. */
export function hasMessageNumberForm(text: string): boolean {
  return MESSAGE.test(text)
}

/** `undefined` also when the time in it does not exist. */
export function parseMessageNumber(text: string): MessageNumber | undefined {
  const match = MESSAGE.exec(text)
  if (!match) return undefined
  const [, providerCode = '', year, month, day, hour = '', minute = '', second = '', serial = ''] = match
  const sentOn = parseDay(`${year}-${month}-${day}`)
  if (!sentOn || hour > '23' || minute > '59' || second > '59') return undefined
  return { providerCode, sentOn, sentTime: `${hour}:${minute}:${second}`, serial }
}
