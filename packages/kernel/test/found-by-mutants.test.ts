// Single cases for changes of the engine that no other test had noticed: boundaries, exact fractions in every construct, and
// what a refusal says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bill } from '../src/benefits/bill.ts'
import { needsLines, settle, settleSums } from '../src/benefits/settle.ts'
import { splitLines } from '../src/benefits/split-lines.ts'
import type { Fen } from '../src/money/fen.ts'
import { day } from '../src/time/day.ts'
import { type ByHand, billBy, bookBy, changesBy, inScope, outcomeBy, paidBy, settlementBy } from './generate/by-hand.ts'

const ON = day('2023-05-01')
const USED = { used_by: 'basic' }
/** Pays 1 yuan of 10 and so has used up a third of a thousand fen: what builds on it counts in thirds. */
const BASIC = { rate: '30%', limits: [{ title: '封顶', on: 'payment', amount: '1元', per: 'visit' }] }

const refusalOf = (policy: ByHand, bill: Bill) => {
  const outcome = outcomeBy(policy, bill)
  if (outcome.ok) return assert.fail('settled')
  const { at, ...facts } = outcome.facts ?? {}
  return [outcome.code, facts, String(at).replace(/\d+$/, 'N')]
}

test('every kind of amount keeps its worth in a base that counts in thirds of a fen', () => {
  const classification = { parts: [{ part: 'special', when: { item_tag: 'special' } }] }
  const lines = [inScope(1_000, { tags: ['special'] })]
  const bill = billBy({ person: { averageWageFen: 1_000 as Fen }, visit: { sessions: 2 }, lines })
  const ten = [
    '10元',
    'in_scope',
    { amount: 'in_scope', part: 'special' },
    'average_wage',
    { base_of: 'basic' },
    { sum: [{ paid_by: 'basic' }, '9元'] },
    { sum: [{ above_cap_of: 'basic' }, '8元'] },
    { sum: [{ deductible_of: 'earlier' }, '6元'] },
    { by: 'level', level_1: '10元', level_2: '20元' },
    { by: 'level', level_1: 'in_scope', otherwise: '20元' },
    { choose: [{ when: { level: 'level_1' }, value: '10元' }, { otherwise: '20元' }] },
    { nth: 'sessions', list: ['20元', '10元'] },
    { step_down: { of: 'sessions', start: '11元', by: '1元' } },
    { steps: { of: 'sessions', every: 1, each: '5元', at_most: '12元' } },
    { share: '50%', of: '20元' },
    { times: ['5元', 'sessions'] },
    { prorate: { of: '5元', by: 'sessions', over: 1 } },
    { smallest: ['10元', '11元'] },
    { largest: ['10元', '9元'] },
  ]
  for (const amount of ten) {
    const earlier = { rate: '0%', deductible: '4元' }
    const large = { rate: '100%', base: { minus: [amount, USED] } }
    const settlement = settlementBy({ classification, tiers: { earlier, basic: BASIC, large } }, bill)
    // 1,000 − 333.33… = 666.66…
    assert.deepEqual(paidBy(settlement), { earlier: 0, basic: 100, large: 667 }, JSON.stringify(amount))
  }
})

test('two tiers used up thirds and sevenths of a fen: a third one starts from what both left', () => {
  const limits = [{ title: '封顶', on: 'payment', amount: '1元', per: 'visit' }]
  const tiers = {
    basic: { rate: '30%', limits },
    second: { rate: '70%', limits },
    third: { rate: '100%', base: { minus: ['in_scope', USED, { used_by: 'second' }] } },
  }
  // 1,000 − 333.33… − 142.857…
  assert.equal(paidBy(settlementBy({ tiers }, billBy({ lines: [inScope(1_000)] }))).third, 524)
})

test('thirds of a fen are exact in billions of yuan, too', () => {
  const tiers = { basic: BASIC, large: { rate: '100%', base: { minus: ['in_scope', USED] } } }
  const bill = billBy({ lines: [inScope(800_000_000_000)] })
  assert.equal(paidBy(settlementBy({ tiers }, bill)).large, 799_999_999_667)
  // 75 % of 2,382 − 333.33… is 1,536.5 exactly, and in doubles a hair less.
  const half = { ...tiers, large: { ...tiers.large, rate: '75%' } }
  assert.equal(paidBy(settlementBy({ tiers: half }, billBy({ lines: [inScope(2_382)] }))).large, 1_537)
})

