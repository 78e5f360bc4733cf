// Reads the bytes of a file: Base64 text, a JSON array of byte values, or bytes that arrived as a form part.
import { kindOf, shown } from '../shown.ts'
import { Fault, isEmpty } from './fault.ts'

const BASE64 = /^[A-Za-z0-9+/\r\n]+={0,2}$/

export function readBytes(value: unknown): Uint8Array | undefined | Fault {
  if (isEmpty(value)) return undefined
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return fromArray(value)
  if (typeof value !== 'string') return new Fault('field_wrong_type', kindOf(value), 'Base64字符串')
  const text = value.trim()
  if (!BASE64.test(text) || text.replace(/[\r\n]/g, '').length % 4 !== 0)
    return new Fault('bytes_malformed', shown(value))
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** Some languages write bytes as −128 to 127. */
function fromArray(values: readonly unknown[]): Uint8Array | Fault {
  const bytes = new Uint8Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const byte = values[at]
    if (typeof byte !== 'number' || !Number.isInteger(byte) || byte < -128 || byte > 255) {
      return new Fault('bytes_malformed', `第${at + 1}个值${shown(byte)}`)
    }
    bytes[at] = byte
  }
  return bytes
}

/** Base64 of bytes, for answers and requests. */
export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}
