// A whole synthetic year on a real PostgreSQL: opened, collected, settled, cleared and closed, with everything verified at its end.
// The invariants of the books as the fund specification lists them are held here on the year's own records.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { areaAccounts, beforeClosing, bridge, trialBalance } from '@yibao/kernel'
import { defaultCityId } from '@yibao/lab'
import { clearingsOfMonth } from '@yibao/server'
import { scratchDatabase } from '../../../server/src/platform/testing/scratch.ts'
import { playYear, type YearPlayed } from './play.ts'
import { holds, reportOf, type YearReport } from './report.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-year-'))
const YEAR = 2025
let played: YearPlayed
let report: YearReport
before(async () => {
  const databaseUrl = await scratchDatabase()
  played = await playYear({ city: defaultCityId, people: 50, year: YEAR, seed: 1, folder, databaseUrl })
  report = await reportOf(played, YEAR, folder)
})
after(async () => {
  await played?.server.close()
  rmSync(folder, { recursive: true, force: true })
})

const books = async () => {
  const { ledger } = played.server
  const closed = (await ledger.closedYears()).flatMap((each) => each.closed)
  return { sums: await ledger.sums(), closed }
}

test('the year is closed with every check holding, and its files say the same', () => {
  assert.deepEqual(report.checks.firstFault, null)
  assert.ok(holds(report), JSON.stringify(report.checks))
  assert.equal(report.months.length, 12)
  assert.ok(report.months.every(({ collectedFen }) => collectedFen > 0))
  assert.ok(report.months.reduce((sum, { settlements }) => sum + settlements, 0) > 20)
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'year.json'), 'utf8')), JSON.parse(JSON.stringify(report)))
  assert.match(readFileSync(join(folder, 'statements.html'), 'utf8'), /资产＝负债＋基金结余/)
})

test('collection went through charges, files and nights: nothing refused, what came is credited, accounts got interest and an heir', () => {
  const { collection, interest, inheritedFen } = report
  const { charges, files, creditedLines, refusedFiles } = collection
  assert.ok(charges >= 12 && files >= 24 && creditedLines >= 12, JSON.stringify(collection))
  assert.equal(refusedFiles, 0)
  assert.ok(
    interest.accounts > 0 && interest.amountFen > 0 && inheritedFen > 0,
    JSON.stringify({ interest, inheritedFen }),
  )
})

test('invariant: Σ paid clearings is what the expense accounts were debited for them, and the payment file total', async () => {
  const { platform } = played.server
  let paid = 0
  for (const { month, clearedFen } of report.months) {
    const own = await clearingsOfMonth(platform.reader, month)
    assert.ok(own.every(({ state }) => state === 'paid'))
    assert.equal(
      own.reduce((sum, { payableFen }) => sum + payableFen, 0),
      clearedFen,
    )
    paid += clearedFen
  }
  const { sums, closed } = await books()
  const expense = beforeClosing(sums, closed)
    .filter(({ layer, account }) => layer === 'cash' && /^5[01]01$/.test(account))
    .reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0)
  const premium = report.funds.find(({ fund }) => fund === 'resident_serious_illness')
  const transferred = (premium?.incomeFen ?? 0) - interestOf(sums, 'resident_serious_illness')
  assert.equal(expense - transferred, paid)
})

const interestOf = (sums: Awaited<ReturnType<typeof books>>['sums'], fund: string): number =>
  sums
    .filter((row) => row.layer === 'cash' && row.account === '4201' && row.fund === fund)
    .reduce((sum, { creditFen, period }) => sum + (period <= `${YEAR}-12` ? creditFen : 0), 0)

test('invariant: four eyes on every payment: who proposed, reviewed, approved and paid are four', async () => {
  for (const { month } of report.months)
    for (const { steps } of await clearingsOfMonth(played.server.platform.reader, month)) {
      const hands = steps.filter(({ step }) => step !== 'confirm').map(({ by }) => by)
      assert.equal(new Set(hands).size, hands.length)
    }
})

test('invariant: closed months take nothing more; income and expense of the closed year are zero', async () => {
  const { ledger } = played.server
  const event = {
    kind: 'interest_received' as const,
    id: 'late',
    fund: 'employee_basic' as const,
    amountFen: 1 as never,
  }
  const late = await ledger.book('late', [{ ...event, on: `${YEAR}-06-30` as never }], { id: 'x', channel: 'test' })
  assert.equal(late.ok ? 'ok' : late.code, 'ledger_period_closed')
  const { sums } = await books()
  const ended = trialBalance(sums, 'cash', { from: `${YEAR}-01`, to: `${YEAR}-12` })
  for (const { kind, closingFen } of ended.rows)
    if (kind === 'income' || kind === 'expense') assert.equal(closingFen, 0)
})

test('invariant: no negative cash: a booking that would overdraw a bank account is refused, and nothing of it is kept', async () => {
  const { ledger, platform } = played.server
  const before = await ledger.sums()
  const on = platform.clock.today()
  const move = (amountFen: number, kind: 'use_plan_paid' | 'treasury_transferred') => ({
    ...{ kind, id: 'too-much', on, fund: 'employee_basic' as const, amountFen: amountFen as never },
  })
  const many = [move(1, 'use_plan_paid'), move(900_000_000_000, 'use_plan_paid')]
  const refused = await ledger.book('too-much', many, { id: 'finance', channel: 'test' })
  assert.equal(refused.ok ? 'ok' : refused.code, 'booking_overdraws')
  const fine = await ledger.book('fine', [{ ...move(1, 'use_plan_paid'), kind: 'provider_paid' as never }], {
    id: 'f',
    channel: 'test',
  })
  assert.equal(fine.ok ? 'ok' : fine.code, 'booking_unknown')
  assert.deepEqual(await ledger.sums(), before)
})

test('invariant: counties add up to the city and nothing moves between them; both layers tie, fund by fund', async () => {
  const { sums, closed } = await books()
  const areas = areaAccounts(beforeClosing(sums, closed), { from: `${YEAR}-01`, to: `${YEAR}-12` })
  assert.ok(new Set(areas.map(({ area }) => area)).size > 2)
  assert.ok(areas.every(({ transferredFen }) => transferredFen === 0))
  for (const { fund, incomeFen, expenseFen } of report.funds) {
    const own = areas.filter((each) => each.fund === fund)
    assert.equal(
      own.reduce((sum, each) => sum + each.incomeFen, 0),
      incomeFen,
    )
    assert.equal(
      own.reduce((sum, each) => sum + each.expenseFen, 0),
      expenseFen,
    )
  }
  for (const row of bridge(sums, '9999-12', closed)) assert.ok(row.isTied, JSON.stringify(row))
})
