// Fingerprints: equal for equal content in any order of fields, and a difference has the name of its field.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../json.ts'
import { fingerprintOf, firstDifference } from './fingerprint.ts'

const sent = {
  data: {
    name: '张三',
    lines: [
      { code: 'A', count: 1 },
      { code: 'B', count: 2 },
    ],
  },
  note: null,
}

const changes: [Json, string][] = [
  [{ ...sent, note: '' }, 'note'],
  [{ ...sent, data: { ...sent.data, name: '李四' } }, 'data.name'],
  [
    {
      ...sent,
      data: {
        ...sent.data,
        lines: [
          { code: 'A', count: 1 },
          { code: 'B', count: 3 },
        ],
      },
    },
    'data.lines[2].count',
  ],
  [
    {
      ...sent,
      data: {
        ...sent.data,
        lines: [
          { code: 'A', count: '1' },
          { code: 'B', count: 2 },
        ],
      },
    },
    'data.lines[1].count',
  ],
  [{ ...sent, extra: 1 }, 'extra'],
  [{ data: sent.data }, 'data.name 之后'],
]

for (const [changed, field] of changes) {
  test(`the first difference is ${field}`, () => {
    assert.ok(!fingerprintOf(sent).equals(fingerprintOf(changed)))
    assert.equal(firstDifference(fingerprintOf(sent), changed), field)
  })
}

test('the order of fields and fields without a value make no difference', () => {
  const reordered = {
    note: null,
    data: { lines: sent.data.lines.map(({ code, count }) => ({ count, code })), name: '张三' },
  }
  assert.ok(fingerprintOf(sent).equals(fingerprintOf({ ...reordered, nothing: undefined })))
})

test('structure counts: a list is not an object, nesting is not a longer name, empty is not absent', () => {
  const distinct: Json[] = [
    [],
    {},
    { a: [] },
    { a: {} },
    { a: '' },
    { a: null },
    {},
    [[]],
    { 'a.b': 1 },
    { a: { b: 1 } },
    ['1'],
    { 0: '1' },
  ]
  const prints = new Set(distinct.map((value) => fingerprintOf(value).toString('hex')))
  assert.equal(prints.size, distinct.length - 1) // {} stands there twice
})

test('ten thousand lines stay small, and a difference far down is still a difference', () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => ({ at, code: `C${at}` }))
  const print = fingerprintOf({ lines })
  assert.ok(print.length <= 32 + 2 * 512)
  const changed = { lines: lines.map((line) => (line.at === 9_000 ? { ...line, code: 'X' } : line)) }
  assert.ok(!print.equals(fingerprintOf(changed)))
  assert.match(firstDifference(print, changed), /^lines\[256\]\.code 之后$/)
})

test('equal values have equal fingerprints and different ones do not', () => {
  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(json, json, (a, b) => {
      assert.ok(fingerprintOf(a).equals(fingerprintOf(structuredClone(a) as Json)))
      const isSame = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
      assert.equal(fingerprintOf(a).equals(fingerprintOf(b)), isSame)
    }),
  )
})

function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(sorted)
  const fields = value as Readonly<Record<string, Json>>
  const names = Object.keys(fields).sort()
  return ['object', ...names.map((name) => [name, sorted(fields[name] ?? null)])]
}
