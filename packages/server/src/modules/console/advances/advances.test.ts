// Money before it is owed: within the estimate, three pairs of hands, never more set off than was paid however it is asked, and a
// clearing that pays what is left.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AdvancePage, ClearingView, DoneView, EstimateView, RefusalView } from '@yibao/contract/rest'
import { instant } from '@yibao/kernel'
import { settableClock } from '../../../platform/index.ts'
import {
  assertSound,
  type ConsoleClient,
  declaredMonth,
  HOSPITAL,
  item,
  openVisit,
  patient,
  randomOf,
  seatedClient,
  settleBatch,
  startTestServer,
  testSeed,
} from '../../../testing/index.ts'

const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const { client, clock, ledger } = server
const DAY_MS = 86_400_000
const random = randomOf(testSeed(20261122))

const officer = await seatedClient(server, { role: 'benefits_officer' })
const leader = await seatedClient(server, { role: 'bureau_leader' })
const cashier = await seatedClient(server, { role: 'finance' })
const reviewer = await seatedClient(server, { role: 'benefits_officer' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })

for (const at of [0, 1]) {
  const person = patient('employee', at)
  const visit = await openVisit(client, person)
  await settleBatch(client, person, visit, 'B1', [item('plain', 1_000)], { account: '0' })
}

type Told = DoneView & RefusalView
let keys = 0
const send = (who: ConsoleClient, path: string, body: object = { note: '回单1' }) => who.post<Told>(path, body)
const proposing = (more: object, who = officer) => {
  keys += 1
  const usual = { key: `advance-${keys}`, kind: 'ordinary', provider: HOSPITAL, fund: 'employee_basic', months: 1 }
  return send(who, '/advances', { ...usual, amountFen: 1, supplier: '', reason: '年初周转预付', ...more })
}
const setOff = (id: string, amountFen: number, kind = 'offset') => {
  keys += 1
  return send(officer, `/advances/${id}/offsets`, { key: `offset-${keys}`, kind, amountFen, note: '抵扣七月' })
}
const page = async () => (await officer.get<AdvancePage>('/advances')).body
const advanceOf = async (id: string) => (await page()).rows.find((each) => each.id === id) ?? assert.fail(id)
const balance = async (layer: 'cash' | 'accrual', account: string) => {
  const rows = await ledger.balances({ layer, account }, undefined, [])
  return rows.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0)
}
async function paid(more: object): Promise<string> {
  const { body, text } = await proposing(more)
  assert.ok(body.id, text)
  assert.equal((await send(leader, `/advances/${body.id}/approval`)).status, 200)
  assert.equal((await send(cashier, `/advances/${body.id}/payment`)).status, 200)
  return body.id
}

let mean = 0
let ordinary = ''

test('a prepayment is within the mean month, and proposed, approved and paid by three', async () => {
  assert.equal((await proposing({ amountFen: 1 })).body.code, 'advance_over_estimate', 'nothing was owed yet')
  clock.advance(20 * DAY_MS)
  const asked = `/advances/estimate?provider=${HOSPITAL}&fund=employee_basic`
  mean = (await officer.get<EstimateView>(asked)).body.monthlyMeanFen
  assert.ok(mean > 0)
  assert.equal((await proposing({ amountFen: mean + 1 })).body.code, 'advance_over_estimate')
  assert.equal((await proposing({ amountFen: mean, supplier: '某公司' })).body.code, 'advance_supplier')
  assert.equal((await proposing({ amountFen: mean, reason: '预付' })).body.code, 'advance_reason')
  assert.equal((await proposing({ amountFen: mean }, hospital)).status, 403)
  assert.equal((await proposing({ amountFen: 3 * mean, kind: 'emergency', months: 3 })).status, 200)
  const { body } = await proposing({ amountFen: mean })
  ordinary = body.id
  assert.equal((await send(officer, `/advances/${ordinary}/approval`)).body.code, 'advance_same_person')
  assert.equal((await send(cashier, `/advances/${ordinary}/payment`)).body.code, 'advance_state')
  assert.equal((await setOff(ordinary, 1)).body.code, 'advance_state')
  assert.equal((await send(leader, `/advances/${ordinary}/approval`)).status, 200)
  assert.equal((await send(cashier, `/advances/${ordinary}/payment`, { note: '' })).body.code, 'advance_note')
  assert.equal((await send(cashier, `/advances/${ordinary}/payment`)).status, 200)
  assert.equal((await send(officer, `/advances/${ordinary}/withdrawal`)).body.code, 'advance_state')
  assert.equal(await balance('cash', '1101.01'), mean)
  assert.equal(await balance('accrual', 'A104'), mean)
  await assertSound(server)
})

