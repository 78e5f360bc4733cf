// A lake written by a thread of its own is the lake that the same batches make here, and refuses the same folders.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { LakeError } from '../history/manifest.ts'
import { LiveLake, LiveLakeThread, readLiveManifest } from './index.ts'
import { batchAt } from './testing/batches.ts'

const scratch = mkdtempSync(join(tmpdir(), 'yibao-thread-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
const options = (name: string) => ({ folder: join(scratch, name), origin: 'op1', area: 'city/trial' })

test('the same batches make the same lake', async () => {
  const here = LiveLake.open(options('here'))
  const there = await LiveLakeThread.open(options('there'))
  for (let at = 1; at <= 4; at += 1) {
    const batch = batchAt(at)
    const visits = [...batch.visits.keys()]
    assert.deepEqual(await there.claimsInForce(visits), await here.claimsInForce(visits))
    const charges = batch.records.map(({ key }) => key)
    assert.deepEqual(await there.recordDigests('charge', charges), await here.recordDigests('charge', charges))
    assert.equal(await there.commit(batch), await here.commit(batch))
  }
  assert.deepEqual(there.manifest, here.manifest)
  assert.deepEqual(readLiveManifest(join(scratch, 'there')), here.manifest)
  await there.close()
})

test('a folder of another platform is refused from there as from here', async () => {
  await assert.rejects(LiveLakeThread.open({ ...options('there'), origin: 'op2' }), LakeError)
})

test('whoever waits for a thread that ended is told', async () => {
  const lake = await LiveLakeThread.open(options('ended'))
  const answer = lake.commit(batchAt(1))
  await lake.close()
  await assert.rejects(answer, /ended with code/)
})
