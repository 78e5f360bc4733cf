// I7 and I8: without cliffs more cost never means less payment or a smaller share of the person, a better rate or
// deductible never costs the person more, and nobody is worse off for belonging to a category that is tilted towards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bill, Line } from '../src/benefits/bill.ts'
import type { PlanBook } from '../src/benefits/compile/plan-book.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import type { Fen } from '../src/money/fen.ts'
import { bill as anyBill } from './generate/bill.ts'
import { type FamilyWishes, smoothTier, tiltedTier } from './generate/family.ts'
import { type PolicyData, policyWith } from './generate/policy.ts'
import { runs } from './generate/runs.ts'
import { type Aimed, CASES_PER_POLICY, drawn, open, settled } from './generate/settling.ts'
import { type Data, moneyText, rateText } from './generate/text.ts'
import { PARTS, TIERS } from './generate/words.ts'
import { judge } from './judge/judge.ts'

const WISHES: FamilyWishes = {
  periods: ['visit', 'month', 'year'],
  joint: false,
  mayGuarantee: true,
  parts: true,
  preSelfPay: true,
  sharedLimits: true,
  providerBears: false,
}
/** Two families in turn: bills in parts, and package prices whose excess the provider bears. */
const families = (tier: typeof smoothTier, wishes: FamilyWishes) =>
  fc.oneof(
    policyWith((earlier) => tier(earlier, wishes)),
    policyWith((earlier) => tier(earlier, { ...wishes, parts: false, providerBears: true })),
  )
// Without parts: a tier that looks at the whole bill pays from the parts in their order, so a later tier of the part that
// grew has the whole growth before it, and both together may pay more than it. The manual says so.
const smooth = families(smoothTier, { ...WISHES, parts: false }).map(withoutOverlay)
const varied = families(smoothTier, { ...WISHES, sharedLimits: false }).map(withoutOverlay)
const tilted = families(tiltedTier, { ...WISHES, sharedLimits: false })
  .map(withoutOverlay)
  .map(withPlainClassification)

/** An overlay mixes tiers of two families' days; the laws are about one text. */
function withoutOverlay(policy: PolicyData): PolicyData {
  return { ...policy, overlay: undefined }
}

/** The tilt is in the tiers: lines are classified alike whoever the person is. */
function withPlainClassification(policy: PolicyData): PolicyData {
  const pre_self_pay = { by: 'item_class', a: '0%', b: 'catalogue_rate', c: '0%' }
  const parts = ['special', 'negotiated'].map((item_tag, at) => ({ part: PARTS[at + 1] as string, when: { item_tag } }))
  const classifications = { standard: { title: '归类', pre_self_pay, parts } }
  return { ...policy, file: { ...(policy.file as Record<string, Data>), classifications } as Data }
}

const paid = (s: Settlement): number => s.fundPaid + s.providerPaid
const settlementOf = (book: PlanBook, each: Aimed, bill: Bill): Settlement | undefined => {
  const outcome = settled(book, { ...each, bill })
  return outcome.ok ? outcome.value : undefined
}

/** Everything else stays: the line is split already, so only the in-scope amount of its part grows. */
const withInScope = (bill: Bill, fen: number, tags: readonly string[]): Bill => {
  const none = 0 as Fen
  const line: Line = {
    item: 'XA01',
    itemClass: 'a',
    kind: 'other',
    amountFen: fen as Fen,
    split: { full: none, over: none, pre: none },
    tags,
  }
  return { ...bill, lines: [...bill.lines, line] }
}

/** Random amounts under every key that the bill's tiers read. */
function withAccumulators(
  library: NonNullable<ReturnType<typeof open>>['library'],
  each: Aimed,
  amounts: number[],
): Bill {
  const verdict = judge(library.content, each.plan, each.on, each.knownOn, each.bill)
  const keys = verdict.ok ? verdict.keysRead : []
  return { ...each.bill, accumulators: Object.fromEntries(keys.map((key, at) => [key, amounts[at % 4] as number])) }
}

