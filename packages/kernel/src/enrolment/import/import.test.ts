// Files of enrolments: what each cell may be, what a line means for its person, and that a ruling never doubles an enrolment.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identityCheckCharacter } from '../../codes/identity-number.ts'
import { addDays, day } from '../../time/day.ts'
import {
  type EnrolLine,
  type EnrolPerson,
  type EnrolSpell,
  enrolHead,
  keepAsked,
  readEnrolHead,
  readEnrolLine,
  ruleOnLine,
} from './index.ts'

const registers = { areas: new Set(['990101', '990102']), employers: new Set(['E1', 'E2']), today: day('2026-06-15') }
const { layout } = readEnrolHead(enrolHead())
assert.ok(layout)

const cardOf = (first17: string): string => first17 + identityCheckCharacter(first17)
const CARD = cardOf('99010119800305123')
const GOOD: Readonly<Record<string, string>> = {
  ...{ 证件号码: CARD, 姓名: '王小明', 参保区划: '990101', 险种: '职工', 参保身份: '在职', 参保日期: '2026-06-01' },
  ...{ 单位编号: 'E1', 月缴费工资: '7194.00', 手机号码: '13800000000' },
}
const read = (change: Readonly<Record<string, string>> = {}) =>
  readEnrolLine(
    layout,
    enrolHead().map((name) => ({ ...GOOD, ...change })[name] ?? ''),
    2,
    registers,
  )
const codesOf = (change: Readonly<Record<string, string>>) =>
  read(change).faults.map(({ column, code }) => `${column} ${code}`)

test('a line of the form is read with everything it says, sex and birth from the number', () => {
  const { value } = read()
  assert.ok(value)
  assert.deepEqual(
    [value.bornOn, value.sex, value.wageFen, value.scheme, value.action],
    ['1980-03-05', 'male', 719_400, 'employee', 'enrol'],
  )
})

test('each kind of wrong cell is named with its column, and several in one line are all named', () => {
  const cases: [Record<string, string>, string[]][] = [
    [{ 证件号码: '' }, ['证件号码 missing_cell']],
    [{ 证件号码: `${CARD.slice(0, 17)}Z` }, ['证件号码 wrong_number']],
    [
      { 证件号码: CARD.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) },
      ['证件号码 wrong_number'],
    ],
    [{ 出生日期: '1981-03-05' }, ['出生日期 birth_differs']],
    [{ 性别: '女' }, ['性别 sex_differs']],
    [{ 姓名: '=HYPERLINK("x")' }, ['姓名 wrong_text']],
    [{ 姓名: '王\u202e明' }, ['姓名 wrong_text']],
    [{ 姓名: `王${'明'.repeat(50)}` }, ['姓名 wrong_text']],
    [{ 姓名: "x'; drop table person" }, ['姓名 wrong_text']],
    [{ 参保日期: '2026-02-30' }, ['参保日期 wrong_day']],
    [{ 参保区划: '110000' }, ['参保区划 unknown_area']],
    [{ 单位编号: 'E9' }, ['单位编号 unknown_employer']],
    [{ 单位编号: '' }, ['单位编号 employer_needed']],
    [{ 月缴费工资: '-1' }, ['月缴费工资 wrong_number']],
    [{ 月缴费工资: '1e309' }, ['月缴费工资 wrong_number']],
    [{ 月缴费工资: '7194.005' }, ['月缴费工资 wrong_number']],
    [{ 险种: '__proto__' }, ['险种 wrong_word']],
    [{ 参保身份: '学生' }, ['参保身份 status_of_other_scheme']],
    [{ 截止日期: '2026-05-31' }, ['截止日期 days_reversed']],
    [{ 办理事项: '停保' }, ['截止日期 missing_cell']],
    [{ 证件类型: '08', 证件号码: 'P1234567' }, ['出生日期 missing_cell', '性别 missing_cell']],
    [{ 手机号码: '12', 民族: '99' }, ['手机号码 wrong_number', '民族 wrong_word']],
  ]
  for (const [change, expected] of cases) assert.deepEqual(codesOf(change), expected, JSON.stringify(change))
  assert.equal(read({ 姓名: '𠮷野·买买提' }).faults.length, 0, 'rare letters and dots are names')
  assert.equal(readEnrolLine(layout, ['1', '2'], 7, registers).faults[0]?.code, 'row_cells')
})