test('limits, deductibles and cumulative bands count whole fen where the tier counts in thirds', () => {
  const base = { minus: ['in_scope', USED] }
  const bill = (accumulators: Record<string, number>) => billBy({ lines: [inScope(1_000)], accumulators })
  const limits = [{ title: '限额', on: 'eligible', amount: '5元', per: 'year' }]
  const limited = { tiers: { basic: BASIC, large: { rate: '100%', base, limits } } }
  const key = 'limit.large.eligible.year@2023'
  assert.equal(changesBy(settlementBy(limited, bill({})))[key], 500)
  assert.equal(paidBy(settlementBy(limited, bill({ [key]: 200 }))).large, 300)

  const yearly = { deductible: '4元', switches: { deductible_mode: 'year' } }
  const taken = { tiers: { basic: BASIC, large: { rate: '100%', base, ...yearly } } }
  const counted = settlementBy(taken, bill({ 'deductible.large@2023': 100 }))
  assert.deepEqual([counted.tiers[1]?.deductible, counted.tiers[1]?.base, paidBy(counted).large], [300, 667, 367])
  assert.equal(changesBy(counted)['deductible.large@2023'], 300)

  const bands = [{ to: '5元', rate: '0%' }, { rate: '100%' }]
  const filled = { tiers: { basic: BASIC, large: { bands, base, switches: { band_scope: 'year' } } } }
  const cumulative = settlementBy(filled, bill({ 'base.large@2023': 300 }))
  // 300 + 666.66… − 500, the difference of the rounded cumulative amounts
  assert.equal(paidBy(cumulative).large, 467)
  assert.equal(changesBy(cumulative)['base.large@2023'], 667)
})

test('the cost used up is that of the band in which the limit binds', () => {
  const bands = [{ to: '1000元', rate: '50%' }, { rate: '80%' }]
  const limits = (amount: string) => [{ title: '封顶', on: 'payment', amount, per: 'year' }]
  const largeBase = (cap: string, cap_consumption: string, fen: number) => {
    const basic = { bands, limits: limits(cap), switches: { cap_consumption } }
    const tiers = { basic, large: { base: { minus: ['in_scope', USED] } } }
    return settlementBy({ tiers }, billBy({ lines: [inScope(fen)] })).tiers[1]?.base
  }
  // 500 of the first 1,000, then 400 ÷ 80 % more
  assert.equal(largeBase('900元', 'binding_point', 200_000), 50_000)
  // 300 ÷ 50 %: only the first band is reached
  assert.equal(largeBase('300元', 'limit_over_rate', 90_000), 30_000)
  assert.equal(largeBase('300元', 'everything', 90_000), 0)
  // 500 + 800 are paid of 2,000: a limit above or at that does not bind, and all is used up.
  for (const cap of ['1400元', '1300元']) assert.equal(largeBase(cap, 'limit_over_rate', 200_000), 0)
  // 1,299 ÷ 80 %
  assert.equal(largeBase('1299元', 'limit_over_rate', 200_000), 200_000 - 162_375)
})

test('where bands count from zero, the cost used up is what lies above the deductible', () => {
  const limits = [{ title: '封顶', on: 'payment', amount: '1元', per: 'visit' }]
  const basic = { rate: '30%', limits, deductible: '2元', switches: { band_origin: 'zero' } }
  const large = { rate: '100%', base: { minus: ['in_scope', { deductible_of: 'basic' }, USED] } }
  // 1,000 − 200 − 333.33…
  assert.equal(paidBy(settlementBy({ tiers: { basic, large } }, billBy({ lines: [inScope(1_000)] }))).large, 467)
})

