// What a platform has settled, written to a lake and replayed: every stored amount again, and not a row of the platform touched.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Instant } from '@yibao/kernel'
import { readManifest, replay } from '@yibao/lake'
import { packsAt } from '@yibao/policy'
import {
  admit,
  chargeStay,
  createWalker,
  discharging,
  effectiveSettlements,
  item,
  patient,
  randomOf,
  settlingStay,
  startTestServer,
  TRIAL_POLICY,
  testSeed,
  totalOf,
} from '../../testing/index.ts'
import { adoptedPolicies } from '../policy/index.ts'
import { exportHistory } from './history.ts'

const seed = testSeed(20_260_701)
const scratch = mkdtempSync(join(tmpdir(), 'yibao-export-'))
const server = await startTestServer()
after(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})

const TABLES = ['settlement', 'fee_batch', 'visit', 'journal', 'account', 'operation', 'outbox']

/** Rows and their content, of every table that a settlement touches. */
async function contents(): Promise<string> {
  const { reader } = server.platform
  const present = await reader.query<{ name: string }>(
    'select tablename as name from pg_tables where tablename = any($1) order by 1',
    [TABLES],
  )
  const sums = await Promise.all(
    present.rows.map(({ name }) =>
      reader.query(`select '${name}' as name, count(*) as n, sum(hashtext(t::text)) as hash from ${name} t`),
    ),
  )
  assert.ok(sums.length >= 4)
  return JSON.stringify(sums.map(({ rows }) => rows))
}

test(`settlements in effect are replayed as they were settled, a stay in parts as one claim (seed ${seed})`, async () => {
  const walkers = (['employee', 'resident'] as const).flatMap((kind) =>
    [0, 1, 2].map((at) => createWalker(patient(kind, at), randomOf(seed + at), kind === 'resident' ? '0' : '1')),
  )
  for (const walker of walkers) for (let step = 0; step < 20; step++) await walker.step(server.client)
  const person = patient('retired', 0)
  const at = '2026-06-02 09:00:00' as Instant
  const visit = await admit(server.client, person, { at })
  const first = [item('plain', 3000, 1, { at }), item('partly', 500, 2, { at })]
  await chargeStay(server.client, person, visit, first)
  await server.client.done('2304', settlingStay(person, visit, totalOf(first), { account: '1', interim: true }))
  const second = [item('plain', 2500, 1, { at })]
  await chargeStay(server.client, person, visit, second)
  await server.client.done('2402', discharging(person, visit, '2026-06-12 09:00:00' as Instant))
  await server.client.done('2304', settlingStay(person, visit, totalOf(second), { account: '1' }))

  const before = await contents()
  const { reader } = server.platform
  const lake = join(scratch, 'lake')
  const counts = await exportHistory({ reader, policy: adoptedPolicies(reader) }, lake)
  const effective = await effectiveSettlements(server)
  assert.equal(counts.claims, effective.length - 1)
  const layers = packsAt(TRIAL_POLICY)[0]!.layers
  const done = await replay({
    ...{
      folder: lake,
      base: layers,
      reformed: layers,
      samples: 1,
      withLines: false,
      workers: 1,
      out: join(scratch, 'out'),
    },
  })
  assert.deepEqual(done?.result.deviations, { count: 0, refused: 0, byReason: {}, first: [] })
  assert.equal(done?.result.claims, counts.claims)
  const totalFen = effective.reduce((sum, each) => sum + each.totalFen, 0)
  const fundFen = effective.reduce((sum, each) => sum + each.fundFen, 0)
  assert.equal(done?.result.total.totalFen, totalFen)
  assert.equal(done?.result.total.fundBFen, fundFen)
  assert.equal(readManifest(lake).claims, counts.claims)
  assert.equal(await contents(), before)
})
