// Every rule card that ships is right, every table fits its card, and every case of every card comes out at every stage.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileAudit, faultText, runCardTests } from '@yibao/kernel'
import { loadRules } from './rules-on-disk.ts'

const { cards, points, faults } = loadRules()

test('no card and no table has a fault', () => {
  compileAudit(cards, points, faults)
  assert.deepEqual(faults.faults.map(faultText), [])
  assert.ok(cards.length >= 10, `${cards.length} cards`)
})

for (const card of cards) {
  test(`${card.id} ${card.title.zh}: its cases come out at every stage it names`, () => {
    const results = runCardTests(card)
    const wrong = results.flatMap(({ test: each, differences, faults: own }) => [
      ...differences.map((difference) => `${each.name}: ${difference}`),
      ...own.faults.map((fault) => `${each.name}: ${faultText(fault)}`),
    ])
    assert.deepEqual(wrong, [])
    // One case that fires and one that does not: a card whose cases all agree has not been tried.
    assert.ok(results.some(({ outcome }) => outcome !== 'silent'))
    assert.ok(results.some(({ outcome }) => outcome === 'silent'))
  })
}
