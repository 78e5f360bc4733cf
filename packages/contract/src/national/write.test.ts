// Writing answers: every field in the table's order, the interface's empty values, exact amounts; and the way back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BasisPoints, day, type Fen, fen, instant, type Quantity, type UnitPrice } from '@yibao/kernel'
import fc from 'fast-check'
import type { Field, Table } from './fields.ts'
import type { Nodes } from './nodes.ts'
import { readInput, readOutput } from './read.ts'
import { infnos, transactionOf, transactions } from './transactions.ts'
import { defaultWriting, rowWriter, writeInput, writeOutput } from './write.ts'

test('an answer carries every field of its table in the order of the text', () => {
  const output = writeOutput(transactions['2201'], { data: { mdtrt_id: 'M1', psn_no: 'P1', ipt_otp_no: '7' } })
  assert.equal(JSON.stringify(output), '{"data":{"mdtrt_id":"M1","psn_no":"P1","ipt_otp_no":"7","exp_content":""}}')
})

test('absent numbers are 0 and anything else absent is ""', () => {
  const table = transactions['5201'].output.mdtrtinfo.fields
  const wire = rowWriter(table)({})
  assert.deepEqual([wire.age, wire.ipt_days, wire.brdy, wire.tel, wire.opt_time], [0, 0, '', '', ''])
  assert.deepEqual(Object.keys(wire), Object.keys(table))
})

test('amounts, prices, counts and ratios are JSON numbers with exactly their digits', () => {
  const { fields } = transactions['2204'].output.result
  const wire = rowWriter(fields)({
    det_item_fee_sumamt: fen(579253),
    cnt: 15_000 as Quantity,
    pric: 12_345_678 as UnitPrice,
    selfpay_prop: 1000 as BasisPoints,
    overlmt_amt: fen(-7),
  })
  assert.equal(
    JSON.stringify([wire.det_item_fee_sumamt, wire.cnt, wire.pric, wire.selfpay_prop, wire.overlmt_amt]),
    '[5792.53,1.5,12.345678,0.1,-0.07]',
  )
})

test('bare answers stand in place of the node, lists and objects alike', () => {
  assert.deepEqual(writeOutput(transactions['5204'], { data: [] }), [])
  const file = {
    file_qury_no: 'F1',
    filename: 'a.zip',
    fixmedins_code: 'H1',
    dld_endtime: instant('2026-07-01 00:00:00'),
  }
  assert.deepEqual(writeOutput(transactions['9101'], { data: file }), file)
  assert.deepEqual(writeOutput(transactions['2205'], {}), {})
})

test('a channel may have its own node names and short codes', () => {
  const rules = {
    shortCodes: ['psn_cert_type', 'naty'],
    nodeNames: { '9001': { signinoutb: 'result' }, '9002': { sign_time: '' }, '1312': { data: 'data' } },
  }
  const at = instant('2026-06-01 08:00:00')
  assert.deepEqual(writeOutput(transactions['9001'], { signinoutb: { sign_time: at, sign_no: 'Q1' } }, rules), {
    result: { sign_time: at, sign_no: 'Q1' },
  })
  assert.deepEqual(writeOutput(transactions['9002'], { sign_time: { sign_time: at } }, rules), { sign_time: at })
  assert.deepEqual(writeOutput(transactions['1312'], { data: [] }, rules), { data: [] })
  const person = { psn_no: 'P1', psn_cert_type: '01', certno: 'x', psn_name: '张三', gend: '1', age: 45.5, naty: '01' }
  const output = writeOutput(transactions['1101'], { baseinfo: person, insuinfo: [], idetinfo: [] }, rules)
  const { baseinfo } = output as { baseinfo: Record<string, unknown> }
  assert.deepEqual([baseinfo.psn_cert_type, baseinfo.naty, baseinfo.gend], ['1', '1', '1'])
})

/** Domain values for any field: what a module could hand to a writer. */
function valuesOf(field: Field): fc.Arbitrary<unknown> {
  const whole = (max: number) => fc.integer({ min: field.signed ? -max : 0, max })
  const filled: Record<string, () => fc.Arbitrary<unknown>> = {
    amount: () => whole(2 ** 50).map((value) => value as Fen),
    price: () => whole(2 ** 50),
    quantity: () => whole(2 ** 50),
    ratio: () => whole(99_999),
    integer: () => whole(10 ** Math.min(field.digits, 9) - 1),
    decimal: () => whole(10 ** field.digits - 1).map((value) => value / 10 ** field.decimals),
    day: () => fc.constantFrom(day('2024-02-29'), day('1949-10-01')),
    moment: () => fc.constantFrom(instant('2026-06-01 23:59:59'), instant('2000-01-01 00:00:00')),
    bytes: () => fc.uint8Array({ minLength: 1, maxLength: 40 }),
    serial: () => fc.integer({ min: 1, max: 1e9 }).map(String),
    rows: () => fc.array(rowOf(field.rows ?? {}), { minLength: field.required ? 1 : 0, maxLength: 2 }),
  }
  const make =
    filled[field.kind] ?? (() => fc.stringMatching(/^[A-Z][a-z]?$/).map((text) => text.slice(0, field.digits)))
  if (field.kind === 'code') return fc.constantFrom('~LOCAL~'.slice(0, field.digits))
  return make()
}

const rowOf = (table: Table): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(table).map(([name, field]) => [name, valuesOf(field)])), {
    noNullPrototype: true,
  })

const nodesOf = (nodes: Nodes): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(nodes).map(([name, { fields, many }]) => [
        name,
        many ? fc.array(rowOf(fields), { minLength: 1, maxLength: 3 }) : rowOf(fields),
      ]),
    ),
    { noNullPrototype: true },
  )

/** Lists are not looked into here: codes are any text. */
const anyCode = { lists: {}, notRequired: [], feeSerial: 'digits', rowsMax: 10_000, nodeAliases: {} } as const

test('what is written reads back as it was, through JSON, for every transaction, both ways', () => {
  for (const infno of infnos) {
    const transaction = transactionOf(infno)
    const property = fc.property(nodesOf(transaction.output), nodesOf(transaction.input), (output, input) => {
      const wireOut = JSON.parse(JSON.stringify(writeOutput(transaction, output, defaultWriting)))
      const backOut = readOutput(transaction, wireOut, anyCode)
      assert.ok(backOut.ok, JSON.stringify(backOut))
      assert.deepEqual(backOut.value, output)
      const wireIn = JSON.parse(JSON.stringify(writeInput(transaction, input)))
      const backIn = readInput(transaction, wireIn, anyCode)
      assert.ok(backIn.ok, JSON.stringify(backIn))
      assert.deepEqual(backIn.value, input)
    })
    fc.assert(property, { seed: 31, numRuns: 25 })
  }
})
