// A reform replayed over a synthetic history, against a second replay written plainly: claim by claim, from the lines.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { day, type Fen, PlanBook, ruledBy, settle } from '@yibao/kernel'
import {
  type GroupRow,
  householdsOf,
  LakeError,
  LakeWriter,
  type ReplayResult,
  type ReplayRun,
  readManifest,
  replay,
  type SettledClaim,
} from '@yibao/lake'
import { loadPack, packsAt, productPolicies } from '@yibao/policy'
import { smallCity } from '../testing/shipped.ts'
import { writeHistory } from './history.ts'

const policy = join(productPolicies, 'city', 'qingyang')
const scratch = mkdtempSync(join(tmpdir(), 'yibao-replay-'))
const lake = join(scratch, 'lake')
const claims: SettledClaim[] = []
after(() => rmSync(scratch, { recursive: true, force: true }))

before(async () => {
  const { city, catalogue } = await smallCity({ people: 2500, openedOn: day('2022-01-01'), months: 8 })
  const writer = await LakeWriter.open({
    folder: lake,
    area: '621000',
    policy: 'city/qingyang',
    buckets: 3,
    households: householdsOf(city.mutualAid),
  })
  const book = new PlanBook(loadPack(policy).library!)
  const both = {
    add: async (claim: SettledClaim): Promise<void> => {
      claims.push(claim)
      await writer.add(claim)
    },
  }
  await writeHistory({ city, catalogue, months: 4, seed: 5, book, lake: both })
  await writer.close()
})

let overlays = 0
function overlayOf(text: string): string {
  overlays += 1
  const path = join(scratch, `reform-${overlays}.yaml`)
  writeFileSync(path, text)
  return path
}

let runs = 0
async function replayed(reform: string, more: Partial<ReplayRun> = {}): Promise<ReplayResult> {
  runs += 1
  const out = join(scratch, `out-${runs}`)
  const base = packsAt(policy)[0]!.layers
  const reformed = packsAt(policy, reform)[0]!.layers
  const done = await replay({ folder: lake, base, reformed, samples: 2, withLines: false, workers: 1, out, ...more })
  assert.ok(done)
  return done.result
}

const SOURCE = 'sources: { trial: { title: 试验, issuer: 试验, date: 2021-01-01, grade: S } }'
const HEAD = (from: string): string =>
  `title: 试验方案\n${SOURCE}\ndefaults: { from: ${from}, source: trial, grade: S }\n`
const QUOTA = (from: string, yuan: number): string =>
  `${HEAD(from)}parameters:\n  resident_outpatient_cap: { title: 居民普通门诊年度限额, value: ${yuan}元 }\n`
const CLASS_B = `${HEAD('2022-03-01')}classifications:
  standard:
    pre_self_pay: { by: item_class, a: 0%, b: 30%, c: 0% }
`

/** The plain second replay: fund and person under each policy, by month of settling, and what each person gains. */
function plainly(reform: string) {
  const books = [new PlanBook(loadPack(policy).library!), new PlanBook(loadPack(policy, reform).library!)] as const
  const lives = books.map(() => new Map<string, Record<string, number>>())
  const saved = books.map(() => new Map<string, number>())
  const months = new Map<string, number[]>()
  const gains = new Map<string, number>()
  for (const claim of claims) {
    const row = months.get(claim.settledAt.slice(0, 7)) ?? [0, 0, 0, 0, 0, 0]
    months.set(claim.settledAt.slice(0, 7), row)
    const persons = books.map((book, side) => {
      const used = lives[side]!.get(claim.personNo) ?? {}
      const { account } = claim.bill
      const balanceFen = ((account?.balanceFen ?? 0) + (saved[side]!.get(claim.personNo) ?? 0)) as Fen
      const mutual = (account?.mutual ?? []).map(({ giver, availableFen }) => ({
        giver,
        availableFen: (availableFen + (saved[side]!.get(giver) ?? 0)) as Fen,
      }))
      const bill = {
        ...claim.bill,
        accumulators: used,
        ...(account && { account: { ...account, balanceFen, mutual } }),
      }
      const ruled = ruledBy(book, bill, bill.visit.settledOn)
      assert.ok(ruled.ok)
      const settled = settle(ruled.value.plan, bill)
      assert.ok(settled.ok)
      const { fundPaid, personPaid, accountPaid, changes } = settled.value
      const next = { ...used }
      for (const { key, change } of changes) next[key] = (next[key] ?? 0) + change
      lives[side]!.set(claim.personNo, next)
      const keep = (who: string, less: number): unknown => saved[side]!.set(who, (saved[side]!.get(who) ?? 0) + less)
      keep(claim.personNo, claim.settlement.accountPaid - accountPaid)
      for (const { giver, paid } of claim.settlement.mutual) keep(giver, paid)
      for (const { giver, paid } of settled.value.mutual) keep(giver, -paid)
      row[4 + side]! += accountPaid + settled.value.mutualPaid
      row[side]! += fundPaid
      row[2 + side]! += personPaid
      return personPaid as number
    })
    gains.set(claim.personNo, (gains.get(claim.personNo) ?? 0) + persons[0]! - persons[1]!)
  }
  return { months, gains: [...gains.values()] }
}

