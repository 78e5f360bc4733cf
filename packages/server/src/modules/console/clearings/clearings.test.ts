// A month's clearing over HTTP: from the books to the fen, five pairs of hands, paid once, returned by mirror, carried below zero.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import type { ClearingPage, ClearingView, DoneView, PaymentFileView, RefusalView } from '@yibao/contract/rest'
import { instant } from '@yibao/kernel'
import { settableClock } from '../../../platform/index.ts'
import {
  assertSound,
  COUNTY_HOSPITAL,
  type ConsoleClient,
  declaredMonth,
  HOSPITAL,
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'

// Months pass while everybody stays signed in.
const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const { client, clock, ledger } = server
const DAY_MS = 86_400_000

const officer = await seatedClient(server, { role: 'benefits_officer' })
const reviewer = await seatedClient(server, { role: 'benefits_officer' })
const leader = await seatedClient(server, { role: 'bureau_leader' })
const cashier = await seatedClient(server, { role: 'finance' })
const colleague = await seatedClient(server, { role: 'finance' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })
const other = await seatedClient(server, { role: 'provider_office', provider: COUNTY_HOSPITAL })
const elsewhere = await seatedClient(server, { role: 'benefits_officer', area: '9902' })

async function settled(at: number) {
  const person = patient('employee', at)
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 500)], { account: '0' })
  return { person, visit, ...setlinfo }
}

let keys = 0
const asking = (who: ConsoleClient, month: string, more: object = {}) =>
  who.post<DoneView & RefusalView>('/clearings', {
    ...{ key: `key-${++keys}-000`, provider: HOSPITAL, month, depositRateBp: 500, ...more },
  })
const proposing = async (who: ConsoleClient, month: string, depositRateBp = 500) => {
  await declaredMonth(server, HOSPITAL, month)
  return asking(who, month, { depositRateBp })
}
const act = (who: ConsoleClient, id: string, path: string, body: object = { note: '' }) =>
  who.post<DoneView & RefusalView>(`/clearings/${id}/${path}`, body)
const view = async (id: string) => (await officer.get<ClearingView>(`/clearings/${id}`)).body
const payable = async () => {
  const rows = await ledger.balances({ layer: 'accrual', account: 'A201', provider: HOSPITAL }, undefined, [])
  return rows.reduce((sum, row) => sum + row.creditFen - row.debitFen, 0)
}

const first = await settled(0)
const second = await settled(1)
let june = ''
let paidFen = 0

test('a month that is not over cannot be cleared, nor one of a provider that the asker does not see', async () => {
  assert.equal((await asking(officer, '2026-06')).body.code, 'clearing_month')
  assert.equal((await asking(officer, '2026-14')).status, 400)
  assert.equal((await asking(officer, '2026-13')).body.code, 'clearing_month')
  clock.advance(20 * DAY_MS)
  assert.equal((await asking(elsewhere, '2026-06')).status, 404)
  assert.equal((await asking(hospital, '2026-06')).status, 403)
  assert.equal((await asking(officer, '2026-05')).body.code, 'clearing_nothing')
})

test('a month that its institution has not declared is not cleared silently: by its declaration, or ex officio once the days are over', async () => {
  const plain = await asking(officer, '2026-06')
  assert.equal(plain.body.code, 'clearing_not_declared')
  // Declared by 2026-07-10; 20 working days after it is 2026-08-07.
  assert.match(plain.body.message, /2026-08-08起可以依职权清算/)
  const early = await asking(officer, '2026-06', { exOfficio: '机构停业未申报' })
  assert.equal(early.body.code, 'clearing_ex_officio')
})

test('it comes to what the books owe for the month, less the deposit', async () => {
  const { status, body, text } = await proposing(officer, '2026-06')
  assert.equal(status, 200, text)
  june = body.id
  const seen = await view(june)
  const owed = Number(first.fund_pay_sumamt) + Number(second.fund_pay_sumamt)
  assert.equal(seen.allowedFen, owed)
  assert.equal(seen.depositFen, Math.round(owed * 0.05))
  assert.equal(seen.payableFen, owed - seen.depositFen)
  paidFen = seen.payableFen
  assert.equal((await proposing(officer, '2026-06')).body.code, 'clearing_exists')
})

