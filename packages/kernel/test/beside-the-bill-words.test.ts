// What an allowance or a waiting period says of itself: names, payer, version, clause, every step of its tree, and the refusal
// where the policy has a hole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowancesFor, answered } from '../src/benefits/beside/allowance.ts'
import { Desk } from '../src/benefits/beside/desk.ts'
import { waitingFor } from '../src/benefits/beside/waiting.ts'
import { buildLibrary, type Library } from '../src/index.ts'
import { type Day, day } from '../src/time/day.ts'
import { billBy } from './generate/by-hand.ts'
import { HEAD } from './generate/policy.ts'
import type { Data } from './generate/text.ts'

function libraryOf(data: Data): Library {
  const files = [{ path: 'a.yaml', text: JSON.stringify({ ...HEAD, ...(data as object) }) }]
  const { library, faults } = buildLibrary([{ id: 'a', files }], () => 'v1')
  return library ?? assert.fail(JSON.stringify(faults))
}

const ON = day('2026-05-01')
const { person: adult, visit } = billBy({})
const common = { payer: 'pooled', fund: 'employee_basic', scheme: 'resident' }
const allowances = (library: Library, on: Day = ON) => allowancesFor(library, adult, visit, on, on)

test('allowances come in the order of their names, only those of the scheme, in force and due', () => {
  const amount = { times: ['2元', 'sessions'] }
  const library = libraryOf({
    allowances: {
      c: { ...common, title: '丙', amount },
      a: { ...common, title: '甲', title_en: 'first', amount },
      b: { ...common, title: '乙', amount },
      employee: { ...common, title: '职工', scheme: 'employee', amount },
      later: { ...common, title: '以后', amount: [{ from: '2027-01-01', value: '1元' }] },
      never: { ...common, title: '不付', amount, when: { sex: 'male' } },
    },
  })
  const outcome = allowances(library)
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.map(({ id, title, payer, fund, amount: fen, policyVersion }) => [
      id,
      title,
      payer,
      fund,
      fen,
      policyVersion,
    ]),
    ['a 甲', 'b 乙', 'c 丙'].map((each) => {
      const [id, title] = each.split(' ')
      return [id, title, 'pooled', 'employee_basic', 200, `${library.version}/${id}@2026-05-01~2026-05-01`]
    }),
  )
  const [first, second] = outcome.value.map(({ explanation }) => explanation)
  assert.deepEqual([first?.id, first?.title, first?.value], ['a', { zh: '甲', en: 'first' }, 200])
  assert.deepEqual(second?.title, { zh: '乙', en: '乙' })
  assert.deepEqual([first?.citation?.slot, first?.citation?.title], ['allowance.a.amount', '通知'])
})

test('an allowance or a wait that the policy leaves open is refused with the fact and the place', () => {
  const open = libraryOf({ allowances: { a: { ...common, title: '甲', amount: { by: 'sex', male: '1元' } } } })
  const refused = allowances(open)
  assert.ok(!refused.ok)
  const { at, ...facts } = refused.facts ?? {}
  assert.deepEqual([refused.code, facts], ['policy_gap', { fact: 'sex', found: '(unknown)' }])
  assert.match(String(at), /^a\.yaml:\d+$/)

  const chosen = { choose: [{ when: { sex: 'male' }, value: '1元' }] }
  const undecided = allowances(libraryOf({ allowances: { a: { ...common, title: '甲', amount: chosen } } }))
  assert.equal(!undecided.ok && undecided.facts?.fact, '')

  const parameters = { wage: { title: '工资', value: [{ from: '2027-01-01', value: '1元' }] } }
  const early = libraryOf({ parameters, allowances: { a: { ...common, title: '甲', amount: { parameter: 'wage' } } } })
  const facts2 = { what: 'parameter wage', on: '2026-05-01' }
  assert.deepEqual(allowances(early), { ok: false, code: 'not_in_force', facts: facts2 })
})