function agrees(result: ReplayResult, reform: string): void {
  const { months, gains } = plainly(reform)
  assert.deepEqual(
    result.groups.month.map((row) => [
      row.value,
      row.fundAFen,
      row.fundBFen,
      row.personAFen,
      row.personBFen,
      row.accountAFen,
      row.accountBFen,
    ]),
    [...months].map(([month, sums]) => [month, ...sums]),
  )
  assert.equal(result.byPerson.gained, gains.filter((gain) => gain > 0).length)
  assert.equal(result.byPerson.lost, gains.filter((gain) => gain < 0).length)
  assert.equal(
    result.byPerson.gainedFen - result.byPerson.lostFen,
    gains.reduce((sum, gain) => sum + gain, 0),
  )
}

const rowsOf = (result: ReplayResult): GroupRow[] => [result.total, ...Object.values(result.groups).flat()]

test('the policy as it is gives every stored amount again, and reading the lines changes nothing', async () => {
  const reform = overlayOf(QUOTA('2022-03-01', 120))
  const [sums, lines] = [await replayed(reform), await replayed(reform, { withLines: true })]
  assert.equal(sums.deviations.count, 0)
  assert.equal(sums.claims, claims.length)
  assert.equal(sums.withLines, 0)
  assert.equal(lines.withLines, claims.length)
  assert.deepEqual({ ...lines, runId: '', withLines: 0 }, { ...sums, runId: '' })
  agrees(sums, reform)
  assert.ok(sums.total.fundDifferenceFen > 0)
  assert.equal(sums.groups.month.find(({ value }) => value === '2022-02')?.fundDifferenceFen, 0)
})

test('a reform that changes nothing changes no row, before and after its date', async () => {
  for (const text of [`title: 无变化\n${SOURCE}\n`, QUOTA('2022-03-01', 60)]) {
    const result = await replayed(overlayOf(text))
    for (const row of rowsOf(result)) {
      assert.equal(row.fundDifferenceFen, 0)
      assert.equal(row.personDifferenceFen, 0)
      assert.equal(row.accountAFen, row.accountBFen)
      assert.equal(row.gainedClaims + row.lostClaims, 0)
      for (const { differenceFen } of Object.values(row.funds)) assert.equal(differenceFen, 0)
    }
    assert.equal(result.byClaim.gained + result.byClaim.lost + result.byPerson.gained + result.byPerson.lost, 0)
    assert.deepEqual(result.samples, [])
  }
})

test('a reform of the classification reads the lines from its date on', async () => {
  const reform = overlayOf(CLASS_B)
  const result = await replayed(reform)
  assert.ok(result.withLines > 0 && result.withLines < claims.length, `${result.withLines} of ${claims.length}`)
  assert.equal(result.deviations.count, 0)
  assert.ok(result.total.fundDifferenceFen < 0)
  agrees(result, reform)
})

test('what relatives have left to give follows each side’s own life', async () => {
  // Under the reform relatives' accounts pay for residents' visits: their own later bills then find less on them.
  const plans = ['outpatient', 'chronic', 'inpatient'].map(
    (setting) =>
      `  resident_${setting}: { switches: { over_limit: separate, account_pays: [in_scope, pre, over, full], governed_by: visit, package: none } }\n`,
  )
  const reform = overlayOf(`${HEAD('2022-01-01')}plans:\n${plans.join('')}`)
  const result = await replayed(reform)
  agrees(result, reform)
  assert.ok(result.total.accountBFen > result.total.accountAFen)
})

test('every heavier bill has its reason: here a limit that is used up sooner', async () => {
  const result = await replayed(overlayOf(QUOTA('2022-01-01', 30)))
  assert.ok((result.lossReasons.limit_used_up?.claims ?? 0) > 0)
  const losses = Object.values(result.lossReasons)
  assert.equal(
    losses.reduce((sum, { claims: n }) => sum + n, 0),
    result.byClaim.lost,
  )
  assert.equal(
    losses.reduce((sum, { fen }) => sum + fen, 0),
    result.byClaim.lostFen,
  )
})

