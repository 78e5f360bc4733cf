// Every fee line explained: whatever the policy and the line, the explanation adds up without the engine and gives the split
// that settling made; and the cases that people ask about read as they should.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type BasisPoints,
  buildLibrary,
  day,
  explainLine,
  type Fen,
  type Line,
  lineAmount,
  PlanBook,
  type Quantity,
  type UnitPrice,
} from '@yibao/kernel'
import fc from 'fast-check'
import { runs } from '../generate/runs.ts'
import { CASES_PER_POLICY, compiledOn, drawn, open, settled } from '../generate/settling.ts'
import { addUp, nodesOf } from './adder.ts'

test('any line under any policy: the tree adds up and gives the split that settling made', () => {
  const seen = { lines: 0, over: 0, pre: 0, full: 0, returned: 0 }
  fc.assert(
    fc.property(drawn(), (data) => {
      const setting = open(data)
      fc.pre(setting !== undefined)
      for (const each of setting.bills) {
        const plan = compiledOn(setting.book, each.plan, each.on, each.knownOn)
        const outcome = settled(setting.book, each)
        if (!plan || !outcome.ok) continue
        for (const [at, split] of outcome.value.lines.entries()) {
          const explained = explainLine(plan, each.bill, at)
          assert.ok(explained.ok)
          const { root } = explained.value
          assert.deepEqual(addUp(root), [])
          for (const { id, formula } of nodesOf(root)) assert.ok(formula, `${id} has no formula`)
          const byId = new Map([...nodesOf(root)].map((node) => [node.id, node.value]))
          assert.equal(root.value, split.inScope)
          assert.equal(byId.get('line.amount'), each.bill.lines[at]?.amountFen)
          assert.equal(byId.get('line.full'), split.full)
          assert.equal(byId.get('line.over'), split.over)
          assert.equal(byId.get('line.pre'), split.pre)
          seen.lines += 1
          if (split.over !== 0) seen.over += 1
          if (split.pre !== 0) seen.pre += 1
          if (split.full !== 0) seen.full += 1
          if (split.full + split.inScope < 0) seen.returned += 1
        }
      }
    }),
    runs(CASES_PER_POLICY),
  )
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 20, `${what}: only ${count}`)
})

const POLICY = `
defaults: { from: 2023-01-01, source: notice, grade: S }
sources: { notice: { title: 目录通知, number: 某医保发〔2023〕1号 } }
vocabulary: { levels: { level_1: 一级 } }
classifications:
  standard:
    title: 三类
    pre_self_pay: { by: item_class, a: 0%, b: catalogue_rate, c: 0% }
    exclusions: [{ title: 单价超过五千元的自制制剂不予支付, when: { all: [{ item_kind: preparation }, { item_price: { at_least: 5000元 } }] } }]
tiers:
  basic:
    title: 门诊
    payer: pooled
    fund: resident_basic
    base: in_scope
    rate: 60%
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: everything, round_at: tier }
plans:
  outpatient:
    { title: 门诊, scheme: resident, settings: [outpatient], classification: standard, tiers: [basic],
      switches: { over_limit: separate, account_pays: [none], governed_by: visit, package: none } }
`

const built = buildLibrary([{ id: 'p', files: [{ path: 'p.yaml', text: POLICY }] }], (text) => text.length.toString())
assert.ok(built.library, JSON.stringify(built.faults))
const on = day('2023-05-01')
const plan = new PlanBook(built.library).planOn('outpatient', on, on)

function explained(
  line: Partial<Line> & { readonly quantity: Quantity; readonly price: UnitPrice },
  denials: string[] = [],
) {
  const own: Line = {
    item: 'X1',
    itemClass: 'b',
    kind: 'western_drug',
    amountFen: lineAmount(line.quantity, line.price),
    ...line,
  }
  const bill = {
    person: { scheme: 'resident', status: 'adult' },
    visit: { setting: 'outpatient', level: 'level_1', admittedOn: on, dischargedOn: on, settledOn: on },
    lines: [own],
    accumulators: {},
    denials,
  } as const
  const explanation = explainLine(plan, bill, 0)
  assert.ok(explanation.ok)
  assert.deepEqual(addUp(explanation.value.root), [])
  const nodes = new Map([...nodesOf(explanation.value.root)].map((node) => [node.id, node]))
  return { ...explanation.value, nodes }
}