test('I7: when the in-scope amount grows, neither the payments nor the person’s part shrink', () => {
  let compared = 0
  const step = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2_000_000 }))
  const amounts = fc.array(fc.integer({ min: 0, max: 4_000_000 }), { minLength: 4, maxLength: 4 })
  const start = fc.integer({ min: 0, max: 6_000_000 })
  fc.assert(
    fc.property(drawn(smooth), start, step, amounts, fc.boolean(), (data, from, more, used, isSpecial) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const bill = withAccumulators(setting.library, each, used)
        const tags = isSpecial ? ['special'] : []
        const less = settlementOf(setting.book, each, withInScope(bill, from, tags))
        const greater = settlementOf(setting.book, each, withInScope(bill, from + more, tags))
        if (!less || !greater) continue
        compared += 1
        assert.ok(paid(greater) >= paid(less), `${paid(less)} → ${paid(greater)}`)
        assert.ok(greater.personPaid >= less.personPaid, `${less.personPaid} → ${greater.personPaid}`)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 300, `only ${compared} bills were compared`)
})

/** The same policy, one tier of it better for the person. */
function better(
  policy: PolicyData,
  at: number,
  what: 'rate' | 'deductible',
  basisPoints: number,
  fen: number,
): PolicyData {
  const { tiers, ...rest } = policy.file as Record<string, Data>
  const id = TIERS[at % Object.keys(tiers as object).length] as string
  const tier = (tiers as Record<string, Record<string, Data>>)[id] ?? {}
  const changed: Record<string, Data> =
    what === 'rate'
      ? { rate_changes: [...((tier.rate_changes as Data[]) ?? []), { title: '提高', add: rateText(basisPoints) }] }
      : { deductible: { minus: [tier.deductible ?? '0元', moneyText(fen)] } }
  return { ...policy, file: { ...rest, tiers: { ...(tiers as object), [id]: { ...tier, ...changed } } } as Data }
}

test('I7: a higher rate or a lower deductible never raises the person’s part', () => {
  let compared = 0
  const what = fc.constantFrom('rate' as const, 'deductible' as const)
  const change = fc.record({
    at: fc.nat(3),
    what,
    bp: fc.integer({ min: 1, max: 5_000 }),
    fen: fc.integer({ min: 1, max: 900_000 }),
  })
  fc.assert(
    fc.property(drawn(varied), change, ({ policy, bills }, { at, what: kind, bp, fen }) => {
      const setting = open({ policy, bills })
      const improved = open({ policy: better(policy, at, kind, bp, fen), bills })
      fc.pre(setting !== undefined && improved !== undefined)
      for (const each of setting.bills) {
        const before = settlementOf(setting.book, each, each.bill)
        const after = settlementOf(improved.book, each, each.bill)
        if (!before || !after) continue
        compared += 1
        assert.ok(after.personPaid <= before.personPaid, `${before.personPaid} → ${after.personPaid}`)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 300, `only ${compared} bills were compared`)
})

test('I8: whoever belongs to a category that is tilted towards pays no more than without it', () => {
  let [compared, gained] = [0, 0]
  const plain = anyBill.map((bill): Bill => ({ ...bill, person: { ...bill.person, categories: [] } }))
  fc.assert(
    fc.property(drawn(tilted, plain), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const without = settlementOf(setting.book, each, each.bill)
        const person = { ...each.bill.person, categories: ['minimum_allowance'] }
        const within = settlementOf(setting.book, each, { ...each.bill, person })
        if (!without || !within) continue
        compared += 1
        if (within.personPaid < without.personPaid) gained += 1
        assert.ok(within.personPaid <= without.personPaid, `${without.personPaid} → ${within.personPaid}`)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 300 && gained > 20, `${compared} bills were compared, ${gained} persons gained`)
})
