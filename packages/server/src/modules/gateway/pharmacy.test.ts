// A purchase over HTTP: trial, settlement, cancellation, packs with trace codes, and what is refused.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  assertSound,
  buying,
  HOSPITAL,
  item,
  type Pack,
  PHARMACY,
  patient,
  startTestServer,
  testClient,
} from '../../testing/index.ts'

const server = await startTestServer()
after(() => server.close())
const client = testClient(server.url, PHARMACY, () => server.clock.now())
const pack = (code: string, split = false): Pack => ({ code, split })

test('a purchase from trial to cancellation: 2101, 2102, 2103', async () => {
  const person = patient('employee')
  const items = [item('plain', 40, 2), item('partly', 30), item('outside', 20)]
  const { druginfo, drugdetail } = buying(person, items)
  const trial = await client.done('2101', { druginfo, drugdetail })
  const { setlinfo, setldetail, detlcutinfo } = await client.done('2102', { druginfo, drugdetail })
  // Pooling pays nothing in a pharmacy here; the account pays everything.
  assert.deepEqual([setlinfo.hifp_pay, setlinfo.acct_pay, setlinfo.psn_cash_pay, setlinfo.balc], [0, 13_000, 0, 87_000])
  assert.equal(setlinfo.clr_type, '41')
  assert.deepEqual(setldetail, [])
  assert.deepEqual(
    detlcutinfo.map((row) => [row.fulamt_ownpay_amt, row.preselfpay_amt, row.inscp_scp_amt]),
    [
      [0, 0, 8_000],
      [0, 300, 2_700],
      [2_000, 0, 0],
    ],
  )
  assert.equal(trial.setlinfo.acct_pay, 13_000)
  const cancel = { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: person.personNo } }
  const mirror = await client.done('2103', cancel)
  assert.deepEqual([mirror.setlinfo.acct_pay, mirror.setlinfo.balc], [-13_000, 100_000])
  assert.match((await client.send('2103', cancel)).sentence, /已撤销/)
})

test('a whole pack is sold once, until its sale is cancelled', async () => {
  const person = patient('employee', 1)
  const buy = (packs: readonly Pack[]) => client.send('2102', buying(person, [{ ...item('plain', 10), packs }]))
  const sold = await buy([pack('81000000000000000001'), pack('81000000000000000002')])
  const again = await client.send(
    '2102',
    buying(patient('employee', 2), [{ ...item('plain', 10), packs: [pack('81000000000000000002')] }]),
  )
  assert.match(again.sentence, /追溯码已被使用/)
  assert.match(
    (await buy([pack('81000000000000000003'), pack('81000000000000000003')])).sentence,
    /第1行药品追溯码在本报文内重复/,
  )
  const { setlinfo } = sold.output()
  await client.done('2103', {
    data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: person.personNo },
  })
  assert.ok((await buy([pack('81000000000000000002')])).ok)
})

test('a pack sold in parts is sold more than once', async () => {
  const person = patient('employee', 3)
  for (let sale = 0; sale < 3; sale++) {
    const { ok, sentence } = await client.send(
      '2102',
      buying(person, [{ ...item('plain', 10), packs: [pack('82000000000000000001', true)] }]),
    )
    assert.ok(ok, sentence)
  }
})

test('a drug that needs a prescription is paid with one', async () => {
  const person = patient('retired')
  const split = async (prescription: string) => {
    const { druginfo, drugdetail } = buying(person, [{ ...item('restricted', 100), prescription }])
    const { detlcutinfo } = await client.done('2101', { druginfo, drugdetail })
    return detlcutinfo[0]!.fulamt_ownpay_amt
  }
  assert.equal(await split(''), 10_000)
  assert.equal(await split('RX1'), 10_000, 'the restriction by diagnosis is not fulfilled by a prescription')
})

test('what 2102 refuses', async () => {
  const person = patient('employee')
  const sentence = async (input: Parameters<typeof client.send<'2102'>>[1], provider = PHARMACY) =>
    (await client.send('2102', input, { provider })).sentence
  const good = buying(person, [item('plain', 10)])
  assert.match(await sentence(good, HOSPITAL), /不是定点零售药店/)
  assert.match(
    await sentence({ ...good, druginfo: { ...good.druginfo, medfee_sumamt: 1_100 as never } }),
    /医疗费总额为11.00.*10.00/,
  )
  assert.match(await sentence({ ...good, druginfo: { ...good.druginfo, med_type: '11' } }), /医疗类别11不能用于药店/)
  assert.match(await sentence({ ...good, druginfo: { ...good.druginfo, insutype: '390' } }), /职工医保/)
  assert.match(await sentence({ ...good, druginfo: { ...good.druginfo, psn_no: '99999999' } }), /99999999/)
  const resident = buying(patient('resident'), [item('plain', 10)], '0')
  assert.match(await sentence(resident), /政策/)
})

test('books, settlements and accounts agree after all of it', () => assertSound(server))
