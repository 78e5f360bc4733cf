// Special flows over HTTP: what would happen is told to the fen, four eyes hold, everybody acts within their scope, nothing twice.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type {
  DoneView,
  FlowPreview,
  OpenItemPage,
  PayoutPage,
  RecoveryPage,
  RefusalView,
  RequestPage,
  RequestView,
  SettingsView,
} from '@yibao/contract/rest'
import {
  assertSound,
  type ConsoleClient,
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  type Patient,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'

const server = await startTestServer()
after(() => server.close())
const officer = await seatedClient(server, { role: 'benefits_officer' })
const second = await seatedClient(server, { role: 'benefits_officer' })
const clerk = await seatedClient(server, { role: 'enrolment_window' })
const cashier = await seatedClient(server, { role: 'finance' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })
const elsewhere = await seatedClient(server, { role: 'benefits_officer', area: '9902' })

async function settled(person: Patient): Promise<string> {
  const visit = await openVisit(server.client, person)
  const { setlinfo } = await settleBatch(server.client, person, visit, 'B1', [item('plain', 500), item('outside', 20)])
  return setlinfo.setl_id
}

let keys = 0
async function propose(client: ConsoleClient, kind: string, input: unknown, key = `key-${++keys}-000`) {
  return client.post<DoneView & RefusalView>('/requests', { key, asked: { kind, reason: '核查发现', input } })
}
const decide = (client: ConsoleClient, id: string, as = 'approved') =>
  client.post<DoneView & RefusalView>(`/requests/${id}/decision`, { as, note: '' })

test('a correction from its preview to its approval, and what the request shows of it', async () => {
  const settlement = await settled(patient('employee', 0))
  const input = { settlement, lines: [{ no: 1, price: '400' }] }
  const { body: told } = await officer.post<FlowPreview>('/requests/preview', {
    kind: 'correction',
    reason: '单价录错',
    input,
  })
  const pooled = told.effect.payers.find(({ payer }) => payer === 'pooled')
  assert.deepEqual([pooled?.beforeFen, pooled?.afterFen, pooled?.changeFen], [18_000, 12_000, -6_000])
  assert.ok(told.effect.sentences.some(({ zh }) => zh === '统筹基金收回60.00元'))

  const first = await propose(officer, 'correction', input, 'one-key-0001')
  const again = await propose(officer, 'correction', input, 'one-key-0001')
  assert.equal(again.body.id, first.body.id, 'the same key is the same request')
  const { id } = first.body
  assert.equal((await decide(officer, id)).body.code, 'four_eyes_same_person')
  const { body: view } = await second.get<RequestView>(`/requests/${id}`)
  assert.deepEqual([view.mayDecide, view.mayWithdraw, view.state], [true, false, 'proposed'])
  assert.deepEqual(view.asked[0]?.value.zh, '单价改为400')
  assert.equal((await decide(elsewhere, id)).status, 404)
  assert.equal((await decide(clerk, id)).status, 403, 'a window does not decide on settlements')
  assert.equal((await decide(second, id)).status, 200)
  const { body: done } = await officer.get<RequestView>(`/requests/${id}`)
  assert.equal(done.results.length, 2)
  const { status } = await officer.get(done.results[1]!.path)
  assert.equal(status, 200)
  const { body: list } = await officer.get<RequestPage>(`/requests?settlement=${settlement}`)
  assert.deepEqual(
    list.rows.map((row) => [row.id, row.state, row.personName]),
    [[id, 'approved', '赵*']],
  )
  await assertSound(server)
})

test('a window takes in a paper bill, an officer approves, the finance office pays: three people', async () => {
  const person = patient('resident', 0)
  const input = {
    person: person.personNo,
    scheme: 'resident',
    category: '11',
    provider: HOSPITAL,
    beganOn: '2026-06-01',
    endedOn: '2026-06-01',
    diagnoses: [{ code: 'I10.x00', name: '高血压' }],
    invoices: [{ number: 'NO-1', amountFen: 15_000 }],
    lines: [{ item: ITEMS.plain, on: '2026-06-01', quantity: '1.5', price: '100', approved: false }],
    payee: { name: '孙明', bank: '试验银行', account: '6222000011112222' },
  }
  const { id } = (await propose(clerk, 'claim', input)).body
  const twice = await propose(second, 'claim', input)
  assert.equal(twice.status, 200, 'a proposal books nothing, so it takes no invoice')
  assert.equal((await decide(officer, id)).status, 200)
  const late = await decide(officer, twice.body.id)
  assert.equal(late.body.code, 'invoice_used')
  assert.match(late.body.message, /票据NO-1已于2026-06-15由本人报销/)
  const { body: due } = await cashier.get<PayoutPage>('/payouts?state=due')
  assert.deepEqual([due.dueFen, due.rows[0]?.payeeAccount], [7_500, '6222000011112222'])
  const pay = (client: ConsoleClient) =>
    client.post<RefusalView>(`/payouts/${due.rows[0]!.id}/payment`, { reference: 'HD-77' })
  assert.equal((await pay(officer)).status, 403)
  assert.equal((await pay(cashier)).status, 200)
  assert.equal((await pay(cashier)).status, 200, 'the same word of the same person is the same payment')
  const { body: paid } = await cashier.get<PayoutPage>('/payouts?state=paid')
  assert.deepEqual([paid.rows[0]?.reference, paid.dueFen], ['HD-77', 0])
  await assertSound(server)
})

test('claw-back, refusal, withdrawal: what was not approved did nothing', async () => {
  const settlement = await settled(patient('employee', 1))
  const input = {
    settlement,
    findings: [{ no: 1, amountFen: 10_000 }],
    basis: '超量开药',
    personPart: 'stays_with_person',
    personAtFault: false,
    by: 'repayment',
  }
  const one = await propose(officer, 'claw_back', input)
  assert.equal((await decide(second, one.body.id, 'withdrawn')).body.code, 'request_not_own')
  assert.equal((await decide(second, one.body.id, 'refused')).status, 200)
  assert.equal((await decide(second, one.body.id)).body.code, 'request_decided')
  const two = await propose(officer, 'claw_back', input)
  assert.equal((await decide(officer, two.body.id, 'withdrawn')).status, 200)
  const { body: none } = await cashier.get<RecoveryPage>('/recoveries')
  assert.equal(none.total, 0)
  const three = await propose(officer, 'claw_back', input)
  assert.equal((await decide(second, three.body.id)).status, 200)
  const { body: due } = await cashier.get<RecoveryPage>('/recoveries?state=due')
  assert.deepEqual([due.rows.length, due.dueFen], [1, 3_600])
  const receipt = await cashier.post(`/recoveries/${due.rows[0]!.id}/receipt`, { reference: 'HD-78' })
  assert.equal(receipt.status, 200)
  await assertSound(server)
})

test('a hospital keeps its list of who pays later; another does not see it', async () => {
  const settlement = await settled(patient('employee', 2))
  const opened = await hospital.post<DoneView>(`/settlements/${settlement}/open-item`, { promisedOn: '2026-07-01' })
  assert.equal(opened.status, 200, opened.text)
  const pay = (key: string, amountFen: number) =>
    hospital.post<RefusalView>(`/open-items/${opened.body.id}/payments`, { key, amountFen, note: '' })
  assert.equal((await pay('payment-1', 4_000)).status, 200)
  assert.equal((await pay('payment-1', 4_000)).status, 200, 'sent twice, paid once')
  const { body: list } = await hospital.get<OpenItemPage>('/open-items?state=open')
  // 520 less 180 of the fund, less 40.
  assert.deepEqual([list.rows[0]?.leftFen, list.owedFen, list.rows[0]?.overdue], [30_000, 30_000, false])
  assert.equal((await pay('payment-2', 30_001)).body.code, 'item_payment_exceeds')
  const other = await seatedClient(server, { role: 'provider_office', provider: 'H99010100002' })
  assert.equal((await other.get<OpenItemPage>('/open-items')).body.total, 0)
  assert.equal(
    (await other.post(`/open-items/${opened.body.id}/payments`, { key: 'payment-3', amountFen: 1, note: '' })).status,
    404,
  )
})

test('settings belong to the whole area', async () => {
  const { body: before } = await officer.get<SettingsView>('/flow-settings')
  assert.equal(before.settings[0]?.value, 'later_first')
  const input = { name: 'later_settlements', value: 'settle_again' }
  assert.equal((await propose(elsewhere, 'setting', input)).body.code, 'setting_whole_area')
  const { body: wrong } = await propose(officer, 'setting', { name: 'later_settlements', value: 'perhaps' })
  assert.match(wrong.message, /later_first、settle_again/)
  const { id } = (await propose(officer, 'setting', input)).body
  assert.equal((await decide(second, id)).status, 200)
  const { body: now } = await officer.get<SettingsView>('/flow-settings')
  assert.equal(now.settings[0]?.value, 'settle_again')
})

test('what a form sends wrongly is told with its field', async () => {
  const wrong = await officer.post<RefusalView>('/requests/preview', {
    kind: 'correction',
    reason: '错',
    input: { settlement: 'x', lines: [{ no: 0 }] },
  })
  assert.equal(wrong.status, 400)
  const nobody = await propose(officer, 'death', { person: '1', diedOn: '2026-06-01', evidence: '证明' })
  assert.equal(nobody.status, 404)
  const impossible = await propose(officer, 'death', {
    person: patient('poor', 0).personNo,
    diedOn: '2026-02-30',
    evidence: '证明',
  })
  assert.equal(impossible.status, 400, impossible.text)
})
