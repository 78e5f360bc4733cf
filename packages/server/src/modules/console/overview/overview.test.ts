// The first page over HTTP: every figure is the sum of the rows behind it, whatever was cancelled meanwhile.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type OverviewView, overviewView, type SettlementPage } from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import {
  consoleClient,
  HOSPITAL,
  item,
  openVisit,
  patient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'

let sent = 3
const server = await startTestServer({ demoProgress: () => ({ sent, planned: 40, done: false }) })
after(server.close)
const { client } = server
for (const [kind, yuan] of [
  ['employee', 300],
  ['resident', 1200],
  ['poor', 800],
] as const) {
  const person = patient(kind, 0)
  const visit = await openVisit(client, person)
  await settleBatch(client, person, visit, 'B1', [item('plain', yuan), item('outside', 20)], {
    account: kind === 'employee' ? '1' : '0',
  })
}
const cancelled = patient('child', 0)
const visit = await openVisit(client, cancelled)
const { setlinfo } = await settleBatch(client, cancelled, visit, 'B1', [item('plain', 500)])
await client.done('2208', {
  data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: cancelled.personNo },
})

const leader = await consoleClient(server, { role: 'bureau_leader' })
const overview = async (): Promise<OverviewView> => {
  const { status, body, text } = await leader.get<OverviewView>('/overview')
  assert.equal(status, 200, text)
  assert.ok(Value.Check(overviewView, body), [...Value.Errors(overviewView, body)].map(({ message }) => message).join())
  return body
}
type Sums = Readonly<Record<'settlements' | 'totalFen' | 'fundFen', number>>
const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((sum, row) => sum + of(row), 0)

test('the figures are the sums of the settlements in effect, in the list that they open', async () => {
  const view = await overview()
  const { body: list } = await leader.get<SettlementPage>('/settlements?state=settled')
  assert.equal(view.settlements, list.total)
  assert.equal(view.settlements, 3)
  assert.deepEqual({ totalFen: view.totalFen, fundFen: view.fundFen, personFen: view.personFen }, list.sums)
  assert.ok(view.fundFen > 0)
})

test('by day, by level and by payer they add up to the whole', async () => {
  const view = await overview()
  for (const rows of [view.byDay, view.byLevel] as (readonly Sums[])[]) {
    assert.equal(
      sumOf(rows, (row) => row.settlements),
      view.settlements,
    )
    assert.equal(
      sumOf(rows, (row) => row.totalFen),
      view.totalFen,
    )
    assert.equal(
      sumOf(rows, (row) => row.fundFen),
      view.fundFen,
    )
  }
  assert.equal(
    sumOf(view.byPayer, (row) => row.paidFen),
    view.totalFen,
  )
  assert.ok(view.byPayer.some(({ payer, paidFen }) => payer === 'account' && paidFen > 0))
  assert.equal(view.actualRatioBp, Math.round((view.fundFen / view.totalFen) * 10_000))
})

test('people, insured people and providers are those of the register', async () => {
  const { persons, enrolled, providers } = await overview()
  const all = server.city.desks.providers.all()
  assert.equal(providers.hospitals + providers.pharmacies, all.length)
  assert.equal(providers.pharmacies, all.filter(({ kind }) => kind === 'pharmacy').length)
  assert.ok(enrolled.employee > 0 && enrolled.resident > 0 && enrolled.employee + enrolled.resident < persons)
})

test('the progress of a demonstration is told as it goes', async () => {
  assert.deepEqual((await overview()).demo, { sent: 3, planned: 40, done: false })
  sent = 7
  assert.equal((await overview()).demo?.sent, 7)
})

test('an area and an institution see their own', async () => {
  const far = await consoleClient(server, { role: 'bureau_leader', area: '9902' })
  const { body } = await far.get<OverviewView>('/overview')
  assert.deepEqual(
    [body.persons, body.settlements, body.totalFen, body.providers.hospitals, body.byDay.length],
    [0, 0, 0, 0, 0],
  )
  const bound = await consoleClient(server, { role: 'bureau_leader', provider: HOSPITAL })
  const own = await bound.get<OverviewView>('/overview')
  assert.equal(own.body.settlements, 3)
  assert.deepEqual(own.body.providers, { hospitals: 1, pharmacies: 0 })
})
