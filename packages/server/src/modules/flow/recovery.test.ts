// 审核追回, 先诊疗后付费 and 死亡登记: what comes back from a provider, what a person still owes one, what an account leaves behind.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Instant } from '@yibao/kernel'
import {
  admission,
  admit,
  assertSound,
  buying,
  CASHIER,
  carryOut,
  charge,
  chargeStay,
  deskMessage,
  effectiveSettlements,
  item,
  OFFICER,
  openVisit,
  type Patient,
  PHARMACY,
  patient,
  propose,
  settleBatch,
  settlementIn,
  settling,
  settlingStay,
  standings,
  startTestServer,
} from '../../testing/index.ts'
import { clawBacksIn, openItems } from '../settlement/index.ts'
import { findVisit } from '../visit/index.ts'
import { listPayouts } from './store.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server

async function settled(person: Patient, items: Parameters<typeof settleBatch>[4], options = {}) {
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', items, options)
  return { settlementId: settlementIn(setlinfo.setl_id), visit, shown: setlinfo.setl_id }
}

const standingOf = async ({ personNo }: Patient) =>
  (await standings(server)).find((each) => each.personNo === personNo)!

async function balances(): Promise<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const { layer, account, debitFen, creditFen } of await server.ledger.balances({})) {
    const name = `${layer} ${account}`
    sums[name] = (sums[name] ?? 0) + debitFen - creditFen
  }
  return sums
}

