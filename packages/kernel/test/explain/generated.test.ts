// Every fen explained (I18), for any policy and bill: each value follows from its children, each reference leads to a node
// of the tree, and the tree ends in what the person pays.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '@yibao/kernel'
import fc from 'fast-check'
import type { CompiledPlan } from '../../src/benefits/compile/plan.ts'
import { runs } from '../generate/runs.ts'
import { CASES_PER_POLICY, compiledOn, drawn, open, settled, withChanges } from '../generate/settling.ts'
import { addUp, nodesOf } from './adder.ts'

test('the explanation of any settlement adds up without the engine', () => {
  let nodes = 0
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      let accumulators: Record<string, number> = {}
      for (const each of setting.bills) {
        const bill = { ...each.bill, accumulators }
        const outcome = settled(setting.book, { ...each, bill })
        if (!outcome.ok) continue
        const plan = compiledOn(setting.book, each.plan, each.on, each.knownOn) as CompiledPlan
        const { root } = explain(plan, bill, outcome.value)
        assert.deepEqual(addUp(root), [])
        assert.equal(root.value, outcome.value.cash)
        nodes += [...nodesOf(root)].length
        accumulators = withChanges(accumulators, outcome.value.changes)
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(nodes > 5_000, `only ${nodes} nodes were added up`)
})
