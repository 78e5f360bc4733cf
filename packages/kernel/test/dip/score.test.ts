// Scores of cases: the worked numbers, the boundaries of the four rules, auxiliary types and when they may be used, coefficients.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AUXILIARY_DEFAULTS,
  type AuxiliaryFacts,
  type AuxiliaryRules,
  ageType,
  auxiliaryTypes,
  auxiliaryUse,
  caseScore,
  charlsonIndex,
  coefficientByClass,
  coefficientsOfGroup,
  coefficientWithBonus,
  compileCharlson,
  type DeviationRule,
  type DipGroup,
  deviatedScore,
  highestAuxiliary,
  type MedicalRecord,
  providerCoefficient,
  romanSeverity,
  severity,
  splitVariationE4,
  tumourSeverity,
} from '@yibao/kernel'
import { decimal, type Exact, exact, exactText, roundedTo, times } from '../../src/money/exact.ts'
import { given, recomputed } from '../../src/payment/steps.ts'
import { recordOf } from './build.ts'

const SCORE = decimal('1141.22')
const K = given('coefficient', { zh: '系数', en: 'coefficient' }, 'number', decimal('1.05'))
const text = (value: Exact, places = 2): string => exactText(value, places)

const deviated = (rule: DeviationRule, cost: string, reference = '9940', limit?: Exact) =>
  deviatedScore(
    rule,
    { score: SCORE, coefficient: K, costYuan: decimal(cost), referenceYuan: decimal(reference) },
    limit,
  )
const result = (...args: Parameters<typeof deviated>) => {
  const { kind, score } = deviated(...args)
  return `${kind} ${text(score.value)}`
}

test('A1: 1,141.22 × 1.05 × 1.35 = 1,617.68', () => {
  const step = caseScore({
    score: SCORE,
    coefficient: K,
    auxiliary: { kind: 'icu', type: '2', coefficient: decimal('1.35') },
  })
  assert.equal(text(step.value), '1617.68')
  assert.match(step.formula, /^1141\.22 × 1\.05 × 1\.35 = /)
  assert.equal(recomputed(step).n * step.value.d, step.value.n * recomputed(step).d)
  const { coefficients } = auxiliaryUse(
    'icu',
    CORE,
    new Map([
      ['2', Array(30).fill(13_500)],
      ['0', Array(70).fill(8_500)],
    ]),
    {
      ...{ groupCases: 50, typeCases: 20, cvE4: 1_000, loweredBp: 2_000 },
    },
  )
  assert.equal(text(coefficients.get('2') as Exact), '1.35')
})

test('L1: the national text: below half of 9,346.59 the score follows the cost', () => {
  const standard = times(SCORE, decimal('7.80'))
  assert.equal(text(standard), '8901.52')
  const { kind, score, multiple } = deviated('national', '4000', exactText(standard, 4))
  assert.deepEqual(
    [kind, text(score.value, 4), text(times(score.value, decimal('7.80')))],
    ['low', '512.8205', '4000.00'],
  )
  assert.match(multiple.formula, /÷/)
})

test('H1 and H2: common and variant P, with the unrounded multiple', () => {
  assert.equal(text(deviated('common', '24000').multiple.value, 4), '2.4145')
  assert.equal(result('common', '24000'), 'high 1694.95')
  assert.equal(result('variant_p', '24000'), 'high 1671.30')
  assert.equal(text(deviated('common', '60000').multiple.value, 4), '6.0362')
  assert.equal(result('common', '60000'), 'high 6034.80')
  assert.equal(result('variant_p', '60000'), 'high_beyond 1198.28')
})

