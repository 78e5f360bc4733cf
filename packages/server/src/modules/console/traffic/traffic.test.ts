// A day's messages: counted as they were sent, refusals in the words of their answers, filters that narrow.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type MessagePage, messagePage, type TrafficView, trafficView } from '@yibao/contract/rest'
import { type Instant, instant } from '@yibao/kernel'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import {
  HOSPITAL,
  item,
  openVisit,
  PHARMACY,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'

const server = await startTestServer()
after(server.close)
const { client, clock } = server

async function aDay(): Promise<void> {
  const person = patient('employee', 0)
  const visit = await openVisit(client, person, { at: clock.now() as Instant })
  await settleBatch(client, person, visit, `B${clock.today()}`, [item('plain', 300, 1, { at: clock.now() as Instant })])
}
await aDay()
const refused = await client.send('2207', {
  data: { psn_no: '99999999999999999999', mdtrt_id: 'NONE', chrg_bchno: 'B1' },
} as never)
assert.equal(refused.ok, false)
clock.set(instant('2026-06-16 08:10:00'))
await client.send('9001', { signIn: { opter_no: 'C001', mac: '', ip: '' } } as never, { provider: PHARMACY })
await server.city.messages.flush()

async function read<T>(path: string, schema: TSchema): Promise<T> {
  // The clock of sessions is the business clock here, and it is moved.
  const supervision = await seatedClient(server, { role: 'fund_supervision' })
  const { status, body, text } = await supervision.get<T>(path)
  assert.equal(status, 200, text)
  assert.deepEqual([...Value.Errors(schema, body)], [])
  return body
}

test('the figures of a day are those of its messages', async () => {
  const view = await read<TrafficView>('/traffic?day=2026-06-15', trafficView)
  const { rows, total } = await read<MessagePage>('/traffic/messages?day=2026-06-15&size=200', messagePage)
  assert.equal(view.messages, total)
  assert.equal(view.messages, 5)
  assert.equal(view.refused, rows.filter(({ ok }) => !ok).length)
  assert.equal(view.accepted + view.refused, view.messages)
  assert.equal(view.settlements, 1)
  assert.ok(view.settlementFundFen > 0)
  const sum = (groups: readonly { accepted: number; refused: number }[]) =>
    groups.reduce((all, each) => all + each.accepted + each.refused, 0)
  assert.equal(sum(view.byHour), view.messages)
  assert.equal(sum(view.byTransaction), view.messages)
  assert.deepEqual(
    view.byHour.map(({ hour }) => hour),
    [9],
  )
  assert.ok(view.byTransaction.every(({ title }) => title !== ''))
  assert.equal(view.byRefusal.length, 1)
  assert.equal(view.byRefusal[0]?.title, refused.sentence)
  assert.ok(view.p50Ms <= view.p95Ms && view.p95Ms <= view.p99Ms)
})

test('without a day it is today, or the last day that had traffic', async () => {
  assert.equal((await read<TrafficView>('/traffic', trafficView)).day, '2026-06-16')
  clock.set(instant('2026-06-20 08:00:00'))
  const later = await read<TrafficView>('/traffic', trafficView)
  assert.deepEqual([later.day, later.today], ['2026-06-16', '2026-06-20'])
  const empty = await read<TrafficView>('/traffic?day=2026-06-20', trafficView)
  assert.deepEqual([empty.messages, empty.p99Ms, empty.byHour], [0, 0, []])
})

test('messages are found by number, institution, result, reason and day, newest first', async () => {
  const all = await read<MessagePage>('/traffic/messages?size=200', messagePage)
  assert.deepEqual(
    all.rows.map(({ at }) => at),
    all.rows
      .map(({ at }) => at)
      .sort()
      .reverse(),
  )
  const count = async (query: string) => (await read<MessagePage>(`/traffic/messages?${query}`, messagePage)).total
  assert.equal(all.total, 6)
  assert.equal(await count('infno=2207'), 2)
  assert.equal(await count(`provider=${HOSPITAL}`), 5)
  assert.equal(await count(`provider=${PHARMACY}&day=2026-06-16`), 1)
  assert.equal(await count(`provider=${PHARMACY}&day=2026-06-15`), 0)
  const bad = all.rows.filter(({ ok }) => !ok)
  assert.equal(await count('refused=true'), bad.length)
  assert.equal(await count('refused=false'), all.total - bad.length)
  const view = await read<TrafficView>('/traffic?day=2026-06-15', trafficView)
  assert.equal(await count(`day=2026-06-15&code=${view.byRefusal[0]?.code}`), view.byRefusal[0]?.count)
  assert.ok(bad.some(({ message }) => message === refused.sentence))
  const pages = await read<MessagePage>('/traffic/messages?size=2&page=2', messagePage)
  assert.deepEqual(pages.rows, all.rows.slice(2, 4))
})
