// Traffic is kept without waiting for the disk, and nothing else over the same connections is.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLog } from '../log.ts'
import { createPool } from '../postgres/connect.ts'
import { scratchDatabase } from '../testing/scratch.ts'
import { createMessageLog } from './message-log.ts'

const pool = createPool(await scratchDatabase(), { name: 'test', max: 1 })
after(() => pool.end())

const record = {
  logId: '01900000-0000-7000-8000-000000000001',
  at: '2026-06-15 09:00:00',
  infno: '2207',
  provider: 'H99010000001',
  msgid: 'M1',
  ok: false,
  code: 'visit_unknown',
  sentence: '没有这次就诊',
  micros: 1500,
}

test('rows arrive as they were noted, and the connection waits for the disk again afterwards', async () => {
  await pool.query(`create table seen (setting text)`)
  await pool.query(`create function note_setting() returns trigger language plpgsql as $$
    begin insert into seen values (current_setting('synchronous_commit')); return null; end $$`)
  await pool.query('create trigger noting after insert on message_log_default execute function note_setting()')
  await pool.query('create trigger noting after insert on message_log execute function note_setting()')
  const messages = createMessageLog(pool, createLog({ level: 'silent' }))
  messages.note(record)
  await messages.close()
  assert.equal(messages.dropped, 0)
  const { rows } = await pool.query(
    `select log_id as "logId", to_char(at, 'YYYY-MM-DD HH24:MI:SS') as at, infno, provider, msgid, ok, code, sentence,
       micros from message_log`,
  )
  assert.deepEqual(rows, [record])
  assert.deepEqual((await pool.query('select distinct setting from seen')).rows, [{ setting: 'off' }])
  assert.deepEqual((await pool.query('show synchronous_commit')).rows, [{ synchronous_commit: 'on' }])
})
