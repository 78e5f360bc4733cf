// I11, I13 and I15: a cancelled settlement leaves nothing behind, the same input gives the same answer at any time, and the
// order of lines does not matter.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Bill } from '../src/benefits/bill.ts'
import { mirror } from '../src/benefits/cancel.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import { runs } from './generate/runs.ts'
import { CASES_PER_POLICY, drawn, open, settled, withChanges } from './generate/settling.ts'

const withoutZeros = (accumulators: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(accumulators).filter(([, amount]) => amount !== 0))

test('I11: settling bills and cancelling them, last first or in any order, restores every accumulator', () => {
  fc.assert(
    fc.property(drawn(), fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (data, order) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      const states: Record<string, number>[] = [{ 'admissions@2023': 1 }]
      const done: Settlement[] = []
      for (const each of setting.bills) {
        const accumulators = states.at(-1) ?? {}
        const outcome = settled(setting.book, { ...each, bill: { ...each.bill, accumulators } })
        if (!outcome.ok) continue
        assert.deepEqual(mirror(mirror(outcome.value)), outcome.value)
        done.push(outcome.value)
        states.push(withChanges(accumulators, outcome.value.changes))
      }
      let present = states.at(-1) ?? {}
      for (const [at, settlement] of [...done.entries()].reverse()) {
        present = withChanges(present, mirror(settlement).changes)
        assert.deepEqual(withoutZeros(present), withoutZeros(states[at] ?? {}))
      }
      let shuffled = states.at(-1) ?? {}
      const other = [...done].sort((a, b) => (order[done.indexOf(a)] ?? 0) - (order[done.indexOf(b)] ?? 0))
      for (const settlement of other) shuffled = withChanges(shuffled, mirror(settlement).changes)
      assert.deepEqual(withoutZeros(shuffled), { 'admissions@2023': 1 })
    }),
    runs(CASES_PER_POLICY),
  )
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

test('I13: a bill settled again, with others settled in between and explained or not, gives the very same answer', () => {
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      const bills = setting.bills.map((each) => frozen(each))
      const first = bills.map((each) => JSON.stringify(settled(setting.book, each)))
      // Each after each of the others, so that whatever one leaves in the shared context would show in another.
      for (const between of bills) {
        for (const [at, each] of bills.entries()) {
          settled(setting.book, between, true)
          assert.equal(JSON.stringify(settled(setting.book, each)), first[at])
        }
      }
      for (const [at, each] of bills.entries()) {
        const explained = settled(setting.book, each, true)
        if (!explained.ok) continue
        const { work, ...plain } = explained.value
        assert.ok(work)
        assert.equal(JSON.stringify({ ok: true, value: plain }), first[at])
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

test('I15: the lines of a bill in another order give the same settlement, line by line', () => {
  fc.assert(
    fc.property(drawn(), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (data, keys) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const order = each.bill.lines.map((_, at) => at).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
        const lines = order.map((at) => each.bill.lines[at]) as Bill['lines']
        const plain = settled(setting.book, each)
        const other = settled(setting.book, { ...each, bill: { ...each.bill, lines } })
        if (!plain.ok || !other.ok) {
          assert.deepEqual([other.ok, codeOf(other)], [plain.ok, codeOf(plain)])
          continue
        }
        const own = plain.value.lines
        const expected = { ...plain.value, lines: order.map((at) => own[at]) }
        assert.deepEqual(other.value, expected)
      }
    }),
    runs(CASES_PER_POLICY),
  )
})

const codeOf = (outcome: { ok: boolean; code?: string }): string | undefined => outcome.code