const count = (value: number) => Math.round(value * 10_000) as Quantity
const yuan = (value: number) => Math.round(value * 1_000_000) as UnitPrice

test('price × quantity, ceiling, self-pay rate: each with its numbers put in', () => {
  const { root, nodes, sentences } = explained({
    quantity: count(3),
    price: yuan(12.5),
    ceiling: yuan(10),
    catalogueRateBp: 1000 as BasisPoints,
  })
  assert.equal(nodes.get('line.amount')?.formula, '12.50 × 3 = 37.50')
  assert.equal(nodes.get('line.allowed')?.formula, '10.00 × 3 = 30.00')
  assert.equal(nodes.get('line.over')?.formula, '37.50 − 30.00 = 7.50')
  assert.equal(nodes.get('line.pre')?.formula, '30.00 × 10% = 3.00')
  assert.equal(root.formula, '37.50 − 10.50 = 27.00')
  assert.match(nodes.get('line.rate')?.citation?.title ?? '', /目录通知/)
  assert.equal(sentences[0]?.zh, '12.5 × 3 = 37.50元，超限价7.50元，按10%先行自付3.00元，符合政策范围27.00元。')
})

test('a fraction of a fen in the price, a part of a pack: rounded once', () => {
  const { nodes } = explained({ quantity: count(1.5), price: yuan(0.123457), catalogueRateBp: 0 as BasisPoints })
  assert.equal(nodes.get('line.amount')?.formula, '0.123457 × 1.5 = 0.19')
})

test('a returned item mirrors the sale it undoes', () => {
  const sale = explained({
    quantity: count(3),
    price: yuan(12.5),
    ceiling: yuan(10),
    catalogueRateBp: 1000 as BasisPoints,
  })
  const back = explained({
    quantity: count(-3),
    price: yuan(12.5),
    ceiling: yuan(10),
    catalogueRateBp: 1000 as BasisPoints,
  })
  for (const id of ['line.amount', 'line.over', 'line.pre', 'line.in_scope'])
    assert.equal(back.nodes.get(id)?.value, -(sale.nodes.get(id)?.value ?? 0), id)
})

test('why a line is full self-pay: outside the catalogue, a restriction, a rule of the policy, the whole bill', () => {
  const outside = explained({ quantity: count(1), price: yuan(8), itemClass: 'c' })
  assert.equal(outside.nodes.get('line.reason')?.text, '丙类，不在医保支付范围内')
  const restricted = explained({ quantity: count(1), price: yuan(8), deniedFor: '限二级以上医疗机构' })
  assert.equal(restricted.nodes.get('line.reason')?.text, '限二级以上医疗机构')
  const excluded = explained({ quantity: count(1), price: yuan(5000), kind: 'preparation' })
  assert.equal(excluded.nodes.get('line.reason')?.text, '单价超过五千元的自制制剂不予支付')
  assert.match(excluded.nodes.get('line.reason')?.citation?.title ?? '', /目录通知/)
  assert.equal(excluded.nodes.get('line.reason.item_price')?.value, 500_000)
  const denied = explained({ quantity: count(1), price: yuan(8) }, ['参保关系暂停'])
  assert.equal(denied.nodes.get('line.reason')?.text, '参保关系暂停')
  for (const { root } of [outside, restricted, excluded, denied]) assert.equal(root.value, 0)
})

test('a line already split elsewhere is shown as it came', () => {
  const fen = (value: number) => value as Fen
  const { nodes, root } = explained({
    quantity: count(1),
    price: yuan(10),
    split: { full: fen(100), over: fen(50), pre: fen(85) },
  })
  assert.deepEqual([root.value, nodes.get('line.full')?.value, nodes.get('line.over')?.value], [765, 100, 50])
})
