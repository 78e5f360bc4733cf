// I10 and I16: how care is split into bills does not matter to tiers that count over a period, and a chain of referrals
// pays one deductible.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bill, Line } from '../src/benefits/bill.ts'
import { settle } from '../src/benefits/settle.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import { allocate } from '../src/money/allocate.ts'
import type { Fen } from '../src/money/fen.ts'
import { billBy, bookBy, inScope } from './generate/by-hand.ts'
import { smoothTier } from './generate/family.ts'
import { policyWith } from './generate/policy.ts'
import { runs } from './generate/runs.ts'
import { type Aimed, CASES_PER_POLICY, drawn, open, type Setting, settled, withChanges } from './generate/settling.ts'
import { moneyText } from './generate/text.ts'

const cumulative = policyWith((earlier) =>
  smoothTier(earlier, {
    periods: ['year', 'lifetime'],
    joint: true,
    mayGuarantee: false,
    // What is left of a part or kind depends on what else stood on the same bill: such tiers are not about one sum alone.
    parts: false,
    preSelfPay: false,
    // What a later tier takes of a shared limit in the first bill the earlier tier lacks in the second.
    sharedLimits: false,
    providerBears: true,
  }),
)

/** One line of each kind, whole or as one of several bills; sums of kinds stand for any lines. */
const linesOf = (inScopeFen: number, pre: number, full: number): Line[] => [
  {
    ...inScope(inScopeFen + pre + full),
    split: { full: full as Fen, over: 0 as Fen, pre: pre as Fen },
  },
]

function settleAll(setting: Setting, each: Aimed, bills: readonly Bill[]): Settlement[] | undefined {
  let accumulators: Record<string, number> = { 'admissions@2023': 1 }
  const answers: Settlement[] = []
  for (const bill of bills) {
    const outcome = settled(setting.book, { ...each, bill: { ...bill, accumulators } })
    if (!outcome.ok) return undefined
    answers.push(outcome.value)
    accumulators = withChanges(accumulators, outcome.value.changes)
  }
  return answers
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

test('I10: one bill and the same cost in several bills give every tier, provider and person the same in all', () => {
  let compared = 0
  const cost = fc.tuple(fc.nat(8_000_000), fc.nat(400_000), fc.nat(100_000))
  const weights = fc.array(fc.nat(1_000), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(drawn(cumulative), cost, weights, (data, whole, shares) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const { given, denials, account, ...rest } = each.bill
        // Facts that counting itself would change are the same for every bill.
        const bill = { ...rest, visit: { ...rest.visit, admissionNumber: 2 } }
        const split = whole.map((amount) => allocate(amount as Fen, shares as Fen[]))
        const pieces = shares.map((_, at): Bill => {
          const [a = 0, b = 0, c = 0] = split.map((parts) => parts[at] as number)
          return { ...bill, lines: linesOf(a, b, c) }
        })
        const once: Settlement | undefined = settleAll(setting, each, [{ ...bill, lines: linesOf(...whole) }])?.[0]
        const parts = settleAll(setting, each, pieces)
        if (!once || !parts) continue
        compared += 1
        once.tiers.forEach((tier, k) => {
          const paid = sum(parts.map((part) => part.tiers[k]?.paid ?? Number.NaN))
          assert.equal(paid, tier.paid, `tier ${tier.id}`)
          assert.equal(sum(parts.map((part) => part.tiers[k]?.deductible ?? Number.NaN)), tier.deductible)
        })
        assert.equal(sum(parts.map((part) => part.providerPaid)), once.providerPaid)
        assert.equal(sum(parts.map((part) => part.personPaid)), once.personPaid)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 300, `only ${compared} bills were compared`)
})

const LEVELS = ['level_1', 'level_2', 'level_3'] as const

test('I16: bills of one chain of referrals pay one deductible: upwards the difference, downwards nothing', () => {
  const money = fc.nat(200_000)
  const stays = fc.array(
    fc.record({ level: fc.nat(2), fen: fc.nat(400_000), chain: fc.constantFrom('R1', 'R1', 'R2') }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(
      fc.tuple(money, money, money),
      stays,
      fc.constantFrom('above_deductible', 'zero'),
      (rules, all, origin) => {
        const deductible = {
          by: 'level',
          ...Object.fromEntries(LEVELS.map((level, at) => [level, moneyText(rules[at] as number)])),
        }
        const switches = { deductible_mode: 'referral_chain', band_origin: origin }
        const book = bookBy({ tiers: { basic: { deductible, switches } } })
        const taken = new Map<string, number>()
        const due = new Map<string, number>()
        let accumulators: Record<string, number> = {}
        for (const { level, fen, chain } of all) {
          const visit = { level: LEVELS[level] as string, referralChain: chain }
          const bill = billBy({ lines: [inScope(fen)], visit, accumulators })
          const outcome = settle(book.planOn('ordinary', bill.visit.dischargedOn, bill.visit.settledOn), bill)
          assert.ok(outcome.ok)
          const rule = rules[level] as number
          const before = taken.get(chain) ?? 0
          assert.equal(outcome.value.deductible, Math.min(fen, Math.max(0, rule - before)))
          taken.set(chain, before + outcome.value.deductible)
          due.set(chain, Math.max(due.get(chain) ?? 0, rule))
          accumulators = withChanges(accumulators, outcome.value.changes)
        }
        for (const [chain, amount] of taken) assert.ok(amount <= (due.get(chain) as number))
      },
    ),
    runs(1),
  )
})
