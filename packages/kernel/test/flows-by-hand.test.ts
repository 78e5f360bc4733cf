// The special flows on small bills worked out by hand: every amount of a difference, what a cancellation leaves to supplement,
// which findings are refused, whose lines a payment came down to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bill } from '../src/benefits/bill.ts'
import { cancelEarlier, type Decided, dependantsOf } from '../src/benefits/flows/again.ts'
import { clawBack } from '../src/benefits/flows/claw-back.ts'
import { piecesOfStay } from '../src/benefits/flows/cross-year.ts'
import { differenceOf } from '../src/benefits/flows/difference.ts'
import { settleInterim } from '../src/benefits/flows/interim.ts'
import { allocateToLines } from '../src/benefits/flows/lines.ts'
import { settle } from '../src/benefits/settle.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import type { Fen } from '../src/money/fen.ts'
import { day } from '../src/time/day.ts'
import { billBy, bookBy, inScope } from './generate/by-hand.ts'

const ON = day('2023-05-01')
const SWITCHES = { over_limit: 'separate', account_pays: ['in_scope'], governed_by: 'discharge', package: 'none' }
const CAPPED = { limits: [{ title: '封顶', on: 'payment', amount: '50元', per: 'year' }], deductible: '10元' }
const book = bookBy({ tiers: { basic: CAPPED }, plan: { switches: SWITCHES } })
const plan = book.planOn('ordinary', ON, ON)
const pre = (fen: number) => inScope(fen, { itemClass: 'b', catalogueRateBp: 1_000 as never })
const full = (fen: number) => inScope(fen, { itemClass: 'c' })
const over = (fen: number) => inScope(fen, { ceiling: 10_000_000 as never })
const account = (balance: number, ...givers: (readonly [string, number])[]) => ({
  use: true,
  balanceFen: balance as Fen,
  mutual: givers.map(([giver, fen]) => ({ giver, availableFen: fen as Fen })),
})

function settlementOf(bill: Bill, own = plan): Settlement {
  const outcome = settle(own, bill)
  return outcome.ok ? outcome.value : assert.fail(outcome.code)
}

test('a difference is the whole less the earlier, in every amount, tier and giver', () => {
  const lines = [full(100), over(2_000), pre(5_000), inScope(9_000)]
  const whole = settlementOf(billBy({ lines, account: account(1_000, ['a', 500], ['b', 9_000]) }))
  const first = settlementOf(billBy({ lines: lines.slice(1, 3), account: account(300, ['a', 200], ['c', 400]) }))
  const found = differenceOf(whole, [first, first])
  const amounts = ['total', 'full', 'over', 'pre', 'inScope', 'deductible', 'fundPaid', 'personPaid', 'cash'] as const
  for (const name of [...amounts, 'accountPaid', 'mutualPaid'] as const)
    assert.equal(found[name], whole[name] - 2 * first[name], name)
  assert.ok(first.full === 0 && first.over === 1_000 && first.pre === 500 && whole.full === 100)
  const [tier, of, less] = [found.tiers[0], whole.tiers[0], first.tiers[0]]
  assert.ok(tier && of && less && of.aboveCap > 0)
  for (const name of ['base', 'deductible', 'beforeLimits', 'paid', 'aboveCap'] as const)
    assert.equal(tier[name], of[name] - 2 * less[name], name)
  const paid = ({ mutual }: Settlement) => Object.fromEntries(mutual.map((each) => [each.giver, each.paid]))
  assert.deepEqual(paid(whole).a, 500)
  assert.deepEqual(paid(found), { a: 100, b: paid(whole).b, c: -800 })
  assert.deepEqual(differenceOf(whole, [whole]).mutual, [])
})

