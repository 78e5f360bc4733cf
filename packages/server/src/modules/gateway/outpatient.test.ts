// An outpatient visit over HTTP: every message of the chain, its answer, and each way in which it is refused.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { charge, item, openVisit, patient, settling, startTestServer, totalOf } from '../../testing/index.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server

test('from registration to settlement: 2201, 2203, 2204, 2206, 2207', async () => {
  const person = patient('employee')
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
  const { data } = settling(person, visit, 'B1', total)
  const quote = await client.done('2206', { data: { ...data, psn_type: '11', psn_name: person.name } })
  const settled = await client.done('2207', settling(person, visit, 'B1', total))
  const { setlinfo } = settled
  // In scope 390.00 − deductible 200.00 = 190.00 × 60 % = 114.00
  assert.equal(setlinfo.hifp_pay, 11_400)
  assert.equal(setlinfo.act_pay_dedc, 20_000)
  assert.equal(setlinfo.psn_cash_pay, 42_000 - 11_400)
  assert.deepEqual(quote.setldetail, settled.setldetail)
  assert.equal(quote.setlinfo.psn_cash_pay, setlinfo.psn_cash_pay)
})
