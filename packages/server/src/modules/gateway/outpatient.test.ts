// An outpatient visit over HTTP: every message of the chain, its answer, and each way in which it is refused.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  assertSound,
  charge,
  feeRow,
  holder,
  informing,
  item,
  NOW,
  nextSerial,
  openVisit,
  type Patient,
  PHARMACY,
  patient,
  quoting,
  SUSPENDED_HOSPITAL,
  settleBatch,
  settling,
  startTestServer,
  totalOf,
  UNPAID_PHYSICIAN,
} from '../../testing/index.ts'

const server = await startTestServer({ cityLoad: (await import('../../testing/index.ts')).smallCity({ each: 30 }) })
after(() => server.close())
const { client } = server
let used = 0
/** Somebody whom no other test has settled for. */
const fresh = (kind: Parameters<typeof patient>[0] = 'employee'): Patient => patient(kind, used++ % 30)

test('from registration to settlement: 2201, 2203, 2204, 2206, 2207', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const items = [item('plain', 100, 3), item('partly', 50, 2), item('outside', 20)]
  const charged = await charge(client, person, visit, 'B1', items)
  assert.deepEqual(
    charged.result.map((row) => [row.fulamt_ownpay_amt, row.preselfpay_amt, row.inscp_scp_amt]),
    [
      [0, 0, 30_000],
      [0, 1_000, 9_000],
      [2_000, 0, 0],
    ],
  )
  const total = totalOf(items)
  const quote = await client.done('2206', quoting(person, visit, 'B1', total))
  const { setlinfo, setldetail } = await client.done('2207', settling(person, visit, 'B1', total))
  // In scope 390.00 − deductible 200.00 = 190.00 × 60 % = 114.00
  assert.equal(setlinfo.hifp_pay, 11_400)
  assert.equal(setlinfo.act_pay_dedc, 20_000)
  assert.equal(setlinfo.psn_cash_pay, 42_000 - 11_400)
  assert.equal(setlinfo.psn_name, person.name)
  assert.equal(setlinfo.certno, person.certificateNo)
  assert.equal(setlinfo.clr_type, '11')
  assert.equal(setlinfo.med_type, '11')
  assert.equal(setlinfo.age, 46)
  assert.deepEqual(
    setldetail.map((row) => [row.fund_pay_type, row.fund_payamt, row.crt_payb_lmt_amt]),
    [['310100', 11_400, 400_000]],
  )
  const { setl_id: _, medins_setl_id: __, ...settled } = setlinfo
  const { medins_setl_id: ___, ...trial } = quote.setlinfo
  assert.deepEqual(trial, settled)
  assert.deepEqual(quote.setldetail, setldetail)
})

test('the deductible of the year is taken once, and the limit falls', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const first = await settleBatch(client, person, visit, 'B1', [item('plain', 150)])
  const second = await settleBatch(client, person, visit, 'B2', [item('plain', 150)])
  const third = await settleBatch(client, person, visit, 'B3', [item('plain', 100)])
  assert.deepEqual(
    [first, second, third].map(({ setlinfo }) => [setlinfo.act_pay_dedc, setlinfo.hifp_pay]),
    [
      [15_000, 0],
      [5_000, 6_000],
      [0, 6_000],
    ],
  )
  assert.equal(third.setldetail[0]?.crt_payb_lmt_amt, 400_000 - 6_000)
})

test('a personal account pays what the policy lets it pay, and the balance is told', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const items = [item('plain', 300), item('outside', 50)]
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', items, { account: '1' })
  assert.equal(setlinfo.hifp_pay, 6_000)
  assert.equal(setlinfo.acct_pay, 29_000)
  assert.equal(setlinfo.psn_cash_pay, 0)
  assert.equal(setlinfo.balc, 100_000 - 29_000)
  const rest = await settleBatch(client, person, visit, 'B2', [item('outside', 800)], { account: '1' })
  assert.deepEqual([rest.setlinfo.acct_pay, rest.setlinfo.psn_cash_pay, rest.setlinfo.balc], [71_000, 9_000, 0])
})

test('a child settles from a relative’s account: 共济', async () => {
  const person = patient('child', 3)
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 500)], { account: '2' })
  assert.equal(setlinfo.hifp_pay, 12_000)
  assert.equal(setlinfo.acct_mulaid_pay, 38_000)
  assert.equal(setlinfo.acct_pay, 38_000)
  assert.equal(setlinfo.psn_cash_pay, 0)
  const own = await settleBatch(client, person, visit, 'B2', [item('plain', 10)], { account: '1' })
  assert.deepEqual([own.setlinfo.acct_pay, own.setlinfo.psn_cash_pay], [0, 1_000])
})

