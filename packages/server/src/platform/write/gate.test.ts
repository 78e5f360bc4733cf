// The gate: one subject at a time and in order, one kind together, nobody passed over for ever.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Gate, type Waiting } from './gate.ts'

const KINDS = [{ name: 'open' }, { name: 'settle' }, { name: 'cancel' }]
interface Numbered extends Waiting {
  readonly at: number
}
const entry = (at: number, holds: string[], kind = 0): Numbered => ({ at, holds, group: KINDS[kind]! })
const numbersOf = (entries: readonly Numbered[]) => entries.map(({ at }) => at)

function gateWith(...entries: Numbered[]): Gate<Numbered> {
  const gate = new Gate<Numbered>()
  for (const each of entries) gate.add(each)
  return gate
}

test('a batch is of one kind and of different subjects', () => {
  const gate = gateWith(entry(1, ['a']), entry(2, ['b'], 1), entry(3, ['a']), entry(4, ['c']))
  assert.deepEqual(numbersOf(gate.take(10)), [1, 4])
  assert.deepEqual(numbersOf(gate.take(10)), [2])
  assert.deepEqual(gate.take(10), [], 'a is held by the first batch')
})

test('who waits for a subject goes before whoever came later for it, also over two subjects', () => {
  const gate = gateWith(entry(1, ['a']), entry(2, ['a', 'b']), entry(3, ['b']), entry(4, ['c']))
  const first = gate.take(10)
  assert.deepEqual(numbersOf(first), [1, 4])
  assert.deepEqual(gate.take(10), [])
  gate.release(first)
  const second = gate.take(10)
  assert.deepEqual(numbersOf(second), [2])
  gate.release(second)
  assert.deepEqual(numbersOf(gate.take(10)), [3])
})

test('a batch is no larger than asked', () => {
  const gate = gateWith(...Array.from({ length: 5 }, (_, at) => entry(at, [`s${at}`])))
  assert.deepEqual(numbersOf(gate.take(2)), [0, 1])
  assert.equal(gate.length, 3)
})

test('whatever comes: everything goes once, never two of one subject at a time, each subject in order', () => {
  const arbitrary = fc.array(
    fc.record({
      subjects: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 2 }),
      kind: fc.nat(2),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 1, max: 5 }), fc.array(fc.boolean()), (wanted, limit, coins) => {
      const gate = gateWith(...wanted.map(({ subjects, kind }, at) => entry(at, subjects, kind)))
      const order: Numbered[] = []
      const running: Numbered[][] = []
      for (let step = 0; order.length < wanted.length || running.length > 0; step++) {
        const batch = running.length > 0 && coins[step % (coins.length + 1)] ? [] : gate.take(limit)
        const busy = running.flat().flatMap(({ holds }) => holds)
        const held = [...busy, ...batch.flatMap(({ holds }) => holds)]
        assert.equal(new Set(held).size, held.length, 'a subject is worked on twice at a time')
        assert.ok(new Set(batch.map(({ group }) => group)).size <= 1)
        order.push(...batch)
        if (batch.length > 0) running.push(batch)
        else gate.release(running.shift() ?? assert.fail('nothing runs and nothing may go'))
      }
      assert.equal(new Set(order).size, wanted.length)
      for (const subject of ['a', 'b', 'c', 'd']) {
        const numbers = numbersOf(order.filter(({ holds }) => holds.includes(subject)))
        assert.deepEqual(
          numbers,
          [...numbers].sort((x, y) => x - y),
        )
      }
      assert.ok(gate.isIdle)
    }),
  )
})
