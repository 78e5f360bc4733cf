// What the checker says of a wrong policy: code, line, what was found, what was expected. One small change each time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildLibrary } from '../build.ts'
import type { Fault } from '../text/faults.ts'

const RIGHT = `title: 一个统筹区
pack: { id: some-city, title: 一个统筹区, title_en: Some city }
defaults: { from: 2023-01-01, source: notice, grade: S }
sources:
  notice: { title: 关于待遇的通知, issuer: 某市医疗保障局, number: 某医保发〔2022〕8号, date: 2022-12-01 }
vocabulary:
  levels: { level_1: 一级, level_2: 二级, pharmacy: 药店 }
  categories: { minimum_allowance: 低保对象, marginal: 低保边缘 }
parameters:
  cap: { title: 限额, value: 20万元 }
classifications:
  standard:
    title: 三类
    pre_self_pay: { by: item_class, a: 0%, b: catalogue_rate, c: 0% }
tiers:
  basic:
    title: 住院
    payer: pooled
    fund: resident_basic
    base: in_scope
    deductible: { by: level, level_1: 200元, level_2: 500元 }
    bands:
      - { to: 1万元, rate: 80% }
      - { rate: 85% }
    rate_changes: [{ title: 提高, when: { status: adult }, add: 5% }]
    limits: [{ title: 年度限额, on: payment, amount: { parameter: cap }, per: year, bucket: basic_year }]
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: everything, round_at: tier }
  aid:
    title: 救助
    payer: assistance
    fund: medical_assistance
    when: { category: [minimum_allowance, marginal] }
    base: { minus: [left, { deductible_of: basic }] }
    rate: { by: category, pick: highest, minimum_allowance: 70%, marginal: 50% }
    switches: { band_origin: above_deductible, band_scope: year, deductible_mode: year, cap_consumption: everything, round_at: tier }
plans:
  inpatient:
    title: 住院
    scheme: resident
    settings: [inpatient]
    precedence: 50
    classification: standard
    when: { not: { level: pharmacy } }
    tiers: [basic, aid]
    switches: { over_limit: separate, account_pays: [none], governed_by: discharge, package: none }
`

const check = (text: string, ...upper: string[]): readonly Fault[] =>
  buildLibrary(
    [text, ...upper].map((each, layer) => ({ id: `l${layer}`, files: [{ path: `l${layer}.yaml`, text: each }] })),
    (each) => each,
  ).faults

interface Wrong {
  readonly what: string
  readonly from: string
  readonly to: string
  /** `line code: found` and, after the arrow, what was expected; a warning has a question mark. */
  readonly says: string
}

const shown = (fault: Fault): string =>
  `${fault.line} ${fault.code}${fault.warning ? '?' : ''}: ${fault.found} → ${fault.expected}`

