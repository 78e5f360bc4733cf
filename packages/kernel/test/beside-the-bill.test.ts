// What no bill stands behind: allowances equal the judge's reading of the same text and add up without the engine; waiting
// periods equal the formula of the national document, in both readings of the first missed year.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allowancesFor } from '../src/benefits/beside/allowance.ts'
import { waitingFor } from '../src/benefits/beside/waiting.ts'
import { buildLibrary, type Library } from '../src/index.ts'
import { addMonths, day } from '../src/time/day.ts'
import { addUp } from './explain/adder.ts'
import { bill } from './generate/bill.ts'
import { expressions } from './generate/expression.ts'
import { HEAD } from './generate/policy.ts'
import { runs } from './generate/runs.ts'
import type { Data } from './generate/text.ts'
import { factsOf } from './judge/facts.ts'
import { toNumber } from './judge/rational.ts'
import { finite, Gap } from './judge/value.ts'

function libraryOf(data: Data): { library: Library | undefined; said: readonly string[] } {
  const files = [{ path: 'a.yaml', text: JSON.stringify({ ...HEAD, ...(data as object) }) }]
  const { library, faults } = buildLibrary([{ id: 'a', files }], (text) => String(text.length))
  return { library, said: faults.filter((fault) => !fault.warning).map(({ code }) => code) }
}

const NO_PARAMETERS = { money: [], rate: [], count: [] }
const money = expressions({ inClassification: false, earlier: [], amounts: false, parameters: NO_PARAMETERS }).money

test('an allowance is what the judge reads in the same text, and its tree adds up', () => {
  let compared = 0
  fc.assert(
    fc.property(money, bill, (amount, { person, visit }) => {
      const common = { title: '津贴', payer: 'pooled', fund: 'employee_basic', scheme: person.scheme }
      const { library, said } = libraryOf({ allowances: { one: { ...common, amount } } })
      fc.pre(library !== undefined)
      assert.deepEqual(said, [])
      const outcome = allowancesFor(library, person, visit, visit.admittedOn, visit.settledOn)
      const entry = library.content.allowances.get('one')?.amount[0]
      assert.ok(entry)
      const facts = factsOf({ person, visit, lines: [], accumulators: {} }, visit.admittedOn)
      const parameter = () => assert.fail('no parameters here')
      let expected: number | 'policy_gap'
      try {
        expected = toNumber(finite(entry.value, { facts, parameter }))
      } catch (error) {
        if (!(error instanceof Gap)) throw error
        expected = 'policy_gap'
      }
      assert.equal(outcome.ok ? outcome.value[0]?.amount : outcome.code, expected)
      if (!outcome.ok) return
      compared += 1
      const tree = outcome.value[0]?.explanation ?? assert.fail()
      assert.equal(tree.value, expected)
      assert.deepEqual(addUp(tree), [])
    }),
    runs(1, 1_500),
  )
  assert.ok(compared > 500, `${compared} allowances compared`)
})

const waitingRule = (firstYearWaits: 0 | 1): Data => ({
  waiting: {
    residents: {
      title: '等待期',
      scheme: 'resident',
      when: { not: { status: 'newborn' } },
      fixed: {
        choose: [
          { when: { any: [{ broken_years: { at_least: 1 } }, { enrolment_window: 'late' }] }, value: '3' },
          { otherwise: '0' },
        ],
      },
      variable: { minus: ['broken_years', String(firstYearWaits)] },
      repair: 'repaired_years',
      at_least: { choose: [{ when: { broken_years: { at_least: 4 } }, value: '6' }, { otherwise: '0' }] },
      counted_from: { concentrated: 'enrolment_year', late: 'day_after_payment' },
    },
  },
})

/** The examples of the document's two readings: missed years, repaired, late, months with f = 1, months with f = 0. */
const EXAMPLES = [
  [0, 0, true, 3, 3],
  [0, 0, false, 0, 0],
  [1, 0, false, 3, 4],
  [2, 0, false, 4, 5],
  [3, 2, false, 3, 4],
  [4, 0, false, 6, 7],
  [5, 5, false, 6, 6],
] as const

