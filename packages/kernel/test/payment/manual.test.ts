// docs/payment.md says what the program does: every worked number is computed here, every column, kind and message stands there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Fen, fen, payment as pay } from '@yibao/kernel'
import { aCase, decimal, exact, exactText, group, POINTS, pricing, rulesOf, tablesOf, unitsText } from './setup.ts'

const manual = readFileSync(new URL('../../../../docs/payment.md', import.meta.url), 'utf8')
const section = (title: string): string => manual.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

const yuan = (amount: number): Fen => fen(Math.round(amount * 100))
const places = { value: 4, mode: 'half_up' } as const
const bands = rulesOf().clearing.sharing
const paid = (booked: number): string => {
  const { baseFen, sharedFen } = pay.sharingOf(bands, yuan(6_500_000), yuan(booked), 'half_up')
  return ((baseFen + sharedFen) / 100).toFixed(2)
}
const AVERAGE = tablesOf([group('A', '1141.22', { averageFen: new Map([['', yuan(9940)]]) })])
const INSIDE = POINTS.replace('pay: excess }', 'pay: excess_inside, until: 5倍 }')
const scored = (costYuan: number, methods: string, digits = 2, more = {}): string => {
  const rules = rulesOf({ methods })
  return unitsText(pay.priceCase(aCase({ costYuan, ...more }), pricing(rules, AVERAGE)), rules, digits)
}
const weights = pay.weightsOf([
  { group: 'A', cases: 100, costFen: yuan(600_000) },
  { group: 'B', cases: 60, costFen: yuan(540_000) },
  { group: 'C', cases: 40, costFen: yuan(840_000) },
])
const value = (available: number, ratio: string, units: number): string =>
  exactText(
    pay.floatingValue({ available: exact(available), ratio: decimal(ratio), units: exact(units) }, places).value,
    4,
  )

const HEADS = `
  drg:
    kind: capitation
    title: 按人头
    classes: { general: 65元, two_disease: 420元, chronic: 560元 }
    monthly_share: 80%
    elsewhere: ignore`

function capitation(): string {
  const method = rulesOf({ methods: HEADS }).methods.get('drg')
  if (method?.kind !== 'capitation') return ''
  const persons = Object.entries({ general: 12_000, two_disease: 1800, chronic: 700 })
  const heads = persons.map(([name, count]) => ({
    ...{ provider: 'h', scheme: 'r', class: name, personMonths: count * 12 },
    elsewhereFen: fen(0),
  }))
  return exactText(pay.capitationDue(method, heads, undefined).value, 2)
}

function year(): string {
  const rules = rulesOf()
  const due = yuan(11_800_000)
  const none = fen(0)
  const inputs = {
    ...{
      provider: 'h',
      line: 'main',
      standardFen: due,
      bookedFen: due,
      unreasonableFen: none,
      besideFen: none,
      deductionFen: none,
    },
    ...{
      advancedFen: yuan(11_000_000),
      depositHeldFen: yuan(550_000),
      prepaymentFen: none,
      supplierFen: none,
      carriedInFen: none,
    },
  }
  const own = {
    ...{ provider: 'h', name: '', coefficient: undefined, capFen: undefined, baseUnits: undefined },
    unreasonableFen: none,
    score: exact(86),
  }
  const shared = pay.sharingFor(rules, inputs)
  return (pay.clearProvider(rules, own, inputs, shared, shared.sharedFen).paidFen / 100).toFixed(2)
}

