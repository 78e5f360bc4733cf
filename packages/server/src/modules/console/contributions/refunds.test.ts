// Credited contributions that go back, over HTTP: only what may go back does, account share and line with it, by four people, paid once,
// returned and paid again, undone while nothing is paid; books, accounts and the three-way reconciliation agree after every step.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type {
  CreditedLineView,
  CreditRefundPage,
  CreditRefundView,
  DoneView,
  PaymentFileView,
  RefusalView,
} from '@yibao/contract/rest'
import { instant, yuanText } from '@yibao/kernel'
import { readHandOver } from '@yibao/lab'
import { contributionRulesAt, contributionRulesFor, productContributions } from '@yibao/policy'
import { settableClock } from '../../../platform/index.ts'
import {
  assertSound,
  COUNTY,
  type ConsoleClient,
  patient,
  seatedClient,
  standings,
  startTestServer,
} from '../../../testing/index.ts'
import { SYSTEM } from '../../common/index.ts'
import { listBreaks, totalsOf } from '../../contribution/index.ts'
import { openEnrolmentDesk } from '../../enrolment/index.ts'

const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const folder = mkdtempSync(join(tmpdir(), 'yibao-refund-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const { clock, ledger, city, platform } = server
const { reader } = platform
const desk = city.desks.contributions
const HAND = { id: 'hand', channel: 'test' }
const window = await seatedClient(server, { role: 'enrolment_window' })
const reviewer = await seatedClient(server, { role: 'finance' })
const cashier = await seatedClient(server, { role: 'finance' })
const leader = await seatedClient(server, { role: 'bureau_leader' })

let made = 0
const fileOf = (lines: readonly string[]): string => {
  made += 1
  const path = join(folder, `${made}.csv`)
  writeFileSync(path, [...lines, ''].join('\r\n'))
  return path
}
const value = <T>(outcome: { ok: true; value: T } | { ok: false; code: string }): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}
const RECEIPTS = '收款编号,征缴单号,缴费人编号,基金,所属期,金额,缴款日期'
const yuan = (amount: number) => yuanText(amount as never)

/** 2026-05 and the year of residents charged, paid, arrived and credited to the last charge. */
value(await desk.assess('2026-05', HAND))
value(await desk.assess('2026', HAND))
const charges = value(await desk.handOver(HAND)).flatMap(({ text }) => readHandOver(text))
value(
  await desk.takeReceipts(
    fileOf([
      RECEIPTS,
      ...charges.map(
        ({ chargeNo, payer, fund, period, amountFen }, at) =>
          `R${at},${chargeNo},${payer},${fund},${period},${yuan(amountFen)},2026-06-10`,
      ),
    ]),
    HAND,
  ),
)
value(
  await desk.takeArrivals(
    fileOf([
      '入账编号,收款编号,基金,金额,入账日期',
      ...charges.map(({ fund, amountFen }, at) => `A${at},R${at},${fund},${yuan(amountFen)},2026-06-11`),
    ]),
    HAND,
  ),
)
clock.advance(86_400_000)
value(await desk.credit(HAND))

type Told = DoneView & RefusalView
const BASE = '/contributions/credit-refunds'
let keys = 0
const apply = (personNo: string, chargeNo: string, more: object = {}, who = window) => {
  keys += 1
  const usual = { key: `refund-${keys}-key`, personNo, chargeNo, reason: 'left', paidFrom: 'treasury' }
  return who.post<Told>(BASE, { ...usual, evidence: '离职证明第3号', ...more })
}
const step = (who: ConsoleClient, id: string, path: string, note = '回单7788') =>
  who.post<Told>(`${BASE}/${id}/${path}`, { note })
const refundOf = async (id: string): Promise<CreditRefundView> =>
  (await window.get<CreditRefundPage>(BASE)).body.rows.find((each) => each.id === id) ?? assert.fail(id)
const lineOf = async (personNo: string, chargeNo: string): Promise<CreditedLineView> => {
  const { body, text } = await window.get<CreditedLineView>(`${BASE}/line?personNo=${personNo}&chargeNo=${chargeNo}`)
  assert.ok(body.chargeNo, text)
  return body
}
const held = async (personNo: string): Promise<number> =>
  (await standings(server)).find((each) => each.personNo === personNo)?.accountFen ?? 0
const balance = async (account: string): Promise<number> => {
  const rows = await ledger.balances({ account }, undefined, [])
  return rows.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0)
}
async function chargeOf(personNo: string, period: string): Promise<string> {
  const { rows } = await reader.query<{ no: string }>(
    'select charge_no as no from contribution_line where person_no = $1 and period = $2 order by 1 desc',
    [personNo, period],
  )
  return rows[0]?.no ?? assert.fail(personNo)
}

