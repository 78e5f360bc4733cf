// 转移接续 over HTTP: in and out with months and money, by two people, undone by reversal, and the books agree at every step.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type DoneView,
  type RefusalView,
  type TransferPage,
  type TransferView,
  transferPage,
  transferView,
} from '@yibao/contract/rest'
import { Value } from 'typebox/value'
import { COUNTY, type ConsoleClient, personNo, seatedClient, startTestServer } from '../../../testing/index.ts'
import { assertSound } from '../../../testing/sound.ts'
import { findPerson, personState, readState } from '../../person/index.ts'

const server = await startTestServer()
after(server.close)
const { reader } = server.platform
const clerk = await seatedClient(server, { role: 'enrolment_window' })
const second = await seatedClient(server, { role: 'enrolment_window' })
const elsewhere = await seatedClient(server, { role: 'enrolment_window', area: '9902' })

type Said = DoneView & RefusalView
const CITY = { otherArea: '110000', otherName: '外地医保中心' }
const open = (no: string, direction: 'in' | 'out', scheme = 'employee', by = clerk) =>
  by.post<Said>('/enrolment/transfers', { personNo: no, direction, scheme, ...CITY, note: '本人申请' })
const step = (id: string, body: object, by: ConsoleClient = clerk) =>
  by.post<Said>(`/enrolment/transfers/${id}/step`, body)
const codeOf = ({ status, body }: { status: number; body: Said }): string => (status === 200 ? 'done' : body.code)
const done = async (id: string, body: object, by = clerk) => assert.equal(codeOf(await step(id, body, by)), 'done')
const view = async (id: string, by = clerk): Promise<TransferView> => {
  const { body, text } = await by.get<TransferView>(`/enrolment/transfers/${id}`)
  assert.ok(Value.Check(transferView, body), text)
  return body
}
const listed = async (query: string): Promise<TransferPage> => {
  const { body, text } = await clerk.get<TransferPage>(`/enrolment/transfers?${query}`)
  assert.ok(Value.Check(transferPage, body), text)
  return body
}
const account = async (no: string) => personState(await readState(reader, no))
const spells = async (no: string) => (await findPerson(reader, no))?.dossier.spells ?? []

const comer = personNo('uninsured', 0)
const leaver = personNo('employee', 1)
const BROUGHT = [
  { scheme: 'employee', from: '2022-01', until: '2026-03' },
  { scheme: 'resident', from: '2020-01', until: '2021-12' },
]
const MONEY = 250_000

test('in: nothing before the person is enrolled here; then months, letter, form and money, each by its step', async () => {
  assert.equal(codeOf(await open(comer, 'in')), 'transfer_not_enrolled')
  assert.equal(codeOf(await open('nobody', 'in')), 'not_found')
  const line = await clerk.post<{ done: boolean }>('/enrolment/lines', {
    ...{ personNo: comer, action: 'enrol', scheme: 'employee', status: 'active', area: COUNTY, from: '2026-06-01' },
    ...{ employerNo: 'E1', wage: '6000' },
  })
  assert.equal(line.body.done, true, line.text)
  const own = { personNo: comer, direction: 'in', scheme: 'employee', otherArea: COUNTY, otherName: '本市' }
  assert.equal(codeOf(await clerk.post<Said>('/enrolment/transfers', own)), 'transfer_same_area')
  assert.equal(codeOf(await open(comer, 'in', 'employee', elsewhere)), 'not_found')
  const opened = await open(comer, 'in')
  assert.equal(opened.status, 200, opened.text)
  const { id } = opened.body
  assert.equal(codeOf(await open(comer, 'in')), 'transfer_open_already')
  const applied = await view(id)
  assert.deepEqual([applied.appliedOn, applied.dueOn, applied.daysLeft], ['2026-06-15', '2026-07-07', 15])
  assert.deepEqual(applied.may, ['accept', 'reject'])
  assert.equal(codeOf(await step(id, { step: 'close', amountFen: 0 })), 'transfer_step')
  assert.equal((await elsewhere.get(`/enrolment/transfers/${id}`)).status, 404)
  await done(id, { step: 'accept' })
  await done(id, { step: 'letter' })
  assert.match((await view(id)).number, /^990101L20260615/)
  const form = (stretches: object[], amountFen = MONEY) => step(id, { step: 'form', stretches, amountFen })
  const month = (from: string, until: string) => [{ scheme: 'employee', from, until }]
  assert.equal(codeOf(await form([])), 'transfer_months_none')
  assert.equal(codeOf(await form(month('2026-01', '2026-07'))), 'transfer_months_future')
  assert.equal(
    codeOf(await form([...month('2025-01', '2025-06'), ...month('2025-06', '2025-08')])),
    'transfer_months_twice',
  )
  assert.equal(codeOf(await form(month('1989-12', '2025-08'))), 'transfer_months_birth')
  assert.equal(codeOf(await form(BROUGHT)), 'done')
  const told = await view(id)
  assert.deepEqual(
    told.years.map(({ scheme, here, brought, overlap, total }) => [scheme, here, brought, overlap, total]),
    [
      ['employee', 1, 51, 0, 52],
      ['resident', 0, 24, 0, 24],
    ],
  )
  assert.ok(!told.may.includes('close'), 'the money is another hand’s')
  assert.equal(codeOf(await step(id, { step: 'close', amountFen: MONEY, note: '凭证1' })), 'transfer_same_hand')
  assert.equal(
    codeOf(await step(id, { step: 'close', amountFen: MONEY - 1, note: '凭证1' }, second)),
    'transfer_amount_differs',
  )
  assert.equal(codeOf(await step(id, { step: 'close', amountFen: MONEY }, second)), 'request_invalid')
  assert.equal((await account(comer)).accountFen, undefined)
  await done(id, { step: 'close', amountFen: MONEY, note: '银行凭证20260615001' }, second)
  assert.equal((await account(comer)).accountFen, MONEY)
  const [spell] = await spells(comer)
  assert.equal(spell?.continuousYearsBefore, 6, '24 + 51 months lead up to June without a gap of more than three')
  const closed = await view(id)
  assert.match(closed.effect.zh, /连续缴费75个月，中断2个月/)
  assert.deepEqual([closed.state, closed.closedOn, closed.may], ['closed', '2026-06-15', ['reverse']])
  await assertSound(server)
})

