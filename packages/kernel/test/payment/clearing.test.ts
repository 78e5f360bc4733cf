// A whole year: conservation, order, repetition, scale, quotas, refusals.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, payment as pay } from '@yibao/kernel'
import fc from 'fast-check'
import type { Parts } from './setup.ts'
import { aCase, exact, exactText, group, POINTS, pricing, provider, rulesOf, tablesOf, unitsText } from './setup.ts'

const GROUPS = [group('A', '0.8'), group('B', '1.5'), group('C', '4.2'), group('U', '1', { type: 'unstable' })]

const MIXED = `${POINTS.replace('average', 'standard').replace('7.80元', '9000元')}
  mental:
    kind: bed_day
    title: 精神床日
    tariffs: [{ bands: [{ to: 30天, price: 260元 }, { to: 90天, price: 230元 }, { price: 200元 }] }]
    readmission_days: 15天
    fund_share: { model: ratio }
  surgery:
    kind: price
    title: 日间手术
    prices: [{ code: D1, price: 5000元 }, { code: A, factor: 90% }]
    factor_of: drg
    exit_quota: 10%
    fund_share: { model: difference }
  items: { kind: itemised, title: 按项目, rate: 95% }`
const ROUTES =
  '[{ to: mental, when: { tag: mental } }, { to: surgery, when: { setting: day_surgery } }, { to: items, when: { days_at_least: 60天 } }, { to: drg }]'
const BUDGETS = '[{ id: main, title: 住院, methods: [drg, mental, surgery, items], amount: 2000000元, reserve: 5% }]'
const mixed: Parts = { methods: MIXED, routes: ROUTES, budgets: BUDGETS }

const anyCase = fc.record({
  at: fc.integer({ min: 0, max: 5 }),
  cents: fc.integer({ min: 10_000, max: 12_000_000 }),
  booked: fc.integer({ min: 30, max: 95 }),
  month: fc.integer({ min: 1, max: 12 }),
  group: fc.constantFrom('A', 'B', 'C', 'U', 'D1', 'none'),
  kind: fc.constantFrom('inpatient', 'inpatient', 'inpatient', 'day_surgery', 'mental'),
  days: fc.integer({ min: 1, max: 80 }),
})

const casesFrom = (drawn: readonly (typeof anyCase extends fc.Arbitrary<infer T> ? T : never)[]) =>
  drawn.map(({ at, cents, booked, month, group: name, kind, days }, id) => {
    const fundFen = fen(Math.floor((cents * booked) / 100))
    const settledOn = `2025-${String(month).padStart(2, '0')}-28` as never
    return aCase({
      ...{
        id: `c${String(id).padStart(4, '0')}`,
        provider: `h${at}`,
        level: at % 2 ? 'secondary' : 'tertiary',
        group: name,
      },
      ...{ costFen: fen(cents), fundFen, patientFen: fen(cents - fundFen), settledOn, days, person: `p${id % 7}` },
      ...{ setting: kind === 'mental' ? 'inpatient' : kind, tags: kind === 'mental' ? ['mental'] : [] },
    })
  })

const forms: Readonly<Record<string, Parts>> = {
  floating: mixed,
  'fixed, case by case': {
    ...mixed,
    methods: MIXED.replace('form: floating', 'form: fixed'),
    rounding: '{ units: 4, value: 2, ratio: 4, mode: half_even, posted: case }',
  },
  elastic: { ...mixed, methods: MIXED.replace('form: floating', 'form: elastic, base_units: { all: 20 }, cap: 300%') },
  difference: { ...mixed, methods: MIXED.replace('fund_share: { model: ratio }', 'fund_share: { model: difference }') },
  policy: {
    ...mixed,
    methods: MIXED.replace('fund_share: { model: ratio }', 'fund_share: { model: policy, ratio: 80% }'),
  },
}

for (const [name, parts] of Object.entries(forms)) {
  test(`${name}: what is paid, kept and reserved is the budget, whatever the order of the cases`, () => {
    const rules = rulesOf(parts)
    const tables = tablesOf(GROUPS, [
      provider('h1', { score: exact(86) }),
      provider('h2', { score: exact(50), baseUnits: exact(3) }),
    ])
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 40 }), (drawn) => {
        const cases = casesFrom(drawn)
        const year = pay.clearYear({ rules, tables, cases })
        for (const { budgetFen, items, unexplainedFen } of year.statements) {
          assert.equal(unexplainedFen, 0)
          assert.equal(
            items.reduce((sum, { amountFen }) => sum + amountFen, 0),
            budgetFen,
          )
        }
        for (const row of year.rows) {
          assert.ok(row.paidFen >= 0 && row.carryFen <= 0)
          assert.ok(row.sharedFen <= row.sharedAskedFen)
        }
        const byCase = [...year.amounts.values()].reduce((sum, each) => sum + each, 0)
        assert.equal(
          byCase,
          year.posted.postings.reduce((sum, { fundFen }) => sum + fundFen, 0),
        )
        const again = pay.clearYear({ rules, tables, cases: [...cases].reverse() })
        assert.deepEqual(again.rows, year.rows)
        assert.deepEqual(again.statements, year.statements)
        const texts = (closed: pay.YearClosed) =>
          [...closed.amounts].map(([kept, amount]) => `${kept.case.id} ${amount}`).sort()
        assert.deepEqual(texts(again), texts(year))
      }),
      { numRuns: 60, seed: 20_250_101 },
    )
  })
}

