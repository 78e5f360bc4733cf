// The list of settlements over HTTP: what was settled through the gateway is what the console shows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type SettlementPage, settlementPage } from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import { consoleClient, item, openVisit, patient, settleBatch, startTestServer } from '../../../testing/index.ts'

const server = await startTestServer()
after(server.close)
const person = patient('employee', 0)
const visit = await openVisit(server.client, person)
const { setlinfo } = await settleBatch(server.client, person, visit, 'B1', [item('plain', 300), item('outside', 20)])

const officer = await consoleClient(server, { role: 'benefits_officer' })

test('a settlement is in the list with the amounts of its answer', async () => {
  const { status, body } = await officer.get<SettlementPage>('/settlements')
  assert.equal(status, 200)
  assert.ok(Value.Check(settlementPage, body))
  const [row] = body.rows
  assert.equal(row?.id, setlinfo.setl_id)
  assert.equal(row?.totalFen, setlinfo.medfee_sumamt)
  assert.equal(row?.fundFen, setlinfo.fund_pay_sumamt)
  assert.equal(row?.personFen, setlinfo.psn_part_amt)
  assert.deepEqual(body.sums, { totalFen: row?.totalFen, fundFen: row?.fundFen, personFen: row?.personFen })
})

test('nobody reads it without signing in', async () => {
  const nobody = await consoleClient(server)
  assert.equal((await nobody.get('/settlements')).status, 401)
})
