// The ledger on a real PostgreSQL: balances are sums, months close, and whoever alters a row is found out by name.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { instant } from '@yibao/kernel'
import { settableClock } from '../../platform/clock.ts'
import { createIds } from '../../platform/ids.ts'
import { isIncluded } from '../../platform/seal/index.ts'
import { DEMO_ACTOR, demoCommand, settleVisit } from '../../platform/testing/demo-kinds.ts'
import { approachMoreDigits } from '../../platform/testing/transaction-numbers.ts'
import { type Fixture, writePathFixture } from '../../platform/testing/write-path-fixture.ts'
import { createLedger, type Ledger } from './index.ts'

let fixture: Fixture
let ledger: Ledger
const clock = settableClock(instant('2026-11-21 08:30:00'))

async function settle(count: number, spendFen = 100): Promise<void> {
  const settled = Array.from({ length: count }, async (_, at) => {
    const person = `P${at}`
    const visitId = await fixture.visitOf(person)
    const outcome = await fixture.writePath.submit(
      demoCommand(settleVisit, { person, visitId, spendFen: spendFen + at }),
    )
    assert.ok(outcome.ok)
  })
  await Promise.all(settled)
}

const fixtures: Fixture[] = []
beforeEach(async () => {
  clock.set(instant('2026-11-21 08:30:00'))
  fixture = await writePathFixture({ clock, ids: createIds(clock) })
  ledger = createLedger({ reader: fixture.pool, maintenance: fixture.pool, writePath: fixture.writePath, clock })
  fixtures.push(fixture)
})
after(async () => {
  for (const each of fixtures) await each.close()
})

const lineOf = (rows: Awaited<ReturnType<Ledger['balances']>>, account: string, fund = 'F1') =>
  rows.find((row) => row.account === account && row.fund === fund)

test('each journal is sealed once when transaction numbers grow by a digit', async () => {
  await approachMoreDigits(fixture.pool, 5)
  for (let round = 0; round < 5; round++) await settle(2)
  assert.equal(await ledger.seal(), 10)
  await settle(3)
  assert.equal(await ledger.seal(), 3)
  const { chain, firstFault, journals, unsealed } = await ledger.verify()
  assert.deepEqual(
    { chain, firstFault, journals, unsealed },
    { chain: true, firstFault: null, journals: 13, unsealed: 0 },
  )
})

test('balances are the sums of the journals, whether sealed, not sealed, or half of them', async () => {
  await settle(10)
  const expected = 10 * 100 + 45
  assert.equal(lineOf(await ledger.balances(), 'benefit due')?.debitFen, expected)
  assert.equal(await ledger.seal(), 10)
  assert.equal(lineOf(await ledger.balances(), 'benefit due')?.debitFen, expected)
  await settle(10)
  assert.equal(lineOf(await ledger.balances(), 'benefit due')?.debitFen, 2 * expected)
  assert.deepEqual(lineOf(await ledger.balances({ fund: 'F3', layer: 'accrual' }), 'provider payable', 'F3'), {
    layer: 'accrual',
    period: '2026-11',
    fund: 'F3',
    account: 'provider payable',
    area: '990100',
    provider: 'H1',
    debitFen: 0,
    creditFen: 2 * expected,
    entries: 20,
  })
  assert.deepEqual(await ledger.balances({ layer: 'cash' }), [])
  assert.deepEqual(await ledger.balances({ toPeriod: '2026-10' }), [])
})

test('sealing is repeatable and verification finds nothing wrong with honest books', async () => {
  await settle(25)
  await Promise.all([ledger.seal(), ledger.seal(), ledger.seal()])
  assert.equal(await ledger.seal(), 0)
  await settle(5)
  const report = await ledger.verify()
  assert.deepEqual(
    { ...report, head: report.head?.no },
    { balanced: true, chain: true, bridge: true, firstFault: null, journals: 30, unsealed: 5, head: 1 },
  )
})

/** Each way to tamper with sealed books, and what verification must say. */
const tampering: { what: string; sql: string; says: RegExp; part: 'chain' | 'balanced' | 'bridge' }[] = [
  {
    what: 'one byte of an amount',
    sql: `update journal set lines = replace(lines::text, '"amountFen": 105', '"amountFen": 106')::jsonb where lines::text like '%"amountFen": 105%'`,
    says: /^altered: (?<id>[0-9a-f-]{36}), its content is not what was sealed/,
    part: 'chain',
  },
  {
    what: 'one letter of a cause',
    sql: `update journal set cause_kind = 'settlemenT' where lines::text like '%"amountFen": 105%'`,
    says: /^altered: (?<id>[0-9a-f-]{36})/,
    part: 'chain',
  },
  {
    what: 'a journal removed',
    sql: `delete from journal where lines::text like '%"amountFen": 105%'`,
    says: /^missing: (?<id>[0-9a-f-]{36}), it was sealed and is gone/,
    part: 'chain',
  },
  {
    what: 'a journal slipped in between sealed ones',
    sql: `insert into journal (journal_id, person_no, op_id, layer, period, posted_on, cause_kind, cause_id, lines, xid)
      select '00000000-0000-7000-8000-000000000001', person_no, op_id, layer, period, posted_on, cause_kind, cause_id, lines, xid
      from journal where lines::text like '%"amountFen": 105%'`,
    says: /^added: 00000000-0000-7000-8000-000000000001/,
    part: 'chain',
  },
  {
    what: 'a balance',
    sql: `update account_balance set debit_fen = debit_fen + 1 where account = 'benefit due' and fund = 'F1'`,
    says: /^sum differs: .*benefit due.*kept \d+ \/ 0 \/ 12, computed \d+ \/ 0 \/ 12/,
    part: 'chain',
  },
  {
    what: 'a block removed',
    sql: 'delete from sealed_block where no = 1',
    says: /^chain broken: block 1 is missing/,
    part: 'chain',
  },
  {
    what: 'a block that tells another story',
    sql: `update sealed_block set sealed_at = sealed_at + interval '1 day' where no = 2`,
    says: /^chain broken: its hash is not that of its head/,
    part: 'chain',
  },
  {
    what: 'an unsealed journal that does not balance',
    sql: `update journal set lines = jsonb_set(lines, '{0,amountFen}', '1') where xid > (select max(up_to_xid) from sealed_block)`,
    says: /^record wrong: [0-9a-f-]{36}, entry_unbalanced/,
    part: 'balanced',
  },
  {
    what: 'a journal written past the write path',
    sql: `insert into journal (journal_id, person_no, op_id, layer, period, posted_on, cause_kind, cause_id, lines)
      select '00000000-0000-7000-8000-000000000002', person_no, journal_id, layer, period, posted_on, cause_kind, cause_id, lines
      from journal limit 1`,
    says: /^journal 00000000-0000-7000-8000-000000000002 was made by no recorded operation/,
    part: 'bridge',
  },
]