test('a tier that counts in thirds may itself be capped and used up, and a provider may bear its excess', () => {
  const base = { minus: ['in_scope', USED] }
  const bill = billBy({ lines: [inScope(1_000)] })
  const third = { rate: '100%', base: { minus: ['in_scope', USED, { used_by: 'large' }] } }
  for (const cap_consumption of ['binding_point', 'limit_over_rate']) {
    const limits = [{ title: '封顶', on: 'payment', amount: '1元', per: 'visit' }]
    const large = { rate: '50%', base, limits, switches: { cap_consumption } }
    // 1,000 − 333.33… − 200
    assert.equal(paidBy(settlementBy({ tiers: { basic: BASIC, large, third } }, bill)).third, 467)
    const wide = { ...large, limits: [{ title: '封顶', on: 'payment', amount: '4元', per: 'visit' }] }
    assert.equal(paidBy(settlementBy({ tiers: { basic: BASIC, large: wide, third } }, bill)).third, 0)
  }
  // 450 + 83.33… are paid of 666.66…; at the lower rate of the second band 4 yuan would stand for more than there was.
  const bands = [{ to: '5元', rate: '90%' }, { rate: '50%' }]
  const cap = [{ title: '封顶', on: 'payment', amount: '4元', per: 'visit' }]
  const falling = { bands, base, limits: cap, switches: { cap_consumption: 'limit_over_rate' } }
  const above = { ...third, base: { minus: [{ sum: ['in_scope', '2元'] }, USED, { used_by: 'large' }] } }
  assert.equal(paidBy(settlementBy({ tiers: { basic: BASIC, large: falling, third: above } }, bill)).third, 200)

  // 250 + 133.33… are within 4.50 yuan: nothing binds, and all is used up.
  const roomy = [{ title: '封顶', on: 'payment', amount: '4.5元', per: 'visit' }]
  const rising = { ...falling, bands: [{ to: '5元', rate: '50%' }, { rate: '80%' }], limits: roomy }
  assert.equal(paidBy(settlementBy({ tiers: { basic: BASIC, large: rising, third: above } }, bill)).third, 200)

  const limits = [{ title: '打包', on: 'eligible', amount: '5元', per: 'visit', excess: 'provider' }]
  const packaged = settlementBy({ tiers: { basic: BASIC, large: { rate: '100%', base, limits } } }, bill)
  assert.deepEqual([packaged.providerPaid, paidBy(packaged).large], [167, 500])
})

test('an amount below a bound is below it, at the bound it is not', () => {
  const when = { total: { below: '100元' } }
  const paid = (fen: number) => settlementBy({ tiers: { basic: { when } } }, billBy({ lines: [inScope(fen)] })).fundPaid
  assert.deepEqual([9_999, 10_000].map(paid), [5_000, 0])
})

test('a word outside all rows takes the row for all others, of however many rows', () => {
  const bill = billBy({ visit: { channel: 'manual' }, lines: [inScope(100_000)] })
  const rows = { local: '100元', in_province: '200元' }
  const deductible = (by: object) => settlementBy({ tiers: { basic: { deductible: by } } }, bill).deductible
  assert.equal(deductible({ by: 'channel', direct: '100元', otherwise: '300元' }), 30_000)
  assert.equal(deductible({ by: 'place', ...rows, otherwise: '300元' }), 10_000)
  const referrals = { referred: '1元', emergency: '2元', long_term: '3元', temporary: '4元', otherwise: '5元' }
  assert.equal(deductible({ by: 'referral', ...referrals }), 500)
})

test('a hole in the policy is refused with the fact, what was found and where it stands', () => {
  const rateBy = (by: object) => ({ tiers: { basic: { rate: by } } })
  const bill = billBy({ person: { categories: ['a', 'b'] as never }, lines: [inScope(100)] })
  const at = 'by-hand.yaml:N'
  const gap = (fact: string, found: string) => ['policy_gap', { fact, found }, at]
  assert.deepEqual(refusalOf(rateBy({ by: 'level', level_2: '50%' }), bill), gap('level', 'level_1'))
  assert.deepEqual(refusalOf(rateBy({ by: 'sex', male: '50%' }), bill), gap('sex', '(unknown)'))
  assert.deepEqual(refusalOf(rateBy({ by: 'disease', M01600: '50%' }), bill), gap('disease', '(unknown)'))
  const moneyBy = (by: object) => ({ tiers: { basic: { deductible: by } } })
  assert.deepEqual(refusalOf(moneyBy({ by: 'level', level_2: '1元' }), bill), gap('level', 'level_1'))
  assert.deepEqual(refusalOf(moneyBy({ by: 'sex', male: '1元' }), bill), gap('sex', '(unknown)'))
  const byTag = { by: 'visit_tag', pick: 'highest', contracted: '50%' }
  assert.deepEqual(refusalOf(rateBy(byTag), bill), gap('visit_tag', '(none)'))
  const tagged = billBy({ visit: { tags: ['x', 'y'] }, lines: [inScope(100)] })
  assert.deepEqual(refusalOf(rateBy(byTag), tagged), gap('visit_tag', 'x,y'))
  const chosen = { choose: [{ when: { level: 'level_2' }, value: '50%' }] }
  assert.deepEqual(refusalOf(rateBy(chosen), bill), gap('', 'no condition holds'))
  const divided = { prorate: { of: '10元', by: 'sessions', over: 'newborns' } }
  assert.deepEqual(refusalOf(moneyBy(divided), bill), gap('', 'a divisor of 0'))
  const bands = [{ to: '100元', rate: '50%' }, { to: { times: ['1元', 'age'] }, rate: '60%' }, { rate: '70%' }]
  assert.deepEqual(refusalOf({ tiers: { basic: { bands } } }, bill), gap('', 'a band that ends before it begins'))
})