test('2208 mirrors a settlement: amounts negated, accumulators, account and ledger as before', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const before = await client.done('5206', { data: { psn_no: person.personNo } })
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 400)], { account: '1' })
  const cancelled = await client.done('2208', {
    data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo },
  })
  const mirror = cancelled.setlinfo
  assert.notEqual(mirror.setl_id, setlinfo.setl_id)
  assert.equal(mirror.medfee_sumamt, -setlinfo.medfee_sumamt)
  assert.equal(mirror.hifp_pay, -setlinfo.hifp_pay)
  assert.equal(mirror.acct_pay, -setlinfo.acct_pay)
  assert.equal(mirror.balc, 100_000)
  assert.equal(cancelled.setldetail[0]?.fund_payamt, -12_000)
  assert.deepEqual(await client.done('5206', { data: { psn_no: person.personNo } }), before)
  const again = await client.send('2208', {
    data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo },
  })
  assert.match(again.sentence, /已撤销/)
  const onMirror = await client.send('2208', {
    data: { setl_id: mirror.setl_id, mdtrt_id: visit, psn_no: person.personNo },
  })
  assert.match(onMirror.sentence, /负记录/)
  const anew = await client.done('2207', settling(person, visit, 'B1', totalOf([item('plain', 400)]), '1'))
  assert.equal(anew.setlinfo.hifp_pay, setlinfo.hifp_pay)
})

test('what a later settlement counted on is cancelled last, and the refusal names it', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const first = await settleBatch(client, person, visit, 'B1', [item('plain', 300)])
  const second = await settleBatch(client, person, visit, 'B2', [item('plain', 300)])
  const undo = (setl_id: string) => client.send('2208', { data: { setl_id, mdtrt_id: visit, psn_no: person.personNo } })
  const refusal = await undo(first.setlinfo.setl_id)
  assert.ok(refusal.sentence.includes(second.setlinfo.setl_id), refusal.sentence)
  assert.ok((await undo(second.setlinfo.setl_id)).ok)
  assert.ok((await undo(first.setlinfo.setl_id)).ok)
})

test('a price above the payment standard, a restriction, an unpaid physician: each line says why', async () => {
  const person = fresh('resident')
  const visit = await openVisit(client, person)
  const { result } = await charge(client, person, visit, 'B1', [
    item('capped', 10, 2),
    item('forWomen', 30, 1, { approved: '1' }),
    item('restricted', 200, 1, { approved: '1' }),
    item('inpatientOnly', 300, 1, { approved: '1' }),
    item('plain', 10, 1, { approved: '2' }),
    item('plain', 10, 1, { doctor: UNPAID_PHYSICIAN }),
    { ...item('plain', 10), code: 'XX00NOWHERE' },
  ])
  const isWoman = Number(person.personNo.slice(-1)) % 2 === 1
  assert.deepEqual(
    result.map((row) => [row.overlmt_amt, row.fulamt_ownpay_amt, row.memo]),
    [
      [400, 0, ''],
      isWoman ? [0, 0, ''] : [0, 3_000, '限定支付：限男性'.replace('男', '女')],
      [0, 20_000, '限定支付：诊断不在限定范围'],
      [0, 30_000, '限定支付：限住院'],
      [0, 1_000, '医院审批不通过'],
      [0, 1_000, '开单医师无医保支付资格'],
      [0, 1_000, '不在医保目录或当日未生效'],
    ],
  )
  assert.deepEqual(
    result.map((row) => [row.lmt_used_flag, row.chrgitm_lv]),
    [
      ['0', '01'],
      ['1', '01'],
      ['1', '02'],
      ['1', '02'],
      ['0', '01'],
      ['0', '01'],
      ['0', '03'],
    ],
  )
})

for (const [kind, why] of [
  ['waiting', /待遇等待期，2026-09-01起/],
  ['suspended', /参保关系暂停/],
  ['uninsured', /未参加居民医保/],
] as const) {
  test(`a person who is ${kind} pays all, and is told why`, async () => {
    const person = fresh(kind)
    const visit = await openVisit(client, person)
    const items = [item('plain', 80)]
    const { result } = await charge(client, person, visit, 'B1', items)
    assert.match(result[0]!.memo, why)
    const reply = await client.send('2207', settling(person, visit, 'B1', totalOf(items)))
    assert.match(reply.warning, why)
    const { setlinfo, setldetail } = reply.output()
    assert.deepEqual(
      [setlinfo.fund_pay_sumamt, setlinfo.fulamt_ownpay_amt, setlinfo.psn_cash_pay, setldetail.length],
      [0, 8_000, 8_000, 0],
    )
  })
}

test('a provider whose agreement is suspended is paid nothing, and is told why', async () => {
  const person = fresh()
  const sending = { provider: SUSPENDED_HOSPITAL }
  const visit = await openVisit(client, person, sending)
  const items = [item('plain', 80)]
  await charge(client, person, visit, 'B1', items, sending)
  const reply = await client.send('2207', settling(person, visit, 'B1', totalOf(items)), sending)
  assert.match(reply.warning, /协议已中止/)
  assert.equal(reply.output().setlinfo.fund_pay_sumamt, 0)
})