const worker = patient('employee', 0)
const workersCharge = await chargeOf(worker.personNo, '2026-05')

test('a wrong base gives the difference back: employer part and account share, by four people, and everything agrees', async () => {
  const before = await lineOf(worker.personNo, workersCharge)
  assert.ok(before.accountFen > 0 && before.accountHeldFen >= before.accountFen)
  const wrong = { reason: 'wrong_base', evidence: '工资表更正' }
  assert.equal((await apply(worker.personNo, workersCharge, wrong)).body.code, 'credit_refund_base')
  const over = { ...wrong, baseFen: before.baseFen + 100_000 }
  assert.equal((await apply(worker.personNo, workersCharge, over)).body.code, 'credit_refund_base')
  const baseFen = before.baseFen - 50_000
  assert.equal(
    (await apply(worker.personNo, workersCharge, { ...wrong, baseFen, evidence: '无' })).body.code,
    'credit_refund_evidence',
  )
  const { body, text } = await apply(worker.personNo, workersCharge, { ...wrong, baseFen })
  assert.ok(body.id, text)
  assert.equal((await apply(worker.personNo, workersCharge, { ...wrong, baseFen })).body.code, 'credit_refund_open')
  const asked = await refundOf(body.id)
  assert.ok(asked.amountFen > 0 && asked.amountFen < before.amountFen && asked.accountFen > 0)
  assert.equal((await step(window, body.id, 'review')).body.code, 'credit_refund_same_person')
  assert.equal((await step(leader, body.id, 'approval')).body.code, 'credit_refund_state')
  assert.equal((await step(reviewer, body.id, 'review')).status, 200)
  assert.equal((await step(reviewer, body.id, 'approval')).body.code, 'credit_refund_same_person')
  const [account, treasury] = [await held(worker.personNo), await balance('1005')]
  assert.equal((await step(leader, body.id, 'approval')).status, 200)
  assert.equal(await held(worker.personNo), account - asked.accountFen, 'the account share is taken back at once')
  assert.equal((await lineOf(worker.personNo, workersCharge)).refundedFen, asked.amountFen)
  assert.equal(await balance('1005'), treasury, 'no money moved yet')
  await assertSound(server)
  const { body: file } = await cashier.get<PaymentFileView>(`${BASE}/payment-file`)
  assert.deepEqual([file.payments, file.totalFen], [1, asked.payoutFen])
  assert.match(file.text, new RegExp(`${workersCharge},.*国库退库,${yuan(asked.payoutFen)}`))
  assert.equal((await step(leader, body.id, 'payment')).status, 403)
  assert.equal((await step(reviewer, body.id, 'payment')).body.code, 'credit_refund_same_person')
  assert.equal((await step(cashier, body.id, 'payment', '')).body.code, 'credit_refund_note')
  assert.equal((await step(cashier, body.id, 'payment')).status, 200)
  assert.equal((await step(cashier, body.id, 'payment')).status, 200, 'the same click is the same payment')
  assert.equal(await balance('1005'), treasury - asked.payoutFen)
  await assertSound(server)
  assert.equal((await step(cashier, body.id, 'return', '户名不符')).status, 200)
  assert.equal(await balance('1005'), treasury)
  assert.equal((await step(cashier, body.id, 'payment')).status, 200, 'after a return it is paid again')
  assert.equal((await step(leader, body.id, 'revocation')).body.code, 'credit_refund_state')
  assert.equal(await balance('1005'), treasury - asked.payoutFen)
  await assertSound(server)
})

