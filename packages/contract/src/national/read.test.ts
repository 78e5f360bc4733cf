// Reading nodes: shapes, aliases, required fields, row numbers; and that no JSON whatever breaks a reader.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fen, Instant, Quantity } from '@yibao/kernel'
import fc from 'fast-check'
import { nationalLists } from './code-lists.ts'
import type { Json } from './json.ts'
import { fieldRefusals } from './protocol-refusals.ts'
import { readInput, readOutput } from './read.ts'
import { defaultRules } from './reading-rules.ts'
import { sampleRequest } from './sample/request.ts'
import { type InputValues, infnos, transactionOf, transactions } from './transactions.ts'

const half = () => 0.5
const sample = (infno: keyof typeof transactions, input?: Record<string, Json | Json[]>) =>
  sampleRequest(infno, half, { input, fill: 'required' }).input

function sentence(infno: keyof typeof transactions, input: Json): string {
  const read = readInput(transactionOf(infno), input)
  assert.ok(!read.ok, 'expected a refusal')
  return fieldRefusals.sentence(read)
}

test('a settlement request becomes fen, codes and text', () => {
  const read = readInput(transactions['2207'], sample('2207', { data: { medfee_sumamt: '69.6', psn_cert_type: '1' } }))
  assert.ok(read.ok)
  const { data }: InputValues<'2207'> = read.value
  const total: Fen = data.medfee_sumamt
  assert.equal(total, 6960)
  assert.equal(data.psn_cert_type, '01')
  assert.equal(data.invono, '')
})

test('values have the types that their fields declare', () => {
  const read = readInput(transactions['2204'], sample('2204'))
  assert.ok(read.ok)
  const [row] = read.value.feedetail
  assert.ok(row)
  const count: Quantity = row.cnt
  const at: Instant = row.fee_ocur_time
  const days: number | undefined = row.prd_days
  assert.deepEqual([typeof count, typeof at, days], ['number', 'string', undefined])
  // @ts-expect-error a quantity is not an amount
  const wrong: Fen = row.cnt
  assert.equal(wrong, count)
})

test('the sentence names transaction, node, row, field, what was found, what is allowed and what to do', () => {
  const good = { cnt: 1, pric: 1, det_item_fee_sumamt: 1 }
  const input = sample('2204', { feedetail: [good, good, { ...good, cnt: '1.23456' }] })
  assert.equal(
    sentence('2204', input),
    '2204 feedetail 第3行 数量(cnt)：“1.23456”小数超过4位，应为N(16,4)，请四舍五入后重传',
  )
})

test('the sentences of the usual faults', () => {
  const cases: readonly (readonly [Json, string])[] = [
    [{ mdtrt_id: '' }, '2207 data 就诊ID(mdtrt_id)：必填但为空，请补填后重传'],
    [{ mdtrt_id: 'M'.repeat(35) }, '2207 data 就诊ID(mdtrt_id)：内容35字，超过C(30)，请缩短后重传'],
    [{ mdtrt_id: [1, 2] }, '2207 data 就诊ID(mdtrt_id)：收到数组(2项)，应为字符串，请改正后重传'],
    [{ medfee_sumamt: '12元' }, '2207 data 医疗费总额(medfee_sumamt)：“12元”不是数字，应为N(16,2)，请改正后重传'],
    [{ medfee_sumamt: -1 }, '2207 data 医疗费总额(medfee_sumamt)：-1小于零，此项不能为负，请核对后重传'],
    [
      { insutype: '77' },
      '2207 data 险种类型(insutype)：“77”不在码表中，可用310、320、330、340、350、360等14个，请按字典传送',
    ],
    [{ mdtrt_id: 'a\u0001' }, '2207 data 就诊ID(mdtrt_id)：第2个字符是控制字符或不完整字符，请去除后重传'],
  ]
  for (const [data, expected] of cases) assert.equal(sentence('2207', sample('2207', { data })), expected)
})

test('what identifies a person is not repeated, and nothing harmful is shown', () => {
  const identity = sentence('2207', sample('2207', { data: { certno: '11010119800101123X'.repeat(4) } }))
  assert.ok(!identity.includes('1980'), identity)
  const html = sentence('2207', sample('2207', { data: { medfee_sumamt: '<b>\u202e\u0007x</b>' } }))
  assert.match(html, /“□b□□□x□\/b□”不是数字/)
  const long = sentence('2207', sample('2207', { data: { medfee_sumamt: '9'.repeat(5000) } }))
  assert.ok(long.length < 80, long)
})

test('the first fault in the order of the table is the one that is told', () => {
  const said = sentence('2207', sample('2207', { data: { inscp_scp_amt: 'x', psn_no: '', medfee_sumamt: 'y' } }))
  assert.match(said, /人员编号/)
})

test('one row may come without brackets, one object within them', () => {
  const { feedetail } = sample('2204', { feedetail: [{}] })
  const [row] = feedetail as Json[]
  assert.ok(readInput(transactions['2204'], { feedetail: row }).ok)
  const { data } = sample('2207')
  assert.ok(readInput(transactions['2207'], { data: [data] }).ok)
  assert.equal(readInput(transactions['2207'], { data: [data, data] }).ok, false)
})

test('nodes are found under their aliases, and in place where clients leave the name out', () => {
  const { data } = sample('2207')
  assert.ok(readInput(transactions['2207'], { mdtrtinfo: data }).ok)
  const undo = sample('2601').data as Json
  assert.ok(readInput(transactions['2601'], undo).ok)
  assert.equal(sentence('2601', { other: 1 }), '2601 节点data缺失，请把内容放在input.data中重传')
  const mapping = sample('3302').data as Json
  for (const input of [mapping, { data: mapping }, { catalog: mapping }]) {
    assert.ok(readInput(transactions['3302'], input).ok)
  }
})

