// The books on a real PostgreSQL: years close in order and once, a closed month takes its mirror in the open one, a proof holds
// without the database and breaks with one letter changed, and both bridges find what was written past the rules.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  balanceSheets,
  incomeStatements,
  instant,
  mirrorEntry,
  type PlainEvent,
  post,
  trialBalance,
} from '@yibao/kernel'
import { settableClock } from '../../platform/clock.ts'
import { createIds } from '../../platform/ids.ts'
import type { Kind } from '../../platform/index.ts'
import { type Fixture, writePathFixture } from '../../platform/testing/write-path-fixture.ts'
import { checkProof, countyBridge, createLedger, type Ledger, layerBridge } from './index.ts'

const clock = settableClock(instant('2026-03-10 09:00:00'))
let fixture: Fixture
let ledger: Ledger
before(async () => {
  fixture = await writePathFixture({ clock, ids: createIds(clock) })
  ledger = createLedger({ reader: fixture.pool, maintenance: fixture.pool, writePath: fixture.writePath, clock })
  ledger.registerBridge(layerBridge(ledger))
  ledger.registerBridge(countyBridge())
})
after(() => fixture.close())

const ACTOR = { id: 'finance', channel: 'test' }
type Entries = ReturnType<typeof post>

/** What a module does when something happened: its entries through the write path. */
const happened: Kind<{ readonly entries: Entries; readonly id: string }, unknown, null> = {
  name: 'test.happened',
  subjects: ({ id }) => [`ledger:${id}`],
  decide: ({ entries }) => ({ ok: true, value: { answer: null, journals: entries } }),
}
let count = 0
const book = (entries: Entries) => {
  count += 1
  const input = { entries, id: `t${count}` }
  return fixture.writePath.submit({
    ...{ kind: happened, key: { sender: 'test', msgid: input.id }, actor: ACTOR, input, request: { id: input.id } },
  })
}
const event = (kind: PlainEvent, amountFen: number, on: string, id = `${kind} ${on}`) =>
  post({ kind, id, on: on as never, fund: 'employee_basic', amountFen: amountFen as never, area: '990101' })
const codeOf = (outcome: { readonly ok: boolean }) => (outcome.ok ? 'ok' : (outcome as { code?: string }).code)
const sheet = async () => balanceSheets(await ledger.sums(), '2027-12')[0]

test('a year is booked, and its statements are what was booked', async () => {
  for (const [kind, fen, on] of [
    ['contribution_received', 1_000_00, '2026-01-05'],
    ['treasury_transferred', 1_000_00, '2026-01-06'],
    ['use_plan_paid', 600_00, '2026-02-01'],
    ['surplus_retained', 250_00, '2026-02-02'],
    ['interest_received', 5_00, '2026-03-01'],
  ] as const)
    assert.ok((await book(event(kind, fen, on))).ok)
  const [income] = incomeStatements(await ledger.sums(), { from: '2026-01', to: '2026-12' })
  assert.deepEqual([income?.incomeFen, income?.expenseFen, income?.surplusFen], [1_005_00, 250_00, 755_00])
  assert.equal((await sheet())?.netFen, 755_00)
})

test('months close in their order; a closed one refuses, and its correction is a mirror in the open one', async () => {
  await ledger.seal()
  assert.equal(codeOf(await ledger.closePeriod('2026-02', ACTOR)), 'ledger_period_order')
  assert.equal(codeOf(await ledger.closePeriod('2026-03', ACTOR)), 'ledger_period_not_over')
  assert.ok((await ledger.closePeriod('2026-01', ACTOR)).ok)
  assert.ok((await ledger.closePeriod('2026-02', ACTOR)).ok)
  const wrong = event('surplus_retained', 100_00, '2026-02-20')
  assert.equal(codeOf(await book(wrong)), 'ledger_period_closed')
  const { rows } = await fixture.pool.query<{ id: string; layer: 'cash' | 'accrual'; lines: never }>(
    `select journal_id as id, layer, lines from journal where cause_kind = 'surplus_retained'`,
  )
  const cause = { kind: 'booking_reversed', id: 'B1' }
  const mirrors = rows.map(({ id, layer, lines }) =>
    mirrorEntry({ layer, lines, postedOn: '2026-03-10' as never, cause }, id, '2026-03-10' as never, cause),
  )
  assert.ok((await book(mirrors)).ok)
  const [income] = incomeStatements(await ledger.sums(), { from: '2026-01', to: '2026-12' })
  assert.equal(income?.expenseFen, 0)
  assert.ok((await book(event('surplus_retained', 250_00, '2026-03-09', 'again'))).ok)
})