test('a cancelled settlement gives its room to those after it, or must wait until they are cancelled', () => {
  const decided = (id: string, fen: number, accumulators: Record<string, number>): Decided => {
    const bill = billBy({ lines: [inScope(fen)], accumulators })
    return { id, plan: 'ordinary', on: ON, knownOn: ON, bill, settlement: settlementOf(bill) }
  }
  const key = 'limit.basic.payment.year@2023'
  const first = decided('S1', 9_000, {})
  assert.deepEqual(first.settlement.changes, [{ key, change: 4_000 }])
  const second = decided('S2', 7_000, { [key]: 4_000 })
  const third = decided('S3', 5_000, { [key]: 5_000 })
  const later = [second, third]
  assert.deepEqual(
    [second, third].map((each) => each.settlement.fundPaid),
    [1_000, 0],
  )
  assert.deepEqual(dependantsOf(book, first, later), ['S2', 'S3'])
  const waiting = { ok: false, code: 'later_settlements', facts: { dependants: 'S2,S3' } }
  assert.deepEqual(cancelEarlier(book, first, later, 'later_first'), waiting)
  assert.ok(cancelEarlier(book, first, [], 'later_first').ok)
  const outcome = cancelEarlier(book, first, later, 'keep_and_flag')
  assert.ok(outcome.ok)
  assert.equal(outcome.value.mirror.fundPaid, -4_000)
  // 3,000 of the year's 5,000 now go to the second, the other 2,000 to the third.
  const supplements = outcome.value.supplements.map(({ id, now, difference }) => [
    id,
    now.fundPaid,
    difference.fundPaid,
  ])
  assert.deepEqual(supplements, [
    ['S2', 3_000, 2_000],
    ['S3', 2_000, 2_000],
  ])
  // What counts in another year depends on nothing of this one.
  const bill = billBy({
    lines: [inScope(3_000)],
    visit: { dischargedOn: day('2024-05-01'), settledOn: day('2024-05-01') },
  })
  const elsewhere = { ...first, id: 'S5', bill, on: day('2024-05-01'), knownOn: day('2024-05-01') }
  assert.deepEqual(dependantsOf(book, first, [elsewhere, second]), ['S2'])
  const small = decided('S4', 1_000, { [key]: 4_000 })
  const untouched = cancelEarlier(book, first, [small], 'keep_and_flag')
  assert.deepEqual(untouched.ok && untouched.value.supplements, [])
})

test('a finding beyond its line, twice on one line, below nothing or on no line is refused with what it said', () => {
  const bill = billBy({ lines: [inScope(3_000), inScope(2_000)] })
  const decision = { personPart: 'refunded_by_provider', personAtFault: false } as const
  const said = (...findings: { line: number; amountFen?: number }[]) => {
    const outcome = clawBack(plan, bill, findings as never, decision)
    return outcome.ok ? 'accepted' : [outcome.code, outcome.facts]
  }
  const refused = (line: number, amountFen: number) => ['finding_exceeds_line', { line, amountFen }]
  assert.deepEqual(said({ line: 0 }, { line: 1, amountFen: 2_000 }), 'accepted')
  assert.deepEqual(said({ line: 1, amountFen: 2_001 }), refused(1, 2_001))
  assert.deepEqual(said({ line: 1, amountFen: -1 }), refused(1, -1))
  assert.deepEqual(said({ line: 2 }), refused(2, 0))
  assert.deepEqual(said({ line: 1, amountFen: 5 }, { line: 1, amountFen: 6 }), refused(1, 6))
  const impossible = clawBack(plan, billBy({ lines: [inScope(-1)] }), [{ line: 0 }], decision)
  assert.equal(!impossible.ok && impossible.code, 'bill_negative')
})

test('after a claw-back the year has the room that the corrected bill leaves, whole lines, parts of lines and split ones', () => {
  const split = { full: 100 as Fen, over: 200 as Fen, pre: 300 as Fen }
  const bill = billBy({ lines: [inScope(3_000), inScope(2_000), inScope(2_000, { split })] })
  const decision = { personPart: 'stays_with_person', personAtFault: false } as const
  const change = (...findings: { line: number; amountFen?: number }[]) => {
    const outcome = clawBack(plan, bill, findings as never, decision)
    return outcome.ok ? outcome.value.changes.map((each) => each.change) : outcome.code
  }
  // (3,000 + 2,000 + 1,400 − 1,000) ÷ 2 = 2,700 were paid.
  assert.deepEqual(change({ line: 1 }), [-1_000])
  assert.deepEqual(change({ line: 1, amountFen: 2_000 }), [-1_000])
  assert.deepEqual(change({ line: 0, amountFen: 500 }, { line: 1 }), [-1_250])
  assert.deepEqual(change({ line: 1 }, { line: 0, amountFen: 500 }), [-1_250])
  assert.deepEqual(change({ line: 2, amountFen: 1_000 }), [-350])
  assert.deepEqual(change({ line: 0, amountFen: 0 }), [])
})