test('a chronic visit pays the certified disease and no other', async () => {
  const person = fresh('resident')
  const chronic = { medType: '14', disease: 'M03900' }
  const visit = await openVisit(client, person, chronic)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 100)], chronic)
  assert.equal(setlinfo.hifp_pay, 7_000)
  assert.equal(setlinfo.clr_type, '14')
  const other = await openVisit(client, person, { medType: '14', disease: 'M01600' })
  await charge(client, person, other, 'B1', [item('plain', 100)])
  const denied = await client.send('2207', settling(person, other, 'B1', totalOf([item('plain', 100)]), '0', '14'))
  assert.match(denied.warning, /未认定本病种/)
  const used5205 = await client.done('5205', { data: { psn_no: person.personNo, begntime: NOW } })
  assert.equal(used5205.feedetail.length, 2)
})

test('rows are withdrawn while nothing of them is settled: 2205', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const serial = nextSerial()
  await charge(client, person, visit, 'B1', [item('plain', 10, 1, { serial })])
  const withdraw = (chrg_bchno: string) =>
    client.send('2205', { data: { mdtrt_id: visit, chrg_bchno, psn_no: person.personNo } })
  assert.match((await withdraw('B9')).sentence, /没有未结算的明细/)
  assert.ok((await withdraw('B1')).ok)
  // The serial is free again.
  await charge(client, person, visit, 'B2', [item('plain', 10, 1, { serial })])
  await client.done('2207', settling(person, visit, 'B2', totalOf([item('plain', 10)])))
  assert.match((await withdraw('B2')).sentence, /已结算/)
  await charge(client, person, visit, 'B3', [item('plain', 10)])
  assert.ok((await withdraw('0000')).ok)
  const nothing = await client.send('2207', settling(person, visit, 'B3', totalOf([item('plain', 10)])))
  assert.match(nothing.sentence, /没有未结算的明细/)
})

test('a registration is cancelled while nothing is settled: 2202', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const cancel = (ipt_otp_no: string) =>
    client.send('2202', { data: { psn_no: person.personNo, mdtrt_id: visit, ipt_otp_no } })
  assert.match((await cancel('MZ2')).sentence, /与登记不符/)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 10)])
  assert.match((await cancel('MZ1')).sentence, /有1笔有效结算/)
  await client.done('2208', { data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo } })
  assert.ok((await cancel('MZ1')).ok)
  assert.match((await cancel('MZ1')).sentence, /已撤销/)
  const late = await client.send('2203', informing(visit, person))
  assert.match(late.sentence, /当前为已撤销，不能上传就诊信息/)
})

test('diagnoses are replaced and taken back by a second 2203', async () => {
  const person = fresh()
  const visit = await openVisit(client, person)
  const base = informing(visit, person)
  const [first] = base.diseinfo
  const second = { ...first!, diag_srt_no: 2, diag_code: 'E11.900', diag_name: '2型糖尿病' }
  await client.done('2203', { ...base, diseinfo: [second] })
  const both = await client.done('5202', { data: { mdtrt_id: visit, psn_no: person.personNo } })
  assert.deepEqual(
    both.diseinfo.map((row) => row.diag_code),
    ['I10.x00', 'E11.900'],
  )
  await client.done('2203', { ...base, diseinfo: [{ ...first!, vali_flag: '0' }] })
  const left = await client.done('5202', { data: { mdtrt_id: visit, psn_no: person.personNo } })
  assert.deepEqual(
    left.diseinfo.map((row) => row.diag_code),
    ['E11.900'],
  )
  const none = await client.send('2203', { ...base, diseinfo: [{ ...second, vali_flag: '0' }] })
  assert.match(none.sentence, /没有有效的诊断/)
})

const registering = (person: Patient) => ({
  psn_no: person.personNo,
  insutype: person.insutype as string,
  begntime: NOW,
  ...holder(person),
  psn_type: '11',
  psn_name: person.name,
  ipt_otp_no: 'MZ1',
  dept_code: 'A03',
  dept_name: '内科',
  caty: 'A03',
})

test('residents are not registered under the employee scheme', async () => {
  const person = fresh('resident')
  const reply = await client.send('2201', { data: { ...registering(person), insutype: '310' } })
  assert.match(reply.sentence, /参加的是居民医保，报文险种为职工医保/)
})

test('outpatient pooling at a pharmacy: 2203A', async () => {
  const person = fresh()
  const sending = { provider: PHARMACY }
  const registered = await client.done('2201', { data: registering(person) }, sending)
  const visit = registered.data.mdtrt_id
  const { mdtrtinfo, diseinfo } = informing(visit, person, { medType: '41' })
  await client.done('2203A', { mdtrtinfo: { ...mdtrtinfo, rxfixmedinsCode: 'H99010100001' }, diseinfo }, sending)
  const row = {
    ...feeRow(item('plain', 30, 1, { doctor: 'D110101000009' })),
    mdtrt_id: visit,
    psn_no: person.personNo,
    chrg_bchno: 'B1',
    rx_circ_flag: '1',
  }
  await client.done('2204', { feedetail: [row] }, sending)
  const settled = await client.done(
    '2207',
    settling(person, visit, 'B1', totalOf([item('plain', 30)]), '1', '41'),
    sending,
  )
  assert.deepEqual([settled.setlinfo.clr_type, settled.setlinfo.acct_pay], ['41', 3_000])
})

test('books, settlements and accounts agree after all of it', () => assertSound(server))
