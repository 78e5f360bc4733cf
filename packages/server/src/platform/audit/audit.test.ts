// The audit trail: every read leaves a record, and whoever alters the trail is found out by the record's number.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createIds } from '../ids.ts'
import { seal, verifyChain } from '../seal/index.ts'
import { demoCommand, openVisit } from '../testing/demo-kinds.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import { ACCESSES, type Access, createAccessLog, OPERATIONS } from './index.ts'

const fixture = await writePathFixture()
const { pool, clock } = fixture
after(fixture.close)
const log = createAccessLog(pool, clock, createIds(clock))

const access = (personNo: string): Access => ({
  personNo,
  actor: 'window-3',
  purpose: 'settlement enquiry',
  fields: 'settlement',
  shown: 1,
  result: 'shown',
  requestId: 'r1',
  channel: 'console 10.0.0.9',
  area: '990100',
})

test('records are durable when the call returns, also when many come at once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, at) => log.record(access(`P${at}`))))
  const { rows } = await pool.query(
    'select count(*) as n, count(distinct person_no) as persons, min(actor) as actor from access_record',
  )
  assert.deepEqual(rows, [{ n: 40, persons: 40, actor: 'window-3' }])
})

test('a record that cannot be kept is an error to its reader, and not to the next', async () => {
  await assert.rejects(log.record({ ...access('P'), shown: -1 }), /shown/)
  await log.record(access('P-next'))
})

for (const [source, sql] of [
  [ACCESSES, "update access_record set actor = 'nobody' where person_no = 'P7'"],
  [OPERATIONS, "update operation set answer = replace(answer, 'visitId', 'visitid') where person_no = 'V3'"],
] as const) {
  test(`one altered record of the chain ${source.chain} is named`, async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => fixture.writePath.submit(demoCommand(openVisit, { person: `V${at}` }))),
    )
    await seal(pool, source, clock)
    assert.equal((await verifyChain(pool, source)).firstFault, undefined)
    const { rows } = await pool.query(`${sql} returning ${source.id} as id`)
    const { firstFault } = await verifyChain(pool, source)
    assert.deepEqual([firstFault?.fault, firstFault?.id], ['altered', rows[0].id])
  })
}
