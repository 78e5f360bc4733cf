// Planted schemes: the same for any number of workers, nobody in two places, found by their models well above chance, and
// hardly anything found where nothing was planted. No model sees a label.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { models } from '@yibao/kernel'
import { type ModelClues, readManifest, runModels } from '@yibao/lake'
import { loadModels, packsAt, productPolicies } from '@yibao/policy'
import { shippedCatalogue } from '../testing/shipped.ts'
import { labelsPath, makeYears } from '../years/run.ts'
import { FRAUD_SCHEMES, type FraudPlan } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'yibao-fraud-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
/** Made once, by whoever asks first. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
const SEED = 20260105
const { cards } = loadModels()

async function made(name: string, fraud: FraudPlan | undefined, people: number, workers = 2): Promise<string> {
  const folder = join(scratch, name)
  const layers = packsAt(join(productPolicies, 'city', 'qingyang'))[0]!.layers
  const asked = { city: 'qingyang', people, months: 6, seed: SEED, workers, buckets: 2, folder, layers }
  await makeYears({ ...asked, catalogue: await shippedCatalogue(), ...(fraud && { fraud }) })
  return folder
}

const labelsOf = (folder: string): string[][] =>
  readFileSync(labelsPath(folder), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

const knownOf = (folder: string): models.KnownVisit[] =>
  labelsOf(folder).map(([scheme = '', , , practitioner = '', , visitId = '']) => ({ scheme, visitId, practitioner }))

async function firstOf(sql: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const value = (await connection.runAndReadAll(sql)).getRows()[0]?.[0]
  connection.closeSync()
  instance.closeSync()
  return Number(value)
}

const claimsOf = (folder: string): string =>
  `read_parquet('${folder}/claims/*/*.parquet', hive_partitioning = false, filename = true)`

/** The same city made by one worker and by two. */
const twins = once(async () => {
  const plan = { rate: 0.2, schemes: FRAUD_SCHEMES }
  return [await made('one', plan, 1500, 1), await made('two', plan, 1500)] as const
})

test(`planted care: the same bytes for any workers, unique visits, nobody in two stays, labels outside (seed ${SEED})`, async () => {
  const [one, two] = await twins()
  assert.deepEqual(readManifest(one), readManifest(two))
  assert.equal(readFileSync(labelsPath(one), 'utf8'), readFileSync(labelsPath(two), 'utf8'))
  const { claims } = readManifest(one)
  assert.equal(await firstOf(`SELECT count(DISTINCT visit_id) FROM ${claimsOf(one)}`), claims)
  const overlaps = `SELECT count(*) FROM ${claimsOf(one)} a JOIN ${claimsOf(one)} b ON a.person_no = b.person_no
    AND a.visit_id < b.visit_id AND a.admitted_on < b.discharged_on AND b.admitted_on < a.discharged_on`
  assert.equal(await firstOf(overlaps), 0)
  const labels = labelsOf(one)
  assert.ok(labels.length > 20)
  const ids = labels.map((cells) => `'${cells[5]}'`).join(', ')
  assert.equal(await firstOf(`SELECT count(*) FROM ${claimsOf(one)} WHERE visit_id IN (${ids})`), labels.length)
  assert.ok(!existsSync(join(one, 'labels.csv')))
})

test(`no model sees a label: without them the clues are the same (seed ${SEED})`, async () => {
  const [, folder] = await twins()
  const before = await runModels(folder, cards)
  assert.ok(before.some(({ clues }) => clues.length > 0))
  rmSync(labelsPath(folder))
  assert.deepEqual(await runModels(folder, cards), before)
})

const PEOPLE = 8000
/** How often a clue must be right, against a blind pick among all that was settled. */
const ABOVE_CHANCE = 5

/** Low-standard stays lean on the provider's excess over its peers, for which a city of this size has too few stays. */
const RECALL_MIN: Readonly<Partial<Record<(typeof FRAUD_SCHEMES)[number], number>>> = { low_standard: 0.02 }

/** One city with all schemes at once, made when the first test asks for it: each model sees the others' schemes as well. */
const planted = once(() => made('planted', { rate: 0.2, schemes: FRAUD_SCHEMES }, PEOPLE))

for (const scheme of FRAUD_SCHEMES) {
  test(`${scheme}, planted among all others, is found well above chance (seed ${SEED})`, async (context) => {
    const folder = await planted()
    const own = cards.filter((card) => card.scheme === scheme)
    const [found] = (await runModels(folder, own)) as [ModelClues]
    const { precision, recall, planted: all, counts } = models.measure(found.card, found.clues, knownOf(folder))
    const column = counts === 'visits' ? 'visit_id' : 'practitioner'
    const blind = all / (await firstOf(`SELECT count(DISTINCT ${column}) FROM ${claimsOf(folder)}`))
    context.diagnostic(
      `${scheme}: recall ${recall.hits}/${recall.of}, precision ${precision.hits}/${precision.of}, blind ${blind}`,
    )
    assert.ok(recall.hits / recall.of > (RECALL_MIN[scheme] ?? 0.1), `${recall.hits}/${recall.of}`)
    assert.ok(
      precision.hits / precision.of > ABOVE_CHANCE * blind,
      `${precision.hits}/${precision.of} against ${blind}`,
    )
  })
}

test(`where nothing was planted, fewer than 5 visits in 1000 lie in a clue, and one prescriber at most (seed ${SEED})`, async () => {
  const folder = await made('clean', undefined, PEOPLE / 2)
  assert.ok(!existsSync(labelsPath(folder)))
  const found = await runModels(folder, cards)
  const clues = (counts: string) => found.flatMap((each) => (each.card.counts === counts ? each.clues : []))
  const visits = new Set(clues('visits').flatMap((clue) => clue.visits))
  assert.ok(visits.size * 1000 < readManifest(folder).claims * 5, `${visits.size} of ${readManifest(folder).claims}`)
  assert.ok(clues('practitioners').length <= 1, `${clues('practitioners').length}`)
})
