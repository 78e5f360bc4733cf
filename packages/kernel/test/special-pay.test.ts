// By hand: payments in whole 角 and 元, benefits that reach back over the year, accounts among the tiers, stays in pieces,
// limits by event, ceilings of the policy itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountUse, Person, Visit } from '../src/benefits/bill.ts'
import { explain } from '../src/benefits/explain/explain.ts'
import { explainLine } from '../src/benefits/explain/line.ts'
import { settle } from '../src/benefits/settle.ts'
import type { Settlement } from '../src/benefits/settlement.ts'
import { faultText } from '../src/policy/text/faults.ts'
import { day } from '../src/time/day.ts'
import { addUp } from './explain/adder.ts'
import { type ByHand, billBy, bookBy, builtBy, inScope } from './generate/by-hand.ts'
import { withChanges } from './generate/settling.ts'

const ON = day('2023-05-10')

interface Given {
  readonly fen: number
  readonly person?: Partial<Person>
  readonly visit?: Partial<Visit>
  readonly account?: AccountUse
}

/** Settles bills one after another with the accumulators carried; each explanation adds up. */
function inOrder(policy: ByHand, bills: readonly Given[]): { all: Settlement[]; end: Record<string, number> } {
  const book = bookBy(policy)
  let end: Record<string, number> = {}
  const all = bills.map(({ fen, person, visit, account }) => {
    const own = billBy({ lines: [inScope(fen)], accumulators: end, ...(person && { person }), ...(visit && { visit }) })
    const bill = { ...own, ...(account && { account }) }
    const plan = book.planOn('ordinary', bill.visit.dischargedOn, bill.visit.settledOn)
    const outcome = settle(plan, bill)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(addUp(explain(plan, bill, outcome.value).root), [])
    end = withChanges(end, outcome.value.changes)
    return outcome.value
  })
  return { all, end }
}

const paid = (policy: ByHand, bills: readonly Given[]): number[] => inOrder(policy, bills).all.map((s) => s.fundPaid)
const faultsOf = (policy: ByHand): string[] => builtBy(policy).faults.map(faultText)

test('a payment in whole yuan is rounded once, from the exact amount, in the way the policy says', () => {
  const of = (mode: string, to = '1元') => ({
    tiers: { basic: { rate: '33.33%', rounding: { of: 'payment', to, mode } } },
  })
  // 150.00 × 33.33 % = 49.995: to fen 50.00, which would then stay; exactly it is below 50.
  assert.deepEqual(paid(of('down'), [{ fen: 15_000 }]), [4_900])
  assert.deepEqual(paid(of('half_up'), [{ fen: 15_000 }]), [5_000])
  assert.deepEqual(paid(of('up'), [{ fen: 15_000 }]), [5_000])
  assert.deepEqual(paid(of('down', '0.1元'), [{ fen: 15_000 }]), [4_990])
  assert.deepEqual(paid(of('up', '0.1元'), [{ fen: 15_001 }]), [5_000])
  assert.deepEqual(paid(of('half_up', '10元'), [{ fen: 15_000 }]), [5_000])
  // 4.50 × 33.33 % = 1.49985: half up to a yuan by way of fen would be 1.50 and then 2.
  assert.deepEqual(paid(of('half_up'), [{ fen: 450 }]), [100])
  // Never more than there is.
  assert.deepEqual(paid(of('up'), [{ fen: 40 }]), [40])
})

test('a person’s share in whole 角 leaves the rest to the fund', () => {
  const of = (mode: string, deductible = '0元') => ({
    tiers: { basic: { rate: '70%', deductible, rounding: { of: 'person', to: '0.1元', mode } } },
  })
  // 100.01: 70 % = 70.007, the person's 30.003.
  assert.deepEqual(paid(of('half_up'), [{ fen: 10_001 }]), [7_001])
  assert.deepEqual(paid(of('up'), [{ fen: 10_001 }]), [6_991])
  assert.deepEqual(paid(of('down'), [{ fen: 10_001 }]), [7_001])
  // The deductible is part of the share: 100.01 − (100.01 − 20.05) × 70 % = 44.038.
  assert.deepEqual(paid(of('half_up', '20.05元'), [{ fen: 10_001 }]), [10_001 - 4_400])
  assert.deepEqual(paid(of('up'), [{ fen: 1 }]), [0])
})

