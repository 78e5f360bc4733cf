// I1–I6, I14 and I17: every fen of a bill has one place, nothing is negative, no limit is exceeded, lines sum to the header,
// and what is booked to a fund is what its tiers pay.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bill } from '../src/benefits/bill.ts'
import { mirror } from '../src/benefits/cancel.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import { checkEntry } from '../src/ledger/check-entry.ts'
import { mirrorEntry } from '../src/ledger/entry.ts'
import { post } from '../src/ledger/post.ts'
import { allocate } from '../src/money/allocate.ts'
import type { Fen } from '../src/money/fen.ts'
import type { Limit } from '../src/policy/model.ts'
import { entryAt } from '../src/policy/slot.ts'
import { runs } from './generate/runs.ts'
import { type Aimed, CASES_PER_POLICY, drawn, open, type Setting, settled, withChanges } from './generate/settling.ts'
import { limitKey } from './judge/period.ts'

interface Seen {
  readonly setting: Setting
  readonly each: Aimed
  readonly bill: Bill
  readonly settlement: Settlement
}

/** Settles generated bills one after another and looks at each settlement. */
function everySettlement(look: (seen: Seen) => void): void {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      let accumulators: Record<string, number> = {}
      for (const each of setting.bills) {
        const bill = { ...each.bill, accumulators }
        const outcome = settled(setting.book, { ...each, bill })
        if (!outcome.ok) continue
        look({ setting, each, bill, settlement: outcome.value })
        accumulators = withChanges(accumulators, outcome.value.changes)
      }
    }),
    runs(CASES_PER_POLICY),
  )
}

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0)

test('I1–I3, I14: a total is the sum of its lines, of its kinds and of who pays; payments come down to lines without loss', () => {
  everySettlement(({ bill, settlement: s }) => {
    assert.equal(s.total, s.full + s.over + s.pre + s.inScope)
    assert.equal(s.total, sum(bill.lines.map((line) => line.amountFen)))
    for (const kind of ['full', 'over', 'pre', 'inScope'] as const)
      assert.equal(s[kind], sum(s.lines.map((line) => line[kind])))
    s.lines.forEach((line, at) => {
      assert.equal(line.full + line.over + line.pre + line.inScope, bill.lines[at]?.amountFen)
    })

    assert.equal(s.total, s.fundPaid + s.providerPaid + s.personPaid)
    const paidBy = (who: (payer: string) => boolean) =>
      sum(s.tiers.filter(({ payer }) => who(payer)).map((tier) => tier.paid))
    assert.equal(
      s.fundPaid,
      paidBy((payer) => payer !== 'provider' && payer !== 'account'),
    )
    assert.ok(s.providerPaid >= paidBy((payer) => payer === 'provider'))
    assert.ok(s.accountPaid >= paidBy((payer) => payer === 'account'))
    assert.equal(s.personPaid, s.accountPaid + s.mutualPaid + s.cash)
    assert.equal(s.mutualPaid, sum(s.mutual.map((aid) => aid.paid)))
    assert.ok(s.accountPaid <= (bill.account?.use ? bill.account.balanceFen : 0))
    const available = new Map<string, number>()
    for (const aid of bill.account?.use ? (bill.account.mutual ?? []) : [])
      available.set(aid.giver, (available.get(aid.giver) ?? 0) + aid.availableFen)
    for (const { giver, paid } of s.mutual) available.set(giver, (available.get(giver) ?? 0) - paid)
    assert.ok([...available.values()].every((rest) => rest >= 0))
    assertAllocation(s)
  })
})

/** I14: brought down to the lines, a payment stays whole, and each line is within one fen of its share. */
function assertAllocation(settlement: Settlement): void {
  const weights = settlement.lines.map((line) => line.inScope)
  const all = sum(weights.map(Math.abs))
  for (const { paid } of settlement.tiers) {
    const parts = allocate(paid, weights)
    assert.equal(sum(parts), weights.length === 0 ? 0 : paid)
    if (all === 0) continue
    parts.forEach((part, at) => {
      const share = (BigInt(paid) * BigInt(Math.abs(weights[at] as number))) / BigInt(all)
      assert.ok(BigInt(part) === share || BigInt(part) === share + 1n)
    })
  }
}

const amountsOf = (s: Settlement): number[] => [
  ...[s.total, s.full, s.over, s.pre, s.inScope, s.deductible, s.fundPaid, s.providerPaid, s.personPaid],
  ...[s.accountPaid, s.mutualPaid, s.cash, ...s.mutual.map((aid) => aid.paid)],
  ...s.tiers.flatMap((tier) => [tier.base, tier.deductible, tier.beforeLimits, tier.paid, tier.aboveCap]),
]

