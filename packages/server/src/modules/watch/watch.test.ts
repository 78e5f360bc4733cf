// Warnings and budgets over HTTP: a month's indicators raise each warning once, it goes its way and back in the right hands, a budget
// is a tree approved by another person, and execution is what the books say.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BudgetView, DoneView, RefusalView, WatchRunView, WatchView } from '@yibao/contract/rest'
import { type Fen, instant } from '@yibao/kernel'
import { settableClock } from '../../platform/index.ts'
import { assertSound, type ConsoleClient, seatedClient, startTestServer } from '../../testing/index.ts'

const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const { clock, ledger } = server
const finance = await seatedClient(server, { role: 'finance' })
const colleague = await seatedClient(server, { role: 'finance' })
const leader = await seatedClient(server, { role: 'bureau_leader' })
const officer = await seatedClient(server, { role: 'benefits_officer' })
const supervision = await seatedClient(server, { role: 'fund_supervision' })

const ACTOR = { id: 'finance', channel: 'test' }
const book = (document: string, kind: 'illness_premium_paid' | 'subsidy_received', yuan: number) =>
  ledger.book(
    document,
    [{ kind, id: document, on: clock.today(), fund: 'resident_basic', amountFen: (yuan * 100) as Fen, area: '990101' }],
    ACTOR,
  )
type Said = DoneView & RefusalView & WatchRunView
let keys = 0
const post = (who: ConsoleClient, path: string, body: object) =>
  who.post<Said>(path, { key: `watch-key-${++keys}`, ...body })
const view = async (period = '2026-06') => (await supervision.get<WatchView>(`/fund-watch?period=${period}`)).body
const of = (seen: WatchView, id: string, fund = 'resident_basic') =>
  seen.indicators.find((each) => each.id === id && each.fund === fund)

test('the month’s indicators are those of the books, with their numbers and level; what cannot be computed says so', async () => {
  assert.ok((await book('premium', 'illness_premium_paid', 5_000_000)).ok)
  assert.ok((await book('subsidy', 'subsidy_received', 1_000_000)).ok)
  const seen = await view()
  const months = of(seen, 'months_payable')
  // 10 million at the opening, less 5, plus 1, over a mean month of 5 ÷ 12 million.
  assert.equal(months?.value?.toFixed(2), '14.40')
  assert.equal(months?.level, 'green')
  assert.equal(of(seen, 'surplus_rate')?.level, 'red')
  assert.equal(of(seen, 'surplus_rate')?.value, -4)
  assert.equal(of(seen, 'collection_rate')?.value, null)
  assert.equal(of(seen, 'dependency', 'employee_basic')?.level, 'green')
  assert.ok(seen.notComputed.length > 0)
  assert.equal((await officer.get('/fund-watch')).status, 403)
  assert.equal((await supervision.get('/fund-watch?period=2026-13')).status, 400)
})

test('a month raises each warning once, however often and by however many it is run', async () => {
  const first = await Promise.all(
    [finance, colleague, leader].map((who) => post(who, '/fund-watch/runs', { period: '2026-06' })),
  )
  assert.deepEqual(
    first.map(({ status }) => status),
    [200, 200, 200],
  )
  const seen = await view()
  const open = seen.warnings.map(({ title, level }) => `${title} ${level}`).sort()
  assert.equal(new Set(open).size, open.length)
  assert.ok(open.includes('当期结余率 red') && open.includes('当期赤字 red'))
  assert.equal(
    first.reduce((sum, { body }) => sum + body.raised, 0),
    open.length,
  )
  assert.equal((await post(finance, '/fund-watch/runs', { period: '2026-06' })).body.raised, 0)
  assert.equal((await post(supervision, '/fund-watch/runs', { period: '2026-06' })).status, 403)
})

