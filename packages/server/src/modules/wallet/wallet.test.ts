// Accounts and wallets on a real PostgreSQL, through two servers at once: never negative, nothing promised twice, every debit of a wallet
// ends once, a frozen account spends nothing, and the books agree at the end.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AccountView, DoneView, RefusalView } from '@yibao/contract/rest'
import { type Fen, instant } from '@yibao/kernel'
import fc from 'fast-check'
import { settableClock } from '../../platform/index.ts'
import {
  assertSound,
  CASHIER,
  type ConsoleClient,
  carryOut,
  deskMessage,
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../testing/index.ts'
import { ownMessage } from '../common/index.ts'
import { listPayouts } from '../flow/index.ts'

const sessionClock = settableClock(instant('2026-06-15 09:00:00'))
const left = await startTestServer({ sessionClock })
const right = await startTestServer({ databaseUrl: left.databaseUrl, cityLoad: null, sessionClock })
after(async () => {
  await right.close()
  await left.close()
})
const { clock } = left
const window: ConsoleClient = await seatedClient(left, { role: 'enrolment_window' })
const elsewhere: ConsoleClient = await seatedClient(left, { role: 'enrolment_window', area: '9902' })
const finance: ConsoleClient = await seatedClient(left, { role: 'finance' })

const parent = patient('relative', 0).personNo
const child = patient('child', 0).personNo
const worker = patient('employee', 0).personNo
let keys = 0
const key = () => `wallet-key-${++keys}`
const path = (who: string, rest = '') => `/persons/${who}/account${rest}`
const view = async (who: string) => (await window.get<AccountView>(path(who))).body
type Said = DoneView & RefusalView
const post = (who: string, rest: string, body: object, by = window) =>
  by.post<Said>(path(who, rest), { key: key(), ...body })
const reserve = (who: string, amountFen: number, purpose = 'wallet') =>
  post(who, '/reservations', { amountFen, purpose, note: '办理' })
const confirm = (who: string, id: string, isConfirmed = true) =>
  post(who, `/reservations/${id}/decision`, { isConfirmed })
const send = (from: string, to: string, amountFen: number) =>
  post(from, '/wallet/transfers', { receiver: to, amountFen })
const accept = (who: string, id: string) => post(who, `/wallet/transfers/${id}/acceptance`, {})
const sound = async () => {
  await assertSound(left)
}

test('money is reserved, then confirmed into the wallet or released; what is reserved cannot be reserved again', async () => {
  const first = await reserve(parent, 90_000)
  assert.equal(first.status, 200, first.text)
  assert.equal((await reserve(parent, 10_001)).body.code, 'account_short')
  assert.deepEqual(
    await view(parent).then(({ balanceFen, reservedFen, spendableFen }) => [balanceFen, reservedFen, spendableFen]),
    [100_000, 90_000, 10_000],
  )
  const second = await reserve(parent, 10_000)
  assert.equal((await confirm(parent, second.body.id, false)).status, 200)
  assert.equal((await confirm(parent, first.body.id)).status, 200)
  assert.equal((await confirm(parent, first.body.id)).body.code, 'reservation_decided')
  const { balanceFen, reservedFen, walletFen, movements } = await view(parent)
  assert.deepEqual([balanceFen, reservedFen, walletFen], [10_000, 0, 90_000])
  assert.deepEqual(
    movements.map(({ amountFen, cause }) => [amountFen, cause]),
    [
      [-90_000, '转入钱包'],
      [100_000, 'opening'],
    ],
  )
  await sound()
})

test('a wallet sends to a bound relative, who accepts; limits of number, sum and hour hold; what is not accepted goes back at six', async () => {
  assert.equal((await send(parent, worker, 100)).body.code, 'not_near_relative')
  assert.equal((await send(parent, child, 90_001)).body.code, 'wallet_balance_short')
  assert.equal((await send(parent, child, 200_001)).body.code, 'transfer_too_large')
  const [first, second, third] = [
    await send(parent, child, 10_000),
    await send(parent, child, 20_000),
    await send(parent, child, 30_000),
  ]
  assert.equal((await send(parent, child, 1)).body.code, 'too_many_transfers')
  assert.equal((await accept(child, first.body.id)).status, 200)
  assert.equal((await accept(child, first.body.id)).body.code, 'transfer_ended')
  assert.equal((await accept(worker, second.body.id)).body.code, 'transfer_unknown')
  assert.equal(await left.city.desks.wallets.returnUnclaimed(), 0)
  await sound()
  clock.set(instant('2026-06-15 22:00:00'))
  assert.equal((await send(child, parent, 1)).body.code, 'wallet_closed_now')
  clock.set(instant('2026-06-16 06:00:00'))
  right.clock.set(instant('2026-06-16 06:00:00'))
  assert.equal((await accept(child, second.body.id)).body.code, 'transfer_late')
  // Both servers' jobs wake at six: each transfer goes back once.
  const returned = await Promise.all([left, right].map(({ city }) => city.desks.wallets.returnUnclaimed()))
  assert.ok(returned[0]! + returned[1]! >= 2)
  assert.equal((await accept(child, third.body.id)).body.code, 'transfer_ended')
  assert.deepEqual([(await view(parent)).walletFen, (await view(child)).walletFen], [80_000, 10_000])
  // The other direction of the same tie, and on the next day the count begins anew.
  assert.equal((await send(child, parent, 5_000)).status, 200)
  await sound()
})

test('a frozen account spends nothing: not at the window, not in the wallet, not at the bedside; unfrozen, it does', async () => {
  const who = patient('employee', 1)
  const reserved = await reserve(who.personNo, 1_000)
  assert.equal((await post(who.personNo, '/order', { isFrozen: true, reason: '涉嫌盗刷' })).status, 200)
  assert.equal(
    (await post(who.personNo, '/order', { isFrozen: true, reason: '再次冻结' })).body.code,
    'account_order_same',
  )
  assert.equal((await reserve(who.personNo, 1)).body.code, 'account_frozen')
  assert.equal((await confirm(who.personNo, reserved.body.id)).body.code, 'account_frozen')
  const bill = async (batch: string) => {
    const visit = await openVisit(left.client, who)
    return (await settleBatch(left.client, who, visit, batch, [item('plain', 300)], { account: '1' })).setlinfo.acct_pay
  }
  assert.equal(await bill('F1'), 0)
  assert.equal((await post(who.personNo, '/order', { isFrozen: false, reason: '查清' })).status, 200)
  assert.ok(Number(await bill('F2')) > 0)
  await sound()
})

test('an account is transferred out by reservation and confirmation, and the cash books pay it', async () => {
  const { body } = await reserve(worker, 100_000, 'transfer_out')
  assert.equal((await confirm(worker, body.id)).status, 200)
  const sums = await left.ledger.sums()
  const paid = sums.filter(({ layer, account }) => layer === 'cash' && account === '5201')
  assert.equal(
    paid.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0),
    100_000,
  )
  await sound()
})

