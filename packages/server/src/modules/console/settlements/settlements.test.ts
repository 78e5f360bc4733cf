// The list of settlements over HTTP: what was settled through the gateway is what the console shows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type SettlementPage, settlementPage } from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import {
  COUNTY_HOSPITAL,
  consoleClient,
  HOSPITAL,
  item,
  openVisit,
  patient,
  settleBatch,
  startTestServer,
  twoCounties,
} from '../../../testing/index.ts'

const server = await startTestServer({ cityLoad: twoCounties() })
after(server.close)
const { client } = server

interface Expected {
  readonly id: string
  readonly personNo: string
  readonly provider: string
  readonly total: number
  readonly fund: number
  readonly person: number
}

const expected: Expected[] = []
async function settled(kind: 'employee' | 'resident', at: number, provider: string, yuan: number): Promise<void> {
  const who = patient(kind, at)
  const visit = await openVisit(client, who, { provider })
  const bill = [item('plain', yuan), item('partly', 33.33, 3), item('outside', 7)]
  const { setlinfo } = await settleBatch(client, who, visit, 'B1', bill, { provider })
  expected.push({
    id: setlinfo.setl_id,
    personNo: who.personNo,
    provider,
    total: setlinfo.medfee_sumamt,
    fund: setlinfo.fund_pay_sumamt,
    person: setlinfo.psn_part_amt,
  })
}
for (let at = 0; at < 4; at += 1) {
  await settled('employee', at, at % 2 ? HOSPITAL : COUNTY_HOSPITAL, 300 + at * 100)
  await settled('resident', at, HOSPITAL, 50 + at)
}
// One is cancelled: it stays, and its mirror stands beside it.
const last = expected.at(-1)!
const [found] = (
  await server.platform.reader.query('select visit_id from settlement order by settlement_id desc limit 1')
).rows
const { shownId } = await import('../../gateway/index.ts')
const cancelled = await client.done('2208', {
  data: { setl_id: last.id, mdtrt_id: shownId(found.visit_id), psn_no: last.personNo },
})
const mirrorId = cancelled.setlinfo.setl_id

const officer = await consoleClient(server, { role: 'benefits_officer' })

async function list(query = ''): Promise<SettlementPage> {
  const { status, body, text } = await officer.get<SettlementPage>(`/settlements${query}`)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(settlementPage, body), JSON.stringify([...Value.Errors(settlementPage, body)].slice(0, 3)))
  return body
}

const sum = (rows: readonly Expected[], name: 'total' | 'fund' | 'person'): number =>
  rows.reduce((all, row) => all + row[name], 0)

test('every settlement is in the list with the amounts of its answer, newest first', async () => {
  const { rows, total, sums } = await list('?state=settled')
  const effective = expected.slice(0, -1)
  assert.equal(total, effective.length)
  assert.deepEqual(
    rows.map(({ id, personNo, provider, totalFen, fundFen, personFen }) => ({
      ...{ id, personNo, provider },
      ...{ total: totalFen, fund: fundFen, person: personFen },
    })),
    effective.toReversed(),
  )
  assert.deepEqual(sums, {
    totalFen: sum(effective, 'total'),
    fundFen: sum(effective, 'fund'),
    personFen: sum(effective, 'person'),
  })
})

test('a cancelled one stays beside its mirror, and together they are nothing', async () => {
  const { rows } = await list(`?person=${last.personNo}`)
  assert.deepEqual(
    rows.map(({ id, state, stateTitle }) => [id, state, stateTitle]),
    [
      [mirrorId, 'mirror', '撤销记录'],
      [last.id, 'cancelled', '已撤销'],
    ],
  )
  assert.equal(rows[0]!.totalFen + rows[1]!.totalFen, 0)
})