test('what was brought does not come twice; a transfer in is undone by somebody else, while its money is there', async () => {
  const again = await open(comer, 'in')
  const { id } = again.body
  await done(id, { step: 'accept' })
  await done(id, { step: 'letter' })
  const known = await step(id, { step: 'form', stretches: [{ scheme: 'employee', from: '2026-03', until: '2026-04' }] })
  assert.equal(codeOf(known), 'transfer_months_known')
  assert.match(known.body.message, /2026-03/)
  assert.equal(codeOf(await step(id, { step: 'reject' })), 'request_invalid')
  await done(id, { step: 'reject', note: '年限已转入' })
  const [first] = (await listed(`person=${comer}&state=closed`)).rows
  assert.ok(first)
  assert.equal(codeOf(await step(first.id, { step: 'reverse', note: '转错' }, second)), 'transfer_same_hand')
  const path = `/persons/${comer}/account/reservations`
  const held = await clerk.post<Said>(path, {
    key: 'transfer-test-1',
    amountFen: 100,
    purpose: 'wallet',
    note: '转钱包',
  })
  assert.equal(held.status, 200, held.text)
  assert.equal(codeOf(await step(first.id, { step: 'reverse', note: '转错' })), 'transfer_money_spent')
  await clerk.post(`${path}/${held.body.id}/decision`, { key: 'transfer-test-2', isConfirmed: false })
  await done(first.id, { step: 'reverse', note: '转错' })
  assert.equal((await account(comer)).accountFen, 0)
  assert.equal((await spells(comer))[0]?.continuousYearsBefore, 0)
  assert.equal(codeOf(await step(first.id, { step: 'reverse', note: '转错' })), 'transfer_step')
  assert.deepEqual((await view(first.id)).steps.map(({ step: each }) => each).slice(-2), ['close', 'reverse'])
  await assertSound(server)
})

test('out: the certificate ends the enrolment and sets the money aside; sent back, everything is as before', async () => {
  const before = await spells(leaver)
  const { id } = (await open(leaver, 'out')).body
  await done(id, { step: 'accept' })
  assert.equal(codeOf(await step(id, { step: 'certify', lastMonth: '2026-07' })), 'transfer_months_future')
  assert.equal(codeOf(await step(id, { step: 'certify', lastMonth: '2014-12' })), 'transfer_enrolled_after')
  await done(id, { step: 'certify', lastMonth: '2026-05' })
  const certified = await view(id)
  assert.deepEqual([certified.balanceFen, certified.lastMonth], [100_000, '2026-05'])
  assert.deepEqual(
    certified.stretches.map(({ from, until, months }) => [from, until, months]),
    [['2015-01', '2026-05', 137]],
  )
  assert.deepEqual([(await spells(leaver))[0]?.until, (await account(leaver)).reservedFen], ['2026-05-31', 100_000])
  await done(id, { step: 'reject', note: '本人撤回' })
  assert.deepEqual([await spells(leaver), (await account(leaver)).reservedFen], [before, 0])
  assert.equal((await findPerson(reader, leaver))?.employerNo, 'E1')
  await assertSound(server)
})

test('out: paid by somebody else, booked, and undone by its mirror', async () => {
  const { id } = (await open(leaver, 'out')).body
  await done(id, { step: 'accept' })
  await done(id, { step: 'certify', lastMonth: '2026-06' })
  const pay = { step: 'close', amountFen: 100_000, note: '付款凭证88' }
  assert.equal(codeOf(await step(id, pay)), 'transfer_same_hand')
  await done(id, pay, second)
  assert.deepEqual([(await account(leaver)).accountFen, (await account(leaver)).reservedFen], [0, 0])
  await assertSound(server)
  const open5 = await listed('state=open')
  assert.equal(open5.total, 0)
  assert.deepEqual([open5.closed, open5.onTime], [1, 1])
  await done(id, { step: 'reverse', note: '对方退汇' })
  assert.equal((await account(leaver)).accountFen, 100_000)
  assert.equal((await spells(leaver))[0]?.state, 'active')
  await assertSound(server)
})

test('a resident has no account to bring money into, and waits no more after two continuous years', async () => {
  const waiting = personNo('waiting', 0)
  const { id } = (await open(waiting, 'in', 'resident')).body
  await done(id, { step: 'accept' })
  await done(id, { step: 'letter' })
  const stretches = [{ scheme: 'resident', from: '2012-12', until: '2014-11' }]
  assert.equal(codeOf(await step(id, { step: 'form', stretches, amountFen: 1 })), 'transfer_no_account')
  await done(id, { step: 'form', stretches })
  await done(id, { step: 'close' }, second)
  assert.equal((await spells(waiting))[0]?.benefitFrom, undefined)
  assert.match((await view(id)).effect.zh, /连续缴费24个月，中断1个月.*不设等待期/)
})
