// A compact fingerprint of a request's input, to tell a repetition from a reuse of its msgid and to name what differs.
//
// Eight bytes per leaf: a hash of its path and a hash of its value, sorted by path. 32-bit hashes are enough because only
// requests of one sender under one msgid are ever compared: a changed leaf goes unnoticed once in 4 thousand million.
import type { Table } from './fields.ts'
import { isRecord, type Json } from './json.ts'
import type { Node, Transaction } from './nodes.ts'
import { isEmpty } from './values/fault.ts'

export interface FieldDifference {
  /** `data.medfee_sumamt`, `feedetail[2].cnt` with rows counted from 0. */
  readonly path: string
  /** The Chinese title; '' for a field that the table does not have. */
  readonly title: string
  readonly change: 'changed' | 'added' | 'removed'
}

type Leaf = (pathHash: number, value: unknown, path: () => string) => boolean

/** Empty values are left out and numbers are put into one form, so that "", null and a missing field are the same. */
export function fingerprint(input: Json): Uint8Array {
  let pairs = new Uint32Array(128)
  let count = 0
  walk(input, (pathHash, value) => {
    if (count === pairs.length) {
      const larger = new Uint32Array(pairs.length * 2)
      larger.set(pairs)
      pairs = larger
    }
    pairs[count++] = valueHash(value)
    pairs[count++] = pathHash
    return true
  })
  const used = pairs.slice(0, count)
  // Little-endian on every supported machine: the path hash is the upper half, so numbers sort by path.
  new BigUint64Array(used.buffer).sort()
  return new Uint8Array(used.buffer)
}

/** The first difference in the new input's own order; then, by the field table, the first field that is gone. */
export function firstDifference(
  stored: Uint8Array,
  transaction: Transaction,
  input: Json,
): FieldDifference | undefined {
  const before = pairsOf(stored)
  const present = new Set<number>()
  let first: FieldDifference | undefined
  walk(input, (pathHash, value, path) => {
    present.add(pathHash)
    const known = before.get(pathHash)
    if (known === valueHash(value)) return true
    const change = known === undefined ? 'added' : 'changed'
    first = { path: path(), title: titleAt(transaction, path()), change }
    return false
  })
  if (first) return first
  const gone = new Set([...before.keys()].filter((hash) => !present.has(hash)))
  return gone.size === 0 ? undefined : firstRemoved(transaction, input, gone)
}

function pairsOf(stored: Uint8Array): Map<number, number> {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength)
  const pairs = new Map<number, number>()
  for (let at = 0; at + 8 <= stored.byteLength; at += 8)
    pairs.set(view.getUint32(at + 4, true), view.getUint32(at, true))
  return pairs
}

/** Visits every filled leaf in document order; stops when the visitor says so. A list of plain values is one leaf. */
function walk(json: Json, visit: Leaf): boolean {
  return walkObject(json, OFFSET, '', visit)
}

function walkObject(json: Json, hash: number, prefix: string, visit: Leaf): boolean {
  for (const key in json) {
    if (!walkValue(json[key], hashText(hash, key), prefix, key, visit)) return false
  }
  return true
}

function walkValue(value: unknown, hash: number, prefix: string, key: string, visit: Leaf): boolean {
  if (isEmpty(value)) return true
  if (typeof value !== 'object') return visit(hash, value, () => prefix + key)
  if (Array.isArray(value)) {
    if (!value.some(isRecord)) return value.length === 0 || visit(hash, JSON.stringify(value), () => prefix + key)
    for (let at = 0; at < value.length; at++) {
      if (!walkValue(value[at], hashByte(hash, at + FIRST_ROW), prefix, `${key}[${at}]`, visit)) return false
    }
    return true
  }
  return walkObject(value as Json, hashByte(hash, DOT), `${prefix}${key}.`, visit)
}

/** Paths that the table knows, in its order: which of them did the stored request have and the new one not? */
function firstRemoved(transaction: Transaction, input: Json, gone: ReadonlySet<number>): FieldDifference {
  for (const [name, node] of Object.entries(transaction.input)) {
    for (const place of placesOf(name, node, input)) {
      const removed = removedFrom(node.fields, place, gone)
      if (removed) return removed
    }
  }
  return { path: '', title: '', change: 'removed' }
}

interface PathStart {
  readonly hash: number
  readonly path: string
}

/** Where a node's rows may have stood: as an object, or as a list that may have been longer than it is now. */
function* placesOf(name: string, node: Node, input: Json): Generator<PathStart> {
  if (node.placement !== 'named') yield { hash: OFFSET, path: '' }
  for (const key of [name, ...node.aliases]) {
    const hash = hashText(OFFSET, key)
    yield { hash: hashByte(hash, DOT), path: `${key}.` }
    const now = input[key]
    const rowsMax = (Array.isArray(now) ? now.length : 0) + ROWS_LOOKED_PAST
    for (let at = 0; node.many && at < rowsMax; at++) {
      yield { hash: hashByte(hashByte(hash, at + FIRST_ROW), DOT), path: `${key}[${at}].` }
    }
  }
}

const ROWS_LOOKED_PAST = 2000

function removedFrom(fields: Table, { hash, path }: PathStart, gone: ReadonlySet<number>): FieldDifference | undefined {
  for (const [name, field] of Object.entries(fields)) {
    for (const key of [name, ...field.aliases]) {
      if (gone.has(hashText(hash, key))) return { path: path + key, title: field.title, change: 'removed' }
    }
  }
  return undefined
}

function titleAt(transaction: Transaction, path: string): string {
  const [node = '', ...rest] = path.replace(/\[\d+\]/g, '').split('.')
  const field = rest.at(-1) ?? node
  const own = Object.entries(transaction.input).find(([name, { aliases }]) => name === node || aliases.includes(node))
  const tables = own ? [own[1].fields] : Object.values(transaction.input).map(({ fields }) => fields)
  for (const table of tables) {
    for (const [name, one] of Object.entries(table)) {
      if (name === field || one.aliases.includes(field)) return one.title
      const inner = one.rows?.[field]
      if (inner) return inner.title
    }
  }
  return ''
}

// FNV-1a over UTF-16 units. The two separators keep `a.b` apart from `ab`, and rows apart from each other.
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193
const DOT = 0x2e
const FIRST_ROW = 0x10000

const hashByte = (hash: number, unit: number): number => Math.imul(hash ^ unit, PRIME) >>> 0

function hashText(hash: number, text: string): number {
  let mixed = hash
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), PRIME)
  return mixed >>> 0
}

/** The hash of a value in one form: trimmed text, decimals without trailing zeros, true and false as text. */
function valueHash(value: unknown): number {
  return hashText(OFFSET, typeof value === 'string' ? normalised(value) : String(value))
}

const DECIMAL = /^([+-]?\d+)\.(\d*?)0*$/

function normalised(text: string): string {
  const plain = text.trim()
  if (!plain.includes('.')) return plain
  const match = DECIMAL.exec(plain)
  if (!match) return plain
  return match[2] === '' ? (match[1] ?? '') : `${match[1]}.${match[2]}`
}
