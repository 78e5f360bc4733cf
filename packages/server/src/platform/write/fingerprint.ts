// What makes a repeated message the same message, small enough to be kept for ever: a digest of the whole, and two
// bytes for each field so that a difference can be named although the first message is no longer at hand.
import { createHash } from 'node:crypto'
import type { Json } from '../json.ts'

const DIGEST_BYTES = 32
/** Beyond this many fields only the digest decides, and the difference is said to lie "further on". */
const FIELDS_MAX = 512

interface Leaf {
  readonly path: string
  readonly text: string
}

export function fingerprintOf(request: Json): Buffer {
  const leaves = leavesOf(request)
  const digest = createHash('sha256')
  const marks = Buffer.alloc(2 * Math.min(leaves.length, FIELDS_MAX))
  let whole = ''
  for (const [at, leaf] of leaves.entries()) {
    const line = `${leaf.path}\u0000${leaf.text}\u0000`
    whole += line
    if (at < FIELDS_MAX) marks.writeUInt16LE(markOf(line), 2 * at)
  }
  return Buffer.concat([digest.update(whole).digest(), marks])
}

export const sameRequest = (a: Buffer, b: Buffer): boolean =>
  a.subarray(0, DIGEST_BYTES).equals(b.subarray(0, DIGEST_BYTES))

/** The path of the first field (in the order of their names) in which `request` differs from the one fingerprinted. */
export function firstDifference(stored: Buffer, request: Json): string {
  const leaves = leavesOf(request)
  const count = (stored.length - DIGEST_BYTES) / 2
  for (const [at, leaf] of leaves.entries()) {
    if (at >= FIELDS_MAX) return `${leaf.path} 或其后`
    if (at >= count) return leaf.path // the first message ended before this field
    if (stored.readUInt16LE(DIGEST_BYTES + 2 * at) !== markOf(`${leaf.path}\u0000${leaf.text}\u0000`)) return leaf.path
  }
  return `${leaves.at(-1)?.path ?? ''} 之后` // this message lacks what the first one said after its last field
}

/** Every value with its path, objects in the order of their field names; a field that is `undefined` is not there. */
function leavesOf(request: Json): Leaf[] {
  const leaves: Leaf[] = []
  const visit = (value: Json, path: string): void => {
    if (value === null || typeof value !== 'object') leaves.push({ path, text: JSON.stringify(value) })
    else if (Array.isArray(value)) visitArray(value, path)
    else visitObject(value as { readonly [key: string]: Json | undefined }, path)
  }
  const visitArray = (items: readonly Json[], path: string): void => {
    if (items.length === 0) leaves.push({ path, text: '[]' })
    for (const [at, item] of items.entries()) visit(item, `${path}[${at + 1}]`)
  }
  const visitObject = (fields: { readonly [key: string]: Json | undefined }, path: string): void => {
    const names = Object.keys(fields).sort()
    if (names.length === 0) leaves.push({ path, text: '{}' })
    for (const name of names) {
      const value = fields[name]
      if (value !== undefined) visit(value, path === '' ? name : `${path}.${name}`)
    }
  }
  visit(request, '')
  return leaves
}

/** FNV-1a, folded to 16 bits: enough to point at a field; whether two requests are equal the SHA-256 decides. */
function markOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return ((hash >>> 16) ^ hash) & 0xffff
}
