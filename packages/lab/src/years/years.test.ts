// A small city's years as a lake: the same bytes whoever makes it, and every settlement as the policy of its day gives it again.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { LakeError, readManifest, replay } from '@yibao/lake'
import { packsAt, productPolicies } from '@yibao/policy'
import { random } from '../random.ts'
import { shippedCatalogue } from '../testing/shipped.ts'
import { makeYears, type YearsMade, type YearsRun } from './index.ts'
import { mortality } from './population.ts'

const policy = join(productPolicies, 'city', 'qingyang')
const scratch = mkdtempSync(join(tmpdir(), 'yibao-years-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

async function made(name: string, more: Partial<YearsRun> = {}): Promise<YearsMade | undefined> {
  const catalogue = await shippedCatalogue()
  const layers = packsAt(policy)[0]!.layers
  const asked = { city: 'qingyang', people: 900, months: 14, seed: 20210101, buckets: 3, workers: 1 }
  return makeYears({ ...asked, folder: join(scratch, name), layers, catalogue, ...more })
}

const filesOf = (name: string): string[] =>
  readdirSync(join(scratch, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) => join(parentPath, file).slice(join(scratch, name).length + 1))
    .sort()

async function rowsOf(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRows()
  connection.closeSync()
  instance.closeSync()
  return rows as unknown[][]
}

const tableOf = (name: string, table: string): string =>
  `read_parquet('${join(scratch, name, table)}/**/*.parquet', hive_partitioning = false, filename = true)`

test('the same bytes for any number of workers, and when a run goes on where it was interrupted (seed 20210101)', async () => {
  const one = await made('one')
  assert.ok(one && one.claims > 500)
  await made('three', { workers: 3 })
  const stop = new AbortController()
  const onProgress = ({ share }: { readonly share: number }): void => {
    if (share > 0.1) stop.abort()
  }
  assert.equal(await made('again', { signal: stop.signal, onProgress }), undefined)
  await assert.rejects(made('again', { seed: 1 }), LakeError)
  const again = await made('again', { workers: 2 })
  assert.equal(again?.resumed, 1)
  const files = filesOf('one')
  assert.ok(files.includes('lake.json') && files.includes('calibration.json'))
  for (const name of ['three', 'again']) {
    assert.deepEqual(filesOf(name), files)
    for (const file of files)
      assert.ok(
        readFileSync(join(scratch, name, file)).equals(readFileSync(join(scratch, 'one', file))),
        `${name}/${file}`,
      )
  }
  await assert.rejects(made('one'), LakeError)
})

test('every settlement comes out again to the fen, over two benefit years', async () => {
  const layers = packsAt(policy)[0]!.layers
  const reform = packsAt(policy, join(productPolicies, 'reforms', 'outpatient-quota'))[0]!.layers
  const run = { base: layers, reformed: reform, samples: 0, withLines: true, workers: 1, out: join(scratch, 'out') }
  const done = await replay({ ...run, folder: join(scratch, 'one') })
  assert.equal(done?.result.deviations.count, 0)
  assert.equal(done.result.claims, readManifest(join(scratch, 'one')).claims)
  assert.ok(done.result.months.last >= '2022-02')
})

test('claims, lines and tiers add up; people are covered when they come, and nobody comes after death', async () => {
  const [claims, lines, tiers] = ['claims', 'claim_lines', 'claim_tiers'].map((table) => tableOf('one', table))
  const key = (alias: string): string => `split_part(${alias}.filename, '/month=', 2) || ' ' || ${alias}.claim`
  const off = await rowsOf(`SELECT c.id FROM ${claims} c
    LEFT JOIN (SELECT ${key('l')} AS k, sum(amount_fen) AS fen, count(*) AS n FROM ${lines} l GROUP BY ALL) s ON s.k = (${key('c')})
    LEFT JOIN (SELECT ${key('t')} AS k, sum(CASE WHEN payer <> 'provider' THEN paid_fen ELSE 0 END) AS fen FROM ${tiers} t GROUP BY ALL) p ON p.k = (${key('c')})
    WHERE s.fen <> c.total_fen OR s.n <> c.line_count OR coalesce(p.fen, 0) <> c.fund_fen
      OR c.account_fen + c.mutual_fen + c.cash_fen <> c.person_fen OR c.fund_fen + c.provider_fen + c.person_fen <> c.total_fen`)
  assert.deepEqual(off, [])
  const uncovered = await rowsOf(`SELECT c.id FROM ${claims} c JOIN ${tableOf('one', 'people')} p USING (person_no)
    WHERE c.discharged_on > coalesce(p.died_on, DATE '9999-12-31') OR c.admitted_on < p.born_on
      OR NOT EXISTS (SELECT 1 FROM ${tableOf('one', 'spells')} s WHERE s.person_no = c.person_no AND s.scheme = c.scheme
        AND c.admitted_on BETWEEN s.from_on AND s.until_on)`)
  assert.deepEqual(uncovered, [])
})

test('stays say what groupers ask for, and every claim who treated', async () => {
  const rows =
    await rowsOf(`SELECT count(*), count(*) FILTER (diagnoses IS NULL OR department IS NULL OR practitioner IS NULL),
    count(*) FILTER (setting IN ('inpatient', 'day_surgery', 'maternity_inpatient') AND (los_days IS NULL OR discharge_type IS NULL)),
    count(*) FILTER (procedures IS NOT NULL), count(*) FILTER (los_days > 0 AND los_days <> greatest(1, discharged_on - admitted_on))
    FROM ${tableOf('one', 'claims')}`)
  const [all, blank, stays, operated, lengths] = (rows[0] ?? []).map(Number)
  assert.ok(all! > 0 && operated! > 0)
  assert.deepEqual([blank, stays, lengths], [0, 0, 0])
})

test('employees are charged for every month, residents once for the year', async () => {
  const rows =
    await rowsOf(`SELECT s.person_no, s.scheme, s.base_fen, count(c.month), sum(c.employer_fen), sum(c.subsidy_fen)
    FROM ${tableOf('one', 'spells')} s LEFT JOIN ${tableOf('one', 'charges')} c ON c.person_no = s.person_no AND c.month[1:4] = CAST(year(s.from_on) AS VARCHAR)
    WHERE s.from_on = make_date(year(s.from_on), 1, 1) AND s.until_on = make_date(year(s.from_on), 12, 31) GROUP BY s.person_no, s.scheme, s.base_fen, s.from_on`)
  for (const [person, scheme, base, months, employer, subsidy] of rows) {
    const isWorking = Number(base) > 0
    assert.equal(Number(months), scheme === 'resident' ? 1 : isWorking ? 12 : 0, String(person))
    if (isWorking) assert.equal(Number(employer), 12 * Math.round((Number(base) * 600) / 10_000), String(person))
    if (scheme === 'resident') assert.ok(Number(subsidy) > 0)
  }
})

test('the calibration is stored with what came out, what was aimed at, and how far chance goes', () => {
  const { rows, years } = JSON.parse(readFileSync(join(scratch, 'one', 'calibration.json'), 'utf8'))
  const events = rows.find(({ measure }: { measure: string }) => measure === 'events')
  assert.equal(events.cameOut, readManifest(join(scratch, 'one')).claims)
  assert.ok(events.samplingError > 0 && events.source.includes('1423.12万人次'))
  assert.equal(years.length, 2)
})

test('the chance to die grows with age and stays a chance', () => {
  const ages = Array.from({ length: 100 }, (_, at) => at + 1)
  for (const age of ages) assert.ok(mortality(age) >= mortality(age - (age > 1 ? 1 : 0)) && mortality(age) <= 0.5)
  assert.ok(random(1).chance(mortality(30)) === false)
})
