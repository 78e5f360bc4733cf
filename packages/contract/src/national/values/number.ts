// Reads N(p,s) exactly: JSON numbers or decimal texts become integers of the field's scale, never floating-point results.
import { kindOf, shown } from '../shown.ts'
import { Fault, isEmpty } from './fault.ts'

/**
 * The largest scaled integer accepted, 2^50. Beyond it, multiplying a JSON number by its scale may round to a neighbour,
 * so that a stated amount could be mistaken for the next one. For amounts this is 11 万亿元.
 */
const SCALED_MAX = 2 ** 50

export interface Scale {
  readonly digits: number
  readonly decimals: number
  readonly signed: boolean
}

/** Gives value × 10^decimals as an integer; `undefined` when empty. */
export function scaledReader({ digits, decimals, signed }: Scale): (value: unknown) => number | undefined | Fault {
  const factor = 10 ** decimals
  const max = Math.min(10 ** digits - 1, SCALED_MAX)
  const allowed = decimals === 0 ? `N(${digits})` : `N(${digits},${decimals})`
  return (value) => {
    if (isEmpty(value)) return undefined
    const scaled = typeof value === 'number' ? fromNumber(value, factor) : fromText(value, decimals)
    if (scaled === undefined) return isBlank(value) ? undefined : fault(value, decimals, allowed)
    if (scaled > max || scaled < -max) return new Fault('number_out_of_range', shown(value), allowed)
    if (scaled < 0 && !signed) return new Fault('number_negative', shown(value), allowed)
    return scaled
  }
}

/** A JSON number has at most `decimals` places exactly when dividing the rounded integer gives the same number back. */
function fromNumber(value: number, factor: number): number | undefined {
  const scaled = Math.round(value * factor)
  if (scaled / factor === value) return scaled === 0 ? 0 : scaled
  // Too large to have any decimals left: out of range, not too precise. Infinity (1e309) arrives here as well.
  return Math.abs(value) >= SCALED_MAX ? value : undefined
}

/** Sign, digits, and at most `decimals` places; further zeros are the same number. */
function fromText(value: unknown, decimals: number): number | undefined {
  if (typeof value !== 'string') return undefined
  let at = 0
  let end = value.length
  while (at < end && value.charCodeAt(at) === 32) at++
  while (end > at && value.charCodeAt(end - 1) === 32) end--
  const sign = value.charCodeAt(at)
  if (sign === 45 || sign === 43) at++
  const wholeAt = at
  let scaled = 0
  while (at < end && isDigit(value.charCodeAt(at))) scaled = scaled * 10 + value.charCodeAt(at++) - 48
  if (at === wholeAt) return undefined
  let places = 0
  if (at < end) {
    if (value.charCodeAt(at++) !== 46 || at === end) return undefined
    for (; at < end; at++) {
      const digit = value.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) return undefined
      if (places < decimals) {
        scaled = scaled * 10 + digit
        places++
      } else if (digit !== 0) return undefined
    }
  }
  for (; places < decimals; places++) scaled *= 10
  return sign === 45 && scaled !== 0 ? -scaled : scaled
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === ''
const isDigit = (code: number): boolean => code >= 48 && code <= 57

const DECIMAL = /^\s*[+-]?\d+\.\d+\s*$/

function fault(value: unknown, decimals: number, allowed: string): Fault {
  if (typeof value === 'number') {
    return new Fault(Number.isNaN(value) ? 'number_malformed' : 'number_too_many_decimals', shown(value), allowed)
  }
  if (typeof value !== 'string') return new Fault('field_wrong_type', kindOf(value), allowed)
  const precise = DECIMAL.test(value) && (value.trim().split('.')[1] ?? '').length > decimals
  return new Fault(precise ? 'number_too_many_decimals' : 'number_malformed', shown(value), allowed)
}

/** N(p,s) that is no domain quantity: the plain number, known to have at most s decimals. */
export function decimalReader(scale: Scale): (value: unknown) => number | undefined | Fault {
  const read = scaledReader(scale)
  const factor = 10 ** scale.decimals
  return (value) => {
    const scaled = read(value)
    return typeof scaled === 'number' ? scaled / factor : scaled
  }
}

const SERIAL = /^\d+$/

/** N(30) used as an identifier: kept as text, digits only, not zero. */
export function serialReader(digits: number): (value: unknown) => string | Fault {
  return (value) => {
    if (isEmpty(value)) return ''
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      return new Fault('number_as_text_unsafe', `数字${shown(value)}`)
    if (typeof value !== 'number' && typeof value !== 'string') {
      return new Fault('field_wrong_type', kindOf(value), '数字')
    }
    const text = String(value).trim()
    if (text === '') return ''
    const good = text.length <= digits && SERIAL.test(text) && !/^0+$/.test(text)
    return good ? text : new Fault('serial_malformed', shown(value), String(digits))
  }
}
