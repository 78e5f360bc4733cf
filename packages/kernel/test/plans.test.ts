// Which plan decides a bill, what it is called, and what its text says: the names under which settlements are kept and compared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotInForce } from '../src/benefits/compile/plan.ts'
import { PlanBook } from '../src/benefits/compile/plan-book.ts'
import { classificationText, planText } from '../src/benefits/plan-text.ts'
import { candidatePlans, planFor, ruledBy } from '../src/benefits/route.ts'
import { settle } from '../src/benefits/settle.ts'
import { Library } from '../src/policy/library.ts'
import { day } from '../src/time/day.ts'
import { type ByHand, billBy, bookBy, inScope } from './generate/by-hand.ts'

const ON = day('2023-05-01')
const SWITCHES = { over_limit: 'separate', account_pays: ['none'], governed_by: 'admission', package: 'none' }

test('a version names pack, text, plan and the interval of both clocks; a plan without a value names what is missing', () => {
  const value = [{ from: '2023-01-01', until: '2024-01-01', value: '100元' }]
  const policy = {
    parameters: { income: { title: '收入', value } },
    tiers: { basic: { deductible: { parameter: 'income' } } },
  }
  const book = bookBy(policy)
  const plan = book.planOn('ordinary', ON, ON)
  assert.equal(plan.version, `${book.library.version}/ordinary@2023-01-01~2023-01-01`)
  const settlement = settle(plan, billBy({ lines: [inScope(100)] }))
  assert.equal(settlement.ok && settlement.value.policyVersion, plan.version)
  const missing = (on: string) => {
    try {
      return book.planOn('ordinary', day(on), day(on)).version
    } catch (error) {
      if (!(error instanceof NotInForce)) throw error
      return [error.what, error.on]
    }
  }
  assert.deepEqual(missing('2024-06-01'), ['parameter income', '2024-06-01'])
  assert.deepEqual(missing('2019-06-01'), ['ordinary.tiers', '2019-06-01'])
  const from = (value: unknown) => [{ from: '2023-06-01', value }]
  const without = (own: Partial<ByHand>) => {
    try {
      return bookBy({ tiers: { basic: {} }, ...own }).planOn('ordinary', ON, ON).version
    } catch (error) {
      if (!(error instanceof NotInForce)) throw error
      return error.what
    }
  }
  assert.equal(without({ plan: { switches: from(SWITCHES) } }), 'ordinary.switches')
  assert.equal(without({ classification: { pre_self_pay: from('10%') } }), 'standard.pre_self_pay')
})

test('the text of a plan says what its switches, rules of lines, tiers and parameters say, and nothing of where they stand', () => {
  const textOf = (policy: ByHand) => {
    const plan = bookBy(policy).planOn('ordinary', ON, ON)
    return [planText(plan), classificationText(plan)]
  }
  const plain = { tiers: { basic: { deductible: '100元' } } }
  const [text, lines] = textOf(plain)
  assert.deepEqual(textOf({ ...plain }), [text, lines])
  const parts = [{ part: 'special', when: { item_tag: 'special' } }]
  const exclusions = [{ title: '特需', when: { item_tag: 'vip' } }]
  const changedLines = [{ parts }, { exclusions }, { pre_self_pay: '10%' }]
  const otherRule = [{ part: 'special', when: { item_tag: 'other' } }]
  const [ruleText, otherText] = [parts, otherRule].map(
    (rules) => textOf({ ...plain, classification: { parts: rules } })[1],
  )
  assert.notEqual(ruleText, otherText)
  // A parameter that nothing uses moves every line of the file and changes no text.
  assert.deepEqual(textOf({ ...plain, parameters: { unused: { title: '无用', value: '1元' } } }), [text, lines])
  const byLevel = (level_1: string) =>
    textOf({ tiers: { basic: { deductible: { by: 'level', level_1, level_2: '2元' } } } })[0]
  assert.notEqual(byLevel('1元'), byLevel('3元'))
  for (const classification of changedLines) {
    const [other, otherLines] = textOf({ ...plain, classification })
    assert.notEqual(otherLines, lines)
    assert.notEqual(other, text)
  }
  const switches = { over_limit: 'in_self_paid', account_pays: ['none'], governed_by: 'discharge', package: 'none' }
  const changed: ByHand[] = [
    { ...plain, plan: { switches } },
    { tiers: { basic: { deductible: '200元' } } },
    { tiers: { basic: { deductible: '100元', payer: 'assistance' } } },
    { tiers: { basic: { deductible: '100元', fund: 'medical_assistance' } } },
    { tiers: { ...plain.tiers, second: {} } },
  ]
  for (const policy of changed) {
    const [other, otherLines] = textOf(policy)
    assert.equal(otherLines, lines)
    assert.notEqual(other, text)
  }
  const standing = (income: string) => ({
    parameters: {
      income: { title: '收入', value: income },
      half: { title: '半', value: { share: '50%', of: { parameter: 'income' } } },
    },
    tiers: { basic: { deductible: { parameter: 'half' } } },
  })
  assert.equal(textOf(standing('100元'))[0], textOf(standing('100元'))[0])
  assert.notEqual(textOf(standing('100元'))[0], textOf(standing('200元'))[0])
})

