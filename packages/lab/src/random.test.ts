// The generator gives the published numbers, the same city for the same seed, and distributions of the right shape.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random, seedOf, xoshiro128 } from './random.ts'

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw)
const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const deviationOf = (values: number[]): number => {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

test('xoshiro128** gives the numbers of its authors for the state 1, 2, 3, 4', () => {
  const expected = [11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492, 1_287_239_034, 3_734_860_849]
  assert.deepEqual(draws(8, xoshiro128([1, 2, 3, 4])), expected)
})

test('a seed fixes everything drawn from it', () => {
  const source = random(7)
  const drawn = [source.int(1, 6), source.pick(['甲', '乙', '丙']), source.poisson(3), source.shuffle([1, 2, 3, 4, 5])]
  assert.deepEqual(drawn, [1, '甲', 5, [2, 5, 1, 3, 4]])
  assert.notDeepEqual(draws(4, random(7).next), draws(4, random(8).next))
})

test('a fork does not depend on what was drawn before it', () => {
  const [fresh, used] = [random(7), random(7)]
  draws(100, used.next)
  assert.deepEqual(draws(5, fresh.fork('people').next), draws(5, used.fork('people').next))
  assert.notDeepEqual(draws(5, fresh.fork('people').next), draws(5, fresh.fork('visits').next))
  assert.equal(seedOf('people'), seedOf('people'))
})

test('whole numbers stay inside their ends and reach them', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(20), (seed, min, width) => {
      const drawn = draws(50, () => random(seed).int(min, min + width))
      assert.ok(drawn.every((value) => Number.isInteger(value) && value >= min && value <= min + width))
    }),
  )
  const source = random(1)
  assert.deepEqual([...new Set(draws(200, () => source.int(1, 6)))].sort(), [1, 2, 3, 4, 5, 6])
  assert.throws(() => source.int(2, 1), RangeError)
  assert.throws(() => source.pick([]), RangeError)
})

test('weights decide how often, and a weight of zero never', () => {
  const source = random(11)
  const drawn = draws(20_000, () => source.weighted([0, 1, 3], (item) => item))
  assert.equal(drawn.includes(0), false)
  assert.ok(Math.abs(drawn.filter((item) => item === 3).length / drawn.length - 0.75) < 0.01)
  assert.throws(() => source.weighted([0], (item) => item), RangeError)
})

test('the distributions have their means and deviations', () => {
  // Goal: the shape is right, not the single draw. Method: 20 000 draws of one fixed seed, so nothing here can flicker.
  const source = random(3)
  const normal = draws(20_000, () => source.normal(10, 2))
  assert.ok(Math.abs(meanOf(normal) - 10) < 0.05 && Math.abs(deviationOf(normal) - 2) < 0.05)
  const logarithms = draws(20_000, () => Math.log(source.lognormal(1, 0.5)))
  assert.ok(Math.abs(meanOf(logarithms) - 1) < 0.02 && Math.abs(deviationOf(logarithms) - 0.5) < 0.02)
  for (const mean of [0.2, 4, 80]) {
    const counts = draws(20_000, () => source.poisson(mean))
    assert.ok(Math.abs(meanOf(counts) - mean) < 0.05 * Math.max(1, mean), `mean of ${mean}`)
    assert.ok(Math.abs(deviationOf(counts) ** 2 - mean) < 0.05 * Math.max(1, mean), `variance of ${mean}`)
  }
  assert.equal(source.poisson(0), 0)
})

test('a shuffle keeps what it was given, and every place is as likely', () => {
  const source = random(5)
  const items = [1, 2, 3, 4]
  const first = draws(12_000, () => source.shuffle(items)[0] ?? 0)
  assert.deepEqual(items, [1, 2, 3, 4])
  assert.deepEqual(source.shuffle(items).toSorted(), items)
  for (const item of items) assert.ok(Math.abs(first.filter((value) => value === item).length / 12_000 - 0.25) < 0.02)
})