test('every step of a priced case follows from its children', () => {
  const rules = rulesOf(mixed)
  const stepsOf = (step: pay.PaymentStep): pay.PaymentStep[] => [step, ...step.children.flatMap(stepsOf)]
  let seen = 0
  fc.assert(
    fc.property(anyCase, (drawn) => {
      const [each] = casesFrom([drawn])
      const { step } = pay.priceCase(each!, pricing(rules, tablesOf(GROUPS)))
      for (const own of stepsOf(step)) {
        const expected = pay.recomputed(own)
        assert.equal(expected.n * own.value.d, own.value.n * expected.d, `${own.id} ${own.formula}`)
        seen += 1
      }
    }),
    { numRuns: 500, seed: 7 },
  )
  assert.ok(seen > 1500)
})

test('more cost never means fewer points', () => {
  const rules = rulesOf({ methods: POINTS.replace('average', 'standard').replace('7.80元', '9000元') })
  const context = pricing(rules, tablesOf(GROUPS))
  const units = (costFen: number): bigint =>
    pay.priceCase(aCase({ group: 'B', costFen: fen(costFen) }), context).unitsScaled
  const cost = fc.integer({ min: 0, max: 20_000_000 })
  fc.assert(
    fc.property(cost, cost, (a, b) => {
      assert.ok(units(Math.min(a, b)) <= units(Math.max(a, b)))
    }),
    { numRuns: 1000, seed: 3 },
  )
})

test('floating: twice the budget is twice the value, to the rounding of the value', () => {
  const cases = casesFrom(
    fc.sample(anyCase, { numRuns: 30, seed: 11 }).map((each) => ({ ...each, kind: 'inpatient', days: 5 })),
  )
  const value = (amount: string) => {
    const rules = rulesOf({
      ...mixed,
      budgets: BUDGETS.replace('2000000元', amount).replace('reserve: 5%', 'reserve: 0%'),
      methods: MIXED.replace('rate: 80%', 'rate: 0%'),
    })
    return pay.clearYear({ rules, tables: tablesOf(GROUPS), cases }).posted.values[0]!.value
  }
  const [one, two] = [value('2000000元'), value('4000000元')]
  assert.ok(Math.abs(Number(exactText(two, 4)) - 2 * Number(exactText(one, 4))) <= 0.0002)
})

const reviewed = `${POINTS.replace('average', 'standard').replace('7.80元', '9000元')}
    review: { cap: 5%, pay: itemised }`

test('special review: 5 % of the area, the largest excess first; over the cap the normal rule pays', () => {
  const rules = rulesOf({ methods: reviewed })
  const cases = Array.from({ length: 45 }, (_, at) =>
    aCase({
      id: `c${String(at).padStart(2, '0')}`,
      group: 'A',
      costYuan: at < 4 ? 60_000 + at * 1000 : 7000,
      review: at < 4 ? 'approved' : '',
    }),
  )
  const year = pay.clearYear({ rules, tables: tablesOf(GROUPS), cases })
  const rule = (id: string) => [...year.amounts.keys()].find((kept) => kept.case.id === id)?.rule
  assert.deepEqual(['c00', 'c01', 'c02', 'c03'].map(rule), ['high', 'high', 'review', 'review'])
  assert.deepEqual(
    year.issues.map(({ code, count }) => [code, count]),
    [['quota_used_up', 2]],
  )
})

test('5 % of 39 discharges is one case, of 40 two; 5 ‰ of 199 none, of 200 one', () => {
  assert.deepEqual(
    [39, 40].map((n) => pay.allowedBy(exact(5, 100), n)),
    [1, 2],
  )
  assert.deepEqual(
    [199, 200].map((n) => pay.allowedBy(exact(5, 1000), n)),
    [0, 1],
  )
})