test('boundaries are part of the rule', () => {
  const normal = 'normal 1198.28'
  assert.equal(result('common', '4970'), normal, 'x = 0.5 is not below')
  assert.match(result('common', '4969.99'), /^low 599\.14/)
  assert.equal(result('variant_p', '4970'), 'low 570.61', 'x = 0.5 is low, and without the coefficient')
  assert.equal(result('variant_p', '4970.01'), normal)
  for (const rule of ['common', 'variant_p'] as const) {
    assert.equal(result(rule, '19880'), normal, 'x = 2 is not above')
    assert.match(result(rule, '19880.01'), /^high 1198\.28/)
  }
  assert.match(result('variant_p', '49700'), /^high /, 'x = 5 still counts')
  assert.equal(result('variant_p', '49700.01'), 'high_beyond 1198.28')
  assert.equal(result('national', '20874', '9940'), 'review 1198.28', 'from twice the adjusted standard on')
  assert.equal(result('national', '20873.99', '9940'), normal)
  assert.equal(result('national', '20874', '9940', exact(3)), normal)
  assert.equal(result('national', '5218.5', '9940'), normal)
  assert.match(result('national', '5218.49', '9940'), /^low /)
})

test('a blank group: 0.7 × cost ÷ average, no coefficient', () => {
  assert.equal(result('blank', '9940'), 'blank 700.00')
  assert.equal(result('blank', '49700'), 'blank 3500.00')
})

const CHARLSON = compileCharlson([
  { prefix: 'E11', component: '糖尿病', weight: 1 },
  { prefix: 'E11.2', component: '糖尿病合并并发症', weight: 2 },
  { prefix: 'J40', component: '慢性肺部疾病', weight: 1 },
  { prefix: 'J44', component: '慢性肺部疾病', weight: 1 },
  { prefix: 'C00-C26', component: '任何肿瘤', weight: 2 },
  { prefix: 'C77-C79', component: '转移性实体瘤', weight: 6 },
])
const RULES: AuxiliaryRules = { ...AUXILIARY_DEFAULTS, charlson: CHARLSON, failures: 'J96|R57|A41', organs: 'I50|J18' }
const facts = (dx: string, rest: Partial<MedicalRecord> = {}, more: Partial<AuxiliaryFacts> = {}): AuxiliaryFacts => ({
  record: recordOf(dx, '', { losDays: 5, ...rest }),
  ...more,
})

test('CCI: the highest weight of each disease, secondary diagnoses only', () => {
  const of = (codes: string[]): number => charlsonIndex(CHARLSON, codes).index
  assert.equal(of([]), 0)
  assert.equal(of(['E11.900']), 1)
  assert.equal(of(['E11.900', 'E11.200', 'E11.201']), 2)
  assert.equal(of(['J40.x00', 'J44.100']), 1)
  assert.equal(of(['C16.900', 'C78.700', 'E11.900']), 9)
  const cci = (dx: string) => auxiliaryTypes(facts(dx), RULES).types.get('cci')
  assert.deepEqual(['C16.900', 'I10.x00|E11.900', 'I10.x00|E11.200|J44.100', 'I10.x00|C78.700'].map(cci), [
    '0',
    '1',
    '2',
    '3',
  ])
})

test('tumour severity: the first that fits', () => {
  const of = (dx: string, rest: Partial<MedicalRecord> = {}, more: Partial<AuxiliaryFacts> = {}) =>
    tumourSeverity(facts(dx, rest, more), RULES)
  assert.equal(of('I10.x00'), undefined)
  assert.equal(of('C16.900', { dischargeType: '5', losDays: 1 }), 'death')
  const costly = { standardFen: 333_333, treatmentFen: 500_000, drugFen: 500_000 }
  assert.equal(of('C16.900', {}, costly), 'high_cost_1')
  assert.equal(of('C16.900', {}, { ...costly, treatmentFen: 499_999 }), 'high_cost_2')
  assert.equal(of('C16.900', {}, { ...costly, standardFen: 333_334 }), 'other')
  assert.equal(of('C16.900|C78.700|J96.000'), 'spread')
  assert.equal(of('C16.900|C16.100'), 'other', 'the same category is no second site')
  assert.equal(of('C16.900|C78.700', { losDays: 2 }), 'other')
  assert.equal(of('C16.900|J96.000|I50.900'), 'failure')
  assert.equal(of('C16.900|I50.900'), 'organ')
})

