// The lake that the platform keeps: the same claims as an export of the moment, whatever was cancelled, corrected or settled in
// parts meanwhile; people in their last state; and how far it is.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Instant } from '@yibao/kernel'
import { type OpenLiveLake, openLiveLake, readLiveManifest, verifyLiveLake } from '@yibao/lake'
import {
  admit,
  chargeStay,
  createWalker,
  discharging,
  item,
  patient,
  randomOf,
  settlingStay,
  startTestServer,
  testSeed,
  totalOf,
} from '../../testing/index.ts'
import { adoptedPolicies } from '../policy/index.ts'
import { exportHistory } from '../settlement/index.ts'

const seed = testSeed(20_261_122)
const scratch = mkdtempSync(join(tmpdir(), 'yibao-kept-'))
const folder = join(scratch, 'lake')
const server = await startTestServer({ lakeFolder: folder })
after(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})
const keeper = server.lake!

async function rowsOf(lake: OpenLiveLake, sql: string): Promise<string[]> {
  return (await lake.engine.connection.runAndReadAll(sql)).getRows().map((row) => row.join(' '))
}

const AMOUNTS = 'id, person_no, settled_on, total_fen, fund_fen, person_fen, cash_fen, line_count, settlements'

/** What an export of this moment says, beside what the lake says. */
async function compared(name: string): Promise<{ exported: string[]; kept: string[] }> {
  const { reader } = server.platform
  const exportFolder = join(scratch, name)
  await exportHistory({ reader, policy: adoptedPolicies(reader) }, exportFolder)
  const lake = await openLiveLake(folder)
  try {
    const files = `read_parquet('${exportFolder}/claims/*/*.parquet', hive_partitioning = false)`
    return {
      exported: await rowsOf(lake, `SELECT ${AMOUNTS} FROM ${files} ORDER BY id`),
      kept: await rowsOf(lake, `SELECT ${AMOUNTS} FROM ${lake.sourceOf('claims')} ORDER BY id`),
    }
  } finally {
    lake.engine.close()
  }
}

test(`after every piece of work the lake holds what an export would (seed ${seed})`, async () => {
  assert.ok((await keeper.catchUp()) > 0, 'the load of the city')
  const walkers = (['employee', 'resident'] as const).flatMap((kind) =>
    [0, 1].map((at) => createWalker(patient(kind, at), randomOf(seed + at), kind === 'resident' ? '0' : '1')),
  )
  for (const round of ['one', 'two', 'three']) {
    for (const walker of walkers) for (let step = 0; step < 8; step++) await walker.step(server.client)
    await keeper.catchUp()
    const { exported, kept } = await compared(round)
    assert.ok(kept.length > 0)
    assert.deepEqual(kept, exported, round)
  }
})

test('a stay settled in parts is one claim, before and after its second part, and once more when that is cancelled', async () => {
  const person = patient('retired', 0)
  const at = '2026-06-02 09:00:00' as Instant
  const visit = await admit(server.client, person, { at })
  const first = [item('plain', 3000, 1, { at }), item('partly', 500, 2, { at })]
  await chargeStay(server.client, person, visit, first)
  await server.client.done('2304', settlingStay(person, visit, totalOf(first), { account: '1', interim: true }))
  await keeper.catchUp()
  const second = [item('plain', 2500, 1, { at })]
  await chargeStay(server.client, person, visit, second)
  await server.client.done('2402', discharging(person, visit, '2026-06-12 09:00:00' as Instant))
  const { setlinfo } = (await server.client.done(
    '2304',
    settlingStay(person, visit, totalOf(second), { account: '1' }),
  )) as { setlinfo: { setl_id: string } }
  await keeper.catchUp()
  const whole = await compared('whole')
  assert.deepEqual(whole.kept, whole.exported)
  assert.equal(whole.kept.filter((row) => row.endsWith(' 2')).length, 1)
  await server.client.done('2305', {
    data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo },
  })
  await keeper.catchUp()
  const cancelled = await compared('cancelled')
  assert.deepEqual(cancelled.kept, cancelled.exported)
  assert.equal(cancelled.kept.filter((row) => row.endsWith(' 2')).length, 0)
})

test('people come from the load, once, without name or certificate', async () => {
  const { rows } = await server.platform.reader.query<{ n: number }>('select count(*) as n from person')
  const lake = await openLiveLake(folder)
  try {
    assert.deepEqual(await rowsOf(lake, `SELECT count(*), count(DISTINCT person_no) FROM ${lake.sourceOf('people')}`), [
      `${rows[0]!.n} ${rows[0]!.n}`,
    ])
    const columns = await rowsOf(lake, `SELECT column_name FROM (DESCRIBE SELECT * FROM ${lake.sourceOf('people')})`)
    assert.deepEqual(columns, ['batch', 'person_no', 'sex', 'born_on', 'died_on', 'county', 'digest'])
    const active = await rowsOf(
      lake,
      `SELECT count(DISTINCT person_no) FROM ${lake.sourceOf('spells')} WHERE state = 'active'`,
    )
    assert.ok(Number(active[0]) > 0)
  } finally {
    lake.engine.close()
  }
})

test('nothing new is written twice, and the metrics say how far it is', async () => {
  const manifest = readLiveManifest(folder)!
  await verifyLiveLake(folder, manifest)
  assert.equal(await keeper.catchUp(), 0)
  assert.deepEqual(readLiveManifest(folder), manifest)
  const text = await (await fetch(`${server.url}/metrics`)).text()
  assert.match(text, /^yibao_lake_waiting_operations 0$/m)
  assert.match(text, new RegExp(`^yibao_lake_batches ${manifest.batch}$`, 'm'))
  assert.match(text, /^yibao_lake_parked 0$/m)
  const { lag, fault } = await keeper.status()
  assert.deepEqual([lag.operations, fault], [0, ''])
})