const moved = (before: Record<string, number>, now: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(now)])]
      .map((name): [string, number] => [name, (now[name] ?? 0) - (before[name] ?? 0)])
      .filter(([, change]) => change !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const clawing = (settlementId: string, over: Record<string, unknown> = {}) => ({
  settlementId,
  findings: [{ no: 1 }],
  basis: '重复收费',
  personPart: 'refunded_by_provider',
  personAtFault: false,
  by: 'repayment',
  ...over,
})

test('a line is clawed back from every payer of it; the provider pays back, the year is as without the line', async () => {
  const person = patient('employee', 0)
  const { settlementId, visit, shown } = await settled(person, [item('plain', 400), item('plain', 600)])
  const before = await balances()
  const request = await carryOut(server, 'claw_back', person.personNo, clawing(settlementId))
  const { dueFen, personFen } = request.preview as { dueFen: number; personFen: number }
  // 1000 less 200 at 60 % is 480; the first line's share of it is 192, and of the person's 520 is 208.
  assert.deepEqual([dueFen, personFen], [19_200, 20_800])
  assert.deepEqual(moved(before, await balances()), { 'accrual A101': 19_200, 'accrual A501': -19_200 })
  const { accumulators } = await standingOf(person)
  assert.equal(accumulators['limit.outpatient_year@2026'], 24_000, '600 less 200 at 60 %')
  await assertSound(server)

  const { rows } = await clawBacksIn(server.platform.reader, 'due', { offset: 0, size: 10 })
  const { clawBackId } = rows[0]!
  const received = await server.city.desks.recoveries.receive(deskMessage<{ clawBackId: string }>(CASHIER), {
    clawBackId,
    personNo: person.personNo,
    reference: 'HD002',
  })
  assert.ok(received.ok)
  // Row 12: in the year of the benefit the expense falls.
  assert.deepEqual(moved(before, await balances()), {
    'accrual A501': -19_200,
    'accrual A601': 19_200,
    'cash 1004': 19_200,
    'cash 5001': -19_200,
  })
  await assertSound(server)
  const again = await propose(server, 'claw_back', person.personNo, clawing(settlementId))
  assert.equal(again.code, 'claw_back_line_again')
  assert.equal(
    (await propose(server, 'cancellation', person.personNo, { settlementId })).code,
    'settlement_clawed_back',
  )
  const refused = await client.send('2208', {
    data: { setl_id: shown, mdtrt_id: visit, psn_no: person.personNo },
  } as never)
  assert.match(refused.sentence, /已有审核追回/)
})

test('what comes back of an earlier year is other income; what is still owed to the provider is deducted without cash', async () => {
  const person = patient('employee', 1)
  const { settlementId } = await settled(person, [item('plain', 1000), item('plain', 500)])
  const before = await balances()
  await carryOut(
    server,
    'claw_back',
    person.personNo,
    clawing(settlementId, { findings: [{ no: 1, amountFen: 30_000 }] }),
  )
  await carryOut(
    server,
    'claw_back',
    person.personNo,
    clawing(settlementId, {
      findings: [{ no: 2 }],
      by: 'deduction',
      personAtFault: true,
      personPart: 'stays_with_person',
    }),
  )
  const between = moved(before, await balances())
  assert.equal(between['accrual A101'], 15_600, 'claimed back: 300 of 1500 of 780')
  assert.equal(between['accrual A201'], 26_000, 'row 11: the provider is owed less')
  assert.equal(between['cash 1004'], undefined)
  const { accumulators } = await standingOf(person)
  // At fault, the year stays as it was: only the 300 of the first finding count back.
  assert.equal(accumulators['limit.outpatient_year@2026'], 78_000 - 18_000)
  await assertSound(server)
  server.clock.set('2027-01-10 09:00:00' as Instant)
  const { rows } = await clawBacksIn(server.platform.reader, 'due', { offset: 0, size: 10 })
  const { clawBackId } = rows[0]!
  const paid = await server.city.desks.recoveries.receive(deskMessage<{ clawBackId: string }>(CASHIER), {
    clawBackId,
    personNo: person.personNo,
    reference: 'HD003',
  })
  assert.ok(paid.ok)
  const later = moved(before, await balances())
  assert.deepEqual([later['cash 1004'], later['cash 4501.02'], later['cash 5001']], [15_600, -15_600, undefined])
  await assertSound(server)
  server.clock.set('2027-01-10 09:00:01' as Instant)
})

test('findings that cannot be are refused in words', async () => {
  const person = patient('employee', 2)
  const { settlementId } = await settled(person, [item('plain', 400)])
  const code = async (findings: unknown) =>
    (await propose(server, 'claw_back', person.personNo, clawing(settlementId, { findings }))).code
  assert.equal(await code([{ no: 2 }]), 'claw_back_exceeds_line')
  assert.equal(await code([{ no: 1, amountFen: 40_001 }]), 'claw_back_exceeds_line')
  assert.equal(await code([{ no: 1, amountFen: 0 }]), 'claw_back_exceeds_line')
  assert.equal(await code([{ no: 1 }, { no: 1 }]), 'claw_back_exceeds_line')
})

test('treated first, paid later: the open item is paid in parts, follows a correction, and ends with a cancellation', async () => {
  const person = patient('resident', 0)
  const { settlementId, shown } = await settled(person, [item('plain', 300), item('outside', 100)])
  const { payLater } = server.city.desks
  const open = () =>
    payLater.open(deskMessage<{ itemId: string }>(OFFICER), { personNo: person.personNo, settlementId, shown })
  const opened = await open()
  assert.ok(opened.ok)
  const { itemId } = opened.value.answer as { itemId: string }
  const twice = await open()
  assert.equal(!twice.ok && twice.code, 'item_open_already')
  const pay = (amountFen: number) =>
    payLater.pay(deskMessage<{ itemId: string }>(OFFICER), { personNo: person.personNo, itemId, amountFen, note: '' })
  const listed = async () => (await openItems(server.platform.reader, {}, { offset: 0, size: 10 })).rows[0]!
  // 300 at 50 % is held by the limit of 120; the person owes 280.
  assert.deepEqual([(await listed()).amountFen, (await listed()).state], [28_000, 'open'])
  assert.ok((await pay(10_000)).ok)
  const tooMuch = await pay(18_001)
  assert.equal(!tooMuch.ok && tooMuch.code, 'item_payment_exceeds')
  await carryOut(server, 'correction', person.personNo, {
    settlementId,
    correction: { lines: [{ no: 2, remove: true }] },
  })
  assert.deepEqual([(await listed()).amountFen, (await listed()).paidFen], [18_000, 10_000])
  assert.ok((await pay(8_000)).ok)
  assert.equal((await listed()).state, 'paid')
  const [now] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  await carryOut(server, 'cancellation', person.personNo, { settlementId: now!.settlementId })
  assert.equal((await listed()).state, 'void')
  await assertSound(server)
})

test('a death ends the open stay, pays the account to the heir, and refuses whatever comes later', async () => {
  const person = patient('employee', 3)
  const heirOf = patient('relative', 0)
  const at = '2027-01-05 09:00:00' as Instant
  const stay = await admit(client, person, { at })
  await chargeStay(client, person, stay, [item('plain', 2000, 1, { at })])
  const registered = await openVisit(client, person, { at })
  const { accountFen } = await standingOf(person)
  const before = await balances()
  const heir = { name: heirOf.name, relation: '配偶', certificateNo: heirOf.certificateNo, personNo: heirOf.personNo }
  const input = { diedOn: '2027-01-08', evidence: '死亡医学证明', heir }
  const wrong = await propose(server, 'death', person.personNo, { ...input, heir: { ...heir, name: '别人' } })
  assert.equal(wrong.code, 'heir_differs')
  const theirs = (await standingOf(heirOf)).accountFen
  await carryOut(server, 'death', person.personNo, input)
  assert.deepEqual(
    [(await standingOf(person)).accountFen, (await standingOf(heirOf)).accountFen],
    [0, theirs + accountFen],
  )
  assert.deepEqual(moved(before, await balances()), {}, 'the funds owe the accounts the same')
  const visit = await findVisit(server.platform.reader, settlementIn(stay), person.personNo)
  assert.deepEqual([visit?.state, visit?.endedOn, visit?.details.discharge?.way], ['discharged', '2027-01-08', '5'])
  assert.equal((await findVisit(server.platform.reader, settlementIn(registered), person.personNo))?.state, 'cancelled')
  await assertSound(server)

  const done = await client.done('2304', settlingStay(person, stay, 200_000 as never))
  assert.ok(done.setlinfo.fund_pay_sumamt > 0, 'the stay that death ended is settled')
  const later = '2027-01-09 10:00:00' as Instant
  assert.match((await client.send('2401', admission(person, { at: later }))).sentence, /已登记于2027-01-08死亡/)
  const bought = buying(person, [item('plain', 20)])
  const purchase = { ...bought, druginfo: { ...bought.druginfo, begntime: later } }
  assert.match((await client.send('2102', purchase, { provider: PHARMACY })).sentence, /死亡/)
  await assertSound(server)
})

test('without an account of their own an heir is paid out; the account of a person who died before is paid later', async () => {
  const person = patient('retired', 0)
  const { accountFen } = await standingOf(person)
  await carryOut(server, 'death', person.personNo, { diedOn: '2027-01-02', evidence: '户籍注销' })
  assert.equal((await standingOf(person)).accountFen, accountFen, 'no heir yet')
  const heir = {
    name: '钱某',
    relation: '子女',
    certificateNo: '990101200001010014',
    payee: { name: '钱某', bank: '试验银行', account: '6222000000000002' },
  }
  const other = await propose(server, 'death', person.personNo, { diedOn: '2027-01-03', evidence: '' })
  assert.equal(other.code, 'death_day_differs')
  const before = await balances()
  await carryOut(server, 'death', person.personNo, { diedOn: '2027-01-02', evidence: '公证书', heir })
  const { rows } = await listPayouts(server.platform.reader, 'due', { offset: 0, size: 10 })
  assert.deepEqual([rows[0]?.kind, rows[0]?.totalFen], ['inheritance', accountFen])
  await assertSound(server)
  const paid = await server.city.desks.flows.pay(deskMessage<{ payoutId: string }>(CASHIER), {
    payoutId: rows[0]!.payoutId,
    personNo: person.personNo,
    reference: 'HD004',
  })
  assert.ok(paid.ok)
  // Row 17: out of the personal accounts.
  const change = moved(before, await balances())
  assert.deepEqual(
    [change['cash 5201'], change['cash 1004'], change['accrual A301']],
    [accountFen, -accountFen, accountFen],
  )
  await assertSound(server)
  const again = await propose(server, 'death', person.personNo, { diedOn: '2027-01-02', evidence: '', heir })
  assert.equal(again.code, 'death_known')
})

test('a registration with fees is left for its provider to settle', async () => {
  const person = patient('retired', 1)
  const at = '2027-01-04 09:00:00' as Instant
  const visit = await openVisit(client, person, { at })
  await charge(client, person, visit, 'B1', [item('plain', 300, 1, { at })])
  await carryOut(server, 'death', person.personNo, { diedOn: '2027-01-06', evidence: '死亡医学证明' })
  const done = await client.done('2207', settling(person, visit, 'B1', 30_000 as never))
  assert.ok(done.setlinfo.fund_pay_sumamt > 0)
  const stay = await client.send('2401', admission(person, { at: '2027-01-07 09:00:00' as Instant }))
  assert.match(stay.sentence, /死亡/)
  await assertSound(server)
})
