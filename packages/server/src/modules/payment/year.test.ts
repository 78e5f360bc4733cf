// A year on the platform: a month cleared with its deposit, the year calculated with scores, released, cleared as month 13 and
// paid; the books end at nothing owed, the same input gives the same bytes, and a gap without a name is not released.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ClearingView, DoneView, PaymentRunView, RefusalView } from '@yibao/contract/rest'
import { type Fen, instant, payment } from '@yibao/kernel'
import { settableClock } from '../../platform/index.ts'
import {
  admit,
  assertSound,
  type ConsoleClient,
  chargeStay,
  declaredMonth,
  discharging,
  HOSPITAL,
  item,
  listing,
  patient,
  seatedClient,
  settlingStay,
  startTestServer,
} from '../../testing/index.ts'

/** A budget of the size of three stays, a floating value, sharing, and deposits given back by score. */
const RULES = `
payment: trial-2026
title: 试验
year: 2026
schemes: [employee, resident]
basis: { assumed: true, note: 试验数值。 }
rounding: { units: 6, value: 4, ratio: 6, mode: half_up, posted: provider }
routes:
  - { to: drg, when: { setting: [inpatient, maternity_inpatient] } }
  - { to: items }
methods:
  drg:
    kind: points
    title: 按病组（DRG）付费
    value: { form: floating, start: { employee: 3000元, resident: 2800元 } }
    coefficients: { by: none }
    reference: standard
    ungrouped: { pay: itemised, rate: 80% }
    review: { cap: 5%, pay: itemised }
    fund_share: { model: ratio }
  items: { kind: itemised, title: 按项目, rate: 100% }
budgets:
  - { id: employee, title: 职工, scheme: employee, methods: [drg, items], amount: 9500元, reserve: 5% }
  - { id: resident, title: 居民, scheme: resident, methods: [drg, items], amount: 100元, reserve: 5% }
month: { advance_share: 100%, deposit: 5% }
clearing:
  sharing:
    - { to: 85%, pay: booked }
    - { to: 100%, pay: standard }
    - { fund_share: 60% }
  assessment:
    form: deposit
    rows:
      - { score_at_least: 90, keep: all }
      - { score_at_least: 80, keep: score }
      - { keep: none }
`
const { rules, faults } = payment.readPayment('trial.yaml', RULES)
assert.ok(rules, JSON.stringify(faults))

const server = await startTestServer({
  sessionClock: settableClock(instant('2026-06-15 09:00:00')),
  paymentRules: [rules],
})
after(() => server.close())
const { client, clock, ledger } = server
const DAY_MS = 86_400_000

const officer = await seatedClient(server, { role: 'benefits_officer' })
const reviewer = await seatedClient(server, { role: 'benefits_officer' })
const leader = await seatedClient(server, { role: 'bureau_leader' })
const cashier = await seatedClient(server, { role: 'finance' })
const hospital = await seatedClient(server, { role: 'provider_office', provider: HOSPITAL })

const send = (who: ConsoleClient, path: string, body: object = { note: '' }) =>
  who.post<DoneView & RefusalView>(path, body)
const runOf = async (id: string) => (await officer.get<PaymentRunView>(`/payment-runs/${id}`)).body
const clearingOf = async (id: string) => (await officer.get<ClearingView>(`/clearings/${id}`)).body
const payable = async () => {
  const rows = await ledger.balances({ layer: 'accrual', account: 'A201', provider: HOSPITAL }, undefined, [])
  return rows.reduce((sum, row) => sum + row.creditFen - row.debitFen, 0)
}
let keys = 0
const calculating = (month: string, scoreE2?: number) =>
  send(officer, '/payment-runs', {
    ...{ key: `year-key-${++keys}`, month },
    ...(scoreE2 !== undefined && { scores: [{ provider: HOSPITAL, scoreE2 }] }),
  })

async function listedStay(at: number, yuan: number) {
  const person = patient('employee', at)
  const visit = await admit(client, person, { at: instant('2026-06-01 09:00:00') })
  const row = item('plain', yuan, 1, { at: instant('2026-06-02 09:00:00'), serial: `9${at}` })
  await chargeStay(client, person, visit, [row])
  await client.done('2402', discharging(person, visit, instant('2026-06-06 09:00:00')))
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, (yuan * 100) as Fen))
  const diseinfo = [
    { diag_type: '1', diag_code: 'K35.800x001', diag_name: '急性阑尾炎', adm_cond_type: '1', maindiag_flag: '1' },
  ]
  const list = { ...listing(setlinfo.setl_id, visit), diseinfo }
  return async () => client.done('4101', list)
}

