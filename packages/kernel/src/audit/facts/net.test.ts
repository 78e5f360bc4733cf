// What is left of lines: reversals of either sign, lines of the person's own, and lines that already say what is left of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { worldFacts } from '../testing/small-world.ts'
import type { AuditLine } from './model.ts'
import { netLines } from './net.ts'

const seed = Number(process.env.FC_SEED ?? 20_261_122)

test(`a line that already says what is left of it comes out as one that does not (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      worldFacts,
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }),
      ({ lines }, places) => {
        const reversals = places.flatMap((place): AuditLine[] => {
          const line = lines[place]
          return line
            ? [{ ...line, id: `${line.id}R${place}`, reversalOf: line.id, quantity: -(line.quantity / 2) as Quantity }]
            : []
        })
        const all = [...lines, ...reversals]
        const said = all.map((line) => ({ ...line, netQuantity: line.quantity, netAmountFen: line.amountFen }))
        assert.deepEqual(netLines(said), netLines(all))
      },
    ),
    { seed, numRuns: 100 },
  )
})

test('only a line that nothing takes back is handed on as it is', () => {
  const line = {
    id: 'L1',
    encounterId: 'E1',
    quantity: 20_000 as Quantity,
    amountFen: 200 as Fen,
    toFund: true,
  } as AuditLine
  const said = { ...line, netQuantity: line.quantity, netAmountFen: line.amountFen }
  assert.equal(netLines([said])[0], said)
  const back = { ...line, id: 'R', reversalOf: 'L1', quantity: -10_000 as Quantity, amountFen: -100 as Fen }
  assert.deepEqual(netLines([said, back]), [{ ...said, netQuantity: 10_000, netAmountFen: 100 }])
  assert.deepEqual(netLines([{ ...said, toFund: false }]), [])
})
