// A month by payment methods over HTTP: from lists to cases to sheets to budgets, released by another person, booked, cleared
// with what the method gives; every case explained to the fen; the same lists give the same bytes.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type {
  ClearingPage,
  ClearingView,
  DoneView,
  GroupAppealPage,
  PaymentCasePage,
  PaymentCaseView,
  PaymentRunList,
  PaymentRunView,
  RefusalView,
} from '@yibao/contract/rest'
import { type Fen, instant } from '@yibao/kernel'
import { productPolicies, readPaymentFile } from '@yibao/policy'
import { settableClock } from '../../../platform/index.ts'
import {
  admit,
  assertSound,
  COUNTY_HOSPITAL,
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
} from '../../../testing/index.ts'

const { rules } = readPaymentFile(join(productPolicies, 'payment', 'qingyang-2025.yaml'))
assert.ok(rules)
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
const other = await seatedClient(server, { role: 'provider_office', provider: COUNTY_HOSPITAL })
const county = await seatedClient(server, { role: 'benefits_officer', area: '9902' })

let keys = 0
const calculating = (who: ConsoleClient, month = '2026-06') =>
  who.post<DoneView & RefusalView>('/payment-runs', { key: `key-${++keys}-000`, month })
const act = (who: ConsoleClient, path: string, body: object = { note: '' }) =>
  who.post<DoneView & RefusalView>(path, body)
const runOf = async (who: ConsoleClient, id: string) => (await who.get<PaymentRunView>(`/payment-runs/${id}`)).body
const casesOf = async (who: ConsoleClient, id: string, query = '') =>
  (await who.get<PaymentCasePage>(`/payment-runs/${id}/cases${query}`)).body
const payable = async () => {
  const rows = await ledger.balances({ layer: 'accrual', account: 'A201', provider: HOSPITAL }, undefined, [])
  return rows.reduce((sum, row) => sum + row.creditFen - row.debitFen, 0)
}

/** Five days in June for so many yuan. */
async function settledStay(at: number, yuan: number) {
  const person = patient('employee', at)
  const visit = await admit(client, person, { at: instant('2026-06-01 09:00:00') })
  await chargeStay(client, person, visit, [
    item('plain', yuan, 1, { at: instant('2026-06-02 09:00:00'), serial: `9${at}` }),
  ])
  await client.done('2402', discharging(person, visit, instant('2026-06-06 09:00:00')))
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, (yuan * 100) as Fen))
  return { visit, setl_id: setlinfo.setl_id }
}

async function listedStay(at: number, yuan: number, change: object = {}) {
  const { visit, setl_id } = await settledStay(at, yuan)
  const list = { ...listing(setl_id, visit), ...change }
  await client.done('4101', list)
  return setl_id
}
const diagnosis = (diag_code: string, diag_name: string) => ({
  diseinfo: [{ diag_type: '1', diag_code, diag_name, adm_cond_type: '1', maindiag_flag: '1' }],
})

const grouped = await listedStay(0, 2_000, diagnosis('K35.800x001', '急性阑尾炎'))
const ungrouped = await listedStay(1, 6_000, { ...diagnosis('Z99.900', '其他'), oprninfo: [] })
const late = await settledStay(2, 5_000) // its list comes later
let run = ''

test('a month that is not over, or of an area by somebody of a county or an institution, is not calculated', async () => {
  assert.equal((await calculating(officer)).body.code, 'payment_period')
  clock.advance(20 * DAY_MS)
  assert.equal((await calculating(county)).body.code, 'payment_whole_area')
  assert.equal((await calculating(hospital)).status, 403)
  assert.equal((await calculating(officer, '2026-05')).body.code, 'payment_no_cases')
})

test('cases add up to the sheet, sheets and what is kept back to each budget, and the same lists give the same bytes', async () => {
  const first = await calculating(officer)
  assert.equal(first.status, 200, first.text)
  const before = await runOf(officer, first.body.id)
  const again = await calculating(officer)
  run = again.body.id
  assert.notEqual(run, first.body.id)
  const seen = await runOf(officer, run)
  assert.equal(seen.resultHash, before.resultHash)
  assert.equal(seen.rulesYear, 2025)
  const page = await casesOf(officer, run)
  assert.equal(page.total, 2)
  assert.equal(page.sums.dueFen, seen.dueFen)
  assert.equal(
    page.rows.reduce((sum, { dueFen }) => sum + dueFen, 0),
    seen.sheets[0]?.dueFen,
  )
  for (const { budgetFen, items, unexplainedFen } of seen.budgets) {
    assert.equal(unexplainedFen, 0)
    assert.equal(
      items.reduce((sum, { amountFen }) => sum + amountFen, 0),
      budgetFen,
    )
  }
  const { indexes } = seen
  assert.deepEqual([indexes.cases, indexes.grouped, indexes.stays, indexes.low], [2, 1, 3, 1])
  assert.equal(indexes.diseaseCoverageBp, 3333)
  assert.equal(indexes.costIndexE4, 10_000)
})

