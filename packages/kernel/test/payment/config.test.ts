// A payment configuration is checked like a policy: file, line, what was found, what was expected; values stand on something.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { payment as pay } from '@yibao/kernel'
import { configText, POINTS } from './setup.ts'

const codes = (text: string): string[] =>
  pay.readPayment('p.yaml', text).faults.flatMap(({ warning, code }) => (warning ? [] : [code]))
const changed = (from: string, to: string, text = configText()): string => {
  assert.ok(text.includes(from), from)
  return text.replace(from, to)
}
const BANDS =
  '[{ to: 85%, pay: booked }, { to: 100%, pay: standard }, { to: 110%, fund_share: 60% }, { fund_share: 0% }]'
const POINTS_TWICE = `${POINTS}\n${POINTS.replace('  drg:', '  dip:')}`

const refused: readonly [what: string, text: string, code: string][] = [
  ['a rate without its sign', changed('deposit: 5%', 'deposit: 5'), 'unit_mismatch'],
  ['a multiple written as a number', changed('limit: 0.5倍', 'limit: 0.5'), 'unit_mismatch'],
  ['money without its unit', changed('7.80元', '7.80'), 'unit_mismatch'],
  ['a misspelt key', changed('reserve: 5%', 'reserv: 5%'), 'unknown_key'],
  ['a method that is not there', changed('[{ to: drg }]', '[{ to: dgr }]'), 'unknown_method'],
  ['an unknown kind', changed('kind: points', 'kind: point'), 'wrong_value'],
  [
    'no route for all other cases',
    changed('[{ to: drg }]', '[{ to: drg, when: { setting: inpatient } }]'),
    'case_without_method',
  ],
  [
    'a route behind the open one',
    changed('[{ to: drg }]', '[{ to: drg }, { to: drg, when: { setting: inpatient } }]'),
    'unreachable_route',
  ],
  ['a method that no budget pays', configText({ methods: POINTS_TWICE }), 'method_without_budget'],
  [
    'two floating values in a budget',
    configText({
      methods: POINTS_TWICE,
      budgets: '[{ id: main, title: 住院, methods: [drg, dip], amount: 1元, reserve: 5% }]',
    }),
    'two_open_values',
  ],
  [
    'a budget twice',
    changed('[{ id: main,', '[{ id: main, title: x, methods: [drg], amount: 1元, reserve: 0% }, { id: main,'),
    'twice',
  ],
  ['a reserve above the whole', changed('reserve: 5%', 'reserve: 105%'), 'wrong_value'],
  ['bands that fall', changed('{ to: 100%, pay: standard }', '{ to: 80%, pay: standard }'), 'not_rising'],
  ['no last band', changed(', { fund_share: 0% }]', ']'), 'band_gap'],
  [
    'a band that says two things',
    changed('{ to: 85%, pay: booked }', '{ to: 85%, pay: booked, fund_share: 5% }'),
    'wrong_value',
  ],
  [
    'paying what was booked above the standard',
    changed(BANDS, '[{ to: 120%, pay: booked }, { fund_share: 0% }]'),
    'wrong_value',
  ],
  ['scores that rise', changed('score_at_least: 80', 'score_at_least: 95'), 'not_falling'],
  ['no row for low scores', changed(', { keep: none }]', ']'), 'score_without_row'],
  ['a part that is not said', changed('keep: part, part: 50%', 'keep: part'), 'wrong_value'],
  ['elastic without a base', changed('form: floating', 'form: elastic'), 'missing_key'],
  ['a high limit below the low one', changed('limit: 2倍', 'limit: 0.5倍'), 'wrong_value'],
  [
    'limits that leave some cases out',
    changed('limits: [{ limit: 2倍 }]', 'limits: [{ level: tertiary, limit: 2倍 }]'),
    'case_without_limit',
  ],
  [
    'a scheme without a value',
    changed(
      'year: 2025',
      'year: 2025\nschemes: [employee, resident]',
      configText({ methods: POINTS.replace('all: 7.80元', 'employee: 7.80元') }),
    ),
    'missing_key',
  ],
  ['a value that stands on nothing', changed('basis: { assumed: true, note: 测试 }\n', ''), 'missing_source'],
  [
    'an assumption without a reason',
    changed('basis: { assumed: true, note: 测试 }', 'basis: { assumed: true }'),
    'missing_source',
  ],
  ['a source that is not listed', changed('deposit: 5%', 'deposit: { value: 5%, source: nowhere }'), 'unknown_source'],
]

for (const [what, text, code] of refused) {
  test(`refused: ${what}`, () => {
    const found = codes(text)
    assert.ok(found.includes(code), JSON.stringify(found))
    assert.equal(pay.readPayment('p.yaml', text).rules, undefined)
  })
}

test('a fault names file, line, what was found and what was expected', () => {
  const text = changed('reserve: 5%', 'reserve: 5')
  const { faults } = pay.readPayment('p.yaml', text)
  const line = text.split('\n').findIndex((each) => each.startsWith('budgets')) + 1
  const { file, line: found, code, found: what } = faults.find(({ warning }) => !warning)!
  assert.deepEqual([file, found, code, what], ['p.yaml', line, 'unit_mismatch', '5'])
})

test('a deposit above 5 %, or less than 95 % paid by month, is a warning, not a fault', () => {
  const warned = (text: string) =>
    pay.readPayment('p.yaml', text).faults.filter(({ code }) => code === 'deposit_above_limit').length
  assert.equal(warned(configText()), 0)
  assert.equal(warned(configText({ month: '{ advance_share: 90%, deposit: 10% }' })), 2)
  assert.equal(warned(configText({ month: '{ advance_share: 95%, deposit: 5.01% }' })), 1)
})

test('a value with its own source is not assumed; one with only a clause keeps the basis of its section', () => {
  const sources = 'sources: { notice: { title: 通知, number: 某医保发〔2025〕1号, grade: A } }\n'
  const text = changed('year: 2025', `year: 2025\n${sources}`).replace(
    'deposit: 5%',
    'deposit: { value: 5%, source: notice, clause: 第六条 }',
  )
  const { rules, values } = pay.readPayment('p.yaml', text)
  const { citation } = rules!.month.deposit
  assert.deepEqual([citation?.title, citation?.clause, citation?.assumed], ['通知', '第六条', false])
  assert.equal(rules!.month.advance_share.citation?.assumed, true)
  assert.equal(values.total - values.assumed, 1)
})

test('values are read exactly with their units', () => {
  const read = (unit: Parameters<typeof pay.parseMeasure>[0], text: string) => {
    const value = pay.parseMeasure(unit, text)
    return value && `${value.n}/${value.d}`
  }
  assert.deepEqual([read('rate', '5‰'), read('rate', '2.5%')], ['5/1000', '25/1000'])
  assert.equal(read('money', '3.2亿元'), `${32n * 10n ** 8n}/10`)
  assert.deepEqual(
    [read('multiple', '0.35倍'), read('days', '30天'), read('number', '1.05')],
    ['35/100', '30/1', '105/100'],
  )
  for (const text of ['5', '-5%', '5 %%', '1e3元', '元']) assert.equal(read('money', text), undefined, text)
})
