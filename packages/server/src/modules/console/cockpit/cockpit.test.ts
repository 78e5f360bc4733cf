// The cockpit over HTTP: every figure is that of the command line over an export of the same moment, opens down to rows that add
// up to it, and shows an area its own.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  type CockpitView,
  cockpitView,
  type FigureDetail,
  type FigureList,
  figureDetail,
  figureList,
} from '@yibao/contract/rest'
import type { Instant } from '@yibao/kernel'
import { computeIndicators, openLake, readIndicatorFiles } from '@yibao/lake'
import { Value } from 'typebox/value'
import {
  admit,
  chargeStay,
  consoleClient,
  discharging,
  HOSPITAL,
  item,
  openVisit,
  patient,
  settleBatch,
  settlingStay,
  startTestServer,
  totalOf,
} from '../../../testing/index.ts'
import { adoptedPolicies } from '../../policy/index.ts'
import { exportHistory } from '../../settlement/index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'yibao-cockpit-'))
const server = await startTestServer({ lakeFolder: join(scratch, 'lake') })
after(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})
const { client } = server
const leader = await consoleClient(server, { role: 'bureau_leader' })

async function cockpit(query = '', asked = leader): Promise<CockpitView> {
  const { status, body, text } = await asked.get<CockpitView>(`/cockpit${query}`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(cockpitView, body), [...Value.Errors(cockpitView, body)].map(({ message }) => message).join())
  return body
}
const figureOf = (view: CockpitView, id: string) =>
  view.blocks.flatMap(({ figures }) => figures).find((figure) => figure.id === id)!

test('before anything is written every figure waits, and no chart is drawn', async () => {
  const view = await cockpit()
  assert.deepEqual([view.lake.batch, view.blocks.length], [0, 6])
  for (const { figures, charts } of view.blocks) {
    assert.deepEqual(charts, [])
    assert.ok(figures.length >= 6)
    for (const figure of figures) {
      assert.equal(figure.value, null, figure.id)
      assert.ok(figure.waitsFor && figure.definition, figure.id)
    }
  }
})

test('every figure is that of the command line over an export of the moment', async () => {
  for (const [kind, yuan] of [
    ['employee', 300],
    ['resident', 1200],
    ['poor', 800],
  ] as const) {
    const person = patient(kind, 0)
    const visit = await openVisit(client, person)
    await settleBatch(client, person, visit, 'B1', [item('plain', yuan), item('outside', 20)])
  }
  await server.lake!.catchUp()
  const view = await cockpit('?from=2026-06-01&to=2026-06-30')
  assert.equal(view.lake.waiting, 0)
  const folder = join(scratch, 'export')
  const { reader } = server.platform
  await exportHistory({ reader, policy: adoptedPolicies(reader) }, folder)
  const lake = await openLake(folder)
  const { indicators } = readIndicatorFiles(new URL('../../../../../../indicators', import.meta.url).pathname)
  const expected = await computeIndicators(lake, {
    indicators,
    period: { from: '2026-06-01', to: '2026-06-30' },
    area: undefined,
  })
  lake.engine.close()
  const computed = expected.filter(({ status }) => status === 'computed')
  const shown = view.blocks.flatMap(({ figures }) => figures)
  for (const figure of shown) {
    const own = computed.find(({ id }) => id === figure.id)
    if (own) assert.deepEqual([figure.value, figure.numerator], [own.value ?? null, own.numerator], figure.id)
  }
  assert.ok(shown.filter(({ value }) => value !== null).length >= 5)
  assert.equal(figureOf(view, 'QY-024').denominator, '1')
  const byDay = view.blocks
    .flatMap(({ charts }) => charts)
    .find(({ by, indicator }) => by === 'day' && indicator === 'CM-24')
  assert.deepEqual(byDay?.points, [
    { key: '2026-06-15', title: '2026-06-15', titleEn: '2026-06-15', value: '3', numerator: '3', denominator: '1' },
  ])
})

test('a figure opens down to rows that add up to it, each leading to its settlement', async () => {
  const path = '/cockpit/figures/QY-024?from=2026-06-01&to=2026-06-30'
  const { status, body, text } = await leader.get<FigureDetail>(`${path}&size=2`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(figureDetail, body))
  assert.ok(body.hasNext && !body.hasDenominator)
  const second = (await leader.get<FigureDetail>(`${path}&size=2&page=2`)).body
  assert.equal(second.hasNext, false)
  const adds = body.columns.indexOf('adds')
  const rows = [...body.rows, ...second.rows]
  const sum = rows.reduce((total, { cells }) => total + Number(cells[adds]), 0)
  assert.equal(String(sum), body.figure.numerator)
  for (const row of rows) assert.equal((await leader.get(row.path)).status, 200, row.path)
  assert.ok(body.charts.some(({ by }) => by === 'provider'))
  assert.equal((await leader.get('/cockpit/figures/QY-999')).status, 404)
  const share = await leader.get<FigureDetail>('/cockpit/figures/CM-26?of=denominator')
  assert.ok(share.body.hasDenominator && share.body.rows.length === 3)
})

