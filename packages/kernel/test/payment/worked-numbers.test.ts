// Worked numbers of the field, each a test under its label: weights, rates, standards, deviations, values, bands, packages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, payment as pay } from '@yibao/kernel'
import {
  aCase,
  decimal,
  exact,
  exactText,
  fenOf,
  group,
  POINTS,
  pricing,
  rulesOf,
  tablesOf,
  unitsText,
} from './setup.ts'

const yuan = (amount: number) => fen(Math.round(amount * 100))
const money = (step: { readonly value: Parameters<typeof exactText>[0] }): string => exactText(step.value, 2)
const places = { value: 4, mode: 'half_up' } as const

test('W1: weights of three groups from their costs; unrounded they add up to the number of cases', () => {
  const groups = [
    { group: 'A', cases: 100, costFen: yuan(600_000) },
    { group: 'B', cases: 60, costFen: yuan(540_000) },
    { group: 'C', cases: 40, costFen: yuan(840_000) },
  ]
  const weights = pay.weightsOf(groups)
  assert.deepEqual(
    [...weights].map(([name, weight]) => [name, exactText(weight, 4)]),
    [
      ['A', '0.6061'],
      ['B', '0.9091'],
      ['C', '2.1212'],
    ],
  )
  assert.equal(exactText(pay.totalWeight(weights, groups), 12), '200.000000000000')
  assert.equal(exactText(pay.pointsOfWeight(weights.get('C')!), 2), '212.12')
})

test('R1: rate = (9,000,000 ÷ 75 %) ÷ 1,250 = 9,600.00', () => {
  const step = pay.floatingValue({ available: exact(9_000_000), ratio: decimal('0.75'), units: exact(1250) }, places)
  assert.equal(money(step), '9600.00')
})

test('H1 (DRG): standard 8,000, limit 2, cost 20,000: factor 1.5, 12,000', () => {
  const rules = rulesOf({
    methods: POINTS.replace('7.80元', '8000元').replace('tertiary: 1.05', 'tertiary: 1').replace('average', 'standard'),
  })
  const priced = pay.priceCase(aCase({ costYuan: 20_000 }), pricing(rules, tablesOf([group('A', '1')])))
  assert.equal(priced.rule, 'high')
  assert.equal(exactText(priced.multiple!, 1), '2.5')
  assert.equal(unitsText(priced, rules, 1), '1.5')
  assert.equal(exactText(exact(priced.unitsScaled * 8000n, 10n ** 8n), 2), '12000.00')
})

test('M1: (1,500.0 × 9,600 − 4,100,000) × 0.95 − 82,000 = 9,703,000.00, as one month of a hospital', () => {
  const fund = exact(1500 * 9600 - 4_100_000)
  assert.equal(money(pay.monthlyAllowed(fund, decimal('0.95'), yuan(82_000), 'half_up')), '9703000.00')
  const rules = rulesOf({
    methods: POINTS.replace('floating', 'fixed')
      .replace('7.80元', '9600元')
      .replace('1.05', '1')
      .replace('ratio }', 'difference }')
      .replace('average', 'standard'),
    month: '{ advance_share: 95%, deposit: 0% }',
  })
  const cases = Array.from({ length: 1000 }, (_, at) =>
    aCase({
      id: `c${at}`,
      group: at % 2 ? 'A' : 'B',
      costFen: yuan(14_400),
      fundFen: yuan(10_300),
      patientFen: yuan(4100),
    }),
  )
  const events = [
    { provider: 'h1', line: 'main', month: '2025-03', kind: 'deduction', amountFen: yuan(82_000) },
  ] as const
  const tables = tablesOf([group('A', '1.4'), group('B', '1.6')])
  const { rows } = pay.clearMonth({ rules, tables, cases, events }, '2025-03')
  assert.deepEqual(
    rows.map((row) => [row.cases, row.allowedFen, row.paidFen]),
    [[1000, 970_300_000, 970_300_000]],
  )
})

test('CMI: 50 × 1.2 + 30 × 0.8 + 20 × 2.5 = 134; ÷ 100 = 1.34', () => {
  const cases = [
    { weight: decimal('1.2'), cases: 50 },
    { weight: decimal('0.8'), cases: 30 },
    { weight: decimal('2.5'), cases: 20 },
  ]
  assert.equal(exactText(pay.caseMix(cases), 2), '1.34')
})