test('a limit that does not hold does not keep the next one of the same bucket from counting', () => {
  const limit = { on: 'payment', amount: '100元', per: 'year', bucket: 'shared' }
  const limits = [
    { ...limit, title: '三级', when: { level: 'level_3' } },
    { ...limit, title: '其他' },
  ]
  const settlement = settlementBy({ tiers: { basic: { limits } } }, billBy({ lines: [inScope(6_000)] }))
  assert.deepEqual(changesBy(settlement), { 'limit.shared@2023': 3_000 })
})

test('sums without a part count as nothing, and a denied bill is the person’s, from sums as from lines', () => {
  const plan = bookBy({ tiers: { basic: {} } }).planOn('ordinary', ON, ON)
  const nothing = settleSums(plan, billBy({}), { full: [], over: [], pre: [], inScope: [] })
  assert.equal(nothing.ok && nothing.value.total, 0)
  const sums = { full: [1], over: [20], pre: [300], inScope: [4_000] }
  const open = settleSums(plan, billBy({}), sums)
  assert.equal(open.ok && open.value.fundPaid, 2_000)
  const denied = settleSums(plan, billBy({ denials: ['waiting_period'] }), sums)
  assert.ok(denied.ok)
  const { total, full, over, pre, inScope: scope, cash, fundPaid } = denied.value
  assert.deepEqual([total, full, over, pre, scope, cash, fundPaid], [4_321, 4_321, 0, 0, 0, 4_321, 0])
})

test('a bill above nine billion yuan and one of which more came back than was sold are refused with their sums', () => {
  const policy = { tiers: { basic: {} } }
  const large = (fen: number) => outcomeBy(policy, billBy({ lines: [inScope(fen)] }))
  assert.ok(large(900_000_000_000).ok)
  assert.deepEqual(large(900_000_000_001), { ok: false, code: 'bill_too_large', facts: { totalFen: 900_000_000_001 } })
  const each = 300_000_000_000 as Fen
  const split = { full: each, over: each, pre: each }
  assert.deepEqual(outcomeBy(policy, billBy({ lines: [inScope(900_000_000_003, { split })] })), {
    ok: false,
    code: 'bill_too_large',
    facts: { totalFen: 900_000_000_003 },
  })
  const negative = outcomeBy(policy, billBy({ lines: [inScope(100), inScope(-101)] }))
  assert.deepEqual(negative, { ok: false, code: 'bill_negative', facts: { totalFen: -1, partFen: -1 } })
})

test('an amount given from outside is refused below nothing and above what is left, and says all three', () => {
  const given = { title: '商保', given: true, payer: 'commercial', fund: 'outside', rate: undefined, base: undefined }
  const plan = { tiers: { basic: {}, commercial: given } } as unknown as ByHand
  const outcome = (fen: number) =>
    outcomeBy(plan, billBy({ lines: [inScope(1_000)], given: { commercial: fen as Fen } as Record<string, Fen> }))
  const paid = (fen: number) => {
    const settled = outcome(fen)
    return settled.ok ? settled.value.tiers[1]?.paid : settled.code
  }
  assert.deepEqual([0, 1, 500].map(paid), [0, 1, 500])
  const facts = (givenFen: number) => ({ tier: 'commercial', givenFen, leftFen: 500 })
  assert.deepEqual(outcome(501), { ok: false, code: 'given_amount_exceeds', facts: facts(501) })
  assert.deepEqual(outcome(-1), { ok: false, code: 'given_amount_exceeds', facts: facts(-1) })
})

