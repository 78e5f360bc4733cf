// The explanation tree as rows: finding steps, opening what is above them, the text form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ExplanationNodeView, ExplanationView } from '@yibao/contract/rest'
import { above, asText, nodeAt, openAtFirst, parentOf, pathOfStep, pathsBelow, rowsOf, valueText } from './steps.ts'

const node = (
  id: string,
  value: number,
  children: ExplanationNodeView[] = [],
  more: Partial<ExplanationNodeView> = {},
) =>
  ({
    id,
    title: { zh: `题${id}`, en: id },
    op: 'sum',
    value,
    unit: 'money',
    formula: '',
    children,
    ...more,
  }) as ExplanationNodeView

const root = node('cash', 500, [
  node('person_paid', 500, [
    node('total', 1000),
    node('basic', 500, [node('ref', 7, [], { ref: 'basic.deductible' }), node('basic.deductible', 100)]),
  ]),
  node('account_paid', 0),
])

test('rows show what is open, with level and place among siblings', () => {
  assert.deepEqual(
    rowsOf(root, new Set(['0'])).map(({ path, level, at, of }) => [path, level, at, of]),
    [
      ['0', 1, 1, 1],
      ['0.0', 2, 1, 2],
      ['0.1', 2, 2, 2],
    ],
  )
  assert.equal(rowsOf(root, new Set(pathsBelow(root))).length, 7)
  assert.equal(rowsOf(root, openAtFirst(root)).length, 7)
})

test('a step is found by its id, never at a place that only points to it', () => {
  assert.equal(pathOfStep(root, 'basic.deductible'), '0.0.1.1')
  assert.equal(nodeAt(root, '0.0.1.1').id, 'basic.deductible')
  assert.deepEqual(above('0.0.1.1'), ['0', '0.0', '0.0.1'])
  assert.equal(parentOf('0.0.1'), '0.0')
  assert.equal(parentOf('0'), '0')
})

test('a step that the tree does not write out leads to what it belongs to, and an unknown one to the top', () => {
  assert.equal(pathOfStep(root, 'basic.band1.rate'), '0.0.1')
  assert.equal(pathOfStep(root, 'nothing'), '0')
})

test('values are written by unit', () => {
  assert.equal(valueText(node('a', 123456), '不设限'), '1,234.56')
  assert.equal(valueText(node('a', 1, [], { over: 3 }), '不设限'), '0.003333')
  assert.equal(valueText(node('a', 8500, [], { unit: 'rate' }), '不设限'), '85%')
  assert.equal(valueText(node('a', 3, [], { unit: 'count' }), '不设限'), '3')
  assert.equal(valueText(node('a', 0, [], { unit: 'text', text: '三级' }), '不设限'), '三级')
  assert.equal(valueText(node('a', Number.MAX_SAFE_INTEGER), '不设限'), '不设限')
})

test('the text form holds every step, its formula and its clause', () => {
  const citation = {
    slot: 's',
    text: '《通知》第五条',
    inForceFrom: '2023-01-01',
    assumed: false,
    file: 'a.yaml',
    line: 1,
  }
  const view: ExplanationView = {
    version: 1,
    plan: { zh: '居民住院', en: 'inpatient' },
    policyVersion: 'v1',
    root: node('cash', 500, [node('total', 500, [], { formula: '2.00 + 3.00 = 5.00', citation })]),
    sentences: [{ zh: '总费用5.00元。', en: 'Five yuan.' }],
    assumed: [],
  }
  assert.equal(
    asText(view, 'zh', '不设限'),
    '居民住院 · v1\n\n题cash: 5.00\n  题total: 5.00 [2.00 + 3.00 = 5.00]\n    《通知》第五条\n\n总费用5.00元。\n',
  )
  assert.match(asText(view, 'en', 'none'), /Five yuan\./)
  const assumed = { ...view, root: node('cash', 500, [], { citation: { ...citation, assumed: true } }) }
  assert.match(asText(assumed, 'zh', '不设限'), / {2}【假定值】《通知》第五条/)
})
