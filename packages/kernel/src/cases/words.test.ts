// A case with a word that the policy does not know is answered with the words that it knows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlanBook } from '../benefits/compile/plan-book.ts'
import { buildLibrary } from '../policy/build.ts'
import { FaultList, faultText } from '../policy/text/faults.ts'
import { locate } from '../policy/text/located.ts'
import type { PolicyCase } from './case.ts'
import { readCases } from './read.ts'
import { runCase } from './run.ts'
import { unknownWords } from './words.ts'

const POLICY = `title: 某市
defaults: { from: 2023-01-01, assumed: true, note: 例子 }
vocabulary: { levels: { level_2: 二级, level_3: 三级 }, categories: { minimum_allowance: 低保对象 } }
classifications: { standard: { title: 归类, pre_self_pay: 0% } }
tiers:
  basic:
    title: 统筹
    payer: pooled
    fund: resident_basic
    base: in_scope
    rate: { by: level, level_2: 80%, level_3: 60% }
    limits: [{ title: 限额, on: payment, amount: 20万元, per: year, bucket: basic_year }]
    switches: { band_origin: zero, band_scope: visit, deductible_mode: visit, cap_consumption: everything, round_at: tier }
  insurer: { title: 保险, payer: commercial, fund: outside, given: true }
plans:
  inpatient:
    title: 住院
    scheme: resident
    settings: [inpatient]
    classification: standard
    tiers: [basic, insurer]
    switches: { over_limit: separate, account_pays: [none], governed_by: discharge, package: none }
`
const { library } = buildLibrary([{ id: 'p', files: [{ path: 'p.yaml', text: POLICY }] }], () => 'x')

function caseOf(given: string, more = ''): PolicyCase {
  const faults = new FaultList()
  const text = `name: 一例\non: 2023-05-01\ngiven: { bill: { in_scope: 100元 }, ${given} }\n${more}`
  const node = locate('case.yaml', text, faults) ?? assert.fail()
  const [one] = readCases(node, faults)
  assert.deepEqual(faults.faults, [])
  return one ?? assert.fail()
}

const says = (given: string, more = ''): string[] =>
  unknownWords(caseOf(given, more), library ?? assert.fail()).map(faultText)

test('levels, categories, plans, payers and accumulators that the policy does not know are each answered with what it knows', () => {
  assert.deepEqual(says('visit: { level: level_3 }, person: { category: [minimum_allowance] }'), [])
  assert.deepEqual(says('visit: { level: 三级 }'), [
    'case.yaml:1 unknown_level: found 三级; expected level_3? one of level_2 (二级), level_3 (三级)',
  ])
  assert.deepEqual(says('person: { category: [dibao] }'), [
    'case.yaml:1 unknown_category: found dibao; expected one of minimum_allowance (低保对象)',
  ])
  assert.deepEqual(says('visit: { level: level_2 }', 'plan: inpatients'), [
    'case.yaml:1 unknown_plan: found inpatients; expected inpatient? one of inpatient (住院)',
  ])
  assert.deepEqual(says('paid: { basic: 1元 }'), [
    'case.yaml:1 unknown_tier: found basic; expected one of insurer (保险)',
  ])
  assert.deepEqual(says('accumulators: { limit.basic_yaer: 1元, limit.basic_year@2023: 1元 }'), [
    'case.yaml:1 unknown_accumulator: found limit.basic_yaer@2023; expected limit.basic_year? one of admissions, limit.basic_year',
  ])
})

test('an expected amount under a name that does not exist is answered with the nearest one', () => {
  const wrong = caseOf(
    'visit: { level: level_3 }',
    'expect: { tiers: { basik: 60元 }, person_payed: 40元, fund_paid: 60元 }',
  )
  const differences = runCase(new PlanBook(library ?? assert.fail()), wrong).differences
  assert.deepEqual(
    differences.map(({ path, found }) => `${path}: ${found}`),
    ['tiers.basik: no such amount; tiers.basic?', 'person_payed: no such amount; person_paid?'],
  )
})