test('a death leaves account and wallet together to the heir: nothing stays, and what is paid out is both', async () => {
  const { personNo } = patient('retired', 2)
  const { balanceFen } = await view(personNo)
  const reserved = await reserve(personNo, 12_300)
  assert.equal((await confirm(personNo, reserved.body.id)).status, 200)
  const heir = {
    ...{ name: '钱某', relation: '子女', certificateNo: '990101200001010014' },
    payee: { name: '钱某', bank: '试验银行', account: '6222000000000002' },
  }
  await carryOut(left, 'death', personNo, { diedOn: '2026-06-15', evidence: '公证书', heir })
  const { rows } = await listPayouts(left.platform.reader, 'due', { offset: 0, size: 10 })
  const [payout] = rows.filter((each) => each.personNo === personNo)
  assert.equal(payout?.totalFen, balanceFen)
  const after = await view(personNo)
  assert.deepEqual([after.balanceFen, after.walletFen], [0, 0])
  const paying = { payoutId: payout!.payoutId, personNo, reference: 'HD1' }
  assert.ok((await left.city.desks.flows.pay(deskMessage<{ payoutId: string }>(CASHIER), paying)).ok)
  await sound()
})

test('who may not, does not: another area sees nobody, finance does not move accounts, a doubled click is one', async () => {
  assert.equal((await elsewhere.get(path(parent))).status, 404)
  assert.equal(
    (await post(parent, '/reservations', { amountFen: 1, purpose: 'wallet', note: '' }, elsewhere)).status,
    404,
  )
  assert.equal(
    (await post(parent, '/reservations', { amountFen: 1, purpose: 'wallet', note: '' }, finance)).status,
    403,
  )
  assert.equal((await reserve('990000000000000000', 1)).status, 404)
  assert.equal((await reserve(parent, -5)).status, 400)
  assert.equal((await confirm(parent, 'nothing')).status, 404)
  const body = { key: 'one-click-twice', amountFen: 100, purpose: 'wallet', note: '' }
  const both = await Promise.all([1, 2].map(() => window.post<Said>(path(parent, '/reservations'), body)))
  assert.deepEqual(both[0]!.body, both[1]!.body)
  assert.equal((await view(parent)).reservedFen, 100)
})