test('severity of other diseases, by words and by the older names', () => {
  const of = (dx: string, rest: Partial<MedicalRecord> = {}) => [
    severity(facts(dx, rest), RULES),
    romanSeverity(facts(dx, rest), RULES),
  ]
  assert.deepEqual(of('I10.x00|J96.000', { dischargeType: '5', losDays: 2 }), ['death', 'IV-A'])
  assert.deepEqual(of('I10.x00', { dischargeType: '5', losDays: 3 }), ['death', 'IV-B'])
  assert.deepEqual(of('I10.x00|J96.000'), ['severe', 'III'])
  assert.deepEqual(of('I10.x00|I50.900'), ['medium', 'II'])
  assert.deepEqual(of('I10.x00|J96.000', { losDays: 2 }), ['mild', 'I-A'])
  assert.deepEqual(of('I10.x00'), ['mild', 'I-B'])
})

test('age and days of intensive care at their boundaries; an unknown age has no type', () => {
  const age = (ageYears?: number, ageDays?: number) => ageType(facts('I10.x00', { ageYears, ageDays }), RULES)
  assert.deepEqual(
    [age(0, 28), age(0, 29), age(0), age(1), age(6), age(7), age(17), age(18), age(64), age(65), age()],
    [
      ...[
        'newborn',
        'infant',
        undefined,
        'young_child',
        'young_child',
        'child',
        'child',
        undefined,
        undefined,
        'old',
        undefined,
      ],
    ],
  )
  const icu = (icuDays: number) => auxiliaryTypes(facts('I10.x00', {}, { icuDays }), RULES).types.get('icu')
  assert.deepEqual([1, 2, 7, 8, 14, 15, 30, 31].map(icu), [undefined, '1', '1', '2', '2', '3', '3', '4'])
})

const CORE: Pick<DipGroup, 'type' | 'tcm'> = { type: 'core', tcm: false }
const LIMITS = { groupCases: 99, typeCases: 29, cvE4: 7_000, loweredBp: 2_000 }
const costs = (mild: number, severe: number, spread = 0): Map<string, number[]> =>
  new Map([
    ['mild', Array.from({ length: mild }, (_, at) => 1_000 + (at % 2) * spread)],
    ['severe', Array.from({ length: severe }, (_, at) => 9_000 + (at % 2) * spread)],
  ])

test('auxiliary types are used for core groups with enough cases, much variation, and a split that lowers it', () => {
  const of = (group: Pick<DipGroup, 'type' | 'tcm'>, byType: Map<string, number[]>, isBedDay = false) =>
    auxiliaryUse('severity', group, byType, LIMITS, isBedDay).refusal
  assert.equal(of(CORE, costs(70, 30)), undefined)
  assert.equal(of({ type: 'mixed', tcm: false }, costs(70, 30)), 'not_core')
  assert.equal(of({ type: 'core', tcm: true }, costs(70, 30)), 'tcm')
  assert.equal(of(CORE, costs(70, 30), true), 'bed_day')
  assert.equal(of(CORE, costs(69, 30)), 'group_cases')
  assert.equal(
    of(
      CORE,
      new Map([
        ['a', Array(29).fill(1)],
        ['b', Array(29).fill(9)],
        ['c', Array(29).fill(2)],
        ['d', Array(29).fill(3)],
      ]),
    ),
    'type_cases',
  )
  assert.equal(
    of(
      CORE,
      new Map([
        ['mild', Array(70).fill(1_000)],
        ['severe', Array(30).fill(2_000)],
      ]),
    ),
    'small_variation',
  )
  assert.equal(
    of(
      CORE,
      new Map([
        ['mild', [...Array(50).fill(1_000), ...Array(20).fill(9_000)]],
        ['severe', [...Array(20).fill(1_000), ...Array(10).fill(9_000)]],
      ]),
    ),
    'not_lowered',
  )
  const { coefficients, few } = auxiliaryUse('severity', CORE, costs(80, 29), LIMITS)
  assert.deepEqual(
    [[...coefficients.keys()], few],
    [['mild'], ['severe']],
    'a type with too few cases has no coefficient',
  )
})

test('the variation left inside types is nothing when each costs the same', () => {
  assert.equal(splitVariationE4(costs(70, 30)), 0)
  const spread = costs(70, 30, 1_000)
  const all = [...spread.values()].flat()
  const mean = all.reduce((a, b) => a + b, 0) / all.length
  assert.ok(Math.abs(splitVariationE4(spread) - (500 / mean) * 10_000) <= 1)
})

