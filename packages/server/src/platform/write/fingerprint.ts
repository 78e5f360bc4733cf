// What makes a repeated message the same message, small enough to be kept for ever: a digest of the whole, and two
// bytes for each field so that a difference can be named although the first message is no longer at hand.
import { hash } from 'node:crypto'
import type { Json } from '../json.ts'
import type { Command, Fingerprint } from './command.ts'

const DIGEST_BYTES = 32
/** Beyond this many fields only the digest decides, and the difference is said to lie "further on". */
const FIELDS_MAX = 512

/** Every message pays for this, so it walks once and builds no paths. */
export function fingerprintOf(request: Json): Buffer {
  const parts: string[] = []
  const marks: number[] = []
  walk('', request, parts, marks)
  const kept = Math.min(marks.length, FIELDS_MAX)
  const fingerprint = Buffer.allocUnsafe(DIGEST_BYTES + 2 * kept)
  hash('sha256', parts.join('\u0000'), 'buffer').copy(fingerprint)
  for (let at = 0; at < kept; at++) fingerprint.writeUInt16LE(marks[at]!, DIGEST_BYTES + 2 * at)
  return fingerprint
}

/** The command's own fingerprint, or that of its request. */
export const bytesOf = ({ fingerprint, request }: Command): Uint8Array => fingerprint?.bytes ?? fingerprintOf(request)

/** `undefined` when the kept fingerprint is that of the same message. */
export function differenceFrom(stored: Buffer, command: Command): string | undefined {
  const own: Fingerprint = command.fingerprint ?? {
    bytes: fingerprintOf(command.request),
    difference: (kept) => firstDifference(Buffer.from(kept), command.request),
  }
  return stored.equals(own.bytes) ? undefined : own.difference(stored)
}

/** The path of the first field (in the order of their names) in which `request` differs from the one fingerprinted. */
export function firstDifference(stored: Buffer, request: Json): string {
  const now = fingerprintOf(request)
  let at = DIGEST_BYTES
  while (at < stored.length && at < now.length && stored.readUInt16LE(at) === now.readUInt16LE(at)) at += 2
  const paths = pathsOf('', request)
  const field = (at - DIGEST_BYTES) / 2
  if (field >= FIELDS_MAX) return `${paths[FIELDS_MAX - 1]} 之后`
  return paths[field] ?? `${paths.at(-1) ?? ''} 之后` // it lacks what the first message said after its last field
}

/** Objects in the order of their field names; a field that is `undefined` is not there. */
function walk(name: string, value: Json | undefined, parts: string[], marks: number[]): void {
  if (value === undefined) return
  if (value === null || typeof value !== 'object') {
    const text = typeof value === 'string' ? value : `\u0001${value}` // the text "1" is not the number 1
    parts.push(name, text)
    marks.push(markOf(name, text))
    return
  }
  const names = namesIn(value)
  parts.push(name, Array.isArray(value) ? '\u0002' : '\u0003')
  if (names.length === 0) marks.push(markOf(name, '\u0002'))
  for (const inner of names) walk(inner, fieldOf(value, inner), parts, marks)
  parts.push('\u0004')
}

type Structure = Extract<Json, object>

const namesIn = (value: Structure): string[] => (Array.isArray(value) ? Object.keys(value) : Object.keys(value).sort())
const fieldOf = (value: Structure, name: string): Json | undefined =>
  (value as Readonly<Record<string, Json | undefined>>)[name]

/** FNV-1a, folded to 16 bits: enough to point at a field; whether two requests are equal the SHA-256 decides. */
function markOf(name: string, text: string): number {
  let mark = 0x811c9dc5
  for (let at = 0; at < name.length; at++) mark = Math.imul(mark ^ name.charCodeAt(at), 0x01000193)
  for (let at = 0; at < text.length; at++) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193)
  return ((mark >>> 16) ^ mark) & 0xffff
}

/** The same walk, for people: `data.lines[3].amount`. */
function pathsOf(path: string, value: Json | undefined): string[] {
  if (value === undefined) return []
  if (value === null || typeof value !== 'object') return [path]
  const names = namesIn(value)
  if (names.length === 0) return [path]
  const isList = Array.isArray(value)
  return names.flatMap((name) => {
    const inner = isList ? `${path}[${Number(name) + 1}]` : path === '' ? name : `${path}.${name}`
    return pathsOf(inner, fieldOf(value, name))
  })
}
