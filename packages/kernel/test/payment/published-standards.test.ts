// S: payment standards as cities published them, from weight × rate × coefficient; and whole tables where they are at hand.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { fractions, payment as pay } from '@yibao/kernel'
import { aCase, decimal, exactText, group, POINTS, pricing, rulesOf, tablesOf } from './setup.ts'

/** The standard of a case as the engine sees it: its reference cost, where the rule refers to the standard. */
function standardOf(weight: string, rate: string, coefficient: string, level = 'tertiary', scheme = 'all'): string {
  const methods = POINTS.replace(
    '{ all: 7.80元 }',
    scheme === 'all' ? `{ all: ${rate}元 }` : `{ ${scheme}: ${rate}元, all: 1元 }`,
  )
    .replace('{ tertiary: 1.05, secondary: 1 }', `{ ${level}: ${coefficient} }`)
    .replace('reference: average', 'reference: standard')
  const rules = rulesOf({ methods })
  const each = aCase({ costYuan: 1, level, scheme: scheme === 'all' ? 'employee' : scheme })
  return exactText(pay.priceCase(each, pricing(rules, tablesOf([group('A', weight)]))).reference!, 2)
}

test('S: Jilin 2022, AH11: 8.7026 × 9,080.56; low 0.35, high 2', () => {
  assert.equal(standardOf('8.7026', '9080.56', '1'), '79024.48')
  const standard = fractions.times(decimal('8.7026'), decimal('9080.56'))
  assert.equal(exactText(fractions.times(standard, decimal('0.35')), 2), '27658.57')
  assert.equal(exactText(fractions.times(standard, decimal('2')), 2), '158048.96')
})

test('S: Jilin 2022: one fen below the low limit, at both limits, one fen above the high one', () => {
  const methods = POINTS.replace('7.80元', '9080.56元')
    .replace('tertiary: 1.05', 'tertiary: 1')
    .replace('average', 'standard')
  const rules = rulesOf({ methods: methods.replace('limit: 0.5倍', 'limit: 0.35倍') })
  const tables = tablesOf([group('AH11', '8.7026')])
  const rule = (costYuan: number): string =>
    pay.priceCase(aCase({ costYuan, group: 'AH11' }), pricing(rules, tables)).rule
  assert.deepEqual([27_658.56, 27_658.57, 158_048.96, 158_048.97].map(rule), ['low', 'normal', 'normal', 'high'])
})

test('S: Qingdao 2023, AA19: 23.99262817 × 12,000 by level', () => {
  const found = ['1', '1.1', '0.8', '0.58'].map((each) => standardOf('23.99262817', '12000', each))
  assert.deepEqual(found, ['287911.54', '316702.69', '230329.23', '166988.69'])
})

test('S: Suzhou 2023, AA19: 29.7 × 8,728.3 by level', () => {
  const found = ['0.75', '1.02', '1.2'].map((each) => standardOf('29.7', '8728.3', each))
  assert.deepEqual(found, ['194422.88', '264415.12', '311076.61'])
})

test('S: Tongchuan 2022: two rates and one table of weights', () => {
  assert.equal(standardOf('1.3287', '7126.6', '1', 'tertiary', 'employee'), '9469.11')
  assert.equal(standardOf('1.3287', '6956.4', '1', 'tertiary', 'resident'), '9242.97')
})

const folder = fileURLToPath(new URL('../../../../../shared/standards/drg/weights/', import.meta.url))
const table = (name: string): Record<string, string>[] => {
  const [head = '', ...lines] = gunzipSync(readFileSync(`${folder}${name}.csv.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
  const columns = head.split(',')
  // Titles may hold commas of the wide kind only; a quoted field would not split well and is not there.
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((value, at) => [columns[at] ?? '', value]),
    ),
  )
}

const tables: [string, string, string, string][] = [
  ['jilin-2022', 'standard_l3', 'rate_l3', '1'],
  ['jilin-2022', 'low_threshold_l3', 'rate_l3', '0.35'],
  ['jilin-2022', 'high_threshold_l3', 'rate_l3', '2'],
  ['qingdao-2023', 'standard_l3', '12000', '1'],
  ['qingdao-2023', 'standard_l2', '12000', '0.8'],
  ['qingdao-2023', 'standard_l1', '12000', '0.58'],
]

for (const [name, column, rate, factor] of tables) {
  test(`S: every row of ${name} ${column}`, { skip: !existsSync(folder) }, (t) => {
    const rows = table(name).filter((row) => row.rw && row[column])
    const wrong = rows.filter((row) => {
      const product = fractions.times(decimal(row.rw!), decimal(/^\d/.test(rate) ? rate : row[rate]!))
      const found = Number(exactText(fractions.times(product, decimal(factor)), 8))
      const published = Number(row[column])
      // Published with ten significant digits, computed from a weight of as many.
      return Math.abs(found - published) > Math.abs(published) * 1e-8 + 0.005
    })
    t.diagnostic(`${rows.length} rows, ${wrong.length} differ`)
    assert.ok(rows.length > 500)
    assert.deepEqual(
      wrong.map((row) => [row.drg, row.rw, row[column]]),
      [],
    )
  })
}