test('lines split alone meet the same hole in the policy as the bill does', () => {
  const pre_self_pay = { by: 'item_kind', service: '10%' }
  const policy = { classification: { pre_self_pay }, tiers: { basic: {} } }
  const bill = billBy({ lines: [inScope(100)] })
  const plan = bookBy(policy).planOn('ordinary', ON, ON)
  assert.deepEqual(splitLines(plan, bill), settle(plan, bill))
  assert.deepEqual(refusalOf(policy, bill), ['policy_gap', { fact: 'item_kind', found: 'other' }, 'by-hand.yaml:N'])
  const undecided = { pre_self_pay: { choose: [{ when: { item_kind: 'service' }, value: '10%' }] } }
  const other = bookBy({ classification: undecided, tiers: { basic: {} } }).planOn('ordinary', ON, ON)
  const hole = splitLines(other, bill)
  assert.deepEqual([!hole.ok && hole.facts?.fact, hole], ['', settle(other, bill)])

  // On a plan that has seen no bill yet, the facts of the visit decide as well.
  const local = { pre_self_pay: { by: 'place', local: '10%', otherwise: '20%' } }
  const fresh = bookBy({ classification: local, tiers: { basic: {} } }).planOn('ordinary', ON, ON)
  const abroad = splitLines(fresh, billBy({ visit: { place: 'out_of_province' }, lines: [inScope(100)] }))
  assert.equal(abroad.ok && abroad.value[0]?.pre, 20)
})

test('only a plan that rounds line by line needs its lines, and the work is kept only when asked for', () => {
  const planOf = (round_at: string) =>
    bookBy({ tiers: { basic: { switches: { round_at } } } }).planOn('ordinary', ON, ON)
  assert.deepEqual(['tier', 'band', 'line'].map(planOf).map(needsLines), [false, false, true])
  const bill = billBy({ lines: [inScope(100)] })
  const [plain, explained] = [settle(planOf('tier'), bill), settle(planOf('tier'), bill, true)]
  assert.ok(plain.ok && explained.ok)
  assert.equal('work' in plain.value, false)
  assert.equal('work' in explained.value, true)
})

test('an account without family pays alone, and a giver who has nothing is not named', () => {
  const switches = { over_limit: 'separate', account_pays: ['in_scope'], governed_by: 'discharge', package: 'none' }
  const policy = { tiers: { basic: {} }, plan: { switches } }
  const paid = (mutual?: readonly [string, number][]) => {
    const given = mutual && { mutual: mutual.map(([giver, fen]) => ({ giver, availableFen: fen as Fen })) }
    const account = { use: true, balanceFen: 100 as Fen, ...given }
    const { accountPaid, mutual: by, cash } = settlementBy(policy, billBy({ lines: [inScope(1_000)], account }))
    return [accountPaid, by, cash]
  }
  assert.deepEqual(paid(), [100, [], 400])
  assert.deepEqual(
    paid([
      ['配偶', 0],
      ['子女', 150],
    ]),
    [100, [{ giver: '子女', paid: 150 }], 250],
  )
})

test('the work behind a settlement keeps what its conditions looked at, and the limits that were lifted', () => {
  const limit = { amount: '1元', per: 'year', when: { level: 'level_3' } }
  const limits = [
    { ...limit, title: '支付', on: 'payment' },
    { ...limit, title: '费用', on: 'eligible' },
  ]
  const plan = bookBy({ tiers: { basic: { when: { age: { at_least: 60 } }, limits } } }).planOn('ordinary', ON, ON)
  const outcome = settle(plan, billBy({ person: { age: 65 }, lines: [inScope(1_000)] }), true)
  const record = outcome.ok ? outcome.value.work?.tiers[0] : undefined
  assert.deepEqual(record?.leaves, [65, 1_000, 'level_1'])
  const lifted = { amount: Number.POSITIVE_INFINITY, used: 0, room: Number.POSITIVE_INFINITY }
  const shown = (title: string) => ({ title, ...lifted })
  const { eligible = [], limits: payment = [] } = record?.work ?? {}
  assert.deepEqual(
    eligible.map(({ limit: own, amount, used, room, cut }) => ({ title: own.title, amount, used, room, cut })),
    [{ ...shown('费用'), cut: 0 }],
  )
  assert.deepEqual(
    payment.map(({ limit: own, amount, used, room }) => ({ title: own.title, amount, used, room })),
    [shown('支付')],
  )
})