test('filters, and sums of what they leave', async () => {
  const of = (keep: (row: Expected) => boolean) =>
    expected
      .filter(keep)
      .map(({ id }) => id)
      .sort()
  const ids = async (query: string) =>
    (await list(query)).rows
      .map(({ id }) => id)
      .filter((id) => id !== mirrorId)
      .sort()
  assert.deepEqual(
    await ids(`?provider=${COUNTY_HOSPITAL}`),
    of((row) => row.provider === COUNTY_HOSPITAL),
  )
  assert.deepEqual(
    await ids('?level=level_2'),
    of((row) => row.provider === COUNTY_HOSPITAL),
  )
  assert.deepEqual(await ids(`?level=level_3&provider=${COUNTY_HOSPITAL}`), [])
  assert.deepEqual(await ids(`?person=${expected[2]!.personNo}`), [expected[2]!.id])
  assert.equal((await ids('?scheme=employee')).length, 4)
  assert.equal((await ids('?setting=inpatient')).length, 0)
  assert.equal((await ids('?from=2026-06-15&to=2026-06-15')).length, expected.length)
  assert.equal((await ids('?to=2026-06-14')).length, 0)
  assert.equal((await ids('?from=2026-06-16')).length, 0)
  const some = await list(`?provider=${COUNTY_HOSPITAL}&size=1`)
  const own = expected.filter(({ provider }) => provider === COUNTY_HOSPITAL)
  assert.deepEqual([some.rows.length, some.total, some.sums.fundFen], [1, own.length, sum(own, 'fund')])
})

test('sorted by amount, page after page', async () => {
  const byTotal = expected.map(({ total }) => total).sort((a, b) => b - a)
  const pages = [await list('?sort=total&size=4'), await list('?sort=total&size=4&page=2')]
  assert.deepEqual(pages.flatMap(({ rows }) => rows.map(({ totalFen }) => totalFen)).slice(0, 8), byTotal)
  assert.equal((await list('?page=100000')).rows.length, 0)
})

test('names are masked', async () => {
  for (const { personName } of (await list()).rows) assert.match(personName, /^.\*+.?$/u)
})

test('what cannot be asked is refused with a sentence that names it', async () => {
  const asked = [
    ['from=2026-02-30', /from.*不是日期/],
    ['from=yesterday', /from 不符合要求: 应为 yyyy-MM-dd 形式的日期/],
    ['from=2026-06-02&to=2026-06-01', /早于/],
    ['state=gone', /state.*没有状态/],
    ['page=0', /page 不符合要求: 不能小于 1/],
    ['page=x', /page 不符合要求: 应为整数/],
    ['size=1000', /size 不符合要求: 不能大于 200/],
    ['sort=name', /sort 不符合要求: 不是可以选择的值/],
    [`person=${'9'.repeat(31)}`, /person/],
  ] as const
  for (const [query, sentence] of asked) {
    for (const path of ['/settlements', '/settlements/export']) {
      const { status, body } = await officer.get<{ message: string }>(`${path}?${query}`)
      assert.equal(status, 400, query)
      assert.match(body.message, sentence)
    }
  }
})

const cellsOf = (text: string): string[][] =>
  text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))

test('the export says what it holds, holds the rows of the list, and is recorded', async () => {
  const { status, text, headers } = await officer.get(`/settlements/export?provider=${HOSPITAL}`)
  assert.equal(status, 200)
  assert.match(headers.get('content-type') ?? '', /text\/csv/)
  assert.match(headers.get('content-disposition') ?? '', /attachment; filename="settlements-2026-06-15\.csv"/)
  const lines = cellsOf(text)
  assert.deepEqual(lines[1], ['筛选条件', `provider=${HOSPITAL}`])
  assert.deepEqual(lines[3], ['导出人', `试验(${officer.account})`])
  assert.match(text, /脱敏级别/)
  const page = await list(`?provider=${HOSPITAL}&size=200`)
  assert.deepEqual(
    lines.slice(6).map(([id, , , , , , , , , total]) => [id, Math.round(Number(total) * 100)]),
    page.rows.map(({ id, totalFen }) => [id, totalFen]),
  )
  const { rows } = await server.platform.reader.query(
    `select purpose, shown, fields from access_record where actor = $1 and purpose = '导出结算列表'`,
    [officer.account],
  )
  assert.deepEqual(rows, [{ purpose: '导出结算列表', shown: page.total, fields: 'masked' }])
})

test('one after the other, exports never run out', async () => {
  for (let count = 0; count < 8; count += 1) assert.equal((await officer.get('/settlements/export')).status, 200)
})