const stay = (admittedOn: string, dischargedOn: string) =>
  billBy({ visit: { admittedOn: day(admittedOn), dischargedOn: day(dischargedOn), settledOn: day(dischargedOn) } })

test('a plan is found on the day of discharge; the day it names then decides the text', () => {
  const deductible = [
    { from: '2023-01-01', until: '2024-01-01', value: '100元' },
    { from: '2024-01-01', value: '300元' },
  ]
  const book = (governed_by: string) =>
    bookBy({ tiers: { basic: { deductible } }, plan: { switches: { ...SWITCHES, governed_by } } })
  const ruled = (governed_by: string, from: string, to: string) => {
    const outcome = ruledBy(book(governed_by), stay(from, to), day(to))
    if (!outcome.ok) return [outcome.code, outcome.facts]
    return [outcome.value.on, outcome.value.plan.version.slice(-21)]
  }
  const [old, young] = ['2023-01-01~2023-01-01', '2024-01-01~2024-01-01']
  assert.deepEqual(ruled('admission', '2023-12-30', '2024-01-03'), ['2023-12-30', old.replace('~2023', '~2024')])
  assert.deepEqual(ruled('discharge', '2023-12-30', '2024-01-03'), ['2024-01-03', young])
  assert.deepEqual(ruled('admission', '2023-12-30', '2023-12-30'), ['2023-12-30', old])
})

test('a bill that no plan serves, or whose plan has no value, is refused with what was looked for', () => {
  const value = [{ from: '2023-01-01', value: '100元' }]
  const book = bookBy({
    parameters: { income: { title: '收入', value } },
    tiers: { basic: { deductible: { parameter: 'income' } } },
    plan: { settings: ['outpatient'], switches: SWITCHES },
  })
  const bill = billBy({ visit: { setting: 'inpatient' } })
  const facts = { scheme: 'resident', setting: 'inpatient', on: '2023-05-01' }
  assert.deepEqual(ruledBy(book, bill, ON), { ok: false, code: 'no_plan', facts })
  const early = ruledBy(book, stay('2022-12-31', '2023-01-02'), day('2023-01-02'))
  const what = { what: 'parameter income', on: '2022-12-31' }
  assert.deepEqual(early, { ok: false, code: 'not_in_force', facts: what })
  assert.throws(() => ruledBy(book, stay('2023-05-01', '2023-05-01'), ON, 'no such plan'), /no plan named/)
})

test('of plans with one precedence the name decides, whatever their order in the file', () => {
  const { library } = bookBy({ tiers: { basic: {} } })
  const [plan] = [...library.content.plans.values()]
  assert.ok(plan)
  const named = (id: string, precedence?: number) => [id, { ...plan, id, precedence }] as const
  const serving = (...plans: (readonly [string, typeof plan])[]) => {
    const own = new Library({ ...library.content, plans: new Map(plans) }, library.version)
    const ids = candidatePlans(own, 'resident', 'outpatient', ON, ON).map(({ id }) => id)
    assert.equal(planFor(new PlanBook(own), billBy({ lines: [inScope(1)] }), ON, ON), ids[0])
    return ids
  }
  assert.deepEqual(serving(named('c'), named('a'), named('b')), ['a', 'b', 'c'])
  assert.deepEqual(serving(named('a'), named('b'), named('c')), ['a', 'b', 'c'])
  assert.deepEqual(serving(named('a'), named('b', 100), named('c', 500)), ['b', 'a', 'c'])
  assert.deepEqual(serving(['x', { ...plan, id: 'x', settings: undefined } as typeof plan], named('a')), ['a'])
})
