// Contributions from charge to credit on a real platform: whatever order the files come in and however often, nothing is
// counted twice, nothing is lost, and the books hold what came.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { contribution, day, type Fen, instant } from '@yibao/kernel'
import { readHandOver, simulateCollection } from '@yibao/lab'
import { contributionRulesAt, productContributions } from '@yibao/policy'
import { AREA, randomOf, startTestServer, type TestServer, testSeed } from '../../testing/index.ts'
import { sumOfAccounts } from '../account/index.ts'
import {
  collectionBridge,
  listArrivals,
  listBreaks,
  listCharges,
  openContributionDesk,
  suspenseByAge,
} from './index.ts'

const random = randomOf(testSeed(20261122))
const folder = mkdtempSync(join(tmpdir(), 'yibao-collect-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const rules = contributionRulesAt(productContributions)
const ALL = { offset: 0, limit: 10_000 }
const ZHANG = { id: 'zhang', channel: 'test' }
const LI = { id: 'li', channel: 'test' }

let made = 0
const fileOf = (text: string): string => {
  made += 1
  const path = join(folder, `${made}.csv`)
  writeFileSync(path, text)
  return path
}

async function open() {
  const server = await startTestServer()
  after(server.close)
  const { reader, writePath, clock, ids } = server.platform
  return { server, reader, desk: openContributionDesk({ reader, writePath, clock, ids, rules, poolingArea: AREA }) }
}

const value = <T>(outcome: { ok: true; value: T } | { ok: false; code: string; facts: unknown }): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

async function bookedOf({ ledger }: TestServer, account: string): Promise<number> {
  const rows = await ledger.balances()
  return rows
    .filter((row) => row.account === account)
    .reduce((sum, { debitFen, creditFen }) => sum + creditFen - debitFen, 0)
}

/** Charges of a month and a year, sent; the same world each time. */
async function charged() {
  const world = await open()
  const month = value(await world.desk.assess('2026-05', ZHANG))
  const year = value(await world.desk.assess('2026', ZHANG))
  const files = value(await world.desk.handOver(ZHANG))
  return { ...world, month, year, charges: files.flatMap(({ text }) => readHandOver(text)) }
}

test('a month and a year are charged once: each payer one charge, Σ lines = charge, Σ payers = the standard', async () => {
  const { desk, reader, month, year, charges, server } = await charged()
  assert.ok(month.charges > 0 && year.charges > 0)
  assert.deepEqual(value(await desk.assess('2026-05', ZHANG)), { charges: 0, people: 0, amountFen: 0 })
  assert.deepEqual(value(await desk.handOver(ZHANG)), [])
  const sum = charges.reduce((all, { amountFen }) => all + amountFen, 0)
  assert.equal(sum, month.amountFen + year.amountFen)
  assert.equal(new Set(charges.map(({ chargeNo }) => chargeNo)).size, charges.length)
  const { rows } = await reader.query<{ n: number }>(
    `select count(*) as n from contribution_charge c where c.amount_fen <>
      (select sum(l.amount_fen) from contribution_line l where l.charge_no = c.charge_no)`,
  )
  assert.equal(Number(rows[0]?.n), 0)
  const perPerson = await reader.query<{ sum: number }>(
    `select distinct sum(l.amount_fen)::bigint as sum from contribution_line l where l.fund = 'resident_basic' group by l.person_no`,
  )
  assert.deepEqual(perPerson.rows, [{ sum: 38_000 }], 'every resident comes to the standard, whoever pays it')
  assert.equal(await bookedOf(server, 'A102'), -sum, 'what is charged is a receivable')
  const wrong = await desk.assess('2026-13', ZHANG)
  assert.equal(wrong.ok ? '' : wrong.code, 'contribution_period')
})

interface Result {
  readonly states: Readonly<Record<string, number>>
  readonly suspenseFen: number
  readonly treasuryFen: number
  readonly incomeFen: number
  readonly accounts: number
}

async function resultOf(world: Awaited<ReturnType<typeof charged>>): Promise<Result> {
  const { server, reader, desk } = world
  server.clock.set(instant('2026-07-20 09:00:00'))
  value(await desk.credit(ZHANG))
  assert.equal(await collectionBridge().run(reader as never), undefined)
  const { rows } = await listCharges(reader, ALL)
  const contributions = rows.filter(({ kind }) => kind === 'contribution')
  const states = Object.fromEntries(
    [...Map.groupBy(contributions, ({ state }) => state)].map(([state, own]) => [state, own.length]),
  )
  const report = await server.ledger.verify()
  assert.deepEqual([report.balanced, report.bridge], [true, true], report.firstFault ?? '')
  return {
    states,
    suspenseFen: await bookedOf(server, '2001.02'),
    treasuryFen: -(await bookedOf(server, '1005')),
    incomeFen: (await bookedOf(server, '4001')) + (await bookedOf(server, '4001.05')),
    accounts: await sumOfAccounts(reader),
  }
}

test(`files that come twice, late and in any order give the same charges, money and accounts (seed ${random.seed})`, async () => {
  const results: Result[] = []
  for (const round of [0, 1]) {
    const world = await charged()
    const { files, truth } = simulateCollection(world.charges, {
      seed: 7,
      from: day('2026-06-01'),
      days: 8,
      wrongShare: 0.3,
    })
    const order =
      round === 0
        ? files
        : [...files, ...files]
            .map((file) => ({ file, at: random.next() }))
            .sort((a, b) => a.at - b.at)
            .map(({ file }) => file)
    for (const { kind, text } of order) {
      const path = fileOf(text)
      value(
        kind === 'receipts' ? await world.desk.takeReceipts(path, ZHANG) : await world.desk.takeArrivals(path, ZHANG),
      )
    }
    const result = await resultOf(world)
    assert.equal(result.treasuryFen, truth.arrivedFen, 'all that arrived is in the treasury, once')
    assert.equal(result.suspenseFen, truth.strayFen, 'what belongs to no charge waits in suspense')
    assert.equal(result.incomeFen, truth.arrivedFen - truth.strayFen)
    assert.equal(result.states.credited, truth.paid.length)
    results.push(result)
  }
  assert.deepEqual(results[1], results[0])
})

test('a reconciliation names every break with its owner, and Σ credited = Σ confirmed − Σ suspense for each day and fund', async () => {
  const world = await charged()
  const { desk, reader, server } = world
  const { files } = simulateCollection(world.charges, { seed: 11, from: day('2026-06-01'), days: 5, wrongShare: 0.5 })
  for (const { kind, text } of files)
    value(await (kind === 'receipts' ? desk.takeReceipts(fileOf(text), ZHANG) : desk.takeArrivals(fileOf(text), ZHANG)))
  server.clock.set(instant('2026-07-01 09:00:00'))
  const month = value(await desk.reconcile('2026-06', ZHANG))
  const { rows: breaks } = await listBreaks(reader, ALL)
  assert.ok(breaks.length > 0)
  assert.ok(breaks.every(({ kind, owner }) => owner === rules[0]?.owners[kind]))
  const again = value(await desk.reconcile('2026-06', ZHANG))
  assert.deepEqual([again.opened, again.corrected], [0, 0], 'a second look finds nothing new')
  const { rows: arrivals } = await listArrivals(reader, ALL)
  for (const { fund, confirmedFen, creditedFen, suspenseFen } of month.totals) {
    const own = arrivals.filter(
      (each) => each.fund === fund && each.arrivedOn >= '2026-06-01' && each.arrivedOn <= '2026-06-30',
    )
    assert.equal(
      confirmedFen,
      own.reduce((sum, { amountFen }) => sum + amountFen, 0),
    )
    assert.equal(creditedFen, confirmedFen - suspenseFen)
  }
  const ages = await suspenseByAge(reader, day('2026-07-01'))
  assert.equal(
    ages.reduce((sum, { amountFen }) => sum + amountFen, 0),
    arrivals.filter(({ state }) => state === 'suspense').reduce((sum, { amountFen }) => sum + amountFen, 0),
  )
  const [first] = breaks
  assert.ok(first)
  const early = await desk.stepBreak({ breakNo: first.breakNo, to: 'closed', note: '' }, ZHANG, 'b0')
  assert.equal(early.ok ? '' : early.code, 'break_step')
  value(await desk.stepBreak({ breakNo: first.breakNo, to: 'explained', note: '已联系缴费人' }, ZHANG, 'b1'))
  value(await desk.stepBreak({ breakNo: first.breakNo, to: 'closed', note: '已核实' }, ZHANG, 'b2'))
})

test('money that belongs to nobody goes back under four eyes, once', async () => {
  const world = await charged()
  const { desk, reader, server, charges } = world
  const [charge] = charges
  assert.ok(charge)
  const head = '入账编号,收款编号,基金,金额,入账日期\r\n'
  value(await desk.takeArrivals(fileOf(`${head}A1,R-unknown,${charge.fund},12.34,2026-06-10\r\n`), ZHANG))
  assert.equal(await bookedOf(server, '2001.02'), 1234)
  value(await desk.proposeRefund({ arrivalNo: 'A1', reason: '缴费人要求' }, ZHANG, 'r1'))
  const same = await desk.stepRefund({ arrivalNo: 'A1', to: 'paid', note: '' }, ZHANG, 'r2')
  assert.equal(same.ok ? '' : same.code, 'refund_same_person')
  value(await desk.stepRefund({ arrivalNo: 'A1', to: 'paid', note: '回单1' }, LI, 'r3'))
  const twice = await desk.stepRefund({ arrivalNo: 'A1', to: 'paid', note: '回单1' }, LI, 'r4')
  assert.equal(twice.ok ? '' : twice.code, 'refund_step')
  assert.deepEqual([await bookedOf(server, '2001.02'), await bookedOf(server, '1005')], [0, 0])
  assert.equal(await collectionBridge().run(reader as never), undefined)
})

test('an employer that pays late owes a late fee, which is no contribution', async () => {
  const { desk, reader, server, charges } = await charged()
  const late = charges.find(({ chargeNo }) => chargeNo.startsWith('C202605-E'))
  assert.ok(late)
  const yuan = (late.amountFen / 100).toFixed(2)
  value(
    await desk.takeReceipts(
      fileOf(
        `收款编号,征缴单号,缴费人编号,基金,所属期,金额,缴款日期\r\nR1,${late.chargeNo},${late.payer},${late.fund},${late.period},${yuan},2026-06-25\r\n`,
      ),
      ZHANG,
    ),
  )
  value(
    await desk.takeArrivals(
      fileOf(`入账编号,收款编号,基金,金额,入账日期\r\nA1,R1,${late.fund},${yuan},2026-06-26\r\n`),
      ZHANG,
    ),
  )
  const { rows } = await listCharges(reader, ALL)
  const fee = rows.find(({ kind }) => kind === 'late_fee')
  assert.equal(
    fee?.amountFen,
    contribution.lateFee(late.amountFen as Fen, day('2026-06-15'), day('2026-06-25'), 5 as never),
  )
  const [file] = value(await desk.handOver(ZHANG))
  assert.match(file?.text ?? '', /C202605-E.*-L/)
  const feeYuan = ((fee?.amountFen ?? 0) / 100).toFixed(2)
  value(
    await desk.takeReceipts(
      fileOf(
        `收款编号,征缴单号,缴费人编号,基金,所属期,金额,缴款日期\r\nR2,${fee?.chargeNo},${late.payer},${late.fund},${late.period},${feeYuan},2026-06-28\r\n`,
      ),
      ZHANG,
    ),
  )
  value(
    await desk.takeArrivals(
      fileOf(`入账编号,收款编号,基金,金额,入账日期\r\nA2,R2,${late.fund},${feeYuan},2026-06-29\r\n`),
      ZHANG,
    ),
  )
  assert.equal(await bookedOf(server, '4501'), fee?.amountFen)
})

test('a file with one wrong line, or one that contradicts what was taken, is not taken at all', async () => {
  const { desk, reader } = await open()
  const head = '收款编号,征缴单号,缴费人编号,基金,所属期,金额,缴款日期'
  const good = 'R1,,,employee_basic,2026-05,10.00,2026-06-01'
  const codeOf = async (text: string) => {
    const outcome = await desk.takeReceipts(fileOf(text), ZHANG)
    return outcome.ok ? 'taken' : outcome.code
  }
  const broken = [
    'R1,,,employee_basic,2026-05,10.0,2026-06-01',
    'R1,,,employee_basic,2026-05,1e3,2026-06-01',
    'R1,,,employee_basic,2026-13,10.00,2026-06-01',
    'R1,,,x; drop table,2026-05,10.00,2026-06-01',
    '=R1,,,employee_basic,2026-05,10.00,2026-06-01',
    'R1,,,employee_basic,2026-05,10.00,2026-02-30',
    'R1,,,employee_basic,2026-05,0.00,2026-06-01',
    'R1,,,employee_basic,2026-05,99999999999999.00,2026-06-01',
    'R1,,',
  ]
  for (const line of broken)
    assert.equal(await codeOf(`${head}\n${good.replace('R1', 'R0')}\n${line}\n`), 'collection_file_line', line)
  assert.equal(await codeOf('a,b\n1,2\n'), 'collection_file_head')
  assert.equal(await codeOf(''), 'collection_file_head')
  const { rows } = await reader.query<{ n: number }>('select count(*) as n from contribution_receipt')
  assert.equal(Number(rows[0]?.n), 0)
  assert.equal(await codeOf(`${head}\n${good}\n`), 'taken')
  assert.equal(
    await codeOf(`${head}\nR2,,,employee_basic,2026-05,1.00,2026-06-01\n${good.replace('10.00', '11.00')}\n`),
    'collection_number_differs',
  )
  const after = await reader.query<{ n: number }>('select count(*) as n from contribution_receipt')
  assert.equal(Number(after.rows[0]?.n), 1)
})