test('I4, I5: no amount is negative, a mirror undoes each; tiers pay no more than the bill, their part of it, their base', () => {
  everySettlement(({ setting, each, settlement: s }) => {
    const [amounts, undone] = [amountsOf(s), amountsOf(mirror(s))]
    for (const amount of amounts) assert.ok(Number.isSafeInteger(amount) && amount >= 0, `${amount}`)
    assert.deepEqual(
      undone.map((amount, at) => amount + (amounts[at] as number)),
      amounts.map(() => 0),
    )
    assert.ok([...amounts, ...undone].every((amount) => !Object.is(amount, -0)))

    assert.ok(s.fundPaid + s.providerPaid <= s.total)
    let ofInScope = 0
    for (const outcome of s.tiers) {
      const tier = setting.library.tier(outcome.id)
      const covers = entryAt(tier.covers, each.on, each.knownOn)?.value ?? ['in_scope']
      if (covers.every((kind) => kind === 'in_scope')) ofInScope += outcome.paid
      if (tier.given) continue
      // Whole yuan may be more than a few fen of cost, and catching up pays for earlier cost: what is left bounds both.
      const isSpecial =
        tier.rounding.length > 0 || tier.switches.some(({ value }) => value.category_change === 'catch_up')
      assert.ok(outcome.paid <= s.total && outcome.deductible <= outcome.base)
      if (isSpecial) continue
      assert.ok(outcome.deductible <= outcome.base && outcome.beforeLimits <= outcome.base)
      // Where fractions of fen come in, both sides are rounded.
      const isExact = !JSON.stringify(tier.base).includes('used_by')
      if (tier.at_least.length === 0 && isExact) assert.ok(outcome.beforeLimits <= outcome.base - outcome.deductible)
    }
    assert.ok(ofInScope <= s.inScope)
  })
})

test('I6, I17: no running total rises above its limit; entries debit each fund with what its tiers pay', () => {
  let held = 0
  everySettlement(({ setting, each, bill, settlement }) => {
    assertEntries(each, settlement)
    const bounds = new Map<string, number>()
    for (const { id } of settlement.tiers) {
      const limits = entryAt(setting.library.tier(id).limits, each.on, each.knownOn)?.value ?? []
      for (const limit of limits) {
        const { key, kept } = limitKey(id, limit, each.on, bill)
        if (kept) bounds.set(key, Math.max(bounds.get(key) ?? 0, fixedAmount(limit)))
      }
    }
    for (const { key, change } of settlement.changes) {
      const bound = bounds.get(key)
      if (bound === undefined || bound === Number.POSITIVE_INFINITY) continue
      held += 1
      const before = bill.accumulators[key] ?? 0
      assert.ok(before + change <= Math.max(bound, before), `${key}: ${before} + ${change} of ${bound}`)
    }
  })
  assert.ok(held > 10, `only ${held} limits were looked at`)
})

/** Limits that depend on the bill are left to the judge. */
const fixedAmount = ({ amount }: Limit): number =>
  amount.op === 'literal' ? Math.max(0, amount.value) : Number.POSITIVE_INFINITY

/** I17: what is debited to a fund is what its tiers pay; each entry balances, and its mirror undoes it. */
function assertEntries(each: Aimed, settlement: Settlement): void {
  const event = {
    provider: 'P',
    area: '000000',
    benefitKind: 'any',
    benefitYear: 2023,
    accountFund: 'employee_basic',
  } as const
  const entries = post({ kind: 'settled', id: 's1', on: each.on, settlement, ...event })
  const debited = new Map<string, number>()
  const balances = new Map<string, number>()
  for (const entry of entries) {
    const mirrored = mirrorEntry(entry, 'j1', each.knownOn, { kind: 'cancellation', id: 's2' })
    assert.ok(checkEntry(entry).ok && checkEntry(mirrored).ok)
    for (const { fund, part, account, side, amountFen } of entry.lines) {
      const name = `${fund} ${part}`
      if (side === 'debit') debited.set(name, (debited.get(name) ?? 0) + amountFen)
      balances.set(account, (balances.get(account) ?? 0) + (side === 'debit' ? amountFen : -amountFen))
    }
    for (const { account, side, amountFen } of mirrored.lines)
      balances.set(account, (balances.get(account) ?? 0) + (side === 'debit' ? amountFen : -amountFen))
  }
  assert.ok([...balances.values()].every((balance) => balance === 0))
  assert.deepEqual(debited, expectedDebits(settlement))
}

function expectedDebits(settlement: Settlement): Map<string, number> {
  const debits = new Map<string, number>()
  const add = (name: string, amount: Fen | number) => {
    if (amount > 0) debits.set(name, (debits.get(name) ?? 0) + amount)
  }
  for (const { fund, payer, paid } of settlement.tiers)
    if (fund !== 'outside' && payer !== 'provider' && payer !== 'account') add(`${fund} pool`, paid)
  add('employee_basic account', settlement.accountPaid + settlement.mutualPaid)
  return debits
}
