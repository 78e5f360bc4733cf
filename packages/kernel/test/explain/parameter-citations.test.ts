// A parameter has a source of its own: where it is assumed, the explanation says so, wherever the parameter stands.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildLibrary, day, explain, FaultList, locate, PlanBook, readCases, settleCase } from '@yibao/kernel'
import { addUp, nodesOf } from './adder.ts'

const POLICY = `
defaults: { from: 2023-01-01, source: notice, grade: S }
sources: { notice: { title: 通知, number: 某医保发〔2022〕8号 } }
vocabulary: { levels: { level_1: 一级 } }
parameters:
  income: { title: 居民收入, value: [{ assumed: true, note: 演示, value: 2万元 }] }
  threshold: { title: 起付线, value: { share: 5%, of: { parameter: income } } }
  lower: { title: 降低, unit: rate, value: [{ grade: G, source: notice, note: 演示, value: 10% }] }
classifications: { standard: { title: 三类, pre_self_pay: 0% } }
tiers:
  basic:
    title: 住院
    payer: pooled
    fund: resident_basic
    base: in_scope
    deductible: { parameter: threshold }
    rate: 60%
    rate_changes: [{ title: 跨省, when: { place: out_of_province }, cut: { parameter: lower, unit: rate } }]
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: everything, round_at: tier }
plans:
  inpatient:
    { title: 住院, scheme: resident, settings: [inpatient], classification: standard, tiers: [basic],
      switches: { over_limit: separate, account_pays: [none], governed_by: discharge, package: none } }
`

function explained(place: string) {
  const built = buildLibrary([{ id: 'p', files: [{ path: 'p.yaml', text: POLICY }] }], (text) => text)
  assert.ok(built.library, JSON.stringify(built.faults))
  const text = `{ on: 2023-05-01, given: { visit: { level: level_1, place: ${place} }, bill: { in_scope: 3000元 } } }`
  const [policyCase] = readCases(locate('c.yaml', text, new FaultList()) ?? assert.fail(), new FaultList())
  assert.ok(policyCase)
  const book = new PlanBook(built.library)
  const outcome = settleCase(book, policyCase, true)
  assert.ok(outcome.ok)
  const plan = book.planOn('inpatient', day('2023-05-01'), day('2023-05-01'))
  return { settlement: outcome.value, explanation: explain(plan, policyCase.bill, outcome.value) }
}

test('an assumed parameter behind another parameter is named among the assumed values', () => {
  const { settlement, explanation } = explained('local')
  assert.equal(settlement.fundPaid, 120_000)
  assert.deepEqual(
    explanation.assumed.map((citation) => citation.slot),
    ['parameter.income'],
  )
})

test('a parameter that lowers a rate is written out and cited, and the tree still adds up', () => {
  const { settlement, explanation } = explained('out_of_province')
  assert.equal(settlement.fundPaid, 100_000)
  assert.deepEqual(addUp(explanation.root), [])
  assert.ok(explanation.assumed.some((citation) => citation.slot === 'parameter.lower'))
  assert.ok([...nodesOf(explanation.root)].some((node) => node.id === 'basic.change1.cut.parameter'))
})