test('a bug is no refusal', () => {
  const bug = () => {
    throw new TypeError('a bug')
  }
  assert.throws(() => answered(bug), TypeError)
})

test('the desk knows no bill, and names what it needs', () => {
  const library = libraryOf({
    allowances: { a: { ...common, title: '甲', amount: [{ from: '2027-01-01', value: '1元' }] } },
  })
  const desk = new Desk(library, adult, visit, ON, ON)
  assert.throws(() => desk.need(library.content.allowances.get('a')?.amount ?? [], 'allowance a'), /allowance a/)
  const tier = { op: 'tier_amount', amount: 'paid_by', tier: 'basic', unit: 'money' } as never
  assert.throws(() => desk.value(tier), /No bill/)
  const part = { op: 'amount', amount: 'in_scope', part: 'special', unit: 'money' } as never
  assert.throws(() => desk.value(part), /No bill/)
})

const RULE = {
  title: '等待期',
  title_en: 'waiting',
  scheme: 'resident',
  fixed: '3',
  variable: 'broken_years',
  repair: 'repaired_years',
  at_least: '2',
  counted_from: { concentrated: 'enrolment_year', late: 'day_after_payment' },
} satisfies Data

function waits(waiting: Data, own: object = {}, paid = '2026-11-20', known = paid) {
  const person = { scheme: 'resident', status: 'adult', brokenYears: 4, repairedYears: 1, ...own } as const
  const enrolment = { person, paidOn: day(paid), enrolledFor: 2027 }
  return waitingFor(libraryOf({ waiting }), enrolment as never, day(known))
}

interface Step {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly op: string
  readonly unit: string
  readonly value: number
  readonly children?: readonly Step[]
}
const shown = ({ id, title, op, unit, value, children = [] }: Step): unknown => [
  [id, title.zh, title.en, op, unit, value],
  ...children.map(shown),
]

test('a waiting period shows each of its parts by name, and what was made of them', () => {
  const outcome = waits({ r: RULE })
  assert.ok(outcome.ok)
  assert.deepEqual([outcome.value.rule, outcome.value.months, outcome.value.benefitStart], ['r', 6, '2027-07-01'])
  const tree = shown(outcome.value.explanation as never) as unknown[][]
  assert.deepEqual(tree[0], ['r.months', '等待期', 'waiting', 'largest', 'count', 6])
  const both = tree[1] as unknown[][]
  assert.deepEqual(both[0], ['r.both', '合计', 'together', 'sum', 'count', 6])
  const [, fixed, left] = both as unknown[][][]
  assert.deepEqual(fixed?.[0]?.slice(0, 3), ['r.fixed', '固定等待期', 'fixed waiting'])
  assert.deepEqual(left?.[0], ['r.left', '修复后的变动等待期', 'variable waiting after repair', 'minus', 'count', 3])
  const parts = (left ?? []).slice(1).map((part) => (part as unknown[][])[0]?.slice(0, 3))
  assert.deepEqual(parts, [
    ['r.variable', '变动等待期', 'variable waiting'],
    ['r.repair', '修复', 'repaired'],
  ])
  assert.deepEqual((tree[2] as unknown[][])[0]?.slice(0, 3), ['r.at_least', '不少于', 'at least'])
})

test('parts that a rule leaves out are none, with a name, in months', () => {
  const { title_en, repair, at_least, ...rest } = RULE
  const outcome = waits({ r: rest })
  assert.ok(title_en && repair && at_least && outcome.ok)
  const tree = shown(outcome.value.explanation as never) as unknown[][]
  assert.deepEqual((tree[0] as unknown[]).slice(1, 3), ['等待期', '等待期'])
  assert.deepEqual((tree[2] as unknown[][])[0], ['r.at_least', '不少于', 'at least', 'given', 'count', 0])
  const found = JSON.stringify(outcome.value.explanation)
  assert.match(found, /"slot":"waiting\.r\.fixed"/)
})