test('the way of the money adds up to what the funds paid, and what was found names nobody', async () => {
  const view = await cockpit('?from=2026-06-01&to=2026-06-30')
  const paid = view.flows.reduce((sum, { fen }) => sum + fen, 0)
  assert.ok(paid > 0)
  assert.equal(String(paid), figureOf(view, 'QY-024').numerator)
  assert.ok(
    view.flows.every(({ payer, fund, level }) => payer.titleEn !== '' && fund.title !== '' && level.title !== ''),
  )
  const { rows } = await server.platform.reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await server.city.desks.auditCases.listener(rows)
  await server.lake!.catchUp()
  const { stopped } = await cockpit()
  const people = await server.platform.reader.query<{ no: string }>('select person_no as no from audit_finding')
  for (const row of stopped) {
    assert.ok(!people.rows.some(({ no }) => JSON.stringify(row).includes(no)), 'a wall names nobody')
    if (row.path !== '') assert.match(row.path, /^\/audit\/cases\/[0-9a-f-]{36}$/)
  }
})

test('costs of stays, hospitals and hours are those of the settlements', async () => {
  for (const [at, yuan] of [3000, 5000, 4000, 9000].entries()) {
    const person = patient('retired', at)
    const visit = await admit(client, person, { at: '2026-06-03 09:00:00' as Instant })
    const lines = [item('plain', yuan, 1, { at: '2026-06-03 10:00:00' as Instant })]
    await chargeStay(client, person, visit, lines)
    await client.done('2402', discharging(person, visit, '2026-06-08 09:00:00' as Instant))
    await client.done('2304', settlingStay(person, visit, totalOf(lines), { account: '1' }))
  }
  await server.lake!.catchUp()
  const view = await cockpit('?from=2026-06-01&to=2026-06-30')
  assert.equal(view.spreads.by, 'level')
  const [spread] = view.spreads.groups
  assert.ok(spread)
  const { stays, leastFen, q1Fen, medianFen, q3Fen, mostFen } = spread
  assert.deepEqual(
    [stays, leastFen, q1Fen, medianFen, q3Fen, mostFen],
    [4, 300_000, 300_000, 400_000, 500_000, 900_000],
  )
  const [hospital] = view.hospitals
  assert.deepEqual([hospital?.provider, hospital?.stays, hospital?.meanFen], [HOSPITAL, 4, 525_000])
  assert.equal(hospital?.meanDays, 5)
  // The fifteenth of June 2026 is a Monday.
  assert.deepEqual(view.hours, [{ weekday: 1, hour: 9, settlements: 7 }])
})

test('the list has every indicator of a business, counted as on the cockpit, or with what it waits for and what demands it', async () => {
  const query = '?from=2026-06-01&to=2026-06-30'
  const { status, body, text } = await leader.get<FigureList>(`/cockpit/figures${query}&module=fund`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(figureList, body), [...Value.Errors(figureList, body)].map(({ message }) => message).join())
  const { indicators } = readIndicatorFiles(new URL('../../../../../../indicators', import.meta.url).pathname)
  assert.deepEqual(
    body.figures.map(({ id }) => id),
    indicators.filter(({ module }) => module === 'fund').map(({ id }) => id),
  )
  assert.deepEqual(body.modules, [...new Set(indicators.map(({ module }) => module))].sort())
  for (const figure of body.figures) {
    const isKnown = figure.value !== null || figure.waitsFor !== null || figure.denominator === '0'
    assert.ok(isKnown && figure.module !== '' && (figure.demands.length > 0 || figure.id.startsWith('CM-')), figure.id)
  }
  const paid = body.figures.find(({ id }) => id === 'QY-024')
  assert.equal(paid?.numerator, figureOf(await cockpit(query), 'QY-024').numerator)
})

test('an area sees its own, may not ask for another, and an institution sees no figures of an area', async () => {
  const county = await consoleClient(server, { role: 'bureau_leader', area: '990102' })
  const own = await cockpit('', county)
  assert.equal(own.area, '990102')
  assert.equal(figureOf(own, 'CM-26').value, null)
  assert.equal((await county.get('/cockpit?area=990101')).status, 403)
  assert.equal((await county.get('/cockpit?area=9901')).status, 403)
  const bound = await consoleClient(server, { role: 'bureau_leader', provider: HOSPITAL })
  const none = (await cockpit('', bound)).blocks.flatMap(({ figures }) => figures)
  assert.deepEqual([...new Set(none.map(({ value, numerator }) => value ?? numerator))], [null])
  const rows = await bound.get<FigureDetail>('/cockpit/figures/CM-24')
  assert.deepEqual([rows.body.rows, rows.body.charts, rows.body.figure.value], [[], [], null])
  const board = await cockpit('', bound)
  assert.deepEqual([board.flows, board.stopped], [[], []])
})

test('a day that is none and a period that ends before it begins are refused with a sentence', async () => {
  for (const query of ['?from=2026-02-30', '?from=2026-06-02&to=2026-06-01', '?area=abc', '?to=99999-01-01']) {
    const { status, body } = await leader.get<{ message: string }>(`/cockpit${query}`)
    assert.equal(status, 400, query)
    assert.match(body.message, /\p{Script=Han}/u)
  }
})