test('a year closes once: income and expense to the balance, December with it, the statements of the year stay', async () => {
  assert.equal(codeOf(await ledger.closeYear(2026, ACTOR)), 'ledger_period_not_over')
  clock.set(instant('2027-01-08 09:00:00'))
  const before = incomeStatements(await ledger.sums(), { from: '2026-01', to: '2026-12' })
  const closed = await ledger.closeYear(2026, ACTOR)
  assert.ok(closed.ok && closed.value.answer.journals === 1, JSON.stringify(closed))
  const again = await ledger.closeYear(2026, ACTOR)
  assert.ok(again.ok ? again.value.replayed : again.code === 'ledger_period_closed')
  assert.deepEqual(
    (await ledger.closedPeriods()).map(({ period, state }) => `${period} ${state}`),
    ['2026-01 closed', '2026-02 closed', '2026-03 closed', '2026-12 closed'],
  )
  assert.equal(codeOf(await book(event('interest_received', 1, '2026-12-31'))), 'ledger_period_closed')
  const sums = await ledger.sums()
  for (const { kind, closingFen } of trialBalance(sums, 'cash', { from: '2026-01', to: '2026-12' }).rows)
    if (kind === 'income' || kind === 'expense') assert.equal(closingFen, 0)
  const years = await ledger.closedYears()
  const after = incomeStatements(
    sums,
    { from: '2026-01', to: '2026-12' },
    years.flatMap((year) => year.closed),
  )
  assert.deepEqual(after, before)
  assert.equal((await sheet())?.netFen, 755_00)
  const report = await ledger.verify()
  assert.deepEqual([report.balanced, report.chain, report.bridge, report.firstFault], [true, true, true, null])
})

test('the proof of one settlement holds without the database, and not with one letter or hash changed', async () => {
  const settlement = createIds(clock).next()
  const entries = event('account_spent', 77_00, '2027-01-08').map((entry) => ({
    ...entry,
    cause: { kind: 'settlement', id: settlement },
  }))
  assert.ok((await book(entries)).ok)
  assert.equal(await ledger.proveSettlement(createIds(clock).next()), undefined)
  const file = await ledger.proveSettlement(settlement)
  assert.ok(file)
  assert.ok((await book(event('interest_received', 9, '2027-01-08', 'later'))).ok)
  await ledger.seal()
  const text = JSON.stringify(file)
  const checked = checkProof(text)
  assert.ok(checked, 'it is a proof')
  assert.equal(checked.fault, undefined)
  assert.ok(checked.isProven)
  assert.deepEqual(
    checked.lines.map(({ account, side, amountFen }) => `${account} ${side} ${amountFen}`),
    ['A301 debit 7700', 'A201 credit 7700'],
  )
  assert.equal(checkProof(text, file.head.hash)?.isProven, true)
  assert.match(checkProof(text, 'f'.repeat(64))?.fault ?? '', /公布/)
  assert.match(checkProof(text.replace('7700', '7701'))?.fault ?? '', /改动/)
  assert.match(checkProof(text.replaceAll(settlement, createIds(clock).next()))?.fault ?? '', /改动/)
  const [first] = file.journals
  const otherRoot = { ...file, journals: [{ ...first, proof: { ...first?.proof, headers: [] } }] }
  assert.equal(checkProof(JSON.stringify(otherRoot))?.isProven, false)
  for (const bad of [
    '',
    '{}',
    '[1]',
    JSON.stringify({ ...file, journals: 3 }),
    JSON.stringify({ ...file, format: 'x' }),
  ])
    assert.equal(checkProof(bad), undefined)
})

test('a payment in one layer alone, and money moved between counties, are found by the bridges', async () => {
  const paid = event('surplus_retained', 3, '2027-01-08', 'half').filter(({ layer }) => layer === 'cash')
  assert.ok((await book(paid)).ok)
  const half = await ledger.verify()
  assert.match(
    half.firstFault ?? '',
    /cash and accrual: employee_basic: the sub-ledger settled 25000, the cash books paid 25003/,
  )
  const [cash] = event('use_plan_paid', 8, '2027-01-08', 'moved')
  const moved = { ...cash!, lines: cash!.lines.map((line, at) => (at === 0 ? { ...line, area: '990102' } : line)) }
  assert.ok((await book([moved])).ok)
  const fault = await countyBridge().run(fixture.pool)
  assert.match(fault ?? '', /^1 journals move money between areas/)
})
