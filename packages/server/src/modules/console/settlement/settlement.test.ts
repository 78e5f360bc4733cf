// One settlement over HTTP: amounts as they were answered, steps in order, and a calculation that adds up.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type ExplanationNodeView,
  type ExplanationView,
  explanationView,
  type LinePage,
  linePage,
  type SettlementView,
  settlementView,
} from '@yibao/contract/rest'
import { instant } from '@yibao/kernel'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import {
  admit,
  chargeStay,
  consoleClient,
  discharging,
  item,
  openVisit,
  patient,
  settleBatch,
  settlingStay,
  startTestServer,
  totalOf,
} from '../../../testing/index.ts'

const server = await startTestServer()
after(server.close)
const { client } = server
let officer = await consoleClient(server, { role: 'benefits_officer' })

async function read<T>(path: string, schema: TSchema): Promise<T> {
  const { status, body, text } = await officer.get<T>(path)
  assert.equal(status, 200, text)
  assert.ok(Value.Check(schema, body), JSON.stringify([...Value.Errors(schema, body)].slice(0, 3)))
  return body
}
const view = (id: string) => read<SettlementView>(`/settlements/${id}`, settlementView)

const bill = [item('plain', 300), item('partly', 100, 2), item('outside', 20), item('capped', 10, 3)]
const person = patient('employee', 0)
const visit = await openVisit(client, person)
server.clock.advance(60_000)
const { setlinfo } = await settleBatch(client, person, visit, 'B1', bill, { account: '1' })

test('every amount is that of the answer', async () => {
  const shown = await view(setlinfo.setl_id)
  assert.deepEqual(
    {
      total: shown.totalFen,
      fund: shown.fundFen,
      full: shown.fullFen,
      over: shown.overFen,
      pre: shown.preFen,
      inScope: shown.inScopeFen,
      account: shown.accountFen,
      cash: shown.cashFen,
    },
    {
      total: setlinfo.medfee_sumamt,
      fund: setlinfo.fund_pay_sumamt,
      full: setlinfo.fulamt_ownpay_amt,
      over: setlinfo.overlmt_selfpay,
      pre: setlinfo.preselfpay_amt,
      inScope: setlinfo.inscp_scp_amt,
      account: setlinfo.acct_pay,
      cash: setlinfo.psn_cash_pay,
    },
  )
  assert.equal(shown.fullFen + shown.overFen + shown.preFen + shown.inScopeFen, shown.totalFen)
  assert.equal(shown.fundFen + shown.providerFen + shown.accountFen + shown.mutualFen + shown.cashFen, shown.totalFen)
  assert.equal(
    shown.tiers.reduce((sum, { paidFen }) => sum + paidFen, 0),
    shown.fundFen,
  )
  assert.deepEqual(shown.replay, { same: true, message: '重算后每一个金额都相同' })
  assert.equal(shown.visitId, visit)
  assert.equal(shown.personName, '赵*')
  assert.equal(shown.levelTitle, '三级')
  assert.equal(shown.planTitle, '职工门诊')
  assert.equal(shown.journals.length, 1)
})

test('a tier shows what its limit had left before and has left after', async () => {
  const [tier] = (await view(setlinfo.setl_id)).tiers
  assert.equal(tier?.limitLeftBeforeFen, 400_000)
  assert.equal(tier?.limitLeftAfterFen, 400_000 - tier!.paidFen)
  assert.equal(tier?.deductibleFen, 20_000)
  assert.deepEqual(tier?.ratesBp, [6000])
  assert.equal(tier?.assumed, true)
  assert.ok(tier?.clause !== '')
  const { changes } = await view(setlinfo.setl_id)
  assert.deepEqual(
    changes.map(({ title, change }) => [title, change]).sort(),
    [
      ['职工门诊统筹起付线(2026)', 20_000],
      ['门诊年度限额(2026)', tier!.paidFen],
    ].sort(),
  )
})

test('the lines add up to the bill and say why they are not paid', async () => {
  const { rows, total } = await read<LinePage>(`/settlements/${setlinfo.setl_id}/lines`, linePage)
  assert.equal(total, bill.length)
  const sum = (name: 'amountFen' | 'fullFen' | 'overFen' | 'preFen' | 'inScopeFen') =>
    rows.reduce((all, row) => all + row[name], 0)
  assert.deepEqual(
    [sum('amountFen'), sum('fullFen'), sum('overFen'), sum('preFen'), sum('inScopeFen')],
    [
      setlinfo.medfee_sumamt,
      setlinfo.fulamt_ownpay_amt,
      setlinfo.overlmt_selfpay,
      setlinfo.preselfpay_amt,
      setlinfo.inscp_scp_amt,
    ],
  )
  assert.deepEqual(
    rows.map(({ no, name, ceiling, rateBp }) => [no, name, ceiling, rateBp]),
    [
      [1, '奥美拉唑肠溶胶囊', '', 0],
      [2, '卡托普利片', '', 1000],
      [3, '阿司匹林维生素C泡腾片', '', 0],
      [4, '阿莫西林胶囊', '8', 0],
    ],
  )
  assert.match(rows[2]!.reason, /丙类/)
  const second = await read<LinePage>(`/settlements/${setlinfo.setl_id}/lines?page=2&size=3`, linePage)
  assert.deepEqual([second.rows.length, second.rows[0]?.no, second.total], [1, 4, 4])
})