test('cost index: 0.9, 1.1 and 0.95 have the mean 0.9833', () => {
  const pairs = [
    [5400, 6000],
    [9900, 9000],
    [19_950, 21_000],
  ] as const
  const cases = pairs.map(([own, area]) => ({ own: exact(own), area: exact(area) }))
  assert.equal(exactText(pay.consumptionIndex(cases), 4), '0.9833')
})

test('D1: three years weighted 1 : 2 : 7 give 9,940 and 8,710, score 1,141.22', () => {
  const m = pay.weightedYears([exact(9000), exact(9500), exact(10_200)])
  const area = pay.weightedYears([exact(8000), exact(8400), exact(8900)])
  assert.deepEqual([exactText(m, 2), exactText(area, 2)], ['9940.00', '8710.00'])
  assert.equal(exactText(exact(m.n * area.d * 1000n, m.d * area.n), 2), '1141.22')
})

// Score 1,141.22, coefficient 1.05, point value 7.80, reference cost 9,940 where the rule takes the group's average.
const AVERAGE = tablesOf([group('A', '1141.22', { averageFen: new Map([['tertiary', yuan(9940)]]) })])
const NATIONAL = POINTS.replace('average', 'standard')
const VARIANT_P = POINTS.replace(
  'low: { limits: [{ limit: 0.5倍 }], boundary: below, pay: scaled }',
  'low: { limits: [{ limit: 0.5倍 }], boundary: at_most, pay: scaled, coefficient: without }',
).replace('pay: excess }', 'pay: excess_inside, until: 5倍 }')

test('A1: auxiliary coefficient 1.35: 1,141.22 × 1.05 × 1.35 = 1,617.68', () => {
  const rules = rulesOf()
  const priced = pay.priceCase(aCase({ costYuan: 9940, auxiliary: decimal('1.35') }), pricing(rules, AVERAGE))
  assert.equal(unitsText(priced, rules, 2), '1617.68')
})

test('L1: below half of 9,346.59 the score follows the cost: 512.8205, × 7.80 = 4,000.00', () => {
  const rules = rulesOf({ methods: NATIONAL })
  const priced = pay.priceCase(aCase({ costYuan: 4000 }), pricing(rules, AVERAGE))
  assert.deepEqual([priced.rule, exactText(priced.reference!, 2)], ['low', '9346.59'])
  assert.equal(exactText(exact(priced.reference!.n, priced.reference!.d * 2n), 2), '4673.30')
  assert.equal(unitsText(priced, rules), '512.8205')
  assert.equal(exactText(exact(priced.unitsScaled * 780n, 10n ** 10n), 2), '4000.00')
})

test('H1 (DIP): cost 24,000: x 2.4145, common 1,694.95, variant P 1,671.30', () => {
  const [common, variant] = [rulesOf(), rulesOf({ methods: VARIANT_P })]
  const each = aCase({ costYuan: 24_000 })
  const found = pay.priceCase(each, pricing(common, AVERAGE))
  assert.equal(exactText(found.multiple!, 4), '2.4145')
  assert.equal(unitsText(found, common, 2), '1694.95')
  assert.equal(unitsText(pay.priceCase(each, pricing(variant, AVERAGE)), variant, 2), '1671.30')
})

test('H2: cost 60,000: x 6.0362, common 6,034.80, variant P beyond 5 pays the standard 1,198.28', () => {
  const [common, variant] = [rulesOf(), rulesOf({ methods: VARIANT_P })]
  const each = aCase({ costYuan: 60_000 })
  assert.equal(unitsText(pay.priceCase(each, pricing(common, AVERAGE)), common, 2), '6034.80')
  const beyond = pay.priceCase(each, pricing(variant, AVERAGE))
  assert.deepEqual(
    [beyond.rule, unitsText(beyond, variant, 2), exactText(beyond.multiple!, 4)],
    ['high_beyond', '1198.28', '6.0362'],
  )
})

test('variant P: at exactly half, low and without coefficient; the common formula is not low there', () => {
  const each = aCase({ costYuan: 4970 })
  const [common, variant] = [rulesOf(), rulesOf({ methods: VARIANT_P })]
  assert.equal(pay.priceCase(each, pricing(common, AVERAGE)).rule, 'normal')
  const low = pay.priceCase(each, pricing(variant, AVERAGE))
  assert.deepEqual([low.rule, unitsText(low, variant)], ['low', '570.6100'])
})