const WRONG: readonly Wrong[] = [
  {
    what: 'a table without a row for a level that a stay can have',
    from: 'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    to: 'deductible: { by: level, level_1: 200元 }',
    says: '21 missing_row?: by level without a row for level_2 → a row each, or otherwise',
  },
  {
    what: 'a row for a level that the plan keeps out',
    from: 'level_2: 500元 }',
    to: 'level_2: 500元, pharmacy: 0元 }',
    says: '21 row_never_reached?: by level: pharmacy → a word that a visit of its plans can have',
  },
  {
    what: 'a table by category that no condition guards',
    from: 'when: { category: [minimum_allowance, marginal] }',
    to: 'when: { place: local }',
    says: '34 missing_row?: by category without a row for a person without any category → a row each, or otherwise',
  },
  {
    what: 'a choose that some visit falls through',
    from: 'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    to: 'deductible: { choose: [{ when: { level: level_1 }, value: 200元 }] }',
    says: '21 missing_row?: a choose without otherwise that a visit may fall through → otherwise',
  },
  {
    what: 'a level that is no word of the vocabulary',
    from: 'level_2: 500元 }',
    to: 'level_2: 500元, levl_1: 100元 }',
    says: '21 unknown_level: levl_1 → level_1?',
  },
  {
    what: 'an assumed value, with its note',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ assumed: true, note: 照邻市, value: 20万元 }] }',
    says: '10 assumed_value?: parameter cap is assumed: 照邻市 → a source of the city',
  },
  {
    what: 'an assumed value that does not say what it is modelled on',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ assumed: true, value: 20万元 }] }',
    says: '10 assumed_without_note?: parameter cap is assumed → note: what it is modelled on',
  },
  {
    what: 'a placeholder of grade C',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ source: notice, grade: C, note: 聚合页, value: 20万元 }] }',
    says: '10 placeholder_value?: parameter cap of grade C (聚合页) → a document of the city',
  },
  {
    what: 'a value without any source',
    from: 'defaults: { from: 2023-01-01, source: notice, grade: S }',
    to: 'defaults: { from: 2023-01-01 }',
    says: '10 value_without_source: no source → source: <id>, or assumed: true with a note',
  },
  {
    what: 'a source that is not listed',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ source: notise, value: 20万元 }] }',
    says: '10 unknown_source: notise → notice?',
  },
  {
    what: 'a rate where money is meant',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: 20% }',
    says: '10 unit_mismatch: 20% (rate) → money such as 400元 or 2万元',
  },
  {
    what: 'a number without its unit',
    from: 'level_2: 500元 }',
    to: 'level_2: 500 }',
    says: '21 unit_mismatch: a map with by, level_1, level_2 → values of one unit',
  },
  {
    what: 'bands that do not rise',
    from: '- { to: 1万元, rate: 80% }',
    to: '- { to: 1万元, rate: 80% }\n      - { to: 5000元, rate: 80% }',
    says: '24 bands_overlap: a band up to 5,000.00元 → an end above 10,000.00元',
  },
  {
    what: 'a last band that ends',
    from: '- { rate: 85% }',
    to: '- { to: 5万元, rate: 85% }',
    says: '24 bands_gap: the last band of basic ends at 50,000.00元 → to: none, or a rate of 0% above',
  },
  {
    what: 'a rate above 100 %',
    from: '- { rate: 85% }',
    to: '- { rate: 120% }',
    says: '24 slope_above_one: 120% → a rate from 0% to 100%',
  },
  {
    what: 'rates that add up beyond 100 % without saying where they stop',
    from: 'add: 5% }]',
    to: 'add: 20% }]',
    says: '25 rate_above_one?: basic may reach 105% → rate_max: 100%',
  },
  {
    what: 'a base that counts a yuan twice',
    from: 'base: { minus: [left, { deductible_of: basic }] }',
    to: 'base: { sum: [left, in_scope] }',
    says: '33 slope_above_one?: aid counts in_scope 2 times → each yuan of cost at most once',
  },
  {
    what: 'a base that multiplies cost by a count',
    from: 'base: { minus: [left, { deductible_of: basic }] }',
    to: 'base: { times: [left, sessions] }',
    says: '33 slope_above_one?: aid counts in_scope many times → each yuan of cost at most once',
  },
  {
    what: 'a tier that begins after its plan',
    from: 'rate: { by: category, pick: highest, minimum_allowance: 70%, marginal: 50% }',
    to: 'rate: [{ from: 2024-01-01, value: 70% }]',
    says: '44 not_yet_in_force?: plan inpatient on 2023-01-01 without a value of aid.bands → aid.bands from 2023-01-01',
  },
  {
    what: 'a parameter that ends while its tier goes on',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ until: 2025-01-01, value: 20万元 }] }',
    says: '44 not_yet_in_force?: plan inpatient on 2025-01-01 without a value of parameter cap → parameter cap from 2025-01-01',
  },
  {
    what: 'two values for one day',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ until: 2024-02-01, value: 20万元 }, { from: 2024-01-01, value: 30万元 }] }',
    says: '10 dates_overlap: cap from 2024-01-01, while line 10 runs until 2024-02-01 → from 2024-02-01',
  },
  {
    what: 'a month without a value between two that have one',
    from: 'cap: { title: 限额, value: 20万元 }',
    to: 'cap: { title: 限额, value: [{ until: 2024-01-01, value: 20万元 }, { from: 2024-02-01, value: 30万元 }] }',
    says: '10 dates_gap: no value of cap from 2024-01-01 to 2024-02-01 → from 2024-01-01',
  },
  {
    what: 'two conditions of one plan for one day',
    from: 'when: { not: { level: pharmacy } }',
    to: 'when: [{ value: { not: { level: pharmacy } } }, { value: { not: { level: pharmacy } } }]',
    says: '43 dates_overlap: two values of inpatient.when from 2023-01-01 → one; the other is at line 43',
  },
  {
    what: 'the deductible of a tier that has none',
    from: '    deductible: { by: level, level_1: 200元, level_2: 500元 }\n',
    to: '',
    says: '32 always_zero?: deductible_of: basic, which has none → a tier with a deductible',
  },
  {
    what: 'what a tier without limits did not pay because of them',
    from: 'base: { minus: [left, { deductible_of: basic }] }',
    to: 'base: { above_cap_of: basic }\n    limits: [{ title: 年度限额, on: eligible, amount: 5万元, per: month, bucket: basic_year }]',
    says: '34 bucket_mismatch?: bucket basic_year on eligible per month → on payment per year, as at l0.yaml:26',
  },
  {
    what: 'a condition on the size of the bill',
    from: 'when: { category: [minimum_allowance, marginal] }',
    to: 'when: { category: [minimum_allowance, marginal], total: { at_least: 500元, below: 3000元 } }',
    says: '32 payment_cliff?: aid.when changes where total reaches 500.00元 and 3,000.00元 → a deductible or bands, unless the document says so',
  },
  {
    what: 'an amount that nobody knows yet when a plan is chosen',
    from: 'when: { not: { level: pharmacy } }',
    to: 'when: { in_scope: { below: 500元 } }',
    says: '43 amount_in_plan: in_scope → an amount in the when of a tier, a limit or a value',
  },
  {
    what: 'an amount of the bill while its lines are still classified',
    from: 'pre_self_pay: { by: item_class, a: 0%, b: catalogue_rate, c: 0% }',
    to: 'pre_self_pay: { choose: [{ when: { total: { at_least: 500元 } }, value: 10% }, { otherwise: 0% }] }',
    says: '14 amount_in_classification: total → facts of the item, person and visit',
  },
  {
    what: 'a category that an option before it has taken',
    from: 'rate: { by: category, pick: highest, minimum_allowance: 70%, marginal: 50% }',
    to: 'rate: { choose: [{ when: { category: [minimum_allowance, marginal] }, value: 50% }, { when: { category: minimum_allowance }, value: 70% }] }',
    says: '34 option_never_reached?: an option for minimum_allowance that those before it take → the narrower option first',
  },
  {
    what: 'a word with two rows',
    from: 'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    to: 'deductible: { by: level, level_1 | level_2: 200元, level_2: 500元 }',
    says: '21 wrong_value: 500元 → one row for level_2',
  },
  {
    what: 'a package price that the switch does not mention',
    from: 'per: year, bucket: basic_year }]',
    to: 'per: year, bucket: basic_year }, { title: 定额, on: eligible, amount: 3000元, per: visit, excess: provider }]',
    says: '45 package_mismatch?: plan inpatient: package: none → package: excess_to_provider',
  },
  {
    what: 'a package switch without a package price',
    from: 'package: none }',
    to: 'package: excess_to_provider }',
    says: '45 package_mismatch?: plan inpatient without a package price → a limit on: eligible, excess: provider',
  },
  {
    what: 'a tier that no plan lists',
    from: 'tiers: [basic, aid]',
    to: 'tiers: [basic]',
    says: '29 tier_unused?: tier aid → a plan that lists it',
  },
  {
    what: 'a pooling area that leaves settings unserved',
    from: 'title_en: Some city }',
    to: 'title_en: Some city, area: 150200 }',
    says: '2 setting_without_plan?: some-city, employee: outpatient, emergency, chronic, special, two_disease, dual_channel, day_surgery, day_treatment, inpatient, maternity_outpatient, maternity_inpatient, pharmacy → a plan for each setting',
  },
  {
    what: 'a category that nobody can have there',
    from: 'when: { category: [minimum_allowance, marginal] }',
    to: 'when: { all: [{ category: marginal }, { not: { category: marginal } }] }',
    says: '32 tier_never_applies?: tier aid, whose condition no visit of its plans meets → a condition that some visit meets',
  },
  {
    what: 'a category that is no word of the vocabulary',
    from: 'when: { category: [minimum_allowance, marginal] }',
    to: 'when: { category: [minimum_allowence, marginal] }',
    says: '32 unknown_category: minimum_allowence → minimum_allowance?',
  },
  {
    what: 'a tier for a setting that its plan does not serve',
    from: 'when: { category: [minimum_allowance, marginal] }',
    to: 'when: { setting: chronic }',
    says: '32 tier_never_applies?: tier aid, whose condition no visit of its plans meets → a condition that some visit meets',
  },
  {
    what: 'a classification that is nowhere',
    from: 'classification: standard',
    to: 'classification: standrad',
    says: '38 unknown_classification: standrad → the id of an entry under classifications',
  },
  {
    what: 'a switch left open',
    from: ', round_at: tier }\n  aid:',
    to: ' }\n  aid:',
    says: '27 missing_key: a map without round_at → 在何处舍入',
  },
  {
    what: 'all switches left open',
    from: '    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: everything, round_at: tier }\n',
    to: '',
    says: '17 missing_switch: tier basic without switches → switches: { band_origin, band_scope, deductible_mode, cap_consumption, round_at }',
  },
  {
    what: 'rounding of a tier that already rounds by band',
    from: 'cap_consumption: everything, round_at: tier }\n  aid:',
    to: 'cap_consumption: everything, round_at: band }\n    rounding: { of: payment, to: 1元, mode: up }\n  aid:',
    says: '28 rounding_twice: basic rounds at each band too → round_at: tier',
  },
  {
    what: 'catching up within one visit',
    from: 'cap_consumption: everything, round_at: tier }\n  aid:',
    to: 'cap_consumption: everything, round_at: tier, category_change: catch_up }\n  aid:',
    says: '27 catch_up_without_period: basic catches up within one visit → band_scope: the period to catch up over',
  },
  {
    what: 'an unknown key',
    from: 'title_en: Some city }',
    to: 'titel_en: Some city }',
    says: '2 unknown_key: titel_en → title_en?',
  },
]

