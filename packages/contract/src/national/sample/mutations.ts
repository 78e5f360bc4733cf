// Broken copies of a request, one thing broken at a time, each labelled with where, how, and what must become of it.
import { requestEnvelope } from '../envelope.ts'
import type { Table } from '../fields.ts'
import { isRecord, type Json } from '../json.ts'
import { ROWS_MAX } from '../reading-rules.ts'
import { type Infno, transactionOf } from '../transactions.ts'
import { type BrokenValue, type Expectation, fieldMutations } from './field-mutations.ts'
import type { SampleRequest } from './request.ts'

export interface Mutation {
  readonly infno: Infno
  /** `data.medfee_sumamt`, `feedetail[0].cnt`, `envelope.msgid`, or the part of the message that is broken. */
  readonly path: string
  readonly label: string
  /** At the protocol. What is accepted here may still be refused by the business behind it. */
  readonly expect: Expectation
  readonly body: string | Uint8Array
}

/** Every mutation of one request. The request should be filled completely, so that every field is there to be broken. */
export function* mutations(infno: Infno, request: SampleRequest): Generator<Mutation> {
  for (const mutation of fieldsOf('envelope', requestEnvelope, request, [])) yield { infno, ...mutation }
  for (const [name, node] of Object.entries(transactionOf(infno).input)) {
    const content = request.input[name]
    const keys = Array.isArray(content) ? ['input', name, 0] : ['input', name]
    const path = Array.isArray(content) ? `${name}[0]` : name
    for (const mutation of fieldsOf(path, node.fields, request, keys)) yield { infno, ...mutation }
  }
  for (const mutation of nodeMutations(infno, request)) yield { infno, ...mutation }
  for (const mutation of messageMutations(request)) yield { infno, ...mutation }
}

type Unplaced = Omit<Mutation, 'infno'>
type Keys = readonly (string | number)[]

function* fieldsOf(path: string, table: Table, request: SampleRequest, keys: Keys): Generator<Unplaced> {
  for (const [name, field] of Object.entries(table)) {
    // The number decides which table is read: messageMutations breaks it.
    if (path === 'envelope' && name === 'infno') continue
    const at = [...keys, name]
    for (const { label, broken, expect } of fieldMutations(field)) {
      yield { path: `${path}.${name}`, label, expect, body: bodyWith(request, at, broken) }
    }
    const inner = field.rows
    if (inner) yield* fieldsOf(`${path}.${name}[0]`, inner, request, [...at, 0])
  }
}

const MARK = '\u0000raw\u0000'

/** The request's JSON with one value replaced, taken out, or written as raw text. */
function bodyWith(request: SampleRequest, keys: Keys, broken: BrokenValue): string {
  const replacement = 'value' in broken ? broken.value : 'raw' in broken ? MARK : undefined
  const text = JSON.stringify(replaced(request, keys, replacement))
  return 'raw' in broken ? text.replace(JSON.stringify(MARK), broken.raw) : text
}

function replaced(json: unknown, [key, ...rest]: Keys, replacement: unknown): unknown {
  if (key === undefined) return replacement
  if (Array.isArray(json)) return json.map((entry, at) => (at === key ? replaced(entry, rest, replacement) : entry))
  const record: Json = isRecord(json) ? json : {}
  return { ...record, [key]: replaced(record[key], rest, replacement) }
}

function* nodeMutations(infno: Infno, request: SampleRequest): Generator<Unplaced> {
  for (const [name, node] of Object.entries(transactionOf(infno).input)) {
    const at: Keys = ['input', name]
    const required = !node.many || node.rowsMin > 0
    const filled = Object.values(node.fields).some(({ required: must }) => must)
    const emptied: Expectation = required ? 'refused' : 'accepted'
    const make = (label: string, expect: Expectation, broken: BrokenValue): Unplaced => ({
      path: name,
      label,
      expect,
      body: bodyWith(request, at, broken),
    })
    yield make('node missing', emptied, { absent: true })
    yield make('node null', emptied, { value: null })
    yield make('node is text', 'refused', { value: 'x' })
    yield make('node is a number', 'refused', { value: 7 })
    yield make('node is an empty object', filled ? 'refused' : 'accepted', { value: {} })
    yield make('node is an empty list', emptied, { value: [] })
    yield make('node is a list of null', 'refused', { value: [null] })
    const content = request.input[name]
    if (node.many && Array.isArray(content)) {
      yield make('too many rows', 'refused', { value: Array.from({ length: ROWS_MAX + 1 }, () => content[0]) })
    }
  }
}

/** The message as a whole: structure, encoding, number, keys. */
function* messageMutations(request: SampleRequest): Generator<Unplaced> {
  const text = JSON.stringify(request)
  const whole = (label: string, expect: Expectation, body: string | Uint8Array): Unplaced => ({
    path: 'message',
    label,
    expect,
    body,
  })
  const withKey = (key: string, json: string): string => `{"${key}":${json},${text.slice(1)}`
  yield whole('empty', 'refused', '')
  yield whole('truncated', 'refused', text.slice(0, -2))
  yield whole('trailing comma', 'refused', `${text.slice(0, -1)},}`)
  yield whole('a list', 'refused', `[${text}]`)
  yield whole('a number', 'refused', '7')
  yield whole('XML', 'refused', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
  yield whole('not UTF-8', 'refused', new Uint8Array([0x7b, 0xd2, 0xbd, 0xb1, 0xa3, 0x7d]))
  yield whole('larger than allowed', 'refused', withKey('filler', `"${'x'.repeat(5 * 1024 * 1024)}"`))
  yield whole('nested too deep', 'refused', withKey('deep', `${'['.repeat(40)}${']'.repeat(40)}`))
  yield whole('nested 100,000 deep', 'refused', withKey('deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`))
  yield whole('a key twice', 'refused', withKey('msgid', '"other"'))
  yield whole('__proto__ key', 'refused', withKey('__proto__', '{"infno":"2207"}'))
  yield whole('constructor and prototype keys', 'accepted', withKey('constructor', '{"prototype":{"x":1}}'))
  yield whole('an unknown field', 'accepted', withKey('fixmedins_soft_fcty', '"示例厂商"'))
  yield whole('input missing', 'refused', JSON.stringify({ ...request, input: undefined }))
  yield whole('input is a list', 'refused', JSON.stringify({ ...request, input: [1] }))
  yield whole('input is encrypted', 'refused', JSON.stringify({ ...request, input: 'q83vEjRWeJCrze8SNFZ4kA==' }))
  yield whole('input as JSON text', 'accepted', JSON.stringify({ ...request, input: JSON.stringify(request.input) }))
  yield whole('byte-order mark', 'accepted', `\ufeff${text}`)
  yield whole('form without a name', 'accepted', `=${encodeURIComponent(text).replaceAll('%20', '+')}`)
  yield whole('unknown number', 'refused', JSON.stringify({ ...request, infno: '9999' }))
  yield whole('number missing', 'refused', JSON.stringify({ ...request, infno: '' }))
  yield whole('number not open here', 'refused', JSON.stringify({ ...request, infno: '7101' }))
}
