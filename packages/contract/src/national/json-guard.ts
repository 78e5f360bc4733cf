// What JSON.parse does not refuse: excessive depth (found before parsing), keys given twice, keys that aim at prototypes.
import type { Refused } from '@yibao/kernel'
import { type MessageRefusalCode, messageRefusals } from './protocol-refusals.ts'
import { shown } from './shown.ts'

const QUOTE = 34
const COLON = 58
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** Greatest nesting and number of keys, in one pass over the text; strings are skipped, not looked into. */
export function scan(text: string): { depth: number; keys: number } {
  let depth = 0
  let deepest = 0
  let keys = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
    } else if (code === COLON) {
      keys++
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++
      if (depth > deepest) deepest = depth
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--
    }
  }
  return { depth: deepest, keys }
}

/** The closing quote of the string that opens at `start`; the text's end when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end, start)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, quote: number, start: number): boolean {
  let at = quote - 1
  while (at > start && text.charCodeAt(at) === BACKSLASH) at--
  return (quote - 1 - at) % 2 === 1
}

/**
 * JSON.parse keeps the last of two equal keys silently. As many colons as keys survive exactly when none was lost, so
 * the names are only looked at when the numbers differ.
 */
export function checkKeys(value: object, keysInText: number, text: string): Refused<MessageRefusalCode> | undefined {
  const { keys, forbidden } = census(value)
  if (forbidden) return messageRefusals.refuse('body_forbidden_key', { found: '“__proto__”' })
  if (keys === keysInText) return undefined
  return messageRefusals.refuse('body_duplicate_key', { found: shown(firstDuplicate(text)) })
}

/** Counts the keys of a parsed value. `__proto__` comes out of JSON.parse as an ordinary key, but copying it would not. */
function census(value: object): { keys: number; forbidden: boolean } {
  let keys = 0
  let forbidden = false
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner !== 'object' || inner === null) continue
    const below = census(inner)
    keys += below.keys
    forbidden ||= below.forbidden
  }
  if (!Array.isArray(value)) {
    keys += Object.keys(value).length
    forbidden ||= Object.hasOwn(value, '__proto__')
  }
  return { keys, forbidden }
}

/** The first key that its own object already has. The text is known to be JSON. */
function firstDuplicate(text: string): string {
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === OPEN_BRACE || code === OPEN_BRACKET) open.push(new Set())
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop()
    if (code !== QUOTE) continue
    const end = endOfString(text, at)
    const isKey = /^\s*:/.test(text.slice(end + 1, end + 64))
    const key = isKey ? String(JSON.parse(text.slice(at, end + 1))) : undefined
    at = end
    if (key === undefined) continue
    if (open.at(-1)?.has(key)) return key
    open.at(-1)?.add(key)
  }
  return ''
}
