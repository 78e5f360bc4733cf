// Background jobs on a real PostgreSQL: they run, they are tried again, and they leave no connection behind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createLog } from '../log.ts'
import { scratchDatabase } from '../testing/scratch.ts'
import { createJobs } from './index.ts'

test('a requested job runs with its data, and again after it failed', async () => {
  const url = await scratchDatabase()
  const jobs = createJobs(url, createLog({ level: 'silent' }))
  const seen: unknown[] = []
  jobs.define<{ month: string }>({
    name: 'close-month',
    run: async ({ data }) => {
      seen.push(data.month)
      if (seen.length === 1) throw new Error('not yet')
    },
  })
  jobs.define({ name: 'nightly', cron: '0 3 * * *', run: async () => undefined })
  assert.throws(() => jobs.define({ name: 'nightly', run: async () => undefined }), /two jobs/)
  const began = performance.now()
  await jobs.start()
  await jobs.request('close-month', { month: '2026-10' })
  await assert.rejects(jobs.request('unknown'), /no job unknown/)
  for (let waited = 0; seen.length < 2 && waited < 15_000; waited += 50) await sleep(50)
  await jobs.stop()
  assert.deepEqual(seen, ['2026-10', '2026-10'])
  assert.ok(performance.now() > began)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    "select count(*)::int as n from pg_stat_activity where application_name = 'yibao jobs'",
  )
  assert.deepEqual(rows, [{ n: 0 }])
  const schedules = await client.query('select name, cron, timezone from pgboss.schedule')
  assert.deepEqual(schedules.rows, [{ name: 'nightly', cron: '0 3 * * *', timezone: 'Asia/Shanghai' }])
  await client.end()
})