test('each step has its own hands and its own turn', async () => {
  assert.equal((await act(reviewer, june, 'review')).body.code, 'clearing_step')
  assert.equal((await act(other, june, 'confirmation')).status, 404)
  assert.equal((await other.get<ClearingPage>('/clearings')).body.total, 0)
  assert.equal((await act(hospital, june, 'confirmation')).status, 200)
  assert.equal((await act(officer, june, 'review')).body.code, 'clearing_same_person')
  assert.equal((await act(reviewer, june, 'review')).status, 200)
  assert.equal((await act(reviewer, june, 'approval')).body.code, 'clearing_same_person')
  assert.equal((await act(officer, june, 'approval')).body.code, 'clearing_same_person')
  assert.equal((await act(cashier, june, 'payment', { reference: 'B1' })).body.code, 'clearing_step')
  assert.equal((await act(leader, june, 'approval')).status, 200)
  assert.equal((await act(officer, june, 'withdrawal')).body.code, 'clearing_step')
})

test('the file for the bank holds it once, is paid once, and the books follow', async () => {
  const { body: file } = await cashier.get<PaymentFileView>('/clearings/payment-file')
  assert.equal(file.payments, 1)
  assert.equal(file.totalFen, paidFen)
  assert.equal(file.sha256, createHash('sha256').update(file.text).digest('hex'))
  assert.equal(file.text.split(june).length, 2)
  const owed = await payable()
  const both = await Promise.all([
    act(cashier, june, 'payment', { reference: 'B1' }),
    act(cashier, june, 'payment', { reference: 'B1' }),
  ])
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  assert.equal(await payable(), owed - paidFen)
  assert.equal((await act(colleague, june, 'payment', { reference: 'B2' })).body.code, 'clearing_step')
  assert.equal((await cashier.get<PaymentFileView>('/clearings/payment-file')).body.payments, 0)
  await assertSound(server)
})

test('a return by the bank is the mirror of the payment, and it is paid again', async () => {
  const before = await payable()
  assert.equal((await act(cashier, june, 'return', { reference: '账号不符' })).status, 200)
  assert.equal(await payable(), before + paidFen)
  await assertSound(server)
  assert.equal((await cashier.get<PaymentFileView>('/clearings/payment-file')).body.totalFen, paidFen)
  assert.equal((await act(cashier, june, 'payment', { reference: 'B3' })).status, 200)
  assert.equal(await payable(), before)
  await assertSound(server)
})

test('a month below zero pays nothing and is carried to the next; an earlier month comes too late', async () => {
  const { person, visit, setl_id } = second
  await client.done('2208', { data: { psn_no: person.personNo, mdtrt_id: visit, setl_id } })
  clock.advance(31 * DAY_MS)
  const { body: july } = await proposing(officer, '2026-07')
  const seen = await view(july.id)
  assert.equal(seen.allowedFen, -Number(second.fund_pay_sumamt))
  assert.equal(seen.payableFen, 0)
  assert.equal(seen.depositFen, 0)
  assert.equal(seen.carriedOutFen, -Number(second.fund_pay_sumamt))
  await act(hospital, july.id, 'confirmation')
  await act(reviewer, july.id, 'review')
  await act(leader, july.id, 'approval')
  assert.equal((await cashier.get<PaymentFileView>('/clearings/payment-file')).body.payments, 0)
  assert.equal((await act(cashier, july.id, 'payment', { reference: '无款' })).status, 200)
  clock.advance(31 * DAY_MS)
  const { body: august } = await proposing(officer, '2026-08')
  assert.equal((await view(august.id)).carriedInFen, -Number(second.fund_pay_sumamt))
  assert.equal((await proposing(officer, '2026-05')).body.code, 'clearing_order')
  assert.equal((await act(officer, august.id, 'withdrawal')).status, 200)
  const { body: again } = await proposing(officer, '2026-08')
  assert.equal((await act(officer, again.id, 'withdrawal')).status, 200)
  await assertSound(server)
})

test('ex officio, the reason stands on the proposal', async () => {
  await settled(2)
  const month = clock.today().slice(0, 7)
  clock.advance(75 * DAY_MS)
  assert.equal((await asking(officer, month)).body.code, 'clearing_not_declared')
  assert.equal((await asking(officer, month, { exOfficio: '停业' })).body.code, 'clearing_ex_officio')
  const { body, text } = await asking(officer, month, { exOfficio: '机构停业未申报，按平台数据' })
  assert.ok(body.id, text)
  assert.equal((await view(body.id)).steps[0]?.note, '依职权清算：机构停业未申报，按平台数据')
})