test('the reconciliation knows what was paid back: its own column, and the refund that the tax office reports is no break', async () => {
  const { payoutFen } = (await window.get<CreditRefundPage>(BASE)).body.rows[0]!
  const today = clock.today()
  value(
    await desk.takeReceipts(
      fileOf([RECEIPTS, `T1,${workersCharge},,employee_basic,2026-05,-${yuan(payoutFen)},${today}`]),
      HAND,
    ),
  )
  value(await desk.reconcile(today, HAND))
  assert.deepEqual((await listBreaks(reader, { offset: 0, limit: 9, kind: 'refunded_at_tax_only' })).rows, [])
  const [own] = (await totalsOf(reader, 40)).filter(({ span, fund }) => span === today && fund === 'employee_basic')
  assert.equal(own?.paidBackFen, payoutFen)
  value(await desk.takeReceipts(fileOf([RECEIPTS, `T2,${workersCharge},,employee_basic,2026-05,-0.01,${today}`]), HAND))
  value(await desk.reconcile(today, HAND))
  const { rows } = await listBreaks(reader, { offset: 0, limit: 9, kind: 'refunded_at_tax_only' })
  assert.deepEqual(
    rows.map(({ receiptNo }) => receiptNo),
    ['T2'],
    'what nobody here paid back is one',
  )
})

test('who is enrolled or was settled gets nothing back; who left gets all, less what the account has spent; undoing is the identity', async () => {
  const leaver = patient('employee', 1)
  const charge = await chargeOf(leaver.personNo, '2026-05')
  assert.equal((await apply(leaver.personNo, charge)).body.code, 'credit_refund_enrolled')
  assert.match((await lineOf(leaver.personNo, charge)).obstacle ?? '', /仍在参保/)
  const rules = contributionRulesFor(contributionRulesAt(productContributions), new Set(), 2026)!
  const enrolment = openEnrolmentDesk({ ...platform, rules, library: city.desks.policy.library })
  const { rows } = await reader.query<{ no: string; employer: string; from: string }>(
    `select p.certificate_no as no, p.dossier -> 'spells' -> 0 ->> 'employerNo' as employer,
       p.dossier -> 'spells' -> 0 ->> 'from' as from from person p where p.person_no = $1`,
    [leaver.personNo],
  )
  const { no, employer, from } = rows[0]!
  const head = '证件号码,姓名,参保区划,险种,参保身份,参保日期,截止日期,办理事项,单位编号'
  const stop = `${no},${leaver.name},${COUNTY},职工,在职,${from},2026-04-30,停保,${employer}`
  const told = value(await enrolment.bringIn(fileOf([head, stop]), SYSTEM, {}))
  assert.equal(told.kinds.stopped, 1, JSON.stringify(told))
  const line = await lineOf(leaver.personNo, charge)
  assert.equal(line.obstacle, null)
  const before = { account: await held(leaver.personNo), income: await balance('4001'), due: await balance('A402') }
  const { body } = await apply(leaver.personNo, charge, { paidFrom: 'expenditure' })
  assert.equal((await step(reviewer, body.id, 'review')).status, 200)
  assert.equal((await step(leader, body.id, 'approval')).status, 200)
  assert.equal(await held(leaver.personNo), before.account - line.accountFen)
  assert.equal((await step(leader, body.id, 'revocation', '材料有误')).body.code, 'credit_refund_same_person')
  assert.equal((await step(cashier, body.id, 'revocation', '材料有误')).status, 200)
  const after = { account: await held(leaver.personNo), income: await balance('4001'), due: await balance('A402') }
  assert.deepEqual(after, before)
  assert.equal((await lineOf(leaver.personNo, charge)).refundedFen, 0)
  await assertSound(server)
  const again = (await apply(leaver.personNo, charge, { paidFrom: 'expenditure' })).body.id
  for (const [who, path] of [
    [reviewer, 'review'],
    [leader, 'approval'],
    [cashier, 'payment'],
  ] as const)
    assert.equal((await step(who, again, path)).status, 200, path)
  assert.equal((await apply(leaver.personNo, charge)).body.code, 'credit_refund_done')
  assert.equal((await refundOf(again)).payoutFen, line.amountFen)
  await assertSound(server)
})

test('a county, a stranger and a wrong number are told so', async () => {
  const county = await seatedClient(server, { role: 'enrolment_window', area: COUNTY })
  assert.equal((await apply(worker.personNo, workersCharge, {}, county)).body.code, 'contribution_whole_area')
  assert.equal((await apply(worker.personNo, 'C-none')).body.code, 'credit_refund_unknown')
  assert.equal(
    (await apply(worker.personNo, workersCharge, { reason: 'identity', amountFen: 1 })).body.code,
    'credit_refund_amount',
  )
  assert.equal((await step(leader, 'no-such-refund', 'review')).status, 404)
  const { text } = await window.get(`${BASE}/export?state=paid`)
  assert.equal(text.trim().split('\r\n').length, 3)
})
