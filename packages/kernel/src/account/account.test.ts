// Personal accounts: interest against a day-by-day sum, and each limit of the wallet at its edge.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fen, fen } from '../money/fen.ts'
import { basisPoints } from '../money/share.ts'
import { addDays, day } from '../time/day.ts'
import { instant } from '../time/instant.ts'
import { accountInterest, NATIONAL_WALLET_LIMITS, walletTransfer } from './index.ts'

const from = day('2026-01-01')
const until = day('2027-01-01')

test('a balance that lies still for a year earns its rate', () => {
  assert.equal(accountInterest(fen(1_000_000), [], from, until, basisPoints(150)), 15_000)
})

test('interest is the sum of all days, counted one by one, in any order of the changes', () => {
  const change = fc.record({ at: fc.nat(364), balance: fc.nat(10_000_000) })
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.uniqueArray(change, { selector: ({ at }) => at }), (opening, changes) => {
      const rows = changes.map(({ at, balance }) => ({ on: addDays(from, at), balanceFen: fen(balance) }))
      let [balance, fenDays] = [opening, 0]
      for (let at = 0; at < 365; at += 1) {
        balance = changes.find((each) => each.at === at)?.balance ?? balance
        fenDays += balance
      }
      const expected = Math.round((fenDays * 150) / (365 * 10_000))
      const found = accountInterest(fen(opening), rows, from, until, basisPoints(150))
      assert.ok(Math.abs(found - expected) <= 1)
      assert.equal(accountInterest(fen(opening), rows.toReversed(), from, until, basisPoints(150)), found)
    }),
  )
})

const usual = {
  ...{ at: instant('2026-11-21 21:59:59'), amountFen: 200_000 as Fen, balanceFen: 200_000 as Fen },
  ...{ isFrozen: false, isNearRelative: true, sentToday: 2 },
}
const codeOf = (over: object) => {
  const outcome = walletTransfer({ ...usual, ...over }, NATIONAL_WALLET_LIMITS)
  return outcome.ok ? 'accepted' : outcome.code
}

test('a wallet sends three times a day, up to 2,000 yuan, before 22:00, and what is not accepted goes back at six', () => {
  const outcome = walletTransfer(usual, NATIONAL_WALLET_LIMITS)
  assert.ok(outcome.ok && outcome.value.returnsAt === '2026-11-22 06:00:00')
  assert.equal(codeOf({ at: instant('2026-11-21 22:00:00') }), 'wallet_closed_now')
  assert.equal(codeOf({ at: instant('2026-11-21 05:59:59') }), 'wallet_closed_now')
  assert.equal(codeOf({ at: instant('2026-11-21 06:00:00') }), 'accepted')
  assert.equal(codeOf({ amountFen: 200_001, balanceFen: 900_000 }), 'transfer_too_large')
  assert.equal(codeOf({ sentToday: 3 }), 'too_many_transfers')
  assert.equal(codeOf({ balanceFen: 199_999 }), 'wallet_balance_short')
  assert.equal(codeOf({ isNearRelative: false }), 'not_near_relative')
  assert.equal(codeOf({ isFrozen: true }), 'wallet_frozen')
  assert.equal(codeOf({ amountFen: 0 }), 'amount_not_positive')
})