test('over a period whole yuan are those of the cumulative amount: the year is the same however care is split', () => {
  const tiers = {
    basic: {
      rate: '50%',
      rounding: { of: 'payment', to: '1元', mode: 'half_up' },
      switches: { band_scope: 'year', deductible_mode: 'year' },
    },
  }
  assert.deepEqual(paid({ tiers }, [{ fen: 90 }, { fen: 90 }, { fen: 90 }]), [0, 90, 0])
  assert.deepEqual(paid({ tiers }, [{ fen: 270 }]), [100])
})

const ILLNESS = {
  deductible: { by: 'category', pick: 'lowest', minimum_allowance: '7000元', otherwise: '14000元' },
  rate: { by: 'category', pick: 'highest', minimum_allowance: '65%', otherwise: '60%' },
} as const
const overYear = (category_change?: string) => ({
  tiers: {
    illness: {
      ...ILLNESS,
      switches: { band_scope: 'year', deductible_mode: 'year', ...(category_change && { category_change }) },
    },
  },
})
const POOR = { person: { categories: ['minimum_allowance'] } }

test('a better category within the year: from now on by default, or also for what came before', () => {
  const bills = [{ fen: 2_000_000 }, { fen: 1_000_000, ...POOR }]
  // (20 000 − 14 000) × 60 %, then 65 % of the further 10 000.
  assert.deepEqual(paid(overYear(), bills), [360_000, 650_000])
  // (30 000 − 7 000) × 65 % = 14 950 in all, of which 3 600 were paid.
  const { all, end } = inOrder(overYear('catch_up'), bills)
  assert.deepEqual(
    all.map((s) => s.fundPaid),
    [360_000, 1_000_000],
  )
  // A bill pays no more than itself; the rest follows with the next one.
  assert.equal(end['paid.illness@2023'], 1_360_000)
  assert.deepEqual(paid(overYear('catch_up'), [...bills, { fen: 200_000, ...POOR }]), [360_000, 1_000_000, 200_000])
  // Without a change both ways are one.
  const same = [{ fen: 2_000_000 }, { fen: 1_234_567 }, { fen: 33 }]
  assert.deepEqual(paid(overYear('catch_up'), same), paid(overYear(), same))
})

test('a worse category takes nothing back', () => {
  const bills = [{ fen: 2_000_000, ...POOR }, { fen: 100_000 }, { fen: 2_000_000 }]
  // 8 450 paid; (21 000 − 14 000) × 60 % is less; (41 000 − 14 000) × 60 % = 16 200 is 7 750 more.
  assert.deepEqual(paid(overYear('catch_up'), bills), [845_000, 0, 775_000])
})

test('the account pays at its place among the tiers, of this year’s credits first, and its money is the person’s', () => {
  const policy = {
    tiers: {
      account: {
        ...{ payer: 'account', fund: 'personal_account', rate: '100%' },
        base: { smallest: ['left', 'account_current'] },
      },
      basic: {
        base: 'left',
        deductible: '300元',
        rate: '80%',
        switches: { band_scope: 'year', deductible_mode: 'year' },
      },
    },
    plan: {
      switches: { over_limit: 'separate', account_pays: ['in_scope'], governed_by: 'discharge', package: 'none' },
    },
  }
  const account = { use: true, balanceFen: 50_000 as never, currentFen: 20_000 as never }
  const { all, end } = inOrder(policy, [{ fen: 100_000, account }])
  const [s] = all
  // 200 of this year's account, then 300 deductible, 80 % of the remaining 500; earlier years' 300 pay the person's part.
  assert.deepEqual(
    s?.tiers.map(({ id, base, deductible, paid: amount }) => [id, base, deductible, amount]),
    [
      ['account', 20_000, 0, 20_000],
      ['basic', 80_000, 30_000, 40_000],
    ],
  )
  assert.deepEqual([s?.fundPaid, s?.personPaid, s?.accountPaid, s?.cash], [40_000, 60_000, 50_000, 10_000])
  assert.deepEqual(end, { 'base.basic@2023': 80_000 })
  const unused = inOrder(policy, [{ fen: 100_000, account: { ...account, use: false } }]).all[0]
  assert.deepEqual([unused?.fundPaid, unused?.accountPaid, unused?.cash], [56_000, 0, 44_000])
  const more = inOrder(policy, [{ fen: 10_000, account }]).all[0]
  assert.deepEqual([more?.accountPaid, more?.fundPaid, more?.cash], [10_000, 0, 0])
})

