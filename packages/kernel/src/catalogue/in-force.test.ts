// The day before a version, its first and last day, the day after; gaps, overlaps and ceilings.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unitPrice } from '../money/line-amount.ts'
import { addDays, day } from '../time/day.ts'
import type { CatalogueEntry } from './entry.ts'
import { catalogueIndex, inForce, priceCeiling } from './in-force.ts'

const price = (yuan: string) => unitPrice(yuan) ?? assert.fail(`${yuan} is no price`)

function entry(code: string, beginOn: string, endOn?: string): CatalogueEntry {
  return {
    code,
    name: '普通门诊诊查费',
    listType: 'service',
    feeClass: '02',
    paymentClass: 'a',
    beginOn: day(beginOn),
    ...(endOn ? { endOn: day(endOn) } : {}),
    ceilings: [],
    tags: [],
  }
}

const versions = [
  entry('001102000010000', '2024-01-01', '2024-12-31'),
  entry('001102000010000', '2025-03-01'),
  entry('001109000010000', '2023-01-01'),
]

const DAYS = [
  // day         versions in force, and the beginning of the one that governs the consultation fee
  ['2023-12-31', 1, undefined],
  ['2024-01-01', 2, '2024-01-01'],
  ['2024-12-31', 2, '2024-01-01'],
  ['2025-01-01', 1, undefined],
  ['2025-02-28', 1, undefined],
  ['2025-03-01', 2, '2025-03-01'],
  ['2099-12-31', 2, '2025-03-01'],
] as const

test('an entry governs its first day, its last day and nothing outside', () => {
  const index = catalogueIndex(versions.toReversed())
  assert.ok(index.ok)
  for (const [on, count, beginOn] of DAYS) {
    assert.equal(inForce(versions, day(on)).length, count, on)
    assert.equal(index.value.find('001102000010000', day(on))?.beginOn, beginOn, on)
  }
  assert.equal(index.value.find('001109000020000', day('2025-03-01')), undefined)
})

test('two versions of one code on one day are refused, naming both', () => {
  const index = catalogueIndex([entry('A', '2024-01-01', '2025-03-01'), entry('A', '2025-03-01')])
  assert.ok(!index.ok)
  assert.equal(index.code, 'catalogue_versions_overlap')
  assert.deepEqual(index.facts, { code: 'A', beginOn: '2024-01-01', endOn: '2025-03-01', nextBeginOn: '2025-03-01' })
  assert.equal(catalogueIndex([entry('A', '2024-01-01'), entry('A', '2024-01-01')]).ok, false)
  const backwards = catalogueIndex([entry('A', '2024-01-02', '2024-01-01')])
  assert.equal(!backwards.ok && backwards.code, 'catalogue_version_ends_before_it_begins')
})

test('the index finds what a plain search finds', () => {
  const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(10)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(lengths, fc.nat(420), (spans, offset) => {
      let begin = day('2024-01-01')
      const entries = spans.map(([length, gap]) => {
        const made = entry('A', begin, addDays(begin, length - 1))
        begin = addDays(begin, length + gap)
        return made
      })
      const index = catalogueIndex(entries)
      assert.ok(index.ok)
      const on = addDays(day('2023-12-20'), offset)
      assert.deepEqual(index.value.find('A', on), inForce(entries, on)[0])
    }),
  )
})

test('the lowest ceiling of the level applies', () => {
  const capped: CatalogueEntry = {
    ...entry('A', '2024-01-01'),
    ceilings: [
      { kind: 'price_cap', price: price('25'), level: 3 },
      { kind: 'price_cap', price: price('15'), level: 2 },
      { kind: 'payment_standard', price: price('20') },
    ],
  }
  assert.equal(priceCeiling(capped, 3), price('20'))
  assert.equal(priceCeiling(capped, 2), price('15'))
  assert.equal(priceCeiling(capped, 1), price('20'))
  assert.equal(priceCeiling(entry('A', '2024-01-01'), 1), undefined)
})
