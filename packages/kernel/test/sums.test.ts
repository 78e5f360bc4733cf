// Settling from the sums of classified lines gives what settling the lines gives; plans of equal text decide alike.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CompiledPlan } from '../src/benefits/compile/plan.ts'
import { PlanBook } from '../src/benefits/compile/plan-book.ts'
import { classificationText, planText } from '../src/benefits/plan-text.ts'
import { type LineSums, needsLines, settle, settleSums } from '../src/benefits/settle.ts'
import type { LineSplit } from '../src/benefits/settlement.ts'
import { build } from './generate/library.ts'
import { runs } from './generate/runs.ts'
import { CASES_PER_POLICY, compiledOn, drawn, open } from './generate/settling.ts'

function sumsOf(plan: CompiledPlan, lines: readonly LineSplit[]): LineSums {
  const sums = { full: [0], over: [0], pre: [0], inScope: [0] }
  for (const kind of ['full', 'over', 'pre', 'inScope'] as const) {
    sums[kind] = plan.parts.map((_, part) =>
      lines.filter((line) => line.part === part).reduce((sum, line) => sum + line[kind], 0),
    )
  }
  return sums
}

test('the sums of a bill settle as its lines do', () => {
  let compared = 0
  fc.assert(
    fc.property(drawn(), (draw) => {
      const setting = open(draw)
      if (!setting) return
      for (const { plan: id, on, knownOn, bill } of setting.bills) {
        const plan = compiledOn(setting.book, id, on, knownOn)
        if (!plan || needsLines(plan)) continue
        const whole = settle(plan, bill)
        const sums = whole.ok ? sumsOf(plan, whole.value.lines) : undefined
        if (!whole.ok || !sums) continue
        compared += 1
        const again = settleSums(plan, { ...bill, lines: [] }, sums)
        assert.deepEqual(again, { ok: true, value: { ...whole.value, lines: [] } })
      }
    }),
    runs(CASES_PER_POLICY),
  )
  assert.ok(compared > 100, `only ${compared} settlements were compared`)
})

test('a policy read twice has plans of equal text, and a changed value shows in it', () => {
  let changed = 0
  fc.assert(
    fc.property(drawn(), (draw) => {
      const [first, second] = [build(draw.policy).library, build(draw.policy).library]
      if (!first || !second) return
      const books = [new PlanBook(first), new PlanBook(second)] as const
      for (const { id } of first.content.plans.values()) {
        const on = open(draw)?.bills[0]?.on
        const [a, b] = books.map((book) => on && compiledOn(book, id, on, on))
        if (!a || !b) continue
        assert.equal(planText(a), planText(b))
        assert.equal(classificationText(a), classificationText(b))
        const other: CompiledPlan = { ...a, planEntries: [{ ...a.planEntries[0]!, value: ['another'] }] }
        assert.notEqual(planText(other), planText(a))
        changed += 1
      }
    }),
    runs(16),
  )
  assert.ok(changed > 10)
})