test('waiting months in both readings of the first missed year', () => {
  for (const [broken, repaired, late, one, zero] of EXAMPLES) {
    for (const [f, expected] of [
      [1, one],
      [0, zero],
    ] as const) {
      const { library, said } = libraryOf(waitingRule(f))
      assert.deepEqual(said, [])
      const person = {
        scheme: 'resident',
        status: 'adult',
        brokenYears: broken,
        repairedYears: repaired,
        enrolmentWindow: late ? 'late' : 'concentrated',
      } as const
      const paidOn = day(late ? '2027-03-10' : '2026-11-20')
      const outcome = waitingFor(library as Library, { person, paidOn, enrolledFor: 2027 }, paidOn)
      assert.ok(outcome.ok)
      assert.equal(outcome.value.months, expected, `missed ${broken}, repaired ${repaired}, f = ${f}`)
      assert.deepEqual(addUp(outcome.value.explanation ?? assert.fail()), [])
      if (late) assert.equal(outcome.value.benefitStart, '2027-07-01')
      else assert.equal(outcome.value.benefitStart, addMonths(day('2027-01-01'), expected))
    }
  }
})

test('a further missed year never shortens the wait, a repaired one never lengthens it, and benefits begin on a first day', () => {
  const { library } = libraryOf(waitingRule(1))
  const months = (brokenYears: number, repairedYears: number, paidOn: string) => {
    const person = { scheme: 'resident', status: 'adult', brokenYears, repairedYears, enrolmentWindow: 'late' } as const
    const outcome = waitingFor(library as Library, { person, paidOn: day(paidOn), enrolledFor: 2027 }, day(paidOn))
    assert.ok(outcome.ok)
    assert.ok(outcome.value.months === 0 || outcome.value.benefitStart.endsWith('-01'))
    return outcome.value.months
  }
  const paid = fc
    .integer({ min: 0, max: 364 })
    .map((n) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), paid, (broken, repaired, paidOn) => {
      assert.ok(months(broken + 1, repaired, paidOn) >= months(broken, repaired, paidOn))
      assert.ok(months(broken, repaired + 1, paidOn) <= months(broken, repaired, paidOn))
    }),
    runs(1, 1_000),
  )
})

test('two waiting rules for one person are refused, and a newborn waits for nothing', () => {
  const { waiting } = waitingRule(1) as { waiting: { residents: Data } }
  const { library } = libraryOf({ waiting: { ...waiting, again: waiting.residents } })
  const paidOn = day('2027-03-10')
  const enrolment = (status: 'adult' | 'newborn') => ({
    person: { scheme: 'resident', status, enrolmentWindow: 'late' } as const,
    paidOn,
    enrolledFor: 2027,
  })
  const refused = waitingFor(library as Library, enrolment('adult'), paidOn)
  assert.equal(!refused.ok && refused.code, 'several_rules')
  const free = waitingFor(library as Library, enrolment('newborn'), paidOn)
  assert.ok(free.ok)
  assert.equal(free.value.benefitStart, '2027-03-11')
})

test('an allowance that speaks of a bill, or says too little, is refused', () => {
  const says = (allowance: Data) => libraryOf({ allowances: { one: allowance } }).said
  const common = { title: '津贴', payer: 'pooled', fund: 'employee_basic', scheme: 'employee' }
  assert.deepEqual(says({ ...common, amount: 'in_scope' }), ['amount_without_bill'])
  assert.deepEqual(says({ ...common, amount: '100元', when: { total: { at_least: '1元' } } }), ['amount_without_bill'])
  assert.deepEqual(says({ ...common, amount: '30' }), ['unit_mismatch', 'missing_key'])
  assert.deepEqual(says({ title: '津贴', amount: '30元' }), ['missing_key', 'missing_key', 'missing_key'])
  assert.deepEqual(libraryOf({ waiting: { one: { title: '等待期', scheme: 'resident', fixed: '3' } } }).said, [
    'missing_switch',
  ])
})