test('invariant: whatever is asked, at once and in any order, what is set off never passes what was paid', async () => {
  const amounts = Array.from({ length: 8 }, () => random.between(1, Math.floor(mean * 0.4)))
  const asked = await Promise.all(amounts.map((amount) => setOff(ordinary, amount)))
  const taken = asked.flatMap(({ body, status }, at) => (status === 200 ? [{ id: body.id, fen: amounts[at]! }] : []))
  for (const { body, status } of asked) assert.ok(status === 200 || body.code === 'advance_offset_over', body.code)
  assert.ok(taken.length > 0 && taken.reduce((sum, { fen }) => sum + fen, 0) <= mean)
  assert.equal((await send(officer, `/advance-offsets/${taken[0]?.id}/approval`)).body.code, 'advance_same_person')
  let booked = 0
  for (const [at, { id, fen }] of taken.entries()) {
    const path = at % 3 === 2 ? 'withdrawal' : 'approval'
    const both = await Promise.all([send(path === 'approval' ? leader : officer, `/advance-offsets/${id}/${path}`)])
    assert.equal(both[0]?.status, 200)
    if (path === 'approval') booked += fen
    const { balanceFen, amountFen, offsetFen } = await advanceOf(ordinary)
    assert.equal(balanceFen, mean - booked)
    assert.ok(offsetFen <= amountFen)
    assert.equal(await balance('accrual', 'A104'), balanceFen, 'the books say the same')
  }
  assert.equal((await setOff(ordinary, mean - booked + 1)).body.code, 'advance_offset_over')
  const { body } = await setOff(ordinary, mean - booked, 'return')
  assert.equal((await send(leader, `/advance-offsets/${body.id}/approval`)).status, 200)
  assert.equal((await advanceOf(ordinary)).balanceFen, 0)
  assert.equal(await balance('cash', '1101.01'), 0)
  await assertSound(server)
})

test('more than the fund holds is not paid, and the advance waits as it was', async () => {
  const supplier = {
    kind: 'supplier',
    supplier: '某配送公司',
    reason: '集采药品预付三成',
    amountFen: 90_000_000_000_00,
  }
  const { body } = await proposing(supplier)
  assert.equal((await send(leader, `/advances/${body.id}/approval`)).status, 200)
  assert.equal((await send(cashier, `/advances/${body.id}/payment`)).body.code, 'booking_overdraws')
  assert.equal((await advanceOf(body.id)).state, 'approved')
  assert.equal((await send(officer, `/advances/${body.id}/withdrawal`)).status, 200)
})

test('the clearing of the month pays what is left: allowed − deposit − offsets − suppliers, the deposit of all that is allowed', async () => {
  const person = patient('employee', 2)
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', [item('plain', 9_000)], { account: '0' })
  const owed = Number(setlinfo.fund_pay_sumamt)
  const direct = { kind: 'direct', supplier: '某配送公司', reason: '集采药品货款直接结算' }
  assert.equal((await proposing({ ...direct, amountFen: owed * 9 })).body.code, 'advance_over_owed')
  assert.equal((await proposing({ ...direct, supplier: '', amountFen: 1 })).body.code, 'advance_supplier')
  await paid({ ...direct, amountFen: 10_000 })
  const supplier = await paid({
    kind: 'supplier',
    supplier: '某配送公司',
    reason: '集采药品预付三成',
    amountFen: 8_000,
  })
  assert.equal((await setOff(supplier, 5_000, 'return')).body.code, 'advance_return')
  const { body } = await setOff(supplier, 5_000)
  assert.equal((await send(leader, `/advance-offsets/${body.id}/approval`)).status, 200)
  assert.equal((await page()).sums.balanceFen, 3_000)
  const earlier = (await page()).rows.find((each) => each.id === ordinary)
  const set = earlier?.offsets.filter(({ kind, state }) => kind === 'offset' && state === 'booked') ?? []
  const offsets = 5_000 + set.reduce((sum, { amountFen }) => sum + amountFen, 0)
  clock.advance(31 * DAY_MS)
  const proposal = { key: 'clearing-july', provider: HOSPITAL, month: '2026-07', depositRateBp: 500 }
  await declaredMonth(server, HOSPITAL, '2026-07')
  const { body: told } = await send(officer, '/clearings', proposal)
  const seen = (await officer.get<ClearingView>(`/clearings/${told.id}`)).body
  assert.deepEqual([seen.allowedFen, seen.offsetFen, seen.directFen], [owed, offsets, 10_000])
  assert.equal(seen.depositFen, Math.round(owed * 0.05))
  const left = owed - seen.depositFen - offsets - 10_000
  assert.deepEqual([seen.payableFen, seen.carriedOutFen], [Math.max(0, left), Math.min(0, left)])
  assert.equal((await send(hospital, `/clearings/${told.id}/confirmation`)).status, 200)
  assert.equal((await send(reviewer, `/clearings/${told.id}/review`)).status, 200)
  assert.equal((await send(leader, `/clearings/${told.id}/approval`)).status, 200)
  assert.equal((await send(cashier, `/clearings/${told.id}/payment`, { reference: 'B1' })).status, 200)
  await assertSound(server)
})