test('a right policy has no fault and no warning', () => {
  assert.deepEqual(check(RIGHT).map(shown), [])
})

for (const { what, from, to, says } of WRONG) {
  test(`${what} is named with its line`, () => {
    assert.ok(RIGHT.includes(from), from)
    const said = check(RIGHT.replace(from, to)).map(shown)
    assert.ok(said.includes(says), `said instead:\n${said.join('\n')}`)
  })
}

test('a deductible that tiers share over different periods, and a base that is shared by a tier that keeps none, are named', () => {
  const shared = RIGHT.replace(
    '    deductible: { by: level',
    '    deductible_bucket: joint\n    deductible: { by: level',
  )
    .replace('    base: { minus:', '    deductible_bucket: joint\n    deductible: 100元\n    base: { minus:')
    .replace('    bands:', '    base_bucket: basic_year\n    bands:')
  assert.deepEqual(check(shared).map(shown), [
    '17 never_counted?: base_bucket basic_year of basic, whose bands stand for the visit alone → band_scope: a period',
    '31 bucket_mismatch?: aid: deductible_bucket joint deductible_mode: year → deductible_mode: visit, as basic at l0.yaml:17',
  ])
})

test('a value whose source is an inference must say that it is assumed', () => {
  const text = RIGHT.replace(
    'date: 2022-12-01 }',
    'date: 2022-12-01 }\n  other: { title: 邻市的通知, grade: I }',
  ).replace('cap: { title: 限额, value: 20万元 }', 'cap: { title: 限额, value: [{ source: other, value: 20万元 }] }')
  assert.deepEqual(check(text).map(shown), ['11 assumed_not_said: a source of grade I → grade: I, or assumed: true'])
})