test('each case says its group, its codes, its multiple, its money and why, and the steps give the amount again', async () => {
  const { rows } = await casesOf(hospital, run)
  const [own, loose] = [grouped, ungrouped].map((id) => rows.find(({ settlement }) => settlement === id))
  assert.ok(own && loose)
  assert.equal(own.rule, 'low')
  assert.deepEqual(own.procedures, ['47.0900'])
  assert.match(own.reason.zh, /低于低倍率界限/)
  assert.equal(loose.rule, 'ungrouped')
  assert.equal(loose.dueFen, Math.round(loose.bookedFen * 0.8))
  const { body } = await hospital.get<PaymentCaseView>(`/payment-runs/${run}/cases/${grouped}`)
  assert.match(body.groupExplanation, /K35\.800x001/)
  assert.ok(Math.abs(Number(body.fund.formula.split('= ').at(-1)?.replaceAll(/[,≈]/g, '')) * 100 - own.dueFen) < 1)
  assert.equal((await hospital.get(`/payment-runs/${run}/cases/${'0'.repeat(26)}`)).status, 404)
  assert.ok(!JSON.stringify(rows).includes(patient('employee', 0).name))
})

test('another institution sees the values of the area and nothing of this one', async () => {
  const seen = await runOf(other, run)
  assert.ok(seen.values.length > 0)
  assert.deepEqual(seen.sheets, [])
  assert.equal((await casesOf(other, run)).total, 0)
  assert.equal((await other.get(`/payment-runs/${run}/cases/${grouped}`)).status, 404)
  assert.equal((await county.get<PaymentRunList>('/payment-runs')).body.rows[0]?.cases, 0)
})

test('the file holds every case with its sentence, and nobody by name', async () => {
  const { text } = await hospital.get(`/payment-runs/${run}/cases/export?rule=low`)
  assert.ok(text.includes(grouped) && !text.includes(ungrouped), text)
  assert.match(text, /rule=low/)
  assert.ok(!text.includes(patient('employee', 0).name))
})

test('who calculated does not release; a list that came after makes the calculation outdated', async () => {
  assert.equal((await act(officer, `/payment-runs/${run}/release`)).body.code, 'payment_same_person')
  await client.done('4101', listing(late.setl_id, late.visit))
  assert.equal((await act(reviewer, `/payment-runs/${run}/release`)).body.code, 'payment_outdated')
  run = (await calculating(officer)).body.id
})

test('released once, it books what the method gives beyond the settlements, and the month is cleared with it', async () => {
  const seen = await runOf(officer, run)
  const proposal = { key: 'early-clearing', provider: HOSPITAL, month: '2026-06', depositRateBp: 500 }
  await declaredMonth(server, HOSPITAL, '2026-06')
  const { text, body: proposed } = await officer.post<DoneView>('/clearings', proposal)
  assert.ok(proposed.id, text)
  const early = proposed.id
  const owed = await payable()
  assert.equal((await act(reviewer, `/payment-runs/${run}/release`)).status, 200)
  assert.equal((await act(leader, `/payment-runs/${run}/release`)).body.code, 'payment_not_calculated')
  assert.equal((await calculating(officer)).body.code, 'payment_released')
  assert.equal(await payable(), owed + seen.dueFen - seen.bookedFen)
  await assertSound(server)
  // What was proposed before knows nothing of it and is proposed again.
  await act(hospital, `/clearings/${early}/confirmation`)
  assert.equal((await act(reviewer, `/clearings/${early}/review`)).body.code, 'clearing_outdated')
  await act(officer, `/clearings/${early}/withdrawal`)
  const { body } = await officer.post<DoneView>('/clearings', { ...proposal, key: 'second-clearing' })
  const cleared = (await officer.get<ClearingView>(`/clearings/${body.id}`)).body
  assert.equal(cleared.allowedFen, owed + seen.dueFen - seen.bookedFen)
  await act(hospital, `/clearings/${body.id}/confirmation`)
  await act(reviewer, `/clearings/${body.id}/review`)
  await act(leader, `/clearings/${body.id}/approval`)
  assert.equal((await act(cashier, `/clearings/${body.id}/payment`, { reference: 'B1' })).status, 200)
  assert.equal(await payable(), cleared.depositFen)
  assert.equal((await runOf(officer, run)).sheets[0]?.clearing?.state, 'paid')
  await assertSound(server)
})

