// Exact fractions of fen (what a capped tier has used up) stay exact through a chain of tiers, up to billions of yuan.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fractionTier } from './generate/family.ts'
import { policyWith } from './generate/policy.ts'
import { runs } from './generate/runs.ts'
import { CASES_PER_POLICY, drawn, open, settled, withChanges } from './generate/settling.ts'
import { comparable, withoutKeys } from './judge/compare.ts'
import { judge } from './judge/judge.ts'

test('engine and judge agree to the fen where each tier starts from what the one before has not used up', () => {
  fc.assert(
    fc.property(drawn(policyWith(fractionTier)), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      let accumulators: Record<string, number> = {}
      for (const each of setting.bills) {
        const own = { ...each, bill: { ...each.bill, accumulators } }
        const outcome = settled(setting.book, own)
        const verdict = judge(setting.library.content, own.plan, own.on, own.knownOn, own.bill)
        assert.deepEqual(comparable(outcome), withoutKeys(verdict))
        if (outcome.ok) accumulators = withChanges(accumulators, outcome.value.changes)
      }
    }),
    runs(CASES_PER_POLICY),
  )
})