test('the number of an admission is counted for inpatient stays only', () => {
  const text = RIGHT.replace('settings: [inpatient]', 'settings: [special]').replace(
    'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    'deductible: { nth: admission_number, list: [500元, 300元] }',
  )
  const expected = '21 never_counted?: admission_number in basic → a plan of inpatient stays, which are counted'
  assert.ok(check(text).map(shown).includes(expected))
})

test('two plans for one visit at the same precedence are named, both with their places', () => {
  const second = RIGHT.slice(RIGHT.indexOf('  inpatient:'))
    .replace('  inpatient:', '  other:')
    .replace(/ {4}when:.*\n/, '')
  const said = check(RIGHT + second).map(shown)
  assert.ok(
    said.includes(
      '47 plans_overlap?: plan other and plan inpatient (l0.yaml:38), both for resident inpatient → a precedence each, or a when each',
    ),
    said.join('\n'),
  )
})

test('a value that a higher layer hides for good is not warned of', () => {
  const lower = RIGHT.replace(
    'cap: { title: 限额, value: 20万元 }',
    'cap: { title: 限额, value: [{ assumed: true, note: 示例, value: 20万元 }] }',
  )
  const upper = (from: string) => `defaults: { from: ${from}, source: notice, grade: S }
parameters: { cap: { title: 限额, value: 30万元 } }`
  assert.deepEqual(check(lower, upper('2023-01-01')).map(shown), [])
  assert.deepEqual(
    check(lower, upper('2024-01-01')).map((fault) => fault.code),
    ['assumed_value'],
  )
})