const computed: Readonly<Record<string, () => string>> = {
  W1: () => exactText(weights.get('C')!, 4),
  W2: () => exactText(pay.pointsOfWeight(weights.get('C')!), 2),
  R1: () => value(9_000_000, '0.75', 1250),
  S: () => {
    const methods = POINTS.replace('7.80元', '8728.3元').replace('1.05', '1.02').replace('average', 'standard')
    return exactText(
      pay.priceCase(aCase({ costYuan: 1 }), pricing(rulesOf({ methods }), tablesOf([group('A', '29.7')]))).reference!,
      2,
    )
  },
  H1: () => {
    const rules = rulesOf({
      methods: POINTS.replace('7.80元', '8000元').replace('1.05', '1').replace('average', 'standard'),
    })
    return unitsText(pay.priceCase(aCase({ costYuan: 20_000 }), pricing(rules, tablesOf([group('A', '1')]))), rules)
  },
  M1: () =>
    exactText(pay.monthlyAllowed(exact(1500 * 9600 - 4_100_000), decimal('0.95'), yuan(82_000), 'half_up').value, 2),
  CMI: () =>
    exactText(
      pay.caseMix(
        [
          ['1.2', 50],
          ['0.8', 30],
          ['2.5', 20],
        ].map(([weight, cases]) => ({ weight: decimal(String(weight)), cases: Number(cases) })),
      ),
      2,
    ),
  CI: () =>
    exactText(
      pay.consumptionIndex(
        [
          [5400, 6000],
          [9900, 9000],
          [19_950, 21_000],
        ].map(([own = 0, area = 1]) => ({ own: exact(own), area: exact(area) })),
      ),
      4,
    ),
  D1: () => {
    const [m, area] = [
      [9000, 9500, 10_200],
      [8000, 8400, 8900],
    ].map((years) => pay.weightedYears(years.map((each) => exact(each))))
    return exactText(exact(m!.n * area!.d * 1000n, m!.d * area!.n), 2)
  },
  A1: () => scored(9940, POINTS, 2, { auxiliary: decimal('1.35') }),
  L1: () => scored(4000, POINTS.replace('average', 'standard'), 4),
  'H1-DIP': () => scored(24_000, POINTS),
  'H1-P': () => scored(24_000, INSIDE),
  H2: () => scored(60_000, POINTS),
  'H2-P': () => scored(60_000, INSIDE),
  P1: () => value(468_000_000, '0.72', 86_000_000),
  P2: () => {
    const inputs = {
      covered: exact(650_000_000),
      baseUnits: exact(70_000_000),
      fixed: decimal('7.60'),
      units: exact(86_000_000),
    }
    return exactText(pay.elasticIncrement(inputs, places).value, 4)
  },
  C1: () =>
    exactText(
      pay.hospitalByRatio(exact(1_200_000), decimal('7.5581'), decimal('0.70'), decimal('0.98'), exact(350_000)).value,
      2,
    ),
  B1: () =>
    exactText(
      pay.bedDayAmount([{ to: 30, price: exact(260) }, { to: 90, price: exact(230) }, { price: exact(200) }], 1, 100)
        .value,
      2,
    ),
  K1: () => {
    const inputs = {
      poolFen: yuan(420_000_000),
      reserve: decimal('0.05'),
      centralFen: fen(0),
      insideFen: yuan(265_000_000),
      outsideFen: yuan(118_000_000),
    }
    return exactText(pay.packageBalance(inputs, 'half_up').value, 2)
  },
  HEADS: capitation,
  'BAND-1': () => paid(5_200_000),
  'BAND-2': () => paid(6_100_000),
  'BAND-3': () => paid(6_800_000),
  'BAND-4': () => paid(8_000_000),
  MONTH: () => {
    const inputs = {
      allowedFen: yuan(1_000_000),
      depositRate: decimal('0.05'),
      prepaymentOffsetFen: yuan(80_000),
      recoveryFen: yuan(12_345.67),
      supplierFen: yuan(100_000),
    }
    return (pay.monthlyPayable(inputs, 'half_up').paidFen / 100).toFixed(2)
  },
  YEAR: year,
  CAP: () => String(pay.allowedBy(exact(5, 100), 39) + pay.allowedBy(exact(5, 1000), 200)),
}

test('every worked number of the page is what the program computes', () => {
  const told = rows(section('Every formula with a number')).filter((cells) => cells.length === 4)
  assert.deepEqual(
    told.map(([label = '']) => label.replaceAll('`', '')),
    Object.keys(computed),
  )
  for (const [label = '', , , result] of told) assert.equal(computed[label.replaceAll('`', '')]?.(), result, label)
})

test('every column of a case, every method, every refusal stands in the page', () => {
  const tables = section('The tables')
  for (const { names } of Object.values(pay.CASE_COLUMNS))
    for (const name of names) assert.ok(tables.includes(`\`${name}\``), name)
  const kinds = section('The configuration')
  for (const kind of ['points', 'bed_day', 'price', 'itemised', 'capitation', 'total_budget'])
    assert.ok(kinds.includes(`| \`${kind}\` |`), kind)
  const source = readFileSync(new URL('../../src/payment/clear.ts', import.meta.url), 'utf8')
  const codes = [
    ...source
      .split('export type PaymentIssueCode')[1]!
      .split('\n\n')[0]!
      .matchAll(/'(\w+)'/g),
  ].map(([, code]) => code)
  assert.deepEqual(
    rows(section('Messages')).map(([code = '']) => code.replaceAll('`', '')),
    codes,
  )
})
