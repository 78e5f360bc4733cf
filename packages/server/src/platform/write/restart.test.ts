// The database dies under load and comes back: the write path waits, asks its keys what became of what it sent, goes on.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { postingRows } from '../../modules/ledger/index.ts'
import { systemClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createPool } from '../postgres/connect.ts'
import { type EmbeddedOptions, startEmbedded } from '../postgres/embedded.ts'
import { migrate } from '../postgres/migrate.ts'
import { createDemoTables, demoCommand, OPENING_FEN, openVisit, settleVisit } from '../testing/demo-kinds.ts'
import { createWritePath } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'yibao-restart-'))
chmodSync(home, 0o755)
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))

test('a power cut of the database in the middle of the work: every command is answered, and happened once', async () => {
  const clock = systemClock()
  const options: EmbeddedOptions = { home, clock, role: 'serve', log: () => undefined, initdbFlags: ['--no-sync'] }
  let embedded = await startEmbedded(options)
  after(() => embedded.stop())
  await migrate(embedded.url)
  const setup = createPool(embedded.url, { name: 'test', max: 1, onError: () => undefined })
  await createDemoTables(setup)
  await setup.end()
  const writePath = await createWritePath({ url: embedded.url, clock, ids: createIds(clock), postingRows })

  const persons = Array.from({ length: 8 }, (_, at) => `P${at}`)
  let isStopping = false

  const work = persons.map(async (person) => {
    let settled = 0
    while (!isStopping) {
      const opened = await writePath.submit(demoCommand(openVisit, { person }))
      assert.ok(opened.ok, `opening was ${opened.ok || opened.code}`)
      const { visitId } = opened.value.answer
      const outcome = await writePath.submit(demoCommand(settleVisit, { person, visitId, spendFen: 1 }))
      assert.ok(outcome.ok, `settling was ${outcome.ok || outcome.code}`)
      settled += 1
    }
    return settled
  })
  for (let cut = 0; cut < 2; cut++) {
    await sleep(300)
    await embedded.kill()
    embedded = await startEmbedded(options)
  }
  await sleep(300)
  isStopping = true
  const settled = await Promise.all(work)

  const pool = createPool(embedded.url, { name: 'test', max: 1 })
  const { rows } = await pool.query(
    "select person_no, (state ->> 'accountFen')::bigint as fen from subject_state order by person_no",
  )
  assert.deepEqual(
    rows,
    persons.map((person_no, at) => ({ person_no, fen: OPENING_FEN - settled[at]! })),
  )
  const counts = await pool.query(
    'select (select count(*) from demo_settlement) as settlements, (select count(*) from journal) as journals',
  )
  const total = settled.reduce((sum, count) => sum + count, 0)
  assert.deepEqual(counts.rows, [{ settlements: total, journals: total }])
  await pool.end()
  await writePath.close()
})