for (const { what, sql, says, part } of tampering) {
  test(`verification names it: ${what}`, async () => {
    await settle(10)
    await ledger.seal()
    await settle(2)
    await ledger.seal()
    await settle(1)
    const { rows } = await fixture.pool.query(
      `select journal_id from journal where lines::text like '%"amountFen": 105%'`,
    )
    const { rowCount } = await fixture.pool.query(sql)
    assert.ok(rowCount && rowCount > 0, 'the tampering must have hit something')
    const report = await ledger.verify()
    const found = says.exec(report.firstFault ?? '')
    assert.ok(found, report.firstFault ?? 'nothing found')
    if (found.groups?.id) assert.equal(found.groups.id, rows[0].journal_id)
    assert.deepEqual(
      { balanced: report.balanced, chain: report.chain, bridge: report.bridge },
      { balanced: true, chain: true, bridge: true, [part]: false },
    )
  })
}

test('a history rewritten from end to end is found by a head kept outside', async () => {
  await settle(3)
  await ledger.seal()
  const { head } = await ledger.verify()
  await fixture.pool.query(`delete from sealed_block`)
  await fixture.pool.query(`delete from account_balance`)
  await fixture.pool.query(`update journal set cause_kind = 'other'`)
  await ledger.seal()
  assert.equal((await ledger.verify()).firstFault, null)
  const report = await ledger.verify({ anchor: head! })
  assert.match(report.firstFault ?? '', /^anchor differs/)
})

test('a sealed journal can be proved from its content and a head alone; another content cannot', async () => {
  await settle(7)
  await ledger.seal()
  await settle(3)
  await ledger.seal()
  const { rows } = await fixture.pool.query(
    `select journal_id, json_build_array(journal_id::text, person_no, op_id::text, layer, period, posted_on::text, cause_kind,
       cause_id, reverses::text, lines::text, area, provider)::text as content from journal order by journal_id`,
  )
  const { head } = await ledger.verify()
  for (const { journal_id, content } of rows) {
    const proof = await ledger.prove(journal_id, head!.no)
    assert.ok(proof)
    assert.equal(isIncluded(content, proof, head!.hash), true)
    assert.equal(isIncluded(content.replace('settlement', 'settlemenT'), proof, head!.hash), false)
    assert.equal(
      isIncluded(
        content,
        proof,
        head!.hash.replace(/^./, (c: string) => (c === '0' ? '1' : '0')),
      ),
      false,
    )
  }
  const alone = await ledger.prove(rows[0].journal_id)
  assert.equal(alone?.headers.length, 1)
  assert.equal(isIncluded(rows[0].content, alone, alone.headers[0]!.hash), true)
  assert.equal(await ledger.prove('00000000-0000-7000-8000-000000000009'), undefined)
})

test('a month closes when it is over, once, and takes nothing more; the day after, work goes on in the next', async () => {
  await settle(4)
  const early = await ledger.closePeriod('2026-11', DEMO_ACTOR)
  assert.deepEqual(early, {
    ok: false,
    code: 'ledger_period_not_over',
    facts: { period: '2026-11', today: '2026-11-21' },
  })
  clock.set(instant('2026-12-01 00:00:00'))
  const closed = await ledger.closePeriod('2026-11', DEMO_ACTOR)
  assert.ok(closed.ok)
  assert.deepEqual(closed.value.answer, { period: '2026-11', state: 'closed' })
  assert.equal((await ledger.verify()).unsealed, 0)
  const again = await ledger.closePeriod('2026-11', DEMO_ACTOR)
  assert.equal(again.ok && again.value.replayed, true)
  await settle(2)
  clock.set(instant('2026-11-30 23:59:59')) // a process whose clock is behind must not post into the closed month
  const late = await fixture.writePath.submit(
    demoCommand(settleVisit, { person: 'P0', visitId: await fixture.visitOf('P0'), spendFen: 1 }),
  )
  assert.deepEqual(late, { ok: false, code: 'ledger_period_closed', facts: {} })
  assert.deepEqual(await ledger.closedPeriods(), [{ period: '2026-11', state: 'closed' }])
})

test('a check of another module that does not agree is told in its own words', async () => {
  await settle(1)
  ledger.registerBridge({ name: 'tiers = postings', run: async () => undefined })
  assert.equal((await ledger.verify()).bridge, true)
  ledger.registerBridge({
    name: 'visits',
    run: async (pool) => ((await pool.query('select 1')).rowCount === 1 ? 'one too many' : undefined),
  })
  const report = await ledger.verify()
  assert.deepEqual([report.bridge, report.firstFault], [false, 'visits: one too many'])
})