test('calculations are listed with filters and pages, what was withdrawn on demand, and as a file', async () => {
  const list = async (query = '') => (await officer.get<PaymentRunList>(`/payment-runs${query}`)).body
  const all = await list('?size=1')
  assert.deepEqual([all.total, all.rows.length, all.rows[0]?.month], [1, 1, '2026-06'])
  assert.equal(
    (await list('?state=withdrawn')).rows.every(({ state }) => state === 'withdrawn'),
    true,
  )
  assert.ok((await list('?state=withdrawn')).total >= 2)
  assert.equal((await list('?year=2025')).total, 0)
  assert.equal((await officer.get('/payment-runs?year=26')).status, 400)
  const { text } = await officer.get('/payment-runs/export?state=released')
  assert.equal(text.trim().split('\r\n').length, 2)
})

/** 分组申诉 of the stay that had no group, in a month that is released, cleared and paid. */
test('an appeal against a group: brought with its papers, decided by two, grouped anew, the difference in the next clearing', async () => {
  const where = `/payment-runs/${run}/cases/${ungrouped}`
  const caseNow = async () => (await officer.get<PaymentCaseView>(where)).body
  const asked = {
    ...{ kind: 'missing_diagnosis', diagnoses: ['K35.800x001'], procedures: [], reason: '漏报主要诊断' },
    evidence: '病案首页复印件、病理报告',
  }
  const apply = (who: ConsoleClient, more: object = {}) =>
    who.post<DoneView & RefusalView>(`${where}/appeals`, { key: `appeal-${++keys}-0`, ...asked, ...more })
  assert.equal((await apply(officer)).status, 403)
  assert.equal((await apply(other)).body.code, 'group_appeal_no_case')
  assert.equal((await apply(hospital, { evidence: '无' })).body.code, 'group_appeal_words')
  assert.equal((await apply(hospital, { diagnoses: ['阑尾炎'] })).body.code, 'group_appeal_codes')
  assert.equal((await apply(hospital, { diagnoses: ['Z99.900'] })).body.code, 'group_appeal_same_codes')
  const { body, text } = await apply(hospital)
  assert.ok(body.id, text)
  assert.equal((await apply(hospital)).body.code, 'group_appeal_open')
  const judge = (who: ConsoleClient, path: string, approves = true, note = '材料属实') =>
    who.post<DoneView & RefusalView>(`/group-appeals/${body.id}/${path}`, { approves, note })
  assert.equal((await judge(hospital, 'opinion')).status, 403)
  assert.equal((await judge(officer, 'decision')).body.code, 'group_appeal_state')
  assert.equal((await judge(officer, 'opinion')).status, 200)
  assert.equal((await judge(officer, 'decision')).body.code, 'group_appeal_same_person')
  const [before, owed, released] = [await caseNow(), await payable(), await runOf(officer, run)]
  assert.equal((await judge(reviewer, 'decision')).status, 200)
  const [appeal] = (await caseNow()).appeals
  assert.deepEqual(
    appeal?.steps.map(({ step }) => step),
    ['apply', 'opine', 'decide'],
  )
  assert.equal(appeal?.state, 'accepted')
  assert.notEqual(appeal?.after?.code, appeal?.before.code)
  assert.ok(appeal && appeal.adjustedFen !== null && appeal.adjustedFen !== 0)
  assert.equal(await payable(), owed + appeal.adjustedFen)
  // The month that is closed stays what it was: its run, its case and its words.
  assert.deepEqual(await runOf(officer, run), released)
  const { appeals: _, ...same } = await caseNow()
  const { appeals: __, ...then } = before
  assert.deepEqual(same, then)
  await assertSound(server)
  assert.equal((await judge(leader, 'decision')).body.code, 'group_appeal_state')
  const [clearing] = (await officer.get<ClearingPage>('/clearings?month=2026-06&state=paid')).body.rows
  clock.advance(31 * DAY_MS)
  const proposal = { key: 'clearing-after-appeal', provider: HOSPITAL, month: '2026-07', depositRateBp: 0 }
  const next = (await officer.post<DoneView & RefusalView>('/clearings', proposal)).body
  assert.ok(next.id, JSON.stringify(next))
  assert.equal((await officer.get<ClearingView>(`/clearings/${next.id}`)).body.allowedFen, appeal.adjustedFen)
  assert.equal(
    (await officer.get<ClearingPage>('/clearings?month=2026-06&state=paid')).body.rows[0]?.payableFen,
    clearing?.payableFen,
  )
  assert.equal((await other.get<GroupAppealPage>('/group-appeals')).body.total, 0)
  assert.equal((await officer.get<GroupAppealPage>('/group-appeals?state=accepted')).body.total, 1)
})
