// Fingerprints: the same content in another form is the same; anything else is found and named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fingerprint, firstDifference } from './fingerprint.ts'
import type { Json } from './json.ts'
import { sampleRequest } from './sample/request.ts'
import { infnos, transactionOf, transactions } from './transactions.ts'

const settlement = sampleRequest('2207', () => 0.5, { fill: 'all' }).input
const data = settlement.data as Json
const rows = sampleRequest('2204', () => 0.5, { fill: 'all', rows: 12 }).input
const feedetail = rows.feedetail as Json[]
const t2207 = transactions['2207']
const t2204 = transactions['2204']

test('eight bytes for each filled leaf, sorted, whatever the order of the keys', () => {
  const stored = fingerprint(settlement)
  const filled = Object.values(data).filter((value) => value !== '').length
  assert.equal(stored.length, filled * 8)
  const backwards = { data: Object.fromEntries(Object.entries(data).reverse()) }
  assert.deepEqual(fingerprint(backwards), stored)
})

test('another spelling of the same content is the same content', () => {
  const stored = fingerprint({ data: { ...data, medfee_sumamt: 69.6, invono: '' } })
  const forms = [{ medfee_sumamt: '69.60' }, { medfee_sumamt: ' 69.6 ' }, { invono: null }, { invono: 'null' }]
  for (const form of forms) {
    const again = { data: { ...data, medfee_sumamt: 69.6, invono: '', ...form } }
    assert.equal(firstDifference(stored, t2207, again), undefined, JSON.stringify(form))
  }
  assert.equal(firstDifference(fingerprint({ a: '100' }), t2207, { a: '100.00' }), undefined)
})

test('a leading zero is content: identifiers differ by it', () => {
  assert.notDeepEqual(fingerprint({ data: { mdtrt_id: '01' } }), fingerprint({ data: { mdtrt_id: '1' } }))
})

test('the first field that differs is named with its title', () => {
  const stored = fingerprint(settlement)
  const changed = { data: { ...data, inscp_scp_amt: 1.01, medfee_sumamt: 2.02 } }
  assert.deepEqual(firstDifference(stored, t2207, changed), {
    path: 'data.medfee_sumamt',
    title: '医疗费总额',
    change: 'changed',
  })
  const added = firstDifference(stored, t2207, { data: { ...data, own_field: 'x' } })
  assert.deepEqual(added, { path: 'data.own_field', title: '', change: 'added' })
})

test('a field that was removed is named from the table', () => {
  const stored = fingerprint(settlement)
  const { psn_setlway: _, ...rest } = data
  const expected = { path: 'data.psn_setlway', title: '个人结算方式', change: 'removed' }
  assert.deepEqual(firstDifference(stored, t2207, { data: rest }), expected)
  assert.deepEqual(firstDifference(stored, t2207, { data: { ...data, psn_setlway: '' } }), expected)
})

test('rows are told apart: changed, added, removed, moved', () => {
  const stored = fingerprint(rows)
  const other = feedetail.map((row, at) => (at === 7 ? { ...row, cnt: 99 } : row))
  assert.deepEqual(firstDifference(stored, t2204, { feedetail: other }), {
    path: 'feedetail[7].cnt',
    title: '数量',
    change: 'changed',
  })
  const fewer = firstDifference(stored, t2204, { feedetail: feedetail.slice(0, 11) })
  assert.deepEqual(fewer, { path: 'feedetail[11].feedetl_sn', title: '费用明细流水号', change: 'removed' })
  const more = firstDifference(stored, t2204, { feedetail: [...feedetail, feedetail[0]] })
  assert.equal(more?.path, 'feedetail[12].feedetl_sn')
  const moved = firstDifference(stored, t2204, { feedetail: [...feedetail].reverse() })
  assert.equal(moved?.path, 'feedetail[0].feedetl_sn')
})

test('a field inside a list within a row has its title', () => {
  const sale = sampleRequest('2102', () => 0.5, { fill: 'all' }).input
  const stored = fingerprint(sale)
  const copy = structuredClone(sale) as { drugdetail: { durg_trac_info: { trdn_flag: string }[] }[] }
  const [entry] = copy.drugdetail[1]?.durg_trac_info ?? []
  assert.ok(entry)
  entry.trdn_flag = entry.trdn_flag === '1' ? '0' : '1'
  const found = firstDifference(stored, transactions['2102'], copy)
  assert.deepEqual([found?.path, found?.title], ['drugdetail[1].durg_trac_info[0].trdn_flag', '拆零标志'])
})

test('for every transaction and field: a changed value is found, and named with the path that changed', () => {
  for (const infno of infnos) {
    const input = sampleRequest(infno, () => 0.3, { fill: 'all' }).input
    const stored = fingerprint(input)
    assert.equal(firstDifference(stored, transactionOf(infno), structuredClone(input)), undefined)
    for (const [name, node] of Object.entries(transactionOf(infno).input)) {
      for (const [field, { title, rows: inner }] of Object.entries(node.fields)) {
        if (inner) continue
        const copy = structuredClone(input) as Record<string, Record<string, unknown> & Record<string, unknown>[]>
        const row = node.many ? copy[name]?.[1] : copy[name]
        assert.ok(row)
        const before = row[field]
        row[field] = '~'
        const path = node.many ? `${name}[1].${field}` : `${name}.${field}`
        const change = before === '' ? 'added' : 'changed'
        assert.deepEqual(firstDifference(stored, transactionOf(infno), copy), { path, title, change })
        if (before === '') continue
        delete row[field]
        assert.deepEqual(firstDifference(stored, transactionOf(infno), copy), { path, title, change: 'removed' })
      }
    }
  }
})

test('any two inputs: no difference exactly when the filled content is the same', () => {
  const json = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 })
  fc.assert(
    fc.property(json, json, (before, after) => {
      const stored = fingerprint(before as Json)
      assert.equal(firstDifference(stored, t2207, before as Json), undefined)
      const same = Buffer.from(stored).equals(Buffer.from(fingerprint(after as Json)))
      assert.equal(firstDifference(stored, t2207, after as Json) === undefined, same)
    }),
    { seed: 51, numRuns: 3000 },
  )
})