test('a case of several types takes the highest coefficient and no product', () => {
  const use = (kind: 'severity' | 'age' | 'icu', type: string, value: string, used = true) => ({
    ...{ kind, used, cvE4: 0, splitCvE4: 0, few: [], coefficients: new Map([[type, decimal(value)]]) },
  })
  const types = new Map([
    ['severity', 'severe'],
    ['age', 'old'],
    ['icu', '2'],
  ] as const)
  const uses = [use('severity', 'severe', '1.2'), use('age', 'old', '1.35'), use('icu', '2', '1.9', false)]
  assert.deepEqual(highestAuxiliary(types, uses), { kind: 'age', type: 'old', coefficient: decimal('1.35') })
  assert.equal(highestAuxiliary(new Map([['age', 'child']]), uses), undefined)
})

const sums = (...years: [number, number][]) =>
  years.map(([cases, yuan]) => ({ cases, costFen: cases * yuan * 100, losDays: 0 }))

test('the coefficient of a class: three years weighted, with an addition, with bonuses', () => {
  const own = sums([10, 11_000], [10, 11_500], [20, 12_600])
  const area = sums([50, 10_000], [50, 10_000], [60, 10_000])
  const step = coefficientByClass(own, area, [1, 2, 7])!
  assert.equal(text(step.value, 4), '1.2220')
  assert.equal(text(coefficientByClass(own, area, [1, 2, 7], decimal('0.05'))!.value, 4), '1.2720')
  const bonus = (id: string, weight: string, earned: string) => ({
    id,
    title: id,
    weight: decimal(weight),
    earned: decimal(earned),
  })
  assert.equal(
    text(coefficientWithBonus(step, [bonus('cmi', '0.04', '0.5'), bonus('key', '0.03', '1')]).value, 4),
    '1.2720',
  )
  assert.equal(coefficientByClass([], area, [1, 2, 7]), undefined)
})

test('coefficients of a group of its own: enough cases, a large difference, no inversion', () => {
  const of = (high: number, low: number, cases = 50) =>
    coefficientsOfGroup(
      [
        { class: '三级', sums: sums([cases, high]) },
        { class: '二级', sums: sums([50, low]) },
      ],
      [1],
      { minCases: 30, differenceBp: 1_000 },
    )
  const used = of(12_000, 8_000)
  assert.ok(used.used)
  assert.deepEqual(
    [...used.byClass].map(([name, value]) => [name, text(value)]),
    [
      ['三级', '1.20'],
      ['二级', '0.80'],
    ],
  )
  assert.ok(of(11_000, 10_000).used)
  assert.deepEqual(of(10_999, 10_000), { used: false, reason: 'small_difference' })
  assert.deepEqual(of(8_000, 12_000), { used: false, reason: 'inverted' })
  assert.deepEqual(of(12_000, 8_000, 29), { used: false, reason: 'few_cases' })
})

test('which coefficient a case takes: basic-level none, conservative the class, others the group’s own; clamped', () => {
  const step = (value: string) => given('c', { zh: '', en: '' }, 'number', decimal(value))
  const of = (group: Partial<DipGroup>, ofGroup?: string, clamp?: [string, string]) =>
    text(
      providerCoefficient({
        group: { basicLevel: false, mainProc: '36.0700', layer: 'basic', ...group },
        ...{
          byClass: step('1.1'),
          ofProvider: step('1.2'),
          ofGroup: ofGroup === undefined ? undefined : step(ofGroup),
        },
        ...(clamp && { clamp: { from: decimal(clamp[0]), to: decimal(clamp[1]) } }),
      }).value,
    )
  assert.equal(of({ basicLevel: true }, '1.8'), '1.00')
  assert.equal(of({ mainProc: '' }, '1.8'), '1.10')
  assert.equal(of({}, '1.8'), '1.80')
  assert.equal(of({}), '1.20')
  assert.equal(of({}, '1.8', ['0.7', '1.5']), '1.50')
  assert.equal(of({}, '0.6', ['0.7', '1.5']), '0.70')
  assert.equal(exactText(roundedTo(exact(1, 3), 2), 2), '0.33')
})