test('only rules of the scheme that hold and are in force on the day are asked, and two of them are named', () => {
  const other = { ...RULE, scheme: 'employee' }
  const later = { ...RULE, fixed: [{ from: '2028-01-01', value: '3' }] }
  const mine = waits({ other, later, r: RULE })
  assert.equal(mine.ok && mine.value.rule, 'r')
  assert.deepEqual(waits({ first: RULE, second: RULE }), {
    ok: false,
    code: 'several_rules',
    facts: { first: 'first', second: 'second' },
  })
  const open = waits({ r: { ...RULE, when: { any: [{ sex: 'male' }, { age: { at_least: 1 } }] } } }, { age: 5 })
  assert.ok(open.ok && open.value.rule === 'r')
  const early = { ...RULE, counted_from: [{ from: '2028-01-01', value: RULE.counted_from }] }
  const missing = waits({ r: early })
  assert.deepEqual(!missing.ok && missing.facts, { what: 'waiting r.counted_from', on: '2027-01-01' })
})

test('benefits begin when the months are over, on the first day of a month; without a wait at once', () => {
  const none = { ...RULE, fixed: '0', variable: '0', at_least: '0', repair: '0' }
  const start = (rule: Data, own: object, paid: string, known = paid) => {
    const outcome = waits({ r: rule }, own, paid, known)
    return outcome.ok ? outcome.value.benefitStart : outcome.code
  }
  const late = { enrolmentWindow: 'late' }
  assert.equal(start(none, late, '2027-03-10'), '2027-03-11')
  assert.equal(start(none, {}, '2026-11-20'), '2027-01-01')
  assert.equal(start({ ...none, fixed: '1' }, late, '2027-03-31'), '2027-05-01')
  assert.equal(start({ ...none, fixed: '1' }, late, '2027-03-10'), '2027-05-01')
  const swapped = { concentrated: 'day_after_payment', late: 'enrolment_year' }
  assert.equal(start({ ...none, fixed: '1', counted_from: swapped }, {}, '2026-11-20'), '2027-01-01')
  assert.equal(start({ ...none, fixed: '1', counted_from: swapped }, late, '2027-03-10'), '2027-02-01')
})

test('what was published after the day of payment is unknown then, and known to whoever asks later', () => {
  const fixed: Data = [
    { from: '2020-01-01', value: '3' },
    { from: '2027-01-01', published: '2027-02-01', value: '5' },
  ]
  const months = (known: string) => {
    const outcome = waits({ r: { ...RULE, fixed, variable: '0', repair: '0' } }, {}, '2026-11-20', known)
    return outcome.ok ? outcome.value.months : outcome.code
  }
  // A rule that begins with the year is known on its first day, whenever the contribution was paid.
  assert.deepEqual(['2026-11-20', '2027-01-31', '2027-02-01'].map(months), [3, 3, 5])
  const withTheYear = [
    { from: '2020-01-01', value: '3' },
    { from: '2027-01-01', value: '5' },
  ]
  const outcome = waits({ r: { ...RULE, fixed: withTheYear, variable: '0', repair: '0' } }, {}, '2026-11-20')
  assert.equal(outcome.ok && outcome.value.months, 5)
})

test('a waiting period with a hole is refused with the fact, not broken by it', () => {
  const counted_from = { concentrated: 'enrolment_year', late: 'day_after_payment' }
  const open = libraryOf({
    waiting: {
      w: { title: '等待期', scheme: 'resident', fixed: '3', variable: { by: 'sex', male: '1' }, counted_from },
    },
  })
  const outcome = waitingFor(open, { person: { ...adult, sex: 'female' }, paidOn: ON, enrolledFor: 2026 }, ON)
  assert.ok(!outcome.ok)
  assert.deepEqual([outcome.code, outcome.facts.fact, outcome.facts.found], ['policy_gap', 'sex', 'female'])
})
