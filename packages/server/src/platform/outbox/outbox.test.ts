// The outbox on a real PostgreSQL: everything arrives, in order, at least once, whatever the handler does.
import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../clock.ts'
import { createLog } from '../log.ts'
import { createPool } from '../postgres/connect.ts'
import { demoCommand, openVisit } from '../testing/demo-kinds.ts'
import { approachMoreDigits } from '../testing/transaction-numbers.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import { createOutbox, type EventHandler, type Outbox, type OutboxEvent } from './index.ts'

const fixture = await writePathFixture()
const pool = createPool(fixture.url, { name: 'outbox', max: 6 })
const started: Outbox[] = []
afterEach(async () => {
  for (const outbox of started.splice(0)) await outbox.stop()
})
after(async () => {
  await pool.end()
  await fixture.close()
})

function listen(reader: string, handler: EventHandler): Outbox {
  const outbox = createOutbox({ pool, clock: systemClock(), log: createLog({ level: 'silent' }), pollMs: 10 })
  outbox.subscribe(reader, handler)
  outbox.start()
  started.push(outbox)
  return outbox
}

const open = (person: string) => fixture.writePath.submit(demoCommand(openVisit, { person }))

async function until(isDone: () => boolean): Promise<void> {
  for (let waited = 0; !isDone(); waited += 10) {
    if (waited > 10_000) throw new Error('It never happened')
    await sleep(10)
  }
}

test('a reader hears everything once, in an order in which no later event precedes an earlier one', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, at) => open(`A${at}`)))
  const heard: OutboxEvent[] = []
  listen('all', async (events) => void heard.push(...events))
  await Promise.all(Array.from({ length: 50 }, (_, at) => open(`B${at}`)))
  await until(() => heard.length >= 100)
  assert.equal(new Set(heard.map(({ opId }) => opId)).size, 100)
  const places = heard.map(({ xid, opId }) => `${xid.padStart(20, '0')} ${opId}`)
  assert.deepEqual(places, [...places].sort())
  assert.deepEqual(Object.keys(heard[0]!.event as object), ['visitId'])
})

test('nothing is passed over when transaction numbers grow by a digit', async () => {
  await approachMoreDigits(pool, 10)
  const heard: string[] = []
  const outbox = listen('digits', async (events) => void heard.push(...events.map(({ personNo }) => personNo)))
  await outbox.stop()
  const persons = Array.from({ length: 30 }, (_, at) => `D${at}`)
  for (const person of persons) await open(person)
  listen('digits', async (events) => void heard.push(...events.map(({ personNo }) => personNo)))
  await until(() => heard.includes('D29'))
  assert.deepEqual(
    heard.filter((person) => person.startsWith('D')),
    persons,
  )
})

test('an event of a transaction that is still open is not passed over', async () => {
  // Goal: a change committed late, with an early number, is heard. Method: hold one transaction open while others commit.
  const heard: string[] = []
  listen('late', async (events) => void heard.push(...events.map(({ personNo }) => personNo)))
  const slow = await pool.connect()
  await slow.query('begin')
  await slow.query(
    `insert into operation (op_id, person_no, sender, msgid, kind, actor, channel, at, fingerprint, answer, event)
     values (gen_random_uuid(), 'SLOW', 's', 'm', 'test', 'a', 'c', now(), '', '1', '{}')`,
  )
  await open('FAST')
  await sleep(60)
  assert.equal(heard.includes('FAST'), false, 'it must wait for the older transaction')
  await slow.query('commit')
  slow.release()
  await until(() => heard.includes('FAST'))
  assert.ok(heard.indexOf('SLOW') < heard.indexOf('FAST'))
})

test('a handler that fails gets the event again; one that always fails has it parked, and the rest goes on', async () => {
  let failures = 0
  const heard: string[] = []
  listen('failing', async (events) => {
    for (const { personNo } of events) {
      if (personNo === 'POISON') throw new Error('cannot digest this')
      if (personNo === 'HICCUP' && failures++ < 1) throw new Error('not just now')
    }
    heard.push(...events.map(({ personNo }) => personNo))
  })
  await open('POISON')
  await open('HICCUP')
  await open('AFTER')
  await until(() => heard.includes('AFTER'))
  assert.ok(heard.includes('HICCUP'))
  const { rows } = await pool.query("select reason from outbox_parked where reader = 'failing'")
  assert.deepEqual(rows, [{ reason: 'Error: cannot digest this' }])
})

test('a reader that stops goes on where it was, and two processes do not both deliver', async () => {
  const first: string[] = []
  const outbox = listen('resumed', async (events) => void first.push(...events.map(({ opId }) => opId)))
  await until(() => first.length > 100)
  await outbox.stop()
  const before = await fixture.count('operation')
  await open('RESUME')
  const [left, right]: [string[], string[]] = [[], []]
  listen('resumed', async (events) => void left.push(...events.map(({ opId }) => opId)))
  listen('resumed', async (events) => void right.push(...events.map(({ opId }) => opId)))
  await until(() => left.length + right.length > 0)
  await sleep(50)
  assert.equal(left.length + right.length, 1)
  assert.equal(await fixture.count('operation'), before + 1)
})
