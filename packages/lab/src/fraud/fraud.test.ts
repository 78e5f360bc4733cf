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

interface Made {
  readonly fraud?: FraudPlan
  readonly people: number
  readonly months?: number
  readonly workers?: number
}

async function made(name: string, { fraud, people, months = 6, workers = 2 }: Made): Promise<string> {
  const folder = join(scratch, name)
  const layers = packsAt(join(productPolicies, 'city', 'qingyang'))[0]!.layers
  const asked = { city: 'qingyang', people, months, seed: SEED, workers, buckets: 2, folder, layers, traced: true }
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
  const small = { fraud: plan, people: 1200, months: 3 }
  return [await made('one', { ...small, workers: 1 }), await made('two', small)] as const
})

test(`planted care: the same bytes for any workers, unique visits, nobody in two stays, labels outside (seed ${SEED})`, async () => {
  const [one, two] = await twins()
  assert.deepEqual(readManifest(one), readManifest(two))
  assert.equal(readFileSync(labelsPath(one), 'utf8'), readFileSync(labelsPath(two), 'utf8'))
  const { claims } = readManifest(one)
  assert.equal(await firstOf(`SELECT count(DISTINCT visit_id) FROM ${claimsOf(one)}`), claims)
  const meanwhile = (what: string): string => `SELECT count(*) FROM ${claimsOf(one)} a JOIN ${claimsOf(one)} b
    ON a.person_no = b.person_no AND a.visit_id <> b.visit_id AND a.admitted_on < b.discharged_on AND b.admitted_on < a.discharged_on
    WHERE a.discharged_on > a.admitted_on AND ${what}`
  assert.equal(await firstOf(meanwhile('b.discharged_on > b.admitted_on')), 0)
  // Whoever is seen elsewhere lies in an empty bed, or somebody shops with the card.
  const hung = labelsOf(one).flatMap(([scheme, , , , , visit]) => (scheme === 'hung_bed' ? [`'${visit}'`] : []))
  assert.equal(
    await firstOf(meanwhile(`b.setting <> 'pharmacy' AND a.visit_id NOT IN (${hung.join(', ') || "''"})`)),
    0,
  )
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

const RECALL_MIN = 0.1

/** One city with all schemes at once, made when the first test asks for it: each model sees the others' schemes as well. */
const planted = once(async () => {
  const folder = await made('planted', { fraud: { rate: 0.2, schemes: FRAUD_SCHEMES }, people: PEOPLE })
  return { folder, found: await runModels(folder, cards), known: knownOf(folder) }
})

for (const scheme of FRAUD_SCHEMES) {
  test(`${scheme}, planted among all others, is found well above chance (seed ${SEED})`, async (context) => {
    const { folder, known, ...all } = await planted()
    const found = all.found.find(({ card }) => card.scheme === scheme) as ModelClues
    const { precision, recall, planted: size, counts } = models.measure(found.card, found.clues, known)
    const column = counts === 'visits' ? 'visit_id' : 'practitioner'
    const blind = size / (await firstOf(`SELECT count(DISTINCT ${column}) FROM ${claimsOf(folder)}`))
    context.diagnostic(
      `${scheme}: recall ${recall.hits}/${recall.of}, precision ${precision.hits}/${precision.of}, blind ${blind}`,
    )
    assert.ok(recall.hits / recall.of > RECALL_MIN, `${recall.hits}/${recall.of}`)
    assert.ok(
      precision.hits / precision.of > ABOVE_CHANCE * blind,
      `${precision.hits}/${precision.of} against ${blind}`,
    )
  })
}

test(`where nothing was planted, fewer than one visit in 1000 for each model lies in a clue, and one prescriber at most (seed ${SEED})`, async () => {
  const folder = await made('clean', { people: PEOPLE / 2 })
  assert.ok(!existsSync(labelsPath(folder)))
  const found = await runModels(folder, cards)
  const clues = (counts: string) => found.flatMap((each) => (each.card.counts === counts ? each.clues : []))
  const visits = new Set(clues('visits').flatMap((clue) => clue.visits))
  assert.ok(
    visits.size * 1000 < readManifest(folder).claims * found.length,
    `${visits.size} of ${readManifest(folder).claims}`,
  )
  assert.ok(clues('practitioners').length <= 1, `${clues('practitioners').length}`)
})
