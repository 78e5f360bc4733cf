// Bank reconciliation over HTTP: a statement is taken whole or not at all, what meets by number or by amount is off the list, the rest is
// explained line by line, and another person agrees only when both balances tie.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BankPage, BankStatementView, DoneView, RefusalView } from '@yibao/contract/rest'
import { type Fen, instant, yuanText } from '@yibao/kernel'
import { settableClock } from '../../../platform/index.ts'
import { AREA, assertSound, COUNTY, type ConsoleClient, seatedClient, startTestServer } from '../../../testing/index.ts'

const server = await startTestServer({ sessionClock: settableClock(instant('2026-06-15 09:00:00')) })
after(() => server.close())
const { clock, ledger } = server
const finance = await seatedClient(server, { role: 'finance' })
const colleague = await seatedClient(server, { role: 'finance' })
const leader = await seatedClient(server, { role: 'bureau_leader' })
const county = await seatedClient(server, { role: 'finance', area: COUNTY })

const FUND = 'employee_basic'
const book = (document: string, kind: 'use_plan_paid' | 'illness_premium_paid' | 'interest_received', yuan: number) =>
  ledger.book(
    document,
    [{ kind, id: document, on: clock.today(), fund: FUND, area: AREA, amountFen: (yuan * 100) as Fen }],
    { id: 'finance', channel: 'test' },
  )
await book('YK-1', 'use_plan_paid', 500)
await book('BF-1', 'illness_premium_paid', 300)
await book('BF-2', 'illness_premium_paid', 120)

const balance = async (): Promise<number> => {
  const rows = await ledger.balances({ layer: 'cash', fund: FUND, account: '1004' }, undefined, [])
  return rows.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0)
}
const closingFen = await balance()
/** By the three of June. */
const movedFen = (500 - 300 - 120) * 100

type Told = DoneView & RefusalView
let keys = 0
const key = () => `bank-key-${++keys}`
const HEAD = '日期,编号,摘要,收入,支出'
/** The books open in the month, by a number that the bank does not know. */
const OPENED = `2026-06-14,OPEN,期初,${yuanText((closingFen - movedFen) as Fen)},`
/** The bank names the plan by our number, one premium by its own, does not have the other, and took a fee. */
const LINES = [
  '2026-06-15,YK-1,用款计划,500.00,',
  '2026-06-17,BANK-778,"保费,划拨",,300.00',
  '2026-06-30,FEE-1,手续费,,5.00',
]
const uploading = (more: object = {}, who: ConsoleClient = finance) =>
  who.post<Told>('/bank-statements', {
    ...{ key: key(), fund: FUND, account: '1004', month: '2026-06', openingFen: 0 },
    ...{ closingFen: closingFen + 12_000 - 500, text: [HEAD, OPENED, ...LINES].join('\r\n'), ...more },
  })
const view = async (id: string) => (await finance.get<BankStatementView>(`/bank-statements/${id}`)).body
const act = (who: ConsoleClient, id: string, path: string, body: object = { note: '' }) =>
  who.post<Told>(`/bank-statements/${id}/${path}`, { key: key(), ...body })
let id = ''

test('a statement is of a month that is over, adds up in itself, and one wrong line refuses it whole', async () => {
  assert.equal((await uploading()).body.code, 'bank_statement_month')
  clock.advance(20 * 86_400_000)
  assert.equal((await uploading({}, county)).body.code, 'booking_whole_area')
  assert.equal((await uploading({}, leader)).status, 403)
  assert.equal((await uploading({ text: '日期,金额\r\n' })).body.code, 'bank_statement_head')
  const wrong = async (line: string) => (await uploading({ text: [HEAD, line].join('\n') })).body.message
  assert.match(await wrong('2026-05-31,A,x,1.00,'), /第2行的“日期”/)
  assert.match(await wrong('2026-06-31,A,x,1.00,'), /第2行的“日期”/)
  assert.match(await wrong('2026-06-30,=A1,x,1.00,'), /第2行的“编号”/)
  assert.match(await wrong('2026-06-30,A,x,1e3,'), /第2行的“收入”/)
  assert.match(await wrong('2026-06-30,A,x,1.00,2.00'), /第2行的“金额”/)
  assert.equal((await uploading({ closingFen: 1 })).body.code, 'bank_statement_sum')
  const { body, text } = await uploading()
  assert.ok(body.id, text)
  id = body.id
  assert.equal((await uploading()).body.code, 'bank_statement_exists')
})

test('what meets by number or by amount is off the list; the rest has its side and its age, and both balances tie with it', async () => {
  const seen = await view(id)
  assert.deepEqual([seen.bookClosingFen, seen.matched, seen.byAmount], [closingFen, 3, 2])
  const open = seen.open.map(({ side, reference, amountFen }) => `${side} ${reference} ${amountFen}`).sort()
  assert.deepEqual(open, ['bank FEE-1 -500', 'book BF-2 -12000'])
  assert.ok(seen.open.every(({ ageDays }) => ageDays >= 5))
  assert.deepEqual([seen.unexplainedFen, seen.isTied], [0, true])
})

test('each item gets its reason, then somebody else agrees; agreed, it changes no more until it is reopened', async () => {
  assert.equal((await act(colleague, id, 'agreement')).body.code, 'bank_unexplained')
  const note = (reference: string, side: string, kind: string, who = finance) =>
    act(who, id, 'notes', { reference, side, kind, note: '次月入账' })
  assert.equal((await note('YK-1', 'book', 'other')).body.code, 'bank_item_unknown')
  assert.equal((await note('FEE-1', 'bank', 'fee')).status, 200)
  assert.equal((await note('BF-2', 'book', 'in_transit')).status, 200)
  assert.equal((await view(id)).explained, 2)
  assert.equal((await act(finance, id, 'agreement')).body.code, 'bank_same_person')
  assert.equal((await act(colleague, id, 'agreement')).status, 200)
  assert.equal((await note('FEE-1', 'bank', 'fee')).body.code, 'bank_statement_state')
  const { text } = await finance.get(`/bank-statements/${id}/export`)
  assert.match(text, /FEE-1,2026-06-30,-5\.00,,5,银行手续费,次月入账/)
  assert.equal((await act(leader, id, 'reopening')).status, 200)
  assert.equal((await act(finance, id, 'withdrawal')).status, 200)
  assert.equal((await finance.get<BankPage>('/bank-statements')).body.total, 0)
  assert.equal((await finance.get<BankPage>('/bank-statements?state=withdrawn')).body.total, 1)
  assert.equal((await county.get<BankPage>('/bank-statements?state=withdrawn')).body.total, 0)
  await assertSound(server)
})