test('bands per visit go on in the further pieces of one stay, deductible and limits per visit with them', () => {
  const bands = [{ to: '10000元', rate: '50%' }, { rate: '90%' }]
  const limits = [{ title: '单次', on: 'payment', amount: '12000元', per: 'visit' }]
  for (const band_origin of ['above_deductible', 'zero']) {
    const policy = { tiers: { basic: { bands, limits, deductible: '800元', switches: { band_origin } } } }
    const visit = { setting: 'inpatient', stay: 'Z3' } as const
    const [first = 0, second = 0] = paid(policy, [
      { fen: 600_000, visit },
      { fen: 900_000, visit: { ...visit, continued: true } },
    ])
    const [whole = 0] = paid(policy, [{ fen: 1_500_000, visit }])
    assert.equal(first + second, whole, band_origin)
    assert.equal(first, 260_000)
    assert.equal(whole, band_origin === 'zero' ? 460_000 + 450_000 : 500_000 + 378_000)
    // Up to its limit, which the pieces share.
    const [a = 0, b = 0, c = 0] = paid(
      policy,
      [600_000, 900_000, 900_000].map((fen) => ({ fen, visit })),
    )
    assert.equal(a + b + c, 1_200_000)
    // Another stay begins anew.
    assert.deepEqual(
      paid(policy, [
        { fen: 600_000, visit },
        { fen: 600_000, visit: { ...visit, stay: 'Z4' } },
      ]),
      [260_000, 260_000],
    )
  }
})

test('a further piece is the admission that was counted: its deductible is not that of a next one', () => {
  const policy = { tiers: { basic: { deductible: { nth: 'admission_number', list: ['800元', '400元'] } } } }
  const visit = { setting: 'inpatient', stay: 'Z3' } as const
  const bills = [
    { fen: 50_000, visit },
    { fen: 100_000, visit: { ...visit, continued: true } },
  ]
  const { all, end } = inOrder(policy, bills)
  assert.deepEqual(
    all.map((s) => s.deductible),
    [50_000, 30_000],
  )
  assert.equal(end['admissions@2023'], 1)
})

test('limits by accident, by cycle of treatment, by half year and by disease for life', () => {
  const by = (per: string) => ({
    tiers: { basic: { rate: '100%', limits: [{ title: '限额', on: 'payment', amount: '100元', per }] } },
  })
  const twice = (per: string, one: Partial<Visit>, other: Partial<Visit>) =>
    paid(by(per), [
      { fen: 8_000, visit: one },
      { fen: 8_000, visit: other },
    ])
  assert.deepEqual(twice('accident', { accident: 'A1' }, { accident: 'A1' }), [8_000, 2_000])
  assert.deepEqual(twice('accident', { accident: 'A1' }, { accident: 'A2' }), [8_000, 8_000])
  assert.deepEqual(twice('event', { event: 'E1' }, { event: 'E1' }), [8_000, 2_000])
  assert.deepEqual(twice('event', { event: 'E1' }, { event: 'E2' }), [8_000, 8_000])
  const on = (text: string) => ({ admittedOn: day(text), dischargedOn: day(text), settledOn: day(text) })
  assert.deepEqual(twice('half_year', on('2023-01-05'), on('2023-06-30')), [8_000, 2_000])
  assert.deepEqual(twice('half_year', on('2023-06-30'), on('2023-07-01')), [8_000, 8_000])
  const sick = (text: string, disease: string) => ({ ...on(text), disease })
  assert.deepEqual(twice('disease_lifetime', sick('2023-01-05', 'M1'), sick('2024-06-30', 'M1')), [8_000, 2_000])
  assert.deepEqual(twice('disease_lifetime', sick('2023-01-05', 'M1'), sick('2024-06-30', 'M2')), [8_000, 8_000])
})

test('a limit that grows from quarter to quarter: what was not used is carried over within the year', () => {
  const amount = { times: ['600元', 'quarter_of_year'] }
  const policy = {
    tiers: { basic: { rate: '100%', limits: [{ title: '季度限额', on: 'payment', amount, per: 'year' }] } },
  }
  const on = (text: string) => ({ admittedOn: day(text), dischargedOn: day(text), settledOn: day(text) })
  const bills = ['2023-02-01', '2023-04-01', '2023-12-31'].map((text) => ({ fen: 100_000, visit: on(text) }))
  assert.deepEqual(paid(policy, bills), [60_000, 60_000, 100_000])
})

