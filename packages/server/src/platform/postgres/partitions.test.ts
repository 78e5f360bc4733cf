// Monthly partitions: made ahead, never a reason for a refused insert, and a month that came too early finds its place.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { day } from '@yibao/kernel'
import { firstIdOf } from '../ids.ts'
import { scratchDatabase } from '../testing/scratch.ts'
import { createPool } from './connect.ts'
import { ensurePartitions } from './partitions.ts'

const pool = createPool(await scratchDatabase(), { name: 'test', max: 3 })
after(() => pool.end())

const partitionOf = async (id: string): Promise<string> => {
  const { rows } = await pool.query('select tableoid::regclass::text as name from journal where journal_id = $1', [id])
  return rows[0].name
}
const insert = (id: string) =>
  pool.query(
    `insert into journal (journal_id, person_no, op_id, layer, period, posted_on, cause_kind, cause_id, lines)
     values ($1, 'P', $1, 'cash', '2026-11', '2026-11-01', 'test', 't', '[]')`,
    [id],
  )

test('months begin at midnight in Shanghai', async () => {
  await ensurePartitions(pool, day('2026-11-21'))
  const december = firstIdOf(day('2026-12-01'))
  const lastOfNovember = december.replace(/^(.{8})-(.{4})/, (_, high: string, low: string) => {
    const before = (Number.parseInt(high + low, 16) - 1).toString(16).padStart(12, '0')
    return `${before.slice(0, 8)}-${before.slice(8)}`
  })
  await insert(december)
  await insert(lastOfNovember)
  assert.equal(await partitionOf(december), 'journal_2026_12')
  assert.equal(await partitionOf(lastOfNovember), 'journal_2026_11')
})

test('a row of a month without a partition is kept, and moves when its month is made', async () => {
  const id = firstIdOf(day('2027-06-15'))
  await insert(id)
  assert.equal(await partitionOf(id), 'journal_default')
  const made = await ensurePartitions(pool, day('2027-04-01'))
  assert.ok(made.includes('journal_2027_06'))
  assert.equal(await partitionOf(id), 'journal_2027_06')
})

test('running again, or twice at once, makes nothing twice', async () => {
  assert.deepEqual(await ensurePartitions(pool, day('2026-11-21')), [])
  await Promise.all([ensurePartitions(pool, day('2028-01-01')), ensurePartitions(pool, day('2028-01-01'))])
  assert.deepEqual(await ensurePartitions(pool, day('2028-01-01')), [])
})