test('a warning is notified, explained, answered by measures, followed, closed with words, and comes back; a red one is talked over', async () => {
  const id = (await view()).warnings.find(({ title }) => title === '当期结余率')!.id
  const move = (step: string, note = '', who = finance) => post(who, `/fund-watch/warnings/${id}/step`, { step, note })
  const state = async () => (await view()).warnings.find((each) => each.id === id)!
  assert.equal((await move('close', '早了')).body.code, 'warning_step')
  assert.equal((await move('acknowledge', '住院增长')).body.code, 'warning_step')
  assert.equal((await move('notify')).status, 200)
  assert.equal((await move('acknowledge')).body.code, 'warning_words')
  assert.equal((await move('acknowledge', '住院增长')).status, 200)
  assert.equal((await move('take_measures', '调整总额预算')).status, 200)
  assert.equal((await move('undo')).status, 200)
  assert.equal((await state()).state, 'acknowledged')
  assert.equal((await move('take_measures', '调整总额预算')).status, 200)
  assert.equal((await move('follow', '七月降至阈值以内')).status, 200)
  assert.equal((await move('close', '七月恢复')).body.code, 'warning_talk')
  assert.equal((await move('talk', '七月五日约谈县政府')).status, 200)
  assert.equal((await move('close', '七月恢复')).status, 200)
  assert.deepEqual((await state()).next, ['reopen'])
  assert.equal((await move('reopen', '八月又低于阈值')).status, 200)
  const way = ['notify', 'acknowledge', 'take_measures', 'undo', 'take_measures', 'follow', 'talk', 'close', 'reopen']
  assert.deepEqual(
    (await state()).steps.map(({ step }) => step),
    ['raise', ...way],
  )
  assert.equal((await post(finance, '/fund-watch/warnings/nothing/step', { step: 'notify', note: '' })).status, 404)
})

const line = (name: string, parent: string | null, yuan: number, accounts = '') => ({
  ...{ line: name, parent, fund: 'resident_basic', title: `项目${name}`, accounts, amountFen: yuan * 100 },
})

test('a budget is a tree that adds up, approved by somebody else, and then it stays', async () => {
  const enter = (lines: object[], who = finance) => post(who, '/budgets', { year: 2026, lines })
  const tree = [
    line('2', null, 10_000_000),
    line('2.1', '2', 8_000_000, '5101'),
    line('2.2', '2', 2_000_000, '5001 5001.05'),
  ]
  assert.equal((await enter([...tree, line('2', null, 1)])).body.code, 'budget_line_twice')
  assert.equal((await enter([line('3', '9', 1, '5001')])).body.code, 'budget_parent_unknown')
  assert.equal((await enter([line('2', null, 9), line('2.1', '2', 8, '5101')])).body.code, 'budget_sum')
  assert.equal((await enter([line('3', null, 1, '9999')])).body.code, 'budget_accounts')
  assert.equal((await enter([line('3', null, 1)])).body.code, 'budget_accounts')
  assert.equal((await post(leader, '/budgets/approval', { year: 2026 })).body.code, 'budget_missing')
  assert.equal((await enter([line('3', null, 1, '4101')])).status, 200)
  const uncovered = async () =>
    (await supervision.get<BudgetView>('/budgets?year=2026&to=2026-06')).body.uncovered.map(
      ({ fund, account, amountFen }) => `${fund} ${account} ${amountFen}`,
    )
  assert.deepEqual(await uncovered(), ['resident_basic 5101 500000000'])
  assert.equal((await enter(tree)).status, 200)
  assert.equal((await post(leader, '/budgets', { year: 2026, lines: tree })).status, 403)
  assert.equal((await post(finance, '/budgets/approval', { year: 2026 })).status, 403)
  assert.equal((await post(leader, '/budgets/approval', { year: 2026 })).status, 200)
  assert.equal((await enter(tree)).body.code, 'budget_in_force')
  const { body } = await supervision.get<BudgetView>('/budgets?year=2026&to=2026-06')
  assert.equal(body.state, 'in_force')
  assert.deepEqual(await uncovered(), [])
  assert.deepEqual(
    body.lines.map(({ line: name, executedFen, level }) => [name, executedFen, level]),
    [
      ['2', 500_000_000, 'green'],
      ['2.1', 500_000_000, 'red'],
      ['2.2', 0, 'red'],
    ],
  )
  await assertSound(server)
})