test('fields are found under other spellings', () => {
  const dscginfo = { ...(sample('2402').dscginfo as Json), dscg_dept_codg: undefined, dscg_dept_code: '0301' }
  const read = readInput(transactions['2402'], { ...sample('2402'), dscginfo })
  assert.ok(read.ok)
  assert.equal(read.value.dscginfo.dscg_dept_codg, '0301')
})

test('traceability codes are read inside their row, under each spelling of their node', () => {
  const codes = [
    { feedetl_sn: '1', drug_trac_codg: '81234567890123456789', trdn_flag: '0' },
    { feedetl_sn: '1', drug_trac_codg: '', trdn_flag: '0' },
  ]
  for (const name of ['durg_trac_info', 'drug_trac_info', 'drugtracinfo']) {
    const good = readInput(transactions['2102'], sample('2102', { drugdetail: [{ [name]: codes.slice(0, 1) }] }))
    assert.ok(good.ok)
    assert.equal(good.value.drugdetail[0]?.durg_trac_info[0]?.drug_trac_codg, '81234567890123456789')
    const said = sentence('2102', sample('2102', { drugdetail: [{ [name]: codes }] }))
    assert.equal(said, '2102 drugdetail 第1行 追溯码第2条药品追溯码(drug_trac_codg)：必填但为空，请补填后重传')
  }
})

test('a channel may waive what the text requires, in one place or everywhere', () => {
  const input = sample('2207', { data: { certno: '' } })
  assert.equal(readInput(transactions['2207'], input).ok, false)
  for (const waived of ['certno', '2207.data.certno']) {
    assert.ok(readInput(transactions['2207'], input, { ...defaultRules, notRequired: [waived] }).ok, waived)
  }
  const elsewhere = { ...defaultRules, notRequired: ['2206.data.certno'] }
  assert.equal(readInput(transactions['2207'], input, elsewhere).ok, false)
  const noDiagnosis = { ...sample('2402'), diseinfo: undefined }
  assert.ok(readInput(transactions['2402'], noDiagnosis, { ...defaultRules, notRequired: ['2402.diseinfo'] }).ok)
})

test('a channel may name nodes its own way and send row numbers with letters', () => {
  const { data } = sample('2201')
  const aliased = { ...defaultRules, nodeAliases: { '2201': { registerinfo: 'data' } } }
  assert.ok(readInput(transactions['2201'], { registerinfo: data }, aliased).ok)
  const rows = sample('2204', { feedetail: [{ feedetl_sn: 'A-17' }] })
  assert.equal(readInput(transactions['2204'], rows).ok, false)
  assert.ok(readInput(transactions['2204'], rows, { ...defaultRules, feeSerial: 'text' }).ok)
})

test('ten thousand rows are read and one more is refused', () => {
  const [row] = sample('2204', { feedetail: [{}] }).feedetail as Json[]
  const rows = (count: number) => ({ feedetail: Array.from({ length: count }, () => row) })
  const read = readInput(transactions['2204'], rows(10_000))
  assert.ok(read.ok && read.value.feedetail.length === 10_000)
  assert.equal(sentence('2204', rows(10_001)), '2204 节点feedetail有10001行，一次最多10000行，请分批上传')
})

test('an answer may be a bare list', () => {
  const rows = readOutput(transactions['5204'], [])
  assert.ok(rows.ok)
  assert.deepEqual(rows.value.data, [])
  assert.equal(readOutput(transactions['5204'], [{ mdtrt_id: 'M1' }]).ok, false)
})

test('no JSON whatever breaks a reader, and every refusal fits err_msg', () => {
  // Goal: totality. Method: random JSON as input, and random JSON in place of each node and of one of its fields.
  fc.assert(
    fc.property(fc.constantFrom(...infnos), fc.jsonValue({ maxDepth: 4 }), fc.nat(), (infno, junk, at) => {
      const transaction = transactionOf(infno)
      const names = Object.keys(transaction.input)
      const name = names[at % names.length] ?? 'data'
      const fields = Object.keys(transaction.input[name]?.fields ?? {})
      const field = fields[at % fields.length] ?? 'x'
      const inputs = [{ [name]: junk }, { [name]: { [field]: junk } }, { [name]: [{ [field]: junk }] }, { any: junk }]
      for (const input of inputs) {
        const read = readInput(transaction, input as Json)
        if (read.ok) continue
        const said = fieldRefusals.sentence(read)
        assert.ok(said.length <= 200 && !/\p{Cc}|undefined|\[object/u.test(said), said)
      }
    }),
    { seed: 21, numRuns: 3000 },
  )
})

test('a field named like a part of Object is never read', () => {
  const input = JSON.parse('{"__proto__":{"data":{"psn_no":"1"}},"constructor":{"data":1}}') as Json
  assert.equal(readInput(transactions['5301'], input).ok, false)
})

test('every code list that a table names is known, or known to be a register', () => {
  const registers = new Set(['dept', 'patn_rlts', 'anst_mtd_code', 'bld_cat_code'])
  for (const infno of infnos) {
    const { input, output } = transactionOf(infno)
    for (const node of [...Object.values(input), ...Object.values(output)]) {
      for (const { list } of Object.values(node.fields)) {
        assert.ok(list === undefined || nationalLists[list] || registers.has(list), `${infno} ${list}`)
      }
    }
  }
})
