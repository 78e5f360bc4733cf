// Round axes, and flows in which nothing is lost between the columns.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut } from './sankey-layout.ts'
import { niceTicks } from './ticks.ts'

test('an axis holds every value and has zero where values lie on both sides', () => {
  assert.deepEqual(niceTicks([3, 9.5], 4), [0, 2.5, 5, 7.5, 10])
  const both = niceTicks([-12, 47], 4)
  assert.ok(both.includes(0) && both[0]! <= -12 && both.at(-1)! >= 47, `${both}`)
  assert.deepEqual(niceTicks([], 4), [0, 1])
  assert.deepEqual(niceTicks([0, 0], 4), [0, 1])
})

test('what enters a bar leaves it, bars do not overlap, bands of one bar lie side by side', () => {
  const flows = [
    { path: ['pooled', 'resident', 'level_2'], value: 60 },
    { path: ['pooled', 'employee', 'level_3'], value: 30 },
    { path: ['serious', 'resident', 'level_3'], value: 10 },
  ]
  const { bars, bands } = layOut(flows, 300)
  assert.equal(bars.length, 6)
  for (const column of [0, 1, 2]) {
    const own = bars.filter((bar) => bar.column === column)
    assert.equal(
      own.reduce((sum, { value }) => sum + value, 0),
      100,
    )
    for (const [at, bar] of own.entries()) {
      const next = own[at + 1]
      assert.ok(!next || bar.y + bar.height <= next.y, bar.id)
      assert.ok(bar.y + bar.height <= 300.001, bar.id)
    }
  }
  const out = bands.filter(({ column, from }) => column === 1 && from === 'resident')
  assert.deepEqual(
    out.map(({ to, value }) => [to, value]),
    [
      ['level_2', 60],
      ['level_3', 10],
    ],
  )
  assert.ok(Math.abs(out[0]!.y1 + out[0]!.height - out[1]!.y1) < 1e-9)
  assert.deepEqual(layOut([], 300), { bars: [], bands: [] })
})