test('blank group of variant P: cost counted at 0.7, no coefficient', () => {
  const rules = rulesOf({ methods: VARIANT_P.replace('pay: itemised, rate: 80%', 'pay: points_by_cost, rate: 70%') })
  const priced = pay.priceCase(aCase({ costYuan: 7800, status: 'ungrouped', group: '' }), pricing(rules, AVERAGE))
  assert.deepEqual([priced.rule, unitsText(priced, rules)], ['ungrouped', '700.0000'])
})

test('P1: 468,000,000 ÷ 0.72 = 650,000,000; ÷ 86,000,000 = 7.5581', () => {
  const step = pay.floatingValue(
    { available: exact(468_000_000), ratio: decimal('0.72'), units: exact(86_000_000) },
    places,
  )
  assert.equal(exactText(step.value, 4), '7.5581')
})

test('P2: 650,000,000 − 70,000,000 × 7.60 = 118,000,000; ÷ 16,000,000 = 7.3750 for the increment', () => {
  const inputs = {
    covered: exact(650_000_000),
    baseUnits: exact(70_000_000),
    fixed: decimal('7.60'),
    units: exact(86_000_000),
  }
  assert.equal(exactText(pay.elasticIncrement(inputs, places).value, 4), '7.3750')
  const capped = pay.elasticIncrement({ ...inputs, cap: decimal('7.2') }, places)
  assert.equal(exactText(capped.value, 4), '7.2000')
})

test('C1: 1,200,000 × 7.5581 × 0.70 × 0.98 − 350,000 = 5,871,827.92', () => {
  const step = pay.hospitalByRatio(
    exact(1_200_000),
    decimal('7.5581'),
    decimal('0.70'),
    decimal('0.98'),
    exact(350_000),
  )
  assert.equal(money(step), '5871827.92')
})

test('sharing bands: 5.2 m, 6.5 m, 6.68 m and 6.89 m of a standard of 6.5 m', () => {
  const bands = rulesOf().clearing.sharing
  const paid = (booked: number): number => {
    const { baseFen, sharedFen } = pay.sharingOf(bands, yuan(6_500_000), yuan(booked), 'half_up')
    return (baseFen + sharedFen) / 100
  }
  assert.deepEqual([5_200_000, 6_100_000, 6_800_000, 8_000_000].map(paid), [5_200_000, 6_500_000, 6_680_000, 6_890_000])
})

test('sharing bands: the upper end belongs to the band, one fen more to the next', () => {
  const bands = rulesOf().clearing.sharing
  const at = (booked: number): number => pay.sharingOf(bands, yuan(6_500_000), fen(booked), 'half_up').band
  assert.deepEqual(
    [552_500_000, 552_500_001, 650_000_000, 650_000_001, 715_000_000, 715_000_001].map(at),
    [1, 2, 2, 3, 3, 4],
  )
})

test('B1: bands 30 at 260, 31 to 90 at 230, then 200: 20, 100 and 365 days', () => {
  const bands = [{ to: 30, price: exact(260) }, { to: 90, price: exact(230) }, { price: exact(200) }]
  const amount = (days: number): string => money(pay.bedDayAmount(bands, 1, days))
  assert.deepEqual([20, 100, 365].map(amount), ['5200.00', '23600.00', '76600.00'])
  const split = [pay.bedDayAmount(bands, 1, 40), pay.bedDayAmount(bands, 41, 100)].map(money)
  assert.deepEqual(split, ['10100.00', '13500.00'])
})

const CAPITATION = `
  drg:
    kind: capitation
    title: 按人头
    classes: { general: 65元, two_disease: 420元, chronic: 560元 }
    bonus: [{ score_at_least: 90, bonus: 5% }]
    monthly_share: 80%
    elsewhere: deduct`

test('capitation: 780,000 + 756,000 + 392,000 = 1,928,000, with 5 % for quality 2,024,400', () => {
  const method = rulesOf({ methods: CAPITATION }).methods.get('drg')!
  assert.equal(method.kind, 'capitation')
  const heads = Object.entries({ general: 12_000, two_disease: 1800, chronic: 700 }).map(([name, persons]) => ({
    ...{ provider: 'h1', scheme: 'resident', class: name, personMonths: persons * 12, elsewhereFen: fen(0) },
  }))
  if (method.kind !== 'capitation') return
  assert.equal(money(pay.capitationDue(method, heads, undefined)), '1928000.00')
  assert.equal(money(pay.capitationDue(method, heads, exact(90))), '2024400.00')
  assert.equal(money(pay.capitationDue(method, [{ ...heads[0]!, elsewhereFen: yuan(1000) }], exact(89))), '779000.00')
})

