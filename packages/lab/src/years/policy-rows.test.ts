// Policy values as rows: each day of a parameter is in exactly one row, and a value that changes in a parameter changes where it is used.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildLibrary } from '@yibao/kernel'
import { policyRows } from '@yibao/lake'
import { packsAt, productPolicies } from '@yibao/policy'

const layers = packsAt(join(productPolicies, 'city', 'qingyang'))[0]!.layers
const { library } = buildLibrary(layers, (text) => createHash('sha256').update(text).digest('hex'))
assert.ok(library)
const rows = policyRows(library)
const of = (parameter: string) => rows.filter((row) => row.parameter === parameter)

test('a parameter has its stretches of days, one after the other without gap or overlap', () => {
  assert.deepEqual(
    of('resident_outpatient_cap').map(({ from, until, value, per }) => [from, until, value, per]),
    [
      ['2020-01-01', '2020-12-31', 20_000, 1],
      ['2021-01-01', '2022-12-31', 6_000, 1],
      ['2023-01-01', undefined, 12_000, 1],
    ],
  )
  for (const parameter of new Set(rows.map((row) => row.parameter))) {
    const own = of(parameter)
    for (const [at, { until }] of own.entries())
      assert.ok(at === own.length - 1 || (until !== undefined && until < (own[at + 1]?.from ?? '')), parameter)
  }
})

test('what a tier takes from a parameter changes on the day on which the parameter does', () => {
  assert.deepEqual(
    of('resident_outpatient.limit.居民普通门诊年度限额').map(({ from, value }) => [from, value]),
    [
      ['2020-01-01', 20_000],
      ['2021-01-01', 6_000],
      ['2023-01-01', 12_000],
    ],
  )
  const [poor] = of('resident_serious_illness.deductible.registered_poor').slice(-1)
  assert.deepEqual([poor?.from, poor?.value], ['2022-01-01', 250_000])
  assert.deepEqual(
    of('resident_inpatient.rate_add.统一提高5个百分点').map(({ value, per }) => [value, per]),
    [[500, 10_000]],
  )
})

test('without a limit there is no row, never a number', () => {
  const limits = of('second_assistance.limit.二次救助年度限额')
  assert.deepEqual(
    limits.map(({ until }) => until),
    ['2022-12-31'],
  )
})

test('what a value grows by is a row where the value itself depends on the bill', () => {
  const jilin = packsAt(join(productPolicies, 'city', 'jilin'))[0]!.layers
  const built = buildLibrary(jilin, (text) => createHash('sha256').update(text).digest('hex'))
  assert.ok(built.library)
  const found = (parameter: string) =>
    policyRows(built.library!)
      .filter((row) => row.parameter === parameter)
      .map(({ value, per }) => [value, per])
  assert.deepEqual(found('resident_chronic.limit.门诊慢病年度限额（多病种叠加）.each'), [[30_000, 1]])
  assert.deepEqual(found('resident_inpatient.rate_add.连续参保激励.at_most'), [[1000, 10_000]])
  assert.deepEqual(found('resident_inpatient.rate_add.连续参保激励.every'), [[5, 1]])
})