test('what a provider bears of a package price and what it waives are not owed to the funds', () => {
  const limits = [{ title: '打包', on: 'eligible', amount: '40元', per: 'visit', excess: 'provider' }]
  const waiver = { payer: 'provider', fund: 'provider', rate: '10%', base: 'left' }
  const own = bookBy({ tiers: { basic: { limits }, waiver } }).planOn('ordinary', ON, ON)
  const bill = billBy({ lines: [inScope(3_000), inScope(2_000)] })
  // 1,000 above the package price, half of 4,000 by the fund, a tenth of the remaining 2,000 waived.
  const shares = allocateToLines(own, bill)
  assert.deepEqual(shares.ok && shares.value, [
    { tiers: { basic: 1_200, waiver: 120 }, provider: 600, person: 1_080 },
    { tiers: { basic: 800, waiver: 80 }, provider: 400, person: 720 },
  ])
  const decision = { personPart: 'refunded_by_provider', personAtFault: true } as const
  const back = clawBack(own, bill, [{ line: 1 }], decision)
  assert.ok(back.ok)
  assert.deepEqual(back.value.lines, [{ line: 1, tiers: { basic: -800, waiver: -80 }, provider: -400, person: -720 }])
  assert.deepEqual([back.value.dueToFunds, back.value.dueToPerson], [800, 720])
  // A returned item reduces its own kind and part, and keeps nothing itself; a tier that pays nothing is not named.
  const returned = allocateToLines(plan, billBy({ lines: [inScope(900), full(500), inScope(-400), full(-100)] }))
  assert.deepEqual(
    returned.ok && returned.value.map(({ tiers, person }) => [tiers, person]),
    [500, 400, 0, 0].map((person) => [{}, person]),
  )
  const parts = [{ part: 'special', when: { item_tag: 'special' } }]
  const special = inScope(1_000, { tags: ['special'] })
  const apart = bookBy({ classification: { parts }, tiers: { basic: { parts: ['main'] } } }).planOn('ordinary', ON, ON)
  const byPart = allocateToLines(
    apart,
    billBy({ lines: [special, inScope(600), { ...special, amountFen: -200 as Fen }] }),
  )
  assert.deepEqual(byPart.ok && byPart.value.map(({ tiers, person }) => [tiers, person]), [
    [{}, 800],
    [{ basic: 300 }, 300],
    [{}, 0],
  ])
})

test('interim pieces draw on the accounts as if the stay had been settled once', () => {
  const lines = [inScope(3_000), inScope(3_000)]
  const piece = (own: Bill, earlier: readonly Settlement[]) => {
    const outcome = settleInterim(plan, own, earlier)
    return outcome.ok ? outcome.value : assert.fail(outcome.code)
  }
  const first = piece(billBy({ lines: lines.slice(0, 1), account: account(500, ['a', 900], ['b', 9_000]) }), [])
  const paid = ({ accountPaid, mutual, cash }: Settlement) => [
    accountPaid,
    mutual.map((each) => [each.giver, each.paid]),
    cash,
  ]
  assert.deepEqual(paid(first), [
    500,
    [
      ['a', 900],
      ['b', 600],
    ],
    0,
  ])
  const accumulators = { 'limit.basic.payment.year@2023': 1_000 }
  const now = account(0, ['a', 0], ['b', 8_400])
  const second = piece(billBy({ lines, accumulators, account: now }), [first])
  assert.deepEqual(paid(second), [0, [['b', 1_500]], 0])
  const alone = { use: true, balanceFen: 0 as Fen }
  const without = piece(billBy({ lines: lines.slice(0, 1), account: { use: true, balanceFen: 500 as Fen } }), [])
  const rest = piece(billBy({ lines, accumulators, account: alone }), [without])
  assert.deepEqual(
    [paid(without), paid(rest)],
    [
      [500, [], 1_500],
      [0, [], 1_500],
    ],
  )
  const fallen = settleInterim(plan, billBy({ lines: [inScope(2_000)], accumulators }), [first])
  assert.deepEqual(fallen, { ok: false, code: 'interim_falls', facts: { totalFen: -1_000, fundFen: -500 } })
  const refused = settleInterim(plan, billBy({ lines: [inScope(-1)] }), [])
  assert.equal(!refused.ok && refused.code, 'bill_negative')
})

test('the pieces of a stay begin on the day of admission or on 1 January, and each later one continues', () => {
  const visit = { admittedOn: day('2022-12-20'), dischargedOn: day('2024-01-10'), settledOn: day('2024-01-10') }
  const pieces = (how: 'at_discharge' | 'at_year_end' | 'by_line_date', own = visit) =>
    piecesOfStay(billBy({ visit: own, lines: [inScope(1)] }), [], how).map(({ bill, rulesOn }) => [
      bill.visit.admittedOn,
      bill.visit.dischargedOn,
      rulesOn,
      bill.visit.continued,
      bill.lines.length,
    ])
  assert.deepEqual(pieces('at_year_end'), [
    ['2022-12-20', '2022-12-31', '2022-12-31', undefined, 0],
    ['2023-01-01', '2023-12-31', '2023-12-31', true, 0],
    ['2024-01-01', '2024-01-10', '2024-01-10', true, 1],
  ])
  const within = { ...visit, admittedOn: day('2024-01-02') }
  assert.deepEqual(pieces('by_line_date', within), [['2024-01-02', '2024-01-10', '2024-01-10', undefined, 1]])
})
