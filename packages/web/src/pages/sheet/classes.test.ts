// The fee classes of the printed sheet add up to the bill, on any lines.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LineView } from '@yibao/contract/rest'
import fc from 'fast-check'
import { classSums, sumOf } from './classes.ts'

const line = (feeClassTitle: string, itemClass: string, amountFen: number, fullFen: number) =>
  ({ feeClassTitle, itemClass, amountFen, fullFen }) as LineView

test('a line stands under its class; what is wholly self-paid stands under 自费', () => {
  assert.deepEqual(
    classSums([line('西药费', 'a', 1000, 0), line('西药费', 'b', 500, 0), line('床位费', 'c', 300, 300)]),
    [
      { title: '床位费', amount: 300, a: 0, b: 0, own: 300, other: 0 },
      { title: '西药费', amount: 1500, a: 1000, b: 500, own: 0, other: 0 },
    ],
  )
})

test('the columns add up to the amounts, whatever the lines', () => {
  const anyLine = fc
    .record({
      title: fc.constantFrom('西药费', '化验费', '', '别的费'),
      itemClass: fc.constantFrom('a', 'b', 'c', '02', ''),
      amount: fc.integer({ min: 0, max: 10_000_000 }),
      part: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ title, itemClass, amount, part }) => line(title, itemClass, amount, Math.floor((amount * part) / 100)))
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const sum = sumOf(classSums(lines))
      assert.equal(
        sum.amount,
        lines.reduce((total, each) => total + each.amountFen, 0),
      )
      assert.equal(sum.a + sum.b + sum.own + sum.other, sum.amount)
    }),
  )
})
