// What `bench group` measures is right: both groupers give the same file, and the figures stand in the right order.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { productSchemes } from '@yibao/policy'
import { benchGroup } from './group.ts'

test('the bench groups every record it counts, three ways', () => {
  const bench = benchGroup({ scheme: join(productSchemes, 'drg-teaching'), records: 500, rounds: 1 })
  assert.equal(bench.name, 'group')
  assert.equal(bench.n, 79 * 7)
  assert.equal(bench.rows.length, 3)
  assert.ok(bench.rows.every(({ perSecond, p50Us }) => perSecond > 0 && p50Us > 0))
})
