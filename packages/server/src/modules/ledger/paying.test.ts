// 支付不透支 on a real PostgreSQL: many payments at once, from several businesses, never take more from an account than it holds;
// and every event that takes money from a bank account of a fund is decided under that fund.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isMoney, type PlainEvent, POSTING_TABLE } from '@yibao/kernel'
import { assertSound, CASHIER, carryOut, deskMessage, patient, startTestServer } from '../../testing/index.ts'
import { listPayouts } from '../flow/store.ts'
import type { BookedEvent } from './index.ts'

const server = await startTestServer()
after(() => server.close())
const { ledger, platform } = server
const FINANCE = { id: 'finance', channel: 'test' }
let documents = 0

const book = (kind: PlainEvent, amountFen: number, over: Partial<BookedEvent> = {}, document = `D${++documents}`) => {
  const event = { kind, id: document, on: platform.clock.today(), fund: 'employee_basic', amountFen, ...over }
  return ledger.book(document, [event as BookedEvent], FINANCE)
}
const codeOf = (outcome: { readonly ok: boolean }): string => (outcome.ok ? 'ok' : (outcome as { code?: string }).code!)

async function heldIn(account: string, provider?: string): Promise<number> {
  const rows = await ledger.balances({ layer: 'cash', fund: 'employee_basic', account, ...(provider && { provider }) })
  return rows.reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0)
}

/** Everything but so much leaves the expenditure account, by a document of its own. */
async function leaveIn1004(fen: number): Promise<void> {
  const out = (await heldIn('1004')) - fen
  assert.equal(codeOf(await book('county_money_advanced', out)), 'ok')
  assert.equal(await heldIn('1004'), fen)
}

async function dueToHeirs(): Promise<{ payoutId: string; personNo: string; totalFen: number }[]> {
  const heir = (at: number) => ({
    ...{ name: '钱某', relation: '子女', certificateNo: '990101200001010014' },
    payee: { name: '钱某', bank: '试验银行', account: `62220000000000${at}` },
  })
  for (const at of [0, 1, 2]) {
    const { personNo } = patient('retired', at)
    await carryOut(server, 'death', personNo, { diedOn: '2026-06-01', evidence: '户籍注销', heir: heir(at) })
  }
  const { rows } = await listPayouts(platform.reader, 'due', { offset: 0, size: 10 })
  return rows.map(({ payoutId, personNo, totalFen }) => ({ payoutId, personNo, totalFen }))
}

const pay = ({ payoutId, personNo }: { payoutId: string; personNo: string }) =>
  server.city.desks.flows.pay(deskMessage<{ payoutId: string }>(CASHIER), { payoutId, personNo, reference: 'HD1' })

test('of payments at once that together exceed the account only so many pass as it can pay; the others pass later', async () => {
  const due = await dueToHeirs()
  assert.equal(due.length, 3)
  const most = Math.max(...due.map(({ totalFen }) => totalFen))
  const all = due.reduce((sum, { totalFen }) => sum + totalFen, 0)
  // Enough for any one of them, for no two of them and never for a booking beside them.
  await leaveIn1004(most)
  const outcomes = await Promise.all([...due.map(pay), book('surplus_retained', most), book('vaccine_remitted', most)])
  const codes = outcomes.map(codeOf).sort()
  const paid = codes.filter((code) => code === 'ok')
  assert.ok(paid.length >= 1)
  assert.ok(
    codes.every((code) => code === 'ok' || code === 'booking_overdraws'),
    codes.join(),
  )
  const left = await heldIn('1004')
  assert.ok(left >= 0 && left < most, `${left} left`)
  assert.equal(codeOf(await book('use_plan_paid', all)), 'ok')
  const { rows } = await listPayouts(platform.reader, 'due', { offset: 0, size: 10 })
  for (const each of rows) assert.equal(codeOf(await pay(each)), 'ok')
  assert.equal((await listPayouts(platform.reader, 'due', { offset: 0, size: 10 })).total, 0)
  await assertSound(server)
})

test('twenty payments of one fen from an account of seven: seven pass', async () => {
  assert.equal(codeOf(await book('use_plan_paid', 100)), 'ok')
  await leaveIn1004(7)
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => book('surplus_retained', 1)))
  assert.deepEqual(
    Object.entries(Object.groupBy(outcomes.map(codeOf), (code) => code))
      .map(([k, v]) => [k, v?.length])
      .sort(),
    [
      ['booking_overdraws', 13],
      ['ok', 7],
    ],
  )
  assert.equal(await heldIn('1004'), 0)
})

test('a prepayment is offset up to what its provider still has in hand, at once or one after the other', async () => {
  assert.equal(codeOf(await book('use_plan_paid', 1_000)), 'ok')
  assert.equal(codeOf(await book('prepayment_paid', 600, { provider: 'H1' })), 'ok')
  assert.equal(codeOf(await book('prepayment_paid', 300, { provider: 'H2' })), 'ok')
  assert.equal(codeOf(await book('prepayment_offset', 301, { provider: 'H2' })), 'advance_exceeded')
  const offsets = await Promise.all(Array.from({ length: 5 }, () => book('prepayment_offset', 200, { provider: 'H1' })))
  assert.equal(offsets.map(codeOf).filter((code) => code === 'ok').length, 3)
  assert.deepEqual([await heldIn('1101.01', 'H1'), await heldIn('1101.01', 'H2')], [0, 300])
  await ledger.seal()
  assert.equal(codeOf(await book('prepayment_offset', 1, { provider: 'H1' })), 'advance_exceeded')
})

/** Events that take money and come from a business, with the command that decides them under the fund. */
const GUARDED: Readonly<Record<string, string>> = {
  receipt_refunded: 'contribution.refund_stepped',
  contribution_refunded: 'contribution.credit_refund_stepped',
  contribution_refunded_paid: 'contribution.credit_refund_stepped',
  provider_paid: 'clearing.stepped',
  illness_provider_paid: 'clearing.stepped',
  account_cleared: 'clearing.stepped',
  claim_paid: 'flow.payout_paid',
  inheritance_paid: 'flow.payout_paid',
  account_transferred_out: 'account.reservation_closed',
}

test('every event that takes money from a bank account is booked under its fund, by the finance office or a guarded business', () => {
  const taking = POSTING_TABLE.filter(({ legs }) =>
    legs.some(({ layer, credit }) => layer === 'cash' && isMoney(credit.code)),
  )
  const unguarded = taking.filter(({ kind, isManual }) => !isManual && GUARDED[kind] === undefined)
  assert.deepEqual(
    unguarded.map(({ kind }) => kind),
    [],
  )
  assert.deepEqual(
    Object.keys(GUARDED).filter((kind) => !taking.some((row) => row.kind === kind)),
    [],
  )
})