const nodesOf = (node: ExplanationNodeView): ExplanationNodeView[] => [node, ...node.children.flatMap(nodesOf)]

test('the calculation ends in what was paid, and every line has one of its own', async () => {
  const path = `/settlements/${setlinfo.setl_id}`
  const whole = await read<ExplanationView>(`${path}/explanation`, explanationView)
  assert.ok(nodesOf(whole.root).some(({ value }) => value === setlinfo.fund_pay_sumamt))
  assert.ok(whole.sentences.length > 0)
  const { rows } = await read<LinePage>(`${path}/lines`, linePage)
  for (const { no, inScopeFen } of rows) {
    const line = await read<ExplanationView>(`${path}/lines/${no}/explanation`, explanationView)
    assert.equal(line.root.value, inScopeFen, `line ${no}`)
  }
})

test('a stay: admitted, charged, discharged, settled, cancelled, in this order', async () => {
  const who = patient('resident', 1)
  const stay = await admit(client, who)
  const rows = [item('bed', 100, 5), item('plain', 2000)]
  server.clock.advance(3_600_000)
  await chargeStay(client, who, stay, rows)
  server.clock.set(instant('2026-06-16 10:30:00'))
  await client.done('2402', discharging(who, stay, instant('2026-06-16 10:00:00')))
  server.clock.set(instant('2026-06-16 11:00:00'))
  officer = await consoleClient(server, { role: 'benefits_officer' })
  const settled = await client.done('2304', settlingStay(who, stay, totalOf(rows)))
  const before = await view(settled.setlinfo.setl_id)
  const titles = ({ timeline }: SettlementView) => timeline.map(({ title }) => title)
  assert.deepEqual(titles(before), ['入院登记', '费用明细', '出院', '结算'])
  const times = before.timeline.map(({ at }) => at)
  assert.deepEqual(times, times.toSorted())
  assert.deepEqual([before.admittedOn, before.dischargedOn, before.days], ['2026-06-15', '2026-06-16', 1])
  assert.deepEqual(before.diagnoses, [{ code: 'K35.800', name: '急性阑尾炎', main: true }])

  const input = { data: { setl_id: before.id, mdtrt_id: stay, psn_no: who.personNo } }
  const cancelled = await client.done('2305', input)
  const after = await view(before.id)
  assert.deepEqual(titles(after), ['入院登记', '费用明细', '出院', '结算', '已撤销'])
  assert.equal(after.state, 'cancelled')
  assert.equal(after.reversedBy, cancelled.setlinfo.setl_id)
  const mirror = await view(cancelled.setlinfo.setl_id)
  assert.equal(mirror.reverses, before.id)
  assert.equal(mirror.fundFen, -before.fundFen)
  assert.equal(mirror.replay.same, true)
  assert.match(mirror.sentences[0]!.zh, /撤销结算/)
  assert.deepEqual(titles(mirror), ['入院登记', '费用明细', '出院', '撤销结算'])
  assert.equal(mirror.journals.length, 1)
  const both = after.tiers.map(({ paidFen }, at) => paidFen + mirror.tiers[at]!.paidFen)
  assert.ok(both.every((sum) => sum === 0))
})

test('whoever is not paid for is told why', async () => {
  const who = patient('waiting', 0)
  const own = await openVisit(client, who)
  const answer = await settleBatch(client, who, own, 'B1', [item('plain', 100)])
  const shown = await view(answer.setlinfo.setl_id)
  assert.equal(shown.fundFen, 0)
  assert.match(shown.denials[0]!, /待遇等待期/)
})

test('each look is recorded with the person whose it is', async () => {
  const path = `/settlements/${setlinfo.setl_id}`
  for (const tail of ['', '/lines', '/explanation', '/lines/1/explanation']) await officer.get(path + tail)
  const { rows } = await server.platform.reader.query(
    'select distinct purpose from access_record where person_no = $1 and actor = $2',
    [person.personNo, officer.account],
  )
  assert.deepEqual(rows.map(({ purpose }) => purpose).sort(), [
    '查看结算',
    '查看结算的计算过程',
    '查看费用明细',
    '查看费用明细的计算过程',
  ])
})

test('what is not there is not found; what cannot be is refused', async () => {
  const statusOf = async (path: string) => {
    const { status, body } = await officer.get<{ message: string }>(path)
    assert.match(body.message, /[一-鿿]/)
    return status
  }
  const unknown = '0'.repeat(26)
  for (const tail of ['', '/lines', '/explanation', '/lines/1/explanation']) {
    assert.equal(await statusOf(`/settlements/${unknown}${tail}`), 404)
    assert.equal(await statusOf(`/settlements/not-an-id${tail}`), 404)
    assert.equal(await statusOf(`/settlements/${'x'.repeat(41)}${tail}`), 400)
  }
  const path = `/settlements/${setlinfo.setl_id}`
  assert.equal(await statusOf(`${path}/lines/5/explanation`), 404)
  assert.equal(await statusOf(`${path}/lines/0/explanation`), 400)
  assert.equal(await statusOf(`${path}/lines/x/explanation`), 400)
  assert.equal(await statusOf(`${path}/lines?size=0`), 400)
})
