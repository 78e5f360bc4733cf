// Statements and bookings over HTTP: proposed by one, posted by another, once, never below zero; the sheets say what was booked.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type BookingPage,
  bookingPage,
  type DoneView,
  type RefusalView,
  STATEMENT_SHEETS,
  type StatementView,
  statementView,
} from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import { AREA, type ConsoleClient, seatedClient, startTestServer } from '../../../testing/index.ts'

const server = await startTestServer()
after(server.close)
const [cashier, second, county] = await Promise.all([
  seatedClient(server, { role: 'finance' }),
  seatedClient(server, { role: 'finance' }),
  seatedClient(server, { role: 'finance', area: AREA }),
])
let keys = 0
const key = () => `key-${++keys}-0000`
const INTEREST = { kind: 'interest_received', fund: 'employee_basic', area: AREA, amountFen: 12_345, note: '' }

const propose = (who: ConsoleClient, over: Record<string, unknown> = {}, document = `D${++keys}`) =>
  who.post<DoneView & RefusalView>('/bookings', { key: key(), ...INTEREST, document, ...over })
const decide = (who: ConsoleClient, id: string, way: 'posting' | 'withdrawal') =>
  who.post<DoneView & RefusalView>(`/bookings/${id}/${way}`, { key: key(), note: '' })
const page = async () => {
  const { body } = await cashier.get<BookingPage>('/bookings')
  assert.deepEqual([...Value.Errors(bookingPage, body)], [])
  return body
}
const statements = async (query = '') => {
  const { body, status, text } = await cashier.get<StatementView>(`/statements${query}`)
  assert.equal(status, 200, text)
  assert.deepEqual([...Value.Errors(statementView, body)], [])
  return body
}

test('a booking is posted by another person, once; its document is not booked twice', async () => {
  const { status, body } = await propose(cashier, {}, 'LX-1')
  assert.equal(status, 200)
  assert.equal((await propose(second, {}, 'LX-1')).body.code, 'fund_booking_twice')
  assert.equal((await decide(cashier, body.id, 'posting')).body.code, 'fund_booking_same_person')
  const income = async () =>
    (await statements('?sheet=income')).funds.flatMap(({ rows }) => rows).find(({ code }) => code === '4201')
      ?.amounts[0] ?? 0
  assert.equal(await income(), 0)
  const both = await Promise.all([decide(second, body.id, 'posting'), decide(second, body.id, 'posting')])
  assert.deepEqual(both.map(({ body: { code } }) => code ?? 'ok').sort(), ['fund_booking_state', 'ok'])
  assert.equal(await income(), INTEREST.amountFen)
  const [row] = (await page()).rows
  assert.deepEqual([row?.state, row?.steps.map(({ step }) => step)], ['posted', ['propose', 'post']])
})

test('what was posted is reversed by two, as its mirror, and its document may be booked anew', async () => {
  const { body } = await propose(cashier, {}, 'LX-9')
  const reverse = (who: ConsoleClient, way: string, note = '金额录错，重新入账') =>
    who.post<DoneView & RefusalView>(`/bookings/${body.id}/${way}`, { key: key(), note })
  assert.equal((await reverse(cashier, 'reversal-request')).body.code, 'fund_booking_state')
  assert.equal((await decide(second, body.id, 'posting')).status, 200)
  const income = async () =>
    (await statements('?sheet=income')).funds.flatMap(({ rows }) => rows).find(({ code }) => code === '4201')
      ?.amounts[0] ?? 0
  const before = await income()
  assert.equal((await reverse(cashier, 'reversal-request', '错')).body.code, 'fund_booking_reason')
  assert.equal((await reverse(cashier, 'reversal-request')).status, 200)
  assert.equal((await reverse(cashier, 'reversal-withdrawal')).status, 200)
  assert.equal((await reverse(second, 'reversal')).body.code, 'fund_booking_state')
  assert.equal((await reverse(cashier, 'reversal-request')).status, 200)
  assert.equal((await reverse(cashier, 'reversal')).body.code, 'fund_booking_same_person')
  assert.equal((await propose(second, {}, 'LX-9')).body.code, 'fund_booking_twice')
  assert.equal((await reverse(second, 'reversal')).status, 200)
  assert.equal(await income(), before - INTEREST.amountFen)
  assert.equal((await reverse(second, 'reversal')).body.code, 'fund_booking_state')
  const again = await propose(second, {}, 'LX-9')
  assert.equal(again.status, 200)
  assert.equal((await decide(cashier, again.body.id, 'withdrawal')).status, 200)
  const { balanced, bridge, firstFault } = await server.ledger.verify()
  assert.deepEqual([balanced, bridge], [true, true], firstFault ?? '')
})

test('what is withdrawn is not posted, and its document may be used again', async () => {
  const { body } = await propose(cashier, {}, 'LX-2')
  assert.equal((await decide(cashier, body.id, 'withdrawal')).status, 200)
  assert.equal((await decide(second, body.id, 'posting')).body.code, 'fund_booking_state')
  assert.equal((await propose(cashier, {}, 'LX-2')).status, 200)
})

test('what cannot be booked says why: another business, the wrong funds, more than the account holds, a county', async () => {
  assert.equal((await propose(cashier, { kind: 'provider_paid' })).body.code, 'fund_booking_kind')
  assert.equal((await propose(cashier, { kind: 'prepayment_offset' })).body.code, 'fund_booking_kind')
  assert.equal((await propose(cashier, { receiver: 'resident_basic' })).body.code, 'fund_booking_receiver')
  assert.equal((await propose(cashier, { kind: 'illness_premium_transferred' })).body.code, 'fund_booking_receiver')
  assert.equal((await propose(cashier, { fund: 'no_fund' })).status, 404)
  assert.equal((await propose(cashier, { area: '000000' })).status, 404)
  assert.equal((await propose(cashier, { amountFen: 0 })).status, 400)
  const much = await propose(cashier, { kind: 'vaccine_remitted', amountFen: 900_000_000_000 })
  const refused = await decide(second, much.body.id, 'posting')
  assert.equal(refused.body.code, 'booking_overdraws')
  assert.match(refused.body.message, /职工基本医疗保险基金的支出户存款只有/)
  assert.equal((await propose(county)).body.code, 'booking_whole_area')
})

test('every sheet balances, holds its checks, and is the same as a file', async () => {
  for (const sheet of STATEMENT_SHEETS) {
    const view = await statements(`?sheet=${sheet}`)
    assert.ok(
      view.checks.every(({ holds }) => holds),
      JSON.stringify(view.checks),
    )
    const { text } = await cashier.get(`/statements/export?sheet=${sheet}`)
    const rows = view.funds.reduce((sum, fund) => sum + fund.rows.length, 0)
    assert.equal(text.trim().split('\r\n').length, rows + 2)
  }
  const trial = await statements()
  for (const { rows } of trial.funds) {
    const lines = rows.filter(({ isSum }) => !isSum)
    for (const at of [0, 3])
      assert.equal(
        lines.reduce((sum, { amounts }) => sum + amounts[at]!, 0),
        0,
      )
  }
  assert.equal(trial.months[0]?.state, 'open')
})
