// A lake that is written beside a platform: killed at any step, nothing is lost and nothing is there twice.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { LakeError } from '../history/manifest.ts'
import { LiveLake, openLiveLake, readLiveManifest, verifyLiveLake } from './index.ts'
import { BATCHES, batchAt, heldAfter } from './testing/batches.ts'

const WORKER = fileURLToPath(new URL('./testing/kill-worker.ts', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'yibao-live-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

async function held(folder: string): Promise<string[]> {
  const lake = await openLiveLake(folder)
  try {
    const rows = async (sql: string): Promise<string[]> =>
      (await lake.engine.connection.runAndReadAll(sql)).getRows().map((row) => row.join(' '))
    const claims = await rows(`SELECT id, total_fen FROM ${lake.sourceOf('claims')}`)
    const lines = await rows(`SELECT id, sum(amount_fen) FROM ${lake.sourceOf('claim_lines')} GROUP BY id`)
    const tiers = await rows(`SELECT id, sum(base_fen) FROM ${lake.sourceOf('claim_tiers')} GROUP BY id`)
    assert.deepEqual(lines.sort(), claims.toSorted(), 'every claim has its lines, once')
    assert.deepEqual(tiers.sort(), claims.toSorted(), 'every claim has its tiers, once')
    const people = await rows(`SELECT person_no, digest FROM ${lake.sourceOf('people')}`)
    const spells = await rows(`SELECT person_no, 'd' || continuous_years FROM ${lake.sourceOf('spells')}`)
    assert.deepEqual(spells.sort(), people.toSorted(), 'every person has one version of the spells')
    const categories = await rows(`SELECT person_no, replace(category, 'c', 'd') FROM ${lake.sourceOf('categories')}`)
    assert.deepEqual(categories.sort(), people.toSorted(), 'and of what the person holds')
    assert.deepEqual(
      await rows(`SELECT * FROM ${lake.sourceOf('findings')}`),
      [],
      'nothing was found, and that is known',
    )
    const charges = await rows(`SELECT record, base_fen FROM ${lake.sourceOf('charges')}`)
    const postings = await rows(`SELECT record, expense_fen FROM ${lake.sourceOf('entries')}`)
    const filings = await rows(`SELECT record, channel FROM ${lake.sourceOf('filings')}`)
    return [...claims, ...people, ...charges, ...filings, ...postings].sort()
  } finally {
    lake.engine.close()
  }
}

test('killed at every step, then gone on with: always the state of a whole batch, in the end all of them once', async () => {
  const folder = join(scratch, 'killed')
  const steps = [
    ['begin', 2],
    ['staged', 1],
    ['file', 4],
    ['files', 1],
    ['manifest-written', 1],
    ['committed', 1],
    ['merged-file', 1],
    ['merged', 1],
    ['removed', 1],
  ] as const
  for (const [step, nth] of steps) {
    const { signal, stderr } = spawnSync(process.execPath, [WORKER, folder, step, String(nth)], { encoding: 'utf8' })
    assert.equal(signal, 'SIGKILL', `${step}: ${stderr}`)
    const manifest = readLiveManifest(folder)
    if (!manifest?.tables.claims) continue
    assert.deepEqual(await held(folder), heldAfter(Number(manifest.position?.xid)), step)
  }
  const { status, stderr } = spawnSync(process.execPath, [WORKER, folder], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  assert.deepEqual(await held(folder), heldAfter(BATCHES))
  const manifest = readLiveManifest(folder)!
  await verifyLiveLake(folder, manifest)
  const named = new Set([...Object.values(manifest.tables).flat(), ...manifest.retired].map(({ path }) => path))
  const present = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.parquet'))
  assert.deepEqual(present.toSorted(), [...named].sort(), 'nothing lies about that no commit names')
  assert.ok(
    Object.values(manifest.tables)
      .flat()
      .some(({ level }) => level > 0),
    'small files were put together',
  )
})

test('what is in force is known by visit and by person, a cancelled visit with nothing', async () => {
  const folder = join(scratch, 'known')
  const lake = LiveLake.open({ folder, origin: 'op1', area: 'city/trial' })
  for (const batch of [1, 2, 3]) await lake.commit(batchAt(batch))
  const inForce = await lake.claimsInForce(['v1-0', 'v1-1', 'v1-2', 'v9-9'])
  assert.deepEqual(
    [...inForce],
    [
      ['v1-0', ['s2-again']],
      ['v1-1', []],
      ['v1-2', ['s1-2']],
    ].toSorted() as [string, string[]][],
  )
  assert.deepEqual([...(await lake.digests(['P-v1-0', 'P-v3-0', 'nobody']))].sort(), [
    ['P-v1-0', 'd2'],
    ['P-v3-0', 'd1'],
  ])
})

test('a record is known by its content; a lake of other columns is written anew from the first operation', async () => {
  const folder = join(scratch, 'known')
  const lake = LiveLake.open({ folder, origin: 'op1', area: 'city/trial' })
  const written = await lake.recordDigests('charge', ['C2', 'C3', 'J1', 'C9'])
  assert.deepEqual([...written.keys()].sort(), ['C2', 'C3'])
  assert.equal(written.get('C3'), batchAt(3).records[0]!.digest)
  assert.notEqual(written.get('C2'), batchAt(2).records[0]!.digest)
  const older = join(scratch, 'older')
  cpSync(folder, older, { recursive: true })
  const manifest = { ...readLiveManifest(older)!, schema: 'other columns' }
  writeFileSync(join(older, 'lake.json'), JSON.stringify(manifest))
  assert.throws(() => readLiveManifest(older), /另一版本/)
  const again = LiveLake.open({ folder: older, origin: 'op1', area: 'city/trial' })
  assert.deepEqual([again.manifest.batch, again.manifest.position], [0, null])
  assert.deepEqual(
    readdirSync(older, { recursive: true, encoding: 'utf8' }).filter((file) => /parquet/.test(file)),
    [],
  )
  for (const batch of [1, 2, 3]) await again.commit(batchAt(batch))
  assert.deepEqual(await held(older), heldAfter(3))
  writeFileSync(join(older, 'lake.json'), JSON.stringify({ ...manifest, version: 99 }))
  assert.throws(() => LiveLake.open({ folder: older, origin: 'op1', area: 'city/trial' }), /较新的程序/)
})

test('a folder of another database, of something else, or with a file gone is refused by name', async () => {
  const folder = join(scratch, 'known')
  assert.throws(() => LiveLake.open({ folder, origin: 'other', area: 'city/trial' }), /另一个数据库/)
  const strange = mkdtempSync(join(scratch, 'strange-'))
  writeFileSync(join(strange, 'package.json'), '{}')
  assert.throws(() => LiveLake.open({ folder: strange, origin: 'op1', area: 'a' }), LakeError)
  writeFileSync(join(strange, 'lake.json'), '{"format": "yibao-lake"')
  assert.throws(() => readLiveManifest(strange), /lake\.json 不能读取/)
  const { path } = readLiveManifest(folder)!.tables.claims![0]!
  writeFileSync(join(folder, path), 'not parquet')
  await assert.rejects(verifyLiveLake(folder, readLiveManifest(folder)!), new RegExp(`${path.split('/').at(-1)}.*内容`))
  rmSync(join(folder, path))
  await assert.rejects(openLiveLake(folder), /缺少文件/)
})
