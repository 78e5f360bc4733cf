// Reads C(n): trimmed text without control characters or broken characters, counted in characters.
import { characters, kindOf, shown } from '../shown.ts'
import { Fault, isEmpty } from './fault.ts'

/** From this length on a text is free prose, where line breaks and tabs are usual: they become one space. */
const PROSE_LENGTH = 200

/**
 * Refused in any text: control characters, lone surrogates (all that \p{Cs} matches in Unicode mode), byte-order mark and non-characters, and the marks that
 * reorder what a reader sees (U+202A–202E, U+2066–2069), and line separators.
 */
const BAD = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u
const BREAKS = /[\t\r\n\u2028\u2029]+/g

export function textReader(length: number): (value: unknown) => string | Fault {
  const prose = length >= PROSE_LENGTH
  return (value) => {
    if (isEmpty(value)) return ''
    const text = typeof value === 'string' ? value : asText(value)
    if (text instanceof Fault) return text
    return isPlain(text) && text.length <= length ? trimmed(text) : careful(text, length, prose)
  }
}

/** The slot for provincial content: text as a rule, an object from some clients, kept as its JSON. */
export function extensionReader(length: number): (value: unknown) => string | Fault {
  const read = textReader(length)
  return (value) => read(typeof value === 'object' && value !== null ? JSON.stringify(value) : value)
}

/** Identifiers and codes do arrive as JSON numbers; a number that JSON has already rounded does not pass. */
function asText(value: unknown): string | Fault {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value === 'number') return new Fault('number_as_text_unsafe', `数字${shown(value)}`)
  return new Fault('field_wrong_type', kindOf(value), '字符串')
}

/** True for texts of ordinary characters only: the common case, decided without a regular expression. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || (code > 0x7e && code < 0xa0) || (code > 0x2020 && code < 0x2070)) return false
    if (code >= 0xd800 && (code < 0xe000 || code >= 0xfe00)) {
      if (code < 0xff01 || code > 0xffee) return false
    }
  }
  return true
}

function careful(text: string, length: number, prose: boolean): string | Fault {
  const clean = trimmed(prose ? text.replace(BREAKS, ' ') : text)
  const bad = BAD.exec(clean)
  if (bad) return new Fault('text_bad_characters', `第${characters(clean.slice(0, bad.index)) + 1}个字符`)
  const count = clean.length <= length ? clean.length : characters(clean)
  return count <= length ? clean : new Fault('text_too_long', `${count}字`, `C(${length})`)
}

function trimmed(text: string): string {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return isSpace(first) || isSpace(last) ? text.trim() : text
}

/** May be a space that `trim` removes; asked of the two ends only. */
const isSpace = (code: number): boolean => code <= 0x20 || (code >= 0xa0 && code <= 0x205f) || code === 0x3000
