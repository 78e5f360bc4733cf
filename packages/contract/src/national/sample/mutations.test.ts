// Every transaction, every field, every way to break it: refused with a sentence, or accepted for a reason listed here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRequest } from '../envelope.ts'
import { fieldRefusals, messageRefusals } from '../protocol-refusals.ts'
import { readInput } from '../read.ts'
import { combineRefusals } from '../refusals.ts'
import { type Infno, infnos, transactionOf } from '../transactions.ts'
import { type Mutation, mutations } from './mutations.ts'
import { sampleRequest } from './request.ts'

const refusals = combineRefusals(fieldRefusals, messageRefusals)

/** A small seeded generator (mulberry32): the same requests in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What the protocol says to a body: '' when it accepts, the sentence when it refuses. */
function verdict(body: string | Uint8Array): string {
  const envelope = openRequest(body, undefined)
  if (!envelope.ok) return refusals.sentence(envelope)
  const input = readInput(transactionOf(envelope.value.infno), envelope.value.input)
  return input.ok ? '' : refusals.sentence(input)
}

/** Mutations that leave a message legitimate, and why. Anything else that is accepted is a hole. */
const HARMLESS: Readonly<Record<string, string>> = {
  missing: 'the field may be empty',
  null: 'the field may be empty',
  'empty text': 'the field may be empty',
  'the text null': 'the field may be empty',
  'only spaces': 'the field may be empty',
  'node missing': 'the list may be empty',
  'node null': 'the list may be empty',
  'node is an empty list': 'the list may be empty',
  'node is an empty object': 'every field of its rows may be empty',
  'an object': 'the provincial slot keeps it as text; a lone row of which nothing is required',
  'a list': 'the provincial slot keeps it as text; bytes may be a list of values',
  negative: 'refund rows and reconciliation totals may be below zero',
  'negative text': 'refund rows and reconciliation totals may be below zero',
  'SQL injection': 'free text, never put into SQL',
  HTML: 'free text, shown as text',
  formula: 'free text, quoted by exports',
  'log line': 'free text without control characters',
  template: 'free text, never evaluated',
  'four-byte characters': 'names do contain them',
  'full-width digits': 'free text',
  'outside the code list': 'the list is not one the logic depends on',
  'a line break': 'prose, where it becomes a space',
  'a far future day': 'the business decides',
  'constructor and prototype keys': 'ordinary unknown fields, never copied',
  'an unknown field': 'senders add fields of their own',
  'input as JSON text': 'a form that clients use',
  'byte-order mark': 'a form that clients use',
  'form without a name': 'a form that clients use',
}

const all = function* (seed: number): Generator<Mutation> {
  for (const infno of infnos) yield* mutations(infno, sampleRequest(infno, seeded(seed), { fill: 'all' }))
}

test('each sample is valid, empty or full, and the same for the same source', () => {
  for (const infno of infnos) {
    for (const fill of ['all', 'some', 'required'] as const) {
      for (const seed of [1, 2, 3]) {
        const request = sampleRequest(infno, seeded(seed), { fill })
        assert.equal(verdict(JSON.stringify(request)), '', infno)
        assert.deepEqual(sampleRequest(infno, seeded(seed), { fill }), request)
      }
    }
  }
})

test('each broken message is refused naming its field, or harmless for a listed reason', (context) => {
  let count = 0
  const used = new Set<string>()
  for (const { infno, path, label, expect, body } of all(7)) {
    count++
    const said = verdict(body)
    const where = `${infno} ${path}: ${label}: ${said}`
    assert.ok(said.length <= 200, where)
    assert.ok(!/\p{Cc}|\p{Cs}|undefined|\[object/u.test(said), where)
    assert.equal(said === '' ? 'accepted' : 'refused', expect, where)
    if (expect === 'refused') {
      assert.ok(namesField(path, label, said), where)
    } else {
      assert.ok(HARMLESS[label], `accepted for no listed reason: ${where}`)
      used.add(label)
    }
  }
  context.diagnostic(`seed 7: ${count} broken messages`)
  assert.ok(count > 20_000)
  assert.deepEqual([...used].sort(), Object.keys(HARMLESS).sort(), 'every listed reason is used')
})

/** Lists inside a row. */
const LISTS = new Set([
  ...['durg_trac_info', 'patient_dtos', 'fsi_encounter_dtos', 'fsi_diagnose_dtos', 'fsi_order_dtos'],
  ...['fsi_operation_dtos', 'warns', 'docs', 'docSusptDTOS', 'fsiAppealFileDTOList'],
])

/** A fault of one field must name it. The text NaN is no JSON at all; a fault in a list within a row names the entry. */
function namesField(path: string, label: string, said: string): boolean {
  const field = path.split('.').at(-1) ?? ''
  if (!path.includes('.') || label === 'NaN') return true
  return said.includes(`(${field})`) || (/[\u4e00-\u9fa5)A-Z]第1条/.test(said) && LISTS.has(field))
}

test('a message keeps to what the caller asks for', () => {
  const infno: Infno = '2204'
  const request = sampleRequest(infno, seeded(1), {
    envelope: { fixmedins_code: 'H11010100002' },
    input: { feedetail: [{ cnt: 2, pric: 1.25 }, { det_item_fee_sumamt: 9 }, {}] },
  })
  const rows = request.input.feedetail as { det_item_fee_sumamt: number; feedetl_sn: string }[]
  assert.equal(request.fixmedins_code, 'H11010100002')
  assert.deepEqual([rows.length, rows[0]?.det_item_fee_sumamt, rows[1]?.det_item_fee_sumamt], [3, 2.5, 9])
  assert.equal(new Set(rows.map((row) => row.feedetl_sn)).size, 3)
})
