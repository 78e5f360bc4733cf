// I9 and overlays: a settlement knows what was published by its day and in force on it; what is added for later, an
// overlay that says nothing, and one that is not yet in force change nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PlanBook } from '../src/benefits/compile/plan-book.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import type { Outcome } from '../src/outcome.ts'
import { buildLibrary } from '../src/policy/build.ts'
import { hash, layersOf } from './generate/library.ts'
import { anyPolicy, type PolicyData } from './generate/policy.ts'
import { runs } from './generate/runs.ts'
import { type Aimed, CASES_PER_POLICY, drawn, open, settled } from './generate/settling.ts'
import { type Data, present, written } from './generate/text.ts'
import { TIERS } from './generate/words.ts'

type Keys = Readonly<Record<string, Data>>

/** A book of the same policy with one more layer on top; `undefined` when the checker refuses the two together. */
function withLayer(policy: PolicyData, layer: object): PlanBook | undefined {
  const layers = [
    ...layersOf(policy),
    { id: 'later', files: [{ path: 'later.yaml', text: written(layer as Data, 'yaml') }] },
  ]
  const { library } = buildLibrary(layers, hash)
  return library && new PlanBook(library)
}

/** Everything but the name of the text that decided. */
const amountsOf = (outcome: Outcome<Settlement>) =>
  outcome.ok ? { ...outcome.value, policyVersion: '' } : { refused: outcome.code }

function assertSame(book: PlanBook, other: PlanBook, each: Aimed): void {
  assert.deepEqual(amountsOf(settled(other, each)), amountsOf(settled(book, each)))
}

/** New rules for every tier and plan, all different from what there is. */
function otherwise(policy: PolicyData, defaults: Data) {
  const { tiers, plans } = policy.file as Record<string, Keys>
  const changed = (tier: Keys): Data =>
    tier.given
      ? { covers: ['full'] }
      : { base: 'total', bands: [{ rate: '1%' }], deductible: '77元', limits: [], covers: ['in_scope', 'full'] }
  return {
    title: '以后的规定',
    defaults,
    parameters: { income: { title: '收入', value: '987654元' }, pace: { title: '比例', unit: 'rate', value: '3%' } },
    classifications: {
      standard: { pre_self_pay: '99%', exclusions: [{ title: '以后', when: { item_class: ['a', 'b'] } }] },
    },
    tiers: Object.fromEntries(Object.entries(tiers ?? {}).map(([id, tier]) => [id, changed(tier as Keys)])),
    plans: Object.fromEntries(
      Object.keys(plans ?? {}).map((id) => [
        id,
        { switches: { over_limit: 'separate', account_pays: ['full'], governed_by: 'settlement', package: 'none' } },
      ]),
    ),
  }
}

/** Running totals of periods and chains that the bills do not belong to. */
function countedLater(amount: number): Record<string, number> {
  const keys = TIERS.flatMap((tier) => [
    `deductible.${tier}@2026`,
    `base.${tier}@2026-01`,
    `limit.${tier}.payment.year@2026`,
    `limit.${tier}.payment.referral_chain@chain/R99`,
  ])
  return Object.fromEntries([...keys, 'admissions@2026'].map((key) => [key, amount]))
}

const ASSUMED = { assumed: true, note: '以后' }

test('I9: values in force or published later, and what is counted in later periods, change no settlement', () => {
  const when = fc.constantFrom<Data>(
    { from: '2025-06-01', ...ASSUMED },
    { from: '2020-02-01', published: '2025-06-01', ...ASSUMED },
    { from: '2025-06-01', published: '2020-02-01', ...ASSUMED },
  )
  fc.assert(
    fc.property(drawn(), when, fc.integer({ min: 1, max: 5_000_000 }), (data, defaults, amount) => {
      const setting = open(data)
      const later = withLayer(data.policy, otherwise(data.policy, defaults))
      fc.pre(setting !== undefined && later !== undefined)
      for (const each of setting.bills) {
        assertSame(setting.book, later, each)
        const accumulators = { ...countedLater(amount), ...each.bill.accumulators }
        const answer = settled(later, { ...each, bill: { ...each.bill, accumulators } })
        assert.deepEqual(amountsOf(answer), amountsOf(settled(setting.book, each)))
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

test('I9: the same new values do change settlements once they are known and in force', () => {
  let changed = 0
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      const now = withLayer(data.policy, otherwise(data.policy, { from: '2020-02-01', ...ASSUMED }))
      fc.pre(setting !== undefined && now !== undefined)
      for (const each of setting.bills) {
        const [before, after] = [amountsOf(settled(setting.book, each)), amountsOf(settled(now, each))]
        if (JSON.stringify(before) !== JSON.stringify(after)) changed += 1
      }
    }),
    { numRuns: 40 },
  )
  assert.ok(changed > 20, `only ${changed} settlements changed`)
})

test('an overlay that says nothing, or says again what holds, changes nothing', () => {
  fc.assert(
    fc.property(drawn(), fc.boolean(), (data, isEmpty) => {
      const { file } = data.policy
      const { title, defaults, parameters, classifications, tiers, plans } = file as Record<string, Data>
      const again = present({ title, defaults, parameters, classifications, tiers, plans })
      // With an overlay between them, saying the lower layer again would overrule it.
      const repeated = isEmpty || data.policy.overlay !== undefined ? { title: '什么也没说' } : again
      const setting = open(data)
      const same = withLayer(data.policy, repeated)
      fc.pre(setting !== undefined)
      assert.ok(same, 'an overlay of the same text is accepted')
      for (const each of setting.bills) assertSame(setting.book, same, each)
    }),
    runs(CASES_PER_POLICY),
  )
})

/** Values without dates of their own: all from the day of the reform. */
function undated(data: Data): Data {
  if (Array.isArray(data)) {
    const [first] = data as readonly Data[]
    const isDated = typeof first === 'object' && 'value' in first && 'from' in first
    return isDated ? undated((first as Keys).value as Data) : data.map(undated)
  }
  if (typeof data !== 'object') return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, undated(value as Data)]))
}

test('a reform changes nothing before its day, nor before anyone could know of it', () => {
  let compared = 0
  const reforms = anyPolicy.filter((policy) => policy.overlay !== undefined)
  fc.assert(
    fc.property(drawn(reforms), (data) => {
      const overlay = undated(data.policy.overlay as Data)
      const reformed = open({ ...data, policy: { ...data.policy, overlay } })
      const before = open({ ...data, policy: { ...data.policy, overlay: undefined } })
      fc.pre(reformed !== undefined && before !== undefined)
      for (const each of before.bills) {
        if (each.on >= '2023-07-01' && each.knownOn >= '2023-06-01') continue
        compared += 1
        assertSame(before.book, reformed.book, each)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 100, `only ${compared} settlements were compared`)
})
