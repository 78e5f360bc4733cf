// Scores, reasons and measures of behaviour models, worked out by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FaultList } from '../../policy/text/faults.ts'
import {
  type Candidate,
  cluesOf,
  components,
  funnelZ,
  type ModelCard,
  measure,
  median,
  rarity,
  readModel,
  robustZ,
  shrunkRatio,
} from './index.ts'

const card: ModelCard = {
  ...{ id: 'sample', version: 2, title: '样例', titleEn: 'Sample', scheme: 'sample', counts: 'visits' },
  ...{ basis: '', falsePositives: '', parameters: {}, alarm: 4 },
  reasons: [
    { feature: 'gap', atMost: 1, weight: 4, zh: '{value} 天', en: '{value} days' },
    { feature: 'gap', atMost: 7, weight: 2, zh: '{value} 天', en: '{value} days' },
    { feature: 'same', atLeast: 1, weight: 2, zh: '相同', en: 'same' },
  ],
}

const candidate = (key: string, features: Candidate['features']): Candidate => ({
  ...{ key, provider: 'H1', practitioner: 'D1', persons: ['p'], visits: [`${key}1`, `${key}2`], features },
})

test('of reasons over one feature the heaviest counts alone, an absent feature gives none, the highest score is first', () => {
  const clues = cluesOf(card, [
    candidate('a', { gap: 7, same: 1 }),
    candidate('b', { gap: 1, same: 1 }),
    candidate('c', { gap: 8, same: 1 }),
    candidate('d', { same: 1 }),
    candidate('e', { gap: 0 }),
  ])
  assert.deepEqual(
    clues.map(({ key, score }) => [key, score]),
    [
      ['b', 6],
      ['a', 4],
      ['e', 4],
    ],
  )
  assert.deepEqual(
    clues[0]?.reasons.map(({ zh, weight }) => [zh, weight]),
    [
      ['1 天', 4],
      ['相同', 2],
    ],
  )
})

test('recall is of what was planted, precision of what was said, the first k by half of their visits', () => {
  const clues = cluesOf(card, [candidate('a', { gap: 1 }), candidate('b', { gap: 1, same: 1 })])
  const known = ['a1', 'b1', 'b2', 'z'].map((visitId) => ({ scheme: 'sample', visitId, practitioner: 'D1' }))
  const measured = measure(card, clues, [...known, { scheme: 'other', visitId: 'a2', practitioner: 'D2' }])
  assert.deepEqual(measured.recall, { hits: 3, of: 4 })
  assert.deepEqual(measured.precision, { hits: 3, of: 4 })
  assert.deepEqual(measured.byAny, { hits: 4, of: 4 })
  assert.deepEqual(measured.firstK[0], { k: 10, hits: 2, of: 2 })
  assert.deepEqual(measure({ ...card, counts: 'practitioners' }, clues, known).precision, { hits: 1, of: 1 })
})

test('peers: median, robust z and funnel', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(robustZ(10, [1, 2, 3, 4, 5]), 0.6745 * 7)
  assert.equal(robustZ(10, [3, 3, 3]), undefined)
  const z = funnelZ({ hits: 30, of: 100 }, [{ hits: 40, of: 400 }]) ?? 0
  assert.ok(Math.abs(z - 0.2 / Math.sqrt(0.09 / 100)) < 1e-9)
  assert.equal(funnelZ({ hits: 1, of: 9 }, [{ hits: 0, of: 50 }]), undefined)
})

test('rarity counts the digits of a chance, a small number is drawn towards its peers', () => {
  // Two or more where one comes on average: 1 − 2/e.
  assert.ok(Math.abs(rarity(2, 1) - -Math.log10(1 - 2 / Math.E)) < 1e-9)
  assert.equal(rarity(0, 1), 0)
  assert.ok(rarity(12, 1) > 9)
  assert.equal(shrunkRatio({ hits: 4, of: 5 }, [{ hits: 10, of: 100 }], 20), (4 + 2) / 25 / 0.1)
  assert.equal(shrunkRatio({ hits: 1, of: 5 }, [{ hits: 0, of: 100 }], 20), undefined)
})

test('components join whatever a chain of edges joins', () => {
  const edges = [
    ['d', 'c'],
    ['a', 'b'],
    ['c', 'e'],
    ['b', 'a'],
  ] as const
  assert.deepEqual(components(edges), [
    ['a', 'b'],
    ['c', 'd', 'e'],
  ])
})

test('a file with a wrong word is refused with its line', () => {
  const faults = new FaultList()
  assert.equal(readModel('m.yaml', 'model: Sample\nversion: 1\n', faults), undefined)
  assert.ok(faults.faults.some(({ file, line }) => file === 'm.yaml' && line === 1))
})