test('a certificate number is never repeated whole in a fault, nor a control character', () => {
  const [fault] = read({ 证件号码: '990101198003051239\u0007' }).faults
  assert.equal(fault?.code, 'wrong_number')
  assert.ok(!/19800305/.test(fault?.found ?? '') && !fault?.found.includes('\u0007'))
})

test('whatever stands in the cells, a line is read or refused with faults, and nothing throws', () => {
  const cells = fc.array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...Object.values(GOOD))),
    {
      minLength: 0,
      maxLength: 20,
    },
  )
  fc.assert(
    fc.property(cells, (row) => {
      const { value, faults } = readEnrolLine(layout, row, 2, registers)
      assert.notEqual(value === undefined, faults.length === 0)
    }),
    { seed: 20_261_122, numRuns: 150 },
  )
})

test('the head says which columns are wrong, missing or there twice', () => {
  const faults = readEnrolHead(['姓名', '姓名', '工资']).faults.map(({ column, code }) => `${column} ${code}`)
  assert.deepEqual(faults.slice(0, 2), ['工资 unknown_column', '证件号码 missing_column'])
  assert.ok(faults.includes('姓名 column_twice'))
})

const rules = { bridgeMonths: 3, benefitFrom: () => undefined }
const lineOf = (change: Partial<EnrolLine> = {}): EnrolLine => {
  const { value } = read()
  assert.ok(value)
  return { ...value, ...change }
}
const spellOf = (change: Partial<EnrolSpell> = {}): EnrolSpell => ({
  ...{
    scheme: 'employee',
    status: 'active',
    from: day('2020-01-01'),
    state: 'active',
    area: '990101',
    employerNo: 'E1',
  },
  ...{ civilServant: false, continuousYearsBefore: 0 },
  ...change,
})
const personOf = (spells: readonly EnrolSpell[], change: Partial<EnrolPerson> = {}): EnrolPerson => ({
  ...{ name: '王小明', area: '990101', spells, isSubsidised: false },
  ...change,
})
const resident = (change: Partial<EnrolSpell> = {}): EnrolSpell =>
  spellOf({
    scheme: 'resident',
    status: 'adult',
    from: day('2026-01-01'),
    until: day('2026-12-31'),
    employerNo: undefined as never,
    ...change,
  })

test('what a line means for its person', () => {
  const kindOf = (line: EnrolLine, person?: EnrolPerson) => {
    const verdict = ruleOnLine(line, person, rules)
    return verdict.kind === 'fault' ? verdict.code : verdict.kind
  }
  assert.equal(kindOf(lineOf()), 'new_person')
  assert.equal(kindOf(lineOf(), personOf([])), 'enrolled')
  assert.equal(kindOf(lineOf(), personOf([spellOf({ until: day('2026-05-31'), state: 'terminated' })])), 'renewed')
  assert.equal(kindOf(lineOf(), personOf([spellOf()])), 'unchanged')
  assert.equal(kindOf(lineOf({ employerNo: 'E2' }), personOf([spellOf()])), 'moved')
  assert.equal(
    kindOf(lineOf({ area: '990102', employerNo: 'E2' }), personOf([spellOf()])),
    'duplicate_new_kept',
    'place of work',
  )
  assert.equal(kindOf(lineOf(), personOf([resident()])), 'duplicate_choice', 'an employee of less than a year')
  const longResident = ruleOnLine(
    lineOf({ scheme: 'resident', status: 'adult', from: day('2026-01-01') }),
    personOf([spellOf()]),
    rules,
  )
  assert.equal(longResident.kind, 'duplicate_old_kept', 'an employee of six years')
  assert.equal(kindOf(lineOf({ action: 'stop', until: day('2026-06-30') }), personOf([spellOf()])), 'stopped')
  assert.equal(kindOf(lineOf({ action: 'stop', until: day('2026-06-30') }), personOf([])), 'not_enrolled')
  assert.equal(kindOf(lineOf(), personOf([], { name: '李四' })), 'name_differs')
  assert.equal(kindOf(lineOf(), personOf([], { diedOn: day('2026-05-01') })), 'person_died')
})