/** From proposal to the bank; the identifier of the clearing. */
async function cleared(month: string, depositRateBp: number): Promise<string> {
  const proposal = { key: `clear-${month}-${++keys}`, provider: HOSPITAL, month, depositRateBp }
  await declaredMonth(server, HOSPITAL, month)
  const { body, text } = await send(officer, '/clearings', proposal)
  assert.ok(body.id, text)
  for (const [who, step] of [
    [hospital, 'confirmation'],
    [reviewer, 'review'],
    [leader, 'approval'],
  ] as const)
    assert.equal((await send(who, `/clearings/${body.id}/${step}`)).status, 200, step)
  assert.equal((await send(cashier, `/clearings/${body.id}/payment`, { reference: 'B1' })).status, 200)
  return body.id
}

const [first, second, late] = [await listedStay(0, 3_000), await listedStay(1, 4_000), await listedStay(2, 5_000)]
await first?.()
await second?.()
let june = ''
let year = ''

test('a month is released and cleared, and its deposit stays owed', async () => {
  clock.advance(20 * DAY_MS)
  const { body } = await calculating('2026-06')
  assert.equal((await send(leader, `/payment-runs/${body.id}/release`)).status, 200)
  june = await cleared('2026-06', 500)
  assert.equal(await payable(), (await clearingOf(june)).depositFen)
})

test('a year that is not over is not calculated, and its clearing needs its release', async () => {
  assert.equal((await calculating('2026')).body.code, 'payment_period')
  clock.advance(200 * DAY_MS)
  // A list that came after its month was released: the year takes it in.
  await late?.()
  const proposal = { key: 'clear-too-early', provider: HOSPITAL, month: '2026-13', depositRateBp: 0 }
  assert.equal((await send(officer, '/clearings', proposal)).body.code, 'clearing_nothing')
})

test('the year closes its budget to the fen, and the same stays, months and scores give the same bytes', async () => {
  const before = await runOf((await calculating('2026', 8600)).body.id)
  year = (await calculating('2026', 8600)).body.id
  const seen = await runOf(year)
  assert.equal(seen.resultHash, before.resultHash)
  assert.notEqual((await runOf((await calculating('2026', 9500)).body.id)).resultHash, seen.resultHash)
  year = (await calculating('2026', 8600)).body.id
  assert.equal(seen.cases, 3)
  const [budget] = seen.budgets
  assert.equal(budget?.unexplainedFen, 0)
  assert.equal(
    budget?.items.reduce((sum, { amountFen }) => sum + amountFen, 0),
    950_000,
  )
})

test('score 86 gives back 86 % of the deposit; sharing, forfeits and the balance stand in the row', async () => {
  const seen = await runOf(year)
  const [row] = seen.sheets[0]?.cleared ?? []
  assert.ok(row)
  const held = (await clearingOf(june)).depositFen
  assert.equal(row.depositHeldFen, held)
  assert.equal(row.depositReturnedFen, Math.round(held * 0.86))
  assert.equal(row.forfeitedFen, held - row.depositReturnedFen)
  assert.equal(row.balanceFen, row.dueFen - row.advancedFen - held + row.depositReturnedFen)
})

test('released by another person and cleared as month 13, nothing is owed any more', async () => {
  const seen = await runOf(year)
  const row = seen.sheets[0]?.cleared[0]
  assert.equal((await send(officer, `/payment-runs/${year}/release`)).body.code, 'payment_same_person')
  assert.equal((await send(leader, `/payment-runs/${year}/release`)).status, 200)
  await assertSound(server)
  const id = await cleared('2026-13', 0)
  const last = await clearingOf(id)
  assert.ok(row && row.balanceFen > 0)
  assert.equal(last.payableFen, row.balanceFen)
  assert.equal(last.clock.declareBy, '2027-01-10')
  // The late stay was booked in June and is paid with the year: what June still owed for it is in the balance.
  assert.equal(await payable(), 0)
  await assertSound(server)
})