test('K1: 420 m × 95 % − 265 m − 118 m = 16 m, split 6 : 3 : 1', () => {
  const inputs = { poolFen: yuan(420_000_000), reserve: decimal('0.05'), centralFen: fen(0) }
  const balance = pay.packageBalance(
    { ...inputs, insideFen: yuan(265_000_000), outsideFen: yuan(118_000_000) },
    'half_up',
  )
  assert.equal(money(balance), '16000000.00')
  const shares = new Map([
    ['a', exact(6)],
    ['b', exact(3)],
    ['c', exact(1)],
  ])
  const split = pay.splitBalance(fenOf(balance.value), shares, exact(0), 'half_up')
  assert.deepEqual(
    [...split.members.values()].map((each) => each / 100),
    [9_600_000, 4_800_000, 1_600_000],
  )
  const deficit = pay.splitBalance(yuan(-1_000_000), shares, decimal('0.4'), 'half_up')
  assert.deepEqual(
    [deficit.byFundFen / 100, [...deficit.members.values()].map((each) => each / 100)],
    [400_000, [-360_000, -180_000, -60_000]],
  )
})

test('one deductible on two-way referral: up from 200 to 500 is 300 more, down is nothing, a later episode begins again', () => {
  const stay = (id: string, from: string, to: string, amount: number) => ({
    ...{ id, admittedOn: from as never, dischargedOn: to as never, deductibleFen: yuan(amount) },
  })
  const up = [
    stay('b', '2025-03-05', '2025-03-12', 500),
    stay('a', '2025-03-01', '2025-03-05', 200),
    stay('c', '2025-03-13', '2025-03-20', 200),
  ]
  const charged = pay.referralDeductibles([...up, stay('d', '2025-04-30', '2025-05-02', 200)], 28)
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => charged.get(id)! / 100),
    [200, 300, 0, 200],
  )
})

test('a month: allowed 1,000,000.00, deposit 5 %, offset 80,000, recovery 12,345.67, supplier 100,000: 757,654.33', () => {
  const month = pay.monthlyPayable(
    {
      allowedFen: yuan(1_000_000),
      depositRate: decimal('0.05'),
      prepaymentOffsetFen: yuan(80_000),
      recoveryFen: yuan(12_345.67),
      supplierFen: yuan(100_000),
    },
    'half_up',
  )
  assert.deepEqual([month.depositFen, month.paidFen, month.carryFen], [5_000_000, 75_765_433, 0])
})

test('a month below zero is carried and never paid', () => {
  const month = pay.monthlyPayable({ allowedFen: yuan(100), depositRate: exact(0), recoveryFen: yuan(300) }, 'half_up')
  assert.deepEqual([month.paidFen, month.carryFen], [0, -20_000])
  const next = pay.monthlyPayable({ allowedFen: yuan(500), depositRate: exact(0), carryFen: month.carryFen }, 'half_up')
  assert.deepEqual([next.paidFen, next.carryFen], [30_000, 0])
})

test('a year: due 11.80 m, advances 11.00 m, deposit 0.55 m, score 86: returned 0.473 m, forfeited 0.077 m, balance 0.25 m', () => {
  const rules = rulesOf()
  const due = yuan(11_800_000)
  const inputs = {
    ...{ provider: 'h1', line: 'main', standardFen: due, bookedFen: due, unreasonableFen: fen(0), besideFen: fen(0) },
    ...{ deductionFen: fen(0), advancedFen: yuan(11_000_000), depositHeldFen: yuan(550_000), prepaymentFen: fen(0) },
    ...{ supplierFen: fen(0), carriedInFen: fen(0) },
  }
  const shared = pay.sharingFor(rules, inputs)
  const assessed = { ...tablesOf([]).providers.get('h1')!, score: exact(86) }
  const row = pay.clearProvider(rules, assessed, inputs, shared, shared.sharedFen)
  assert.deepEqual([row.depositReturnedFen / 100, row.forfeitedFen / 100], [473_000, 77_000])
  assert.equal((row.paidFen - row.depositReturnedFen) / 100, 250_000)
  const kept = (score: number) => exactText(pay.keptShare(rules.clearing.assessment.rows, exact(score)), 2)
  assert.deepEqual([90, 89, 80, 79, 59].map(kept), ['1.00', '0.89', '0.80', '0.50', '0.00'])
})