test('the effect by months in force begins with the first month whose claims the reform rules', async () => {
  const { inForce, groups, total } = await replayed(overlayOf(QUOTA('2022-03-01', 120)))
  assert.deepEqual(
    inForce.map(({ month }) => month),
    groups.month.map(({ value }) => value).filter((month) => month >= '2022-03'),
  )
  assert.equal(inForce[0]?.monthsInForce, 1)
  assert.equal(inForce.at(-1)?.fundSoFarFen, total.fundDifferenceFen)
})

test('every grouping adds up to the whole, and a fund to its groups', async () => {
  const result = await replayed(overlayOf(QUOTA('2022-02-01', 200)))
  for (const name of ['scheme', 'setting', 'age', 'level', 'county', 'month'] as const) {
    for (const measure of ['claims', 'totalFen', 'fundAFen', 'fundBFen', 'personAFen', 'personBFen'] as const) {
      const sum = result.groups[name].reduce((total, row) => total + row[measure], 0)
      assert.equal(sum, result.total[measure], `${name} ${measure}`)
    }
  }
  assert.equal(result.total.persons, new Set(claims.map(({ personNo }) => personNo)).size)
  assert.equal(result.total.claims, claims.length)
  const { fundBFen, personBFen, totalFen } = result.total
  assert.equal(fundBFen + personBFen + (result.funds.provider?.bFen ?? 0), totalFen)
  const byFund = Object.values(result.funds).reduce((sum, { bFen }) => sum + bFen, 0)
  assert.equal(byFund, fundBFen + (result.funds.provider?.bFen ?? 0))
  const gains = result.samples.filter(({ kind }) => kind === 'gain')
  assert.equal(gains.length, 2)
  for (const { a, b, gainFen } of result.samples) {
    assert.equal(a.personFen - b.personFen, gainFen)
    assert.ok(a.sentences.length > 0 && b.sentences.length > 0 && a.tree && b.tree)
  }
})

test('the same bytes for any number of workers, and when a run goes on where it was interrupted', async () => {
  const reform = overlayOf(QUOTA('2022-02-01', 120))
  const outs = ['one', 'two', 'resumed'].map((name) => join(scratch, name))
  const stop = new AbortController()
  await replayed(reform, { out: outs[0]!, workers: 1 })
  await replayed(reform, { out: outs[1]!, workers: 3 })
  const base = { folder: lake, base: packsAt(policy)[0]!.layers, reformed: packsAt(policy, reform)[0]!.layers }
  const run = { ...base, samples: 2, withLines: false, workers: 1, out: outs[2]! }
  let slices = 0
  const onProgress = ({ stage }: { readonly stage: string }): void => {
    slices += Number(stage === 'replay')
    if (slices === 1) stop.abort()
  }
  assert.equal(await replay({ ...run, signal: stop.signal, onProgress }), undefined)
  const done = await replay(run)
  assert.equal(done?.resumed, 1)
  const files = outs.map((out) => readFileSync(join(out, done!.result.runId, 'result.json'), 'utf8'))
  assert.equal(files[1], files[0])
  assert.equal(files[2], files[0])
})

test('months outside the span are replayed for what they use up, and not counted', async () => {
  const reform = overlayOf(QUOTA('2022-01-01', 120))
  const whole = await replayed(reform)
  const part = await replayed(reform, { from: '2022-02', to: '2022-03' })
  assert.notEqual(part.runId, whole.runId)
  assert.deepEqual(
    part.groups.month,
    whole.groups.month.filter(({ value }) => value === '2022-02' || value === '2022-03'),
  )
})

test('a broken file is refused with its name before anything is computed', async () => {
  const manifest = readManifest(lake)
  const path = join(lake, manifest.slices[1]!.claims.path)
  const good = readFileSync(path)
  const reform = overlayOf(QUOTA('2022-01-01', 120))
  const refusal = async (): Promise<string> => {
    const error = await replayed(reform).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof LakeError, String(error))
    return error.message
  }
  writeFileSync(path, good.subarray(0, good.length / 2))
  assert.match(await refusal(), /bucket-\d+\.parquet 不能读取/)
  writeFileSync(path, readFileSync(join(lake, manifest.slices[1]!.claim_lines.path)))
  assert.match(await refusal(), /缺少列 id/)
  writeFileSync(path, readFileSync(join(lake, manifest.slices[0]!.claims.path)))
  assert.match(await refusal(), /行|清单/)
  writeFileSync(path, good)
  await assert.rejects(replayed(reform, { folder: scratch }), /没有 lake.json/)
  assert.ok(readdirSync(lake).includes('lake.json'))
})
