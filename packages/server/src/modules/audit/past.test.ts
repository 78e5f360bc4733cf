// The past kept ready: only what is held against a version, never more lines than allowed, the one used last kept longest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '@yibao/kernel'
import type { PastVisit } from './facts.ts'
import { PastKeeper } from './past.ts'

const FROM = day('2024-06-15')
const of = (lines: number): PastVisit[] => [
  { lines: Array.from({ length: lines }, () => ({})) } as unknown as PastVisit,
]

test('a past is known from its own day on only, and the newest word replaces the older', () => {
  const keeper = new PastKeeper()
  keeper.keep('P', { version: 3, from: FROM, visits: of(2) })
  assert.equal(keeper.known('P', FROM)?.version, 3)
  assert.equal(keeper.known('P', day('2024-06-16')), undefined)
  assert.equal(keeper.known('Q', FROM), undefined)
  keeper.keep('P', { version: 4, from: FROM, visits: of(5) })
  assert.equal(keeper.known('P', FROM)?.version, 4)
  assert.equal(keeper.lines, 6)
})

test('a person whom nobody has changed has no version to be held against, and is not kept', () => {
  const keeper = new PastKeeper()
  keeper.keep('P', { version: 0, from: FROM, visits: of(2) })
  assert.equal(keeper.known('P', FROM), undefined)
  keeper.keep('Q', { version: 1, from: FROM, visits: of(2) })
  keeper.keep('Q', { version: 0, from: FROM, visits: of(2) })
  assert.equal(keeper.known('Q', FROM), undefined)
  assert.equal(keeper.lines, 0)
})

test('the lines kept are bounded; who was not asked for longest goes first, and a past above the bound is not kept at all', () => {
  const keeper = new PastKeeper(30)
  for (const name of ['A', 'B']) keeper.keep(name, { version: 1, from: FROM, visits: of(9) })
  keeper.known('A', FROM)
  keeper.keep('C', { version: 1, from: FROM, visits: of(19) })
  assert.deepEqual(
    ['A', 'B', 'C'].map((name) => keeper.known(name, FROM) !== undefined),
    [true, false, true],
  )
  assert.equal(keeper.lines, 30)
  keeper.keep('D', { version: 1, from: FROM, visits: of(30) })
  assert.equal(keeper.known('D', FROM), undefined)
  assert.equal(keeper.lines, 30)
})
