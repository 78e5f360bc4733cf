// Many at once, through two servers on one database: a person's settlements follow each other, a deductible is taken once,
// and no account is ever overdrawn.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  assertSound,
  charge,
  HOSPITAL,
  item,
  openVisit,
  patient,
  settling,
  smallCity,
  startTestServer,
  testClient,
  totalOf,
} from '../../testing/index.ts'

const FAMILY = 16
const ACCOUNT_FEN = 100_000
const city = smallCity({ each: FAMILY, accountFen: ACCOUNT_FEN })
const oneGiver = patient('relative').personNo
const left = await startTestServer({
  cityLoad: { ...city, mutualAid: city.mutualAid.map((each) => ({ ...each, giver: oneGiver })) },
})
const right = await startTestServer({ databaseUrl: left.databaseUrl, cityLoad: null })
after(async () => {
  await right.close()
  await left.close()
})
const clients = [left, right].map(({ url, clock }) => testClient(url, HOSPITAL, () => clock.now()))
const clientOf = (at: number) => clients[at % clients.length]!

test('batches of one person settled at one instant through two servers: one deductible, no limit passed', async () => {
  const BATCHES = 12
  for (const at of [0, 1, 2]) {
    const person = patient('employee', at)
    const visit = await openVisit(clientOf(0), person)
    const items = [item('plain', 700)]
    for (let batch = 0; batch < BATCHES; batch++) await charge(clientOf(batch), person, visit, `B${batch}`, items)
    const answers = await Promise.all(
      Array.from({ length: BATCHES }, (_, batch) =>
        clientOf(batch).done('2207', settling(person, visit, `B${batch}`, totalOf(items))),
      ),
    )
    const sum = (pick: (row: (typeof answers)[number]['setlinfo']) => number | undefined) =>
      answers.reduce((total, { setlinfo }) => total + (pick(setlinfo) ?? 0), 0)
    assert.equal(
      sum((row) => row.act_pay_dedc),
      20_000,
    )
    // 12 × 700 − 200 = 8,200 × 60 % = 4,920, above the limit of 4,000.
    assert.equal(
      sum((row) => row.hifp_pay),
      400_000,
    )
  }
})

test('one batch asked for through two servers at once is settled once', async () => {
  const person = patient('employee', 5)
  const visit = await openVisit(clientOf(0), person)
  const items = [item('plain', 500)]
  await charge(clientOf(0), person, visit, 'B1', items)
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, at) => clientOf(at).send('2207', settling(person, visit, 'B1', totalOf(items)))),
  )
  assert.equal(replies.filter(({ ok }) => ok).length, 1)
  for (const { ok, sentence } of replies) if (!ok) assert.match(sentence, /已结算/)
})

test('one message sent to two servers at once has one effect and one answer', async () => {
  for (const at of [6, 7]) {
    const person = patient('employee', at)
    const visit = await openVisit(clientOf(0), person)
    const items = [item('plain', 500)]
    await charge(clientOf(0), person, visit, 'B1', items)
    const msgid = clientOf(0).msgid()
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, server) =>
        clientOf(server).send('2207', settling(person, visit, 'B1', totalOf(items)), { msgid }),
      ),
    )
    assert.ok(replies.every(({ ok }) => ok))
    assert.equal(new Set(replies.map((reply) => reply.output().setlinfo.setl_id)).size, 1)
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
  }
})

test('two contents under one number at one instant, through two servers: one is done, the other is told what differs', async () => {
  const person = patient('employee', 8)
  const visit = await openVisit(clientOf(0), person)
  const items = [item('plain', 500)]
  await charge(clientOf(0), person, visit, 'B1', items)
  const msgid = clientOf(0).msgid()
  const replies = await Promise.all(
    (['0', '1', '0', '1', '0', '1'] as const).map((account, server) =>
      clientOf(server).send('2207', settling(person, visit, 'B1', totalOf(items), account), { msgid }),
    ),
  )
  assert.deepEqual(replies.map(({ ok }) => ok).sort(), [false, false, false, true, true, true])
  for (const { ok, sentence } of replies) if (!ok) assert.match(sentence, /acct_used_flag/)
})

test('a message and its 2601 through two servers at once: afterwards it has no effect, whichever came first', async () => {
  for (const at of [9, 10, 11]) {
    const person = patient('employee', at)
    const visit = await openVisit(clientOf(0), person)
    const items = [item('plain', 500)]
    await charge(clientOf(0), person, visit, 'B1', items)
    const msgid = clientOf(0).msgid()
    const input = settling(person, visit, 'B1', totalOf(items), '1')
    const undoing = { data: { psn_no: person.personNo, omsgid: msgid, oinfno: '2207' } }
    const [, undone] = await Promise.all([
      clientOf(at).send('2207', input, { msgid }),
      clientOf(at + 1).send('2601', undoing),
    ])
    assert.ok(undone.ok, undone.sentence)
    assert.match((await clientOf(0).send('2207', input, { msgid })).sentence, /已被冲正/)
    const anew = await clientOf(1).done('2207', input)
    assert.equal(anew.setlinfo.act_pay_dedc, 20_000)
  }
})

test(`${FAMILY} children spend one relative’s account at one instant: to the last fen, and never below nothing`, async () => {
  const items = [item('outside', 77.77)]
  const children = await Promise.all(
    Array.from({ length: FAMILY }, async (_, at) => {
      const person = patient('child', at)
      const visit = await openVisit(clientOf(at), person)
      await charge(clientOf(at), person, visit, 'B1', items)
      return { person, visit }
    }),
  )
  const owner = patient('relative')
  const own = await openVisit(clientOf(0), owner)
  await charge(clientOf(0), owner, own, 'B1', items)
  const answers = await Promise.all([
    ...children.map(({ person, visit }, at) =>
      clientOf(at).done('2207', settling(person, visit, 'B1', totalOf(items), '2')),
    ),
    clientOf(1).done('2207', settling(owner, own, 'B1', totalOf(items), '1')),
  ])
  const spent = answers.reduce((sum, { setlinfo }) => sum + setlinfo.acct_pay, 0)
  assert.equal(spent, ACCOUNT_FEN)
  for (const { setlinfo } of answers) assert.equal(setlinfo.acct_pay + setlinfo.psn_cash_pay, totalOf(items))
  const paid = answers.filter(({ setlinfo }) => setlinfo.acct_pay > 0)
  assert.equal(paid.length, Math.ceil(ACCOUNT_FEN / totalOf(items)))
  await Promise.all(
    children.map(({ person, visit }, at) => {
      const { setl_id } = answers[at]!.setlinfo
      return clientOf(at + 1).done('2208', { data: { setl_id, mdtrt_id: visit, psn_no: person.personNo } })
    }),
  )
  const back = children.reduce((sum, _, at) => sum + answers[at]!.setlinfo.acct_pay, 0)
  const last = await clientOf(0).done('2208', {
    data: { setl_id: answers.at(-1)!.setlinfo.setl_id, mdtrt_id: own, psn_no: owner.personNo },
  })
  assert.equal(back + answers.at(-1)!.setlinfo.acct_pay, ACCOUNT_FEN)
  assert.equal(last.setlinfo.balc, ACCOUNT_FEN)
})

test('books, settlements and accounts agree after all of it', () => assertSound(left))
