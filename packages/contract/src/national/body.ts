// Turns a request body into one JSON object, by content and not by its declared type, within limits.
import { accepted, type Outcome } from '@yibao/kernel'
import { isRecord, type Json } from './json.ts'
import { checkKeys, scan } from './json-guard.ts'
import { type MessageRefusalCode, messageRefusals } from './protocol-refusals.ts'
import { kindOf } from './shown.ts'

export interface BodyLimits {
  readonly bytesMax: number
  readonly depthMax: number
}

export const defaultLimits: BodyLimits = { bytesMax: 5 * 1024 * 1024, depthMax: 32 }

const { refuse } = messageRefusals

/**
 * Accepts a JSON object as it stands (whatever the content type says), the same with a byte-order mark, and a form whose
 * value, under no name or any, is the whole JSON. Bytes are preferred: for a text the limit counts UTF-16 units.
 */
export function parseBody(
  body: string | Uint8Array,
  limits: BodyLimits = defaultLimits,
): Outcome<Json, MessageRefusalCode> {
  if (body.length > limits.bytesMax) return refuse('body_too_large', { found: body.length, allowed: limits.bytesMax })
  const text = typeof body === 'string' ? body : utf8Text(body)
  if (text === undefined) return refuse('body_not_utf8', {})
  const json = jsonText(text)
  return json === '' ? refuse('body_empty', {}) : parseObject(json, limits)
}

/** Parses JSON that must be an object: no deeper than allowed, no key twice in one object, no key that aims at prototypes. */
export function parseObject(text: string, limits: BodyLimits = defaultLimits): Outcome<Json, MessageRefusalCode> {
  const { depth, keys } = scan(text)
  if (depth > limits.depthMax) return refuse('body_too_deep', { allowed: limits.depthMax })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse('body_not_json', { position: positionIn(error) })
  }
  if (!isRecord(value)) return refuse('body_not_object', { found: kindOf(value) })
  const refusal = checkKeys(value, keys, text)
  return refusal ?? accepted(value)
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const FORM = /^[A-Za-z_]{0,32}=/
const ENCODED_BRACE = /^%7b/i

function jsonText(text: string): string {
  const plain = text.replace(/^\ufeff/, '').trim()
  if (!FORM.test(plain) && !ENCODED_BRACE.test(plain)) return plain
  const value = plain.replace(FORM, '')
  if (!ENCODED_BRACE.test(value)) return value
  try {
    return decodeURIComponent(value.replace(/=$/, '').replaceAll('+', ' ')).trim()
  } catch (error) {
    // A broken percent sequence: what follows reports the text as it came.
    if (error instanceof URIError) return value
    throw error
  }
}

/** Where JSON.parse stopped, counted from 1; 0 when it does not say, which is the case for a text that ends too early. */
function positionIn(error: unknown): number {
  const position = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined
  return position === undefined ? 0 : Number(position) + 1
}