test('what is paid beside leaves the case before its multiple is computed', () => {
  const more = 'exempt: { line: main, rate: 100%, removed_from_cost: true }'
  const rules = rulesOf({ ...mixed, more })
  const each = aCase({ group: 'A', costYuan: 20_000, exemptFen: fen(1_500_000), exemptFundFen: fen(1_000_000) })
  const tables = tablesOf(GROUPS)
  assert.equal(pay.priceCase(each, pricing(rules, tables)).rule, 'normal')
  assert.equal(pay.priceCase(each, pricing(rulesOf(mixed), tables)).rule, 'high')
  const year = pay.clearYear({ rules, tables, cases: [each] })
  assert.equal(year.rows[0]?.besideFen, 1_000_000)
})

test('TCM-advantage: at half the cost by Chinese medicine the bonus is paid, one fen below it is not', () => {
  const rules = rulesOf({
    methods: `${POINTS}\n    bonuses: [{ title: 中医优势, tag: tcm_advantage, tcm_at_least: 50%, add: 10% }]`,
  })
  const units = (tcmFen: number): string =>
    unitsText(
      pay.priceCase(
        aCase({ costYuan: 10_000, tcmFen: fen(tcmFen), tags: ['tcm_advantage'], level: 'secondary' }),
        pricing(rules, tablesOf([group('A', '1', { averageFen: new Map([['', fen(1_000_000)]]) })])),
      ),
      rules,
    )
  assert.deepEqual([500_000, 499_999].map(units), ['1.1000', '1.0000'])
})

test('a stay over the year end is split at 31 December for the budget but not for the bands', () => {
  const rules = rulesOf(mixed)
  const over = aCase({
    tags: ['mental'],
    admittedOn: '2024-12-12' as never,
    dischargedOn: '2025-02-05' as never,
    settledOn: '2025-02-05' as never,
    costYuan: 20_000,
  })
  // 55 days; 20 of them in 2024. Of 2025: days 21…30 at 260, 31…55 at 230.
  const priced = pay.priceCase(over, pricing(rules, tablesOf(GROUPS)))
  assert.equal(exactText(priced.standard, 2), String((10 * 260 + 25 * 230).toFixed(2)))
})

test('readmission within the window continues the count of days', () => {
  const rules = rulesOf(mixed)
  const stay = (id: string, from: string, to: string) =>
    aCase({
      id,
      tags: ['mental'],
      person: 'p',
      admittedOn: from as never,
      dischargedOn: to as never,
      settledOn: to as never,
      costYuan: 9000,
    })
  const cases = [
    stay('a', '2025-01-01', '2025-01-26'),
    stay('b', '2025-02-10', '2025-02-20'),
    stay('c', '2025-03-08', '2025-03-18'),
  ]
  const year = pay.clearYear({ rules, tables: tablesOf(GROUPS), cases })
  const amount = (id: string) => exactText([...year.amounts.keys()].find((kept) => kept.case.id === id)!.standard, 0)
  // b: 15 days after a, so its days are 26…35: five at 260, five at 230. c: 16 days after b, a new episode.
  assert.deepEqual(['a', 'b', 'c'].map(amount), ['6500', String(5 * 260 + 5 * 230), '2600'])
})

test('pre-admission tests join the stay that follows within the days, else they go their own way', () => {
  const visit = (id: string, on: string) =>
    aCase({
      id,
      setting: 'pre_admission',
      person: 'p',
      costYuan: 300,
      admittedOn: on as never,
      dischargedOn: on as never,
      settledOn: on as never,
    })
  const stay = aCase({ id: 's', person: 'p', costYuan: 5000, admittedOn: '2025-03-08' as never })
  const merged = pay.mergePreAdmission([visit('v1', '2025-03-01'), visit('v0', '2025-02-28'), stay], 7)
  assert.deepEqual(
    merged.map(({ id, costFen }) => [id, costFen]),
    [
      ['v0', 30_000],
      ['s', 530_000],
    ],
  )
})

test('a case that no budget pays, money without a line and an offset above the prepayment refuse to close', () => {
  const rules = rulesOf({
    budgets: '[{ id: main, title: 住院, scheme: employee, methods: [drg], amount: 1000元, reserve: 5% }]',
  })
  const event = (kind: pay.MoneyKind, line: string) => ({
    provider: 'h9',
    line,
    month: '2025-02',
    kind,
    amountFen: fen(100),
  })
  const events = [event('deduction', 'nowhere'), event('prepayment_offset', 'main')]
  const { issues } = pay.clearYear({ rules, tables: tablesOf(GROUPS), cases: [aCase({ scheme: 'resident' })], events })
  assert.deepEqual(
    issues.filter(({ refuses }) => refuses).map(({ code }) => code),
    ['case_without_budget', 'money_without_budget', 'prepayment_offset_above_balance'],
  )
})

test('shared overspending is limited by the reserve, pro rata to the fen', () => {
  assert.deepEqual(pay.withinReserve([fen(300), fen(100)], fen(400)), [300, 100])
  assert.deepEqual(pay.withinReserve([fen(300), fen(100)], fen(399)), [299, 100])
})