test('a threshold in whole hundreds, a rate in whole points', () => {
  const share = { share: '10%', of: { parameter: 'wage' } }
  const by = (mode: string, wage = '8449元') => ({
    parameters: { wage: { title: '平均工资', value: wage } },
    tiers: { basic: { rate: '100%', deductible: { round: share, to: '100元', mode } } },
  })
  const deductible = (policy: ByHand) => inOrder(policy, [{ fen: 1_000_000 }]).all[0]?.deductible
  assert.deepEqual([deductible(by('down')), deductible(by('half_up')), deductible(by('up'))], [80_000, 80_000, 90_000])
  assert.equal(deductible(by('half_up', '8500元')), 90_000)
  assert.equal(deductible(by('up', '8000元')), 80_000)
  const rate = { round: { sum: ['75%', { times: ['0.2%', 'age'] }] }, to: '1%', mode: 'half_up' }
  assert.deepEqual(paid({ tiers: { basic: { rate } } }, [{ fen: 10_000, person: { age: 43 } }]), [8_400])
})

const CEILINGS = {
  ceilings: [
    { title: '床位费', when: { item_tag: 'bed' }, price: { by: 'level', level_3: '50元', otherwise: '35元' } },
    { title: '单次检查', when: { item_tag: 'imaging' }, amount: '400元' },
    {
      title: '非中选药品',
      when: { item_tag: 'vbp_nonselected' },
      price: { largest: ['selected_price', { share: '70%', of: 'item_price' }] },
    },
  ],
}

test('ceilings of the policy itself: of a unit, of a line, of the price of the selected product; the lowest of all binds', () => {
  const book = bookBy({ tiers: { basic: {} }, classification: CEILINGS })
  const over = (line: object) => {
    const bill = billBy({ lines: [inScope(0, line as never)] })
    const plan = book.planOn('ordinary', ON, ON)
    const tree = explainLine(plan, bill, 0)
    assert.ok(tree.ok)
    assert.deepEqual(addUp(tree.value.root), [])
    const outcome = settle(plan, bill)
    return outcome.ok ? outcome.value.over : outcome.code
  }
  const days = (n: number) => ({ quantity: n * 10_000 })
  assert.equal(over({ amountFen: 24_000, tags: ['bed'], ...days(4) }), 10_000)
  assert.equal(over({ amountFen: -24_000, tags: ['bed'], quantity: -40_000 }), 'bill_negative')
  assert.equal(over({ amountFen: 24_000, tags: ['bed'], ceiling: 20_000_000, ...days(4) }), 16_000)
  assert.equal(over({ amountFen: 50_000, tags: ['imaging'], ...days(1) }), 10_000)
  assert.equal(over({ amountFen: 24_000, ...days(4) }), 0)
  // 10 boxes at 12.00; the selected product costs 5.00, 70 % of the own price is 8.40.
  const box = { tags: ['vbp_nonselected'], price: 12_000_000, ...days(10), amountFen: 12_000 }
  assert.equal(over({ ...box, selectedPrice: 5_000_000 }), 3_600)
  assert.equal(over({ ...box, selectedPrice: 10_000_000 }), 2_000)
})

test('what contradicts itself is refused, in words', () => {
  const rounding = { of: 'payment', to: '1元', mode: 'up' }
  const says = (tier: object, classification?: object) =>
    faultsOf({ tiers: { basic: tier as never }, ...(classification && { classification: classification as never }) })
      .map((text) => text.replace(/^by-hand.yaml:\d+ /, ''))
      .join('; ')
  assert.match(
    says({ rounding, switches: { round_at: 'band' } }),
    /rounding_twice: found basic rounds at each band too/,
  )
  assert.match(
    says({ rounding: { ...rounding, to: '0元' } }),
    /wrong_value: found 0.00元; expected a unit such as 0.1元/,
  )
  assert.match(
    says({ rounding: { ...rounding, mode: 'nearest' } }),
    /wrong_value: found nearest; expected one of half_up/,
  )
  assert.match(
    says({ switches: { category_change: 'catch_up' } }),
    /catch_up_without_period: found basic catches up within/,
  )
  assert.match(
    says({ rounding: { ...rounding, of: 'person' }, switches: { category_change: 'catch_up', band_scope: 'year' } }),
    /rounding_twice: found basic catches up and rounds the person’s share/,
  )
  assert.match(says({ payer: 'account' }), /payer_without_fund: found tier basic with payer: account/)
  assert.match(
    says({ payer: 'account', fund: 'personal_account', given: true }),
    /wrong_value: found tier basic, paid by/,
  )
  assert.match(
    says({}, { ceilings: [{ title: '两样', price: '1元', amount: '1元' }] }),
    /wrong_value: found ceiling 两样/,
  )
  assert.match(says({}, { ceilings: [{ title: '合计', amount: 'total' }] }), /amount_in_classification: found total/)
  assert.match(says({ deductible: { round: '10元', to: '5%', mode: 'up' } }), /unit_mismatch/)
})