test('property: however many reserve, confirm, release and send at once through two servers, no balance is ever negative', async () => {
  const seed = Number(process.env.YIBAO_SEED ?? 7)
  const people = [1, 2, 3].map((at) => ({
    giver: patient('relative', at).personNo,
    child: patient('child', at).personNo,
  }))
  const act = fc.record({
    who: fc.nat(2),
    amount: fc.integer({ min: 1, max: 60_000 }),
    what: fc.constantFrom('reserve', 'reserve', 'confirm', 'release', 'send', 'back'),
  })
  const [plan] = fc.sample(fc.array(act, { minLength: 60, maxLength: 60 }), { seed, numRuns: 1 })
  const held: { person: string; id: string }[] = []
  const asking = async ({ who, amount, what }: (typeof plan & object)[number], at: number) => {
    const { wallets } = [left, right][at % 2]!.city.desks
    const { giver, child: theirs } = people[who]!
    const message = ownMessage<never>({ id: 'p', channel: 'test' }, `property ${seed} ${at}`, null)
    const amountFen = amount as Fen
    if (what === 'reserve') {
      const outcome = await wallets.reserve(message, { personNo: giver, amountFen, purpose: 'wallet', note: '' })
      if (outcome.ok)
        held.push({ person: giver, id: (outcome.value.answer as { reservationId: string }).reservationId })
      return
    }
    if (what === 'send' || what === 'back') {
      const [sender, receiver] = what === 'send' ? [giver, theirs] : [theirs, giver]
      const outcome = await wallets.send(message, { sender, receiver, amountFen })
      if (!outcome.ok) return
      const { transferId } = outcome.value.answer as { transferId: string }
      const ending = ownMessage<never>({ id: 'p', channel: 'test' }, `property end ${seed} ${at}`, null)
      await wallets.end(ending, { transferId, sender, receiver, isAccepted: true })
      return
    }
    const own = held[at % Math.max(1, held.length)]
    if (own)
      await wallets.close(message, { personNo: own.person, reservationId: own.id, isConfirmed: what === 'confirm' })
  }
  for (let at = 0; at < plan!.length; at += 12)
    await Promise.all(plan!.slice(at, at + 12).map((each, within) => asking(each, at + within)))
  assert.ok(held.length > 3, `seed ${seed}: ${held.length} reservations`)
  for (const { giver, child: theirs } of people) {
    const [a, b] = [await view(giver), await view(theirs)]
    for (const { balanceFen, reservedFen, walletFen } of [a, b]) {
      assert.ok(balanceFen >= 0 && reservedFen >= 0 && walletFen >= 0, `seed ${seed}`)
      assert.ok(reservedFen <= balanceFen, `seed ${seed}`)
    }
    // Nothing came or went but between the account and the two wallets: all transfers were accepted.
    assert.equal(a.balanceFen + a.walletFen + b.walletFen, 100_000, `seed ${seed}`)
  }
  await sound()
})