test('a name that only an earlier order of tiers lacked is no fault; one that the order of its own days lacks is', () => {
  const upper = (from: string) => `defaults: { from: ${from}, source: notice, grade: S }
tiers:
  basic: { base: { minus: [in_scope, { paid_by: first }] } }
  first: { title: 先付, payer: other, fund: special_items, given: true }`
  const order = `
plans:
  inpatient: { tiers: [first, basic, aid] }`
  assert.deepEqual(check(RIGHT, upper('2024-01-01') + order).map(shown), [])
  const said = check(RIGHT, upper('2024-01-01')).map(shown)
  assert.ok(said.includes('3 unknown_tier: paid_by: first in plan inpatient → an earlier tier: none'), said.join('\n'))
})

test('a row is asked for only where the plans, tiers and options around it let a visit through', () => {
  const guarded = RIGHT.replace(
    'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    'deductible: { choose: [{ when: { level: level_1 }, value: { by: status, adult: 200元, otherwise: 100元 } }, { otherwise: { by: level, level_2: 500元 } }] }',
  )
  assert.deepEqual(check(guarded).map(shown), [])
  const employee = RIGHT.replace('scheme: resident', 'scheme: employee').replace(
    'deductible: { by: level, level_1: 200元, level_2: 500元 }',
    'deductible: { by: status, active: 200元, retired: 100元 }',
  )
  assert.ok(
    check(employee)
      .map(shown)
      .includes('21 missing_row?: by status without a row for flexible, unemployed → a row each, or otherwise'),
  )
})