test('a second time the same line says nothing new, whatever it did the first time', () => {
  const from = fc.integer({ min: -400, max: 400 }).map((days) => addDays(day('2026-01-01'), days))
  const spell = fc
    .record({
      at: from,
      length: fc.option(fc.integer({ min: 0, max: 500 })),
      employee: fc.boolean(),
      other: fc.boolean(),
    })
    .map(({ at, length, employee, other }) => ({
      ...(employee ? spellOf() : resident()),
      ...{ from: at, area: other ? '990102' : '990101' },
      ...(length === null ? {} : { until: addDays(at, length) }),
    }))
  fc.assert(
    fc.property(fc.array(spell, { maxLength: 2 }), from, fc.boolean(), (spells, at, isResident) => {
      const line = lineOf({ from: at, ...(isResident && { scheme: 'resident', status: 'adult' }) })
      const first = ruleOnLine(line, personOf(spells), rules)
      assert.notEqual(first.kind, 'fault')
      if (first.kind === 'fault') return
      const second = ruleOnLine(line, personOf(first.spells), rules)
      assert.ok(second.kind !== 'fault')
      assert.deepEqual(second.spells, first.spells)
    }),
    { seed: 20_261_122 },
  )
})

test('after a ruling no day lies in two active enrolments that did not before', () => {
  const verdict = ruleOnLine(lineOf({ area: '990102', employerNo: 'E2' }), personOf([spellOf()]), rules)
  assert.ok(verdict.kind === 'duplicate_new_kept')
  const active = verdict.spells.filter(({ state }) => state === 'active')
  assert.deepEqual(
    active.map(({ area, from }) => [area, from]),
    [['990102', '2026-06-01']],
  )
  const chosen = keepAsked([spellOf()], 0, spellOf({ area: '990102', from: day('2026-06-01') }))
  assert.deepEqual(
    chosen.map(({ state, from, until }) => [state, from, until]),
    [
      ['terminated', '2020-01-01', '2026-05-31'],
      ['suspended', '2026-06-01', undefined],
      ['active', '2026-06-01', undefined],
    ],
  )
})

test('a newborn paid for within ninety days is enrolled from birth, later from the day of payment, and the same again is nothing', () => {
  const newborn = { enrolDays: 90, freeDays: 0, lastQuarter: 'birth_year' } as const
  const of = (bornOn: string, paidOn: string, person?: EnrolPerson) =>
    ruleOnLine(
      lineOf({
        ...{ scheme: 'resident', status: 'newborn', bornOn: day(bornOn), from: day(paidOn), paidOn: day(paidOn) },
      }),
      person,
      { ...rules, newborn },
    )
  const daysOf = (verdict: ReturnType<typeof of>) =>
    verdict.kind === 'fault' ? verdict.code : verdict.spells.map(({ from, until }) => `${from} ${until}`)
  const soon = of('2025-12-20', '2026-03-20')
  assert.deepEqual(daysOf(soon), ['2025-12-20 2026-12-31'])
  assert.deepEqual(daysOf(of('2025-12-20', '2026-03-21')), ['2026-03-21 2026-12-31'])
  assert.ok(soon.kind !== 'fault')
  const again = of('2025-12-20', '2026-03-20', personOf(soon.spells))
  assert.equal(again.kind, 'unchanged')
})
