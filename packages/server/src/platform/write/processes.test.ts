// Several processes on one database, and processes that die at named places: nothing acknowledged is lost, nothing
// happens twice, and what is half-way is not there.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { demoCommand, OPENING_FEN, settleVisit } from '../testing/demo-kinds.ts'
import { runWorkers } from '../testing/run-worker.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import type { Said, WorkItem } from '../testing/write-worker.ts'
import { CRASH_POINTS } from './index.ts'

const fixture = await writePathFixture()
const { url, pool, visitOf, accountFen } = fixture
after(fixture.close)

const settled = (said: readonly Said[]) => said.filter(({ ok, replayed }) => ok && !replayed)

test('two processes at the same persons: own visits all settle, a visit that both want settles once, no fen is lost', async () => {
  // Goal: races on one person's account. Method: two processes work on three persons at once, each on 60 visits of its
  // own and on 60 that the other wants, too; every settlement takes another amount, so that each can be told in the sum.
  const persons = ['R1', 'R2', 'R3']
  const visits = await Promise.all(
    Array.from({ length: 180 }, async (_, at) => ({
      person: persons[at % 3]!,
      visitId: await visitOf(persons[at % 3]!),
    })),
  )
  const plan = (name: string, own: number, spendFen: number) => ({
    url,
    concurrency: 8,
    items: visits.flatMap((visit, at): WorkItem[] =>
      [own, 2].includes(Math.floor(at / 3) % 3) ? [{ msgid: `${name}-${at}`, settle: { ...visit, spendFen } }] : [],
    ),
  })
  const [left, right] = await runWorkers([plan('left', 0, 1), plan('right', 1, 100)])
  assert.ok(left && right)
  assert.deepEqual([left.end, right.end], [0, 0])
  const [byLeft, byRight] = [settled(left.said), settled(right.said)]
  assert.ok(byLeft.length >= 60 && byRight.length >= 60, 'own visits are settled')
  assert.equal(byLeft.length + byRight.length, 180)
  const codes = [...left.said, ...right.said].flatMap(({ code }) => code ?? [])
  assert.deepEqual([...new Set(codes)], ['visit_not_open'])
  const spent = (await Promise.all(persons.map(accountFen))).reduce((sum: number, fen) => sum + OPENING_FEN - fen!, 0)
  assert.equal(spent, byLeft.length + 100 * byRight.length)
  const written = await Promise.all([fixture.count('demo_settlement'), fixture.count('journal')])
  assert.deepEqual(written, [180, 180], 'a lost race leaves nothing')
  const { rows } = await pool.query("select count(*) as n from operation where kind = 'demo.settled'")
  assert.deepEqual(rows, [{ n: 180 }])
})

test('two processes that move money crosswise between the same persons end with the same total', async () => {
  const names = ['T1', 'T2', 'T3', 'T4']
  const plan = (name: string, step: number) => ({
    url,
    concurrency: 6,
    items: Array.from({ length: 100 }, (_, at): WorkItem => {
      const [from, to] = [names[at % 4]!, names[(at + step) % 4]!]
      return { msgid: `${name}-${at}`, transfer: { from, to, amountFen: 1 + (at % 50) } }
    }),
  })
  const ends = await runWorkers([plan('clockwise', 1), plan('counter', 3)])
  assert.deepEqual(
    ends.map(({ end }) => end),
    [0, 0],
  )
  assert.deepEqual(new Set(ends.flatMap(({ said }) => said.map(({ ok, code }) => code ?? ok))), new Set([true]))
  const totals = await Promise.all(names.map(accountFen))
  assert.equal(
    totals.reduce((sum: number, fen) => sum + fen!, 0),
    4 * OPENING_FEN,
  )
})

for (const point of CRASH_POINTS) {
  for (const pass of [1, 4]) {
    test(`killed at ${point}, pass ${pass}: all of a change is there, or none, and its sender can always find out`, () =>
      crashAndRecover(point, pass))
  }
}

async function crashAndRecover(point: string, pass: number): Promise<void> {
  const name = `${point}-${pass}`
  const persons = Array.from({ length: 10 }, (_, at) => `${name}-P${at}`)
  const items = await Promise.all(
    Array.from({ length: 60 }, async (_, at): Promise<WorkItem> => {
      const person = persons[at % 10]!
      return { msgid: `${name}-${at}`, settle: { person, visitId: await visitOf(person), spendFen: 1 + at } }
    }),
  )
  const [died] = await runWorkers([{ url, concurrency: 16, items }], `${point}:${pass}`)
  assert.equal(died?.end, 'SIGKILL')
  assert.ok(died.said.length < items.length)
  // The senders repeat everything: what they never heard about, and what they did.
  const repeated = await Promise.all(
    items.map(
      async ({ msgid, settle }) =>
        [msgid, await fixture.writePath.submit(demoCommand(settleVisit, settle!, msgid))] as const,
    ),
  )
  const heard = new Map(repeated)
  for (const { msgid, answer } of died.said) {
    const outcome = heard.get(msgid)
    assert.ok(outcome?.ok && outcome.value.replayed, `${msgid} was acknowledged and must not happen again`)
    assert.deepEqual(outcome.value.answer, answer)
  }
  assert.ok([...heard.values()].every(({ ok }) => ok))
  await checkBooks(name, persons, items)
}

/** Every settlement is there once with all that belongs to it, and the accounts are what the settlements leave. */
async function checkBooks(name: string, persons: readonly string[], items: readonly WorkItem[]): Promise<void> {
  const { rows } = await pool.query(
    `select count(*) as operations, count(distinct o.msgid) as messages, count(s.settlement_id) as settlements,
       count(j.journal_id) as journals, count(v.visit_id) filter (where v.status = 'settled') as visits,
       count(k.op_id) as keys
     from operation o
     left join demo_settlement s on s.settlement_id::text = o.answer::jsonb ->> 'settlementId'
     left join journal j on j.op_id = o.op_id
     left join demo_visit v on v.visit_id = s.visit_id
     left join message_key k on k.sender = o.sender and k.msgid = o.msgid and k.op_id = o.op_id
     where o.kind = 'demo.settled' and starts_with(o.person_no, $1)`,
    [`${name}-P`],
  )
  const n = items.length
  assert.deepEqual(rows[0], { operations: n, messages: n, settlements: n, journals: n, visits: n, keys: n })
  for (const person of persons) {
    const spent = items.reduce((sum, { settle }) => sum + (settle?.person === person ? settle.spendFen : 0), 0)
    assert.equal(await accountFen(person), OPENING_FEN - spent)
  }
}
