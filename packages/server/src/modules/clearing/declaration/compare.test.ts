// Two sides of a month set against each other: nothing is found where they agree, and whatever is taken away or changed is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted } from '@yibao/kernel'
import fc from 'fast-check'
import { differencesOf, figuresOf, type Sides } from './compare.ts'
import { LIST_COLUMNS, listedLines } from './list-file.ts'
import type { ListedLine, PlatformLine } from './model.ts'
import { checkMeeting, declaredFigures } from './rules.ts'

const HEAD = LIST_COLUMNS.join(',')
const isCategory = (code: string) => ['11', '21'].includes(code)

const settled = fc
  .record({
    fundFen: fc.integer({ min: 0, max: 1e9 }),
    accountFen: fc.integer({ min: 0, max: 1e6 }),
    cashFen: fc.integer({ min: 0, max: 1e7 }),
    category: fc.constantFrom('11', '21'),
  })
  .map((each) => ({ ...each, totalFen: each.fundFen + each.accountFen + each.cashFen }))

const sides = (platform: readonly PlatformLine[], lines: readonly ListedLine[]): Sides => ({
  ...{ lines, figures: figuresOf(lines), shown: (id) => id, idOf: (text) => (text.startsWith('S') ? text : undefined) },
  platform: {
    lines: platform,
    known: [],
    figures: figuresOf(platform.map((each) => ({ ...each, no: 0, settlement: '' }))),
  },
})
const both = (month: readonly Omit<PlatformLine, 'settlementId'>[]) => ({
  platform: month.map((each, at) => ({ ...each, settlementId: `S${at}` })),
  lines: month.map((each, at) => ({ ...each, settlement: `S${at}`, no: at + 2 })),
})

test('where both sides have the same, nothing differs; what one side lacks is found, once, with its reason', () => {
  const month = fc.array(settled, { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(month, fc.nat(), (rows, at) => {
      const { platform, lines } = both(
        rows.map((row) => ({ ...row, totalFen: row.totalFen + 1, cashFen: row.cashFen + 1 })),
      )
      assert.deepEqual(differencesOf(sides(platform, lines)), [])
      const gone = at % rows.length
      const ofLines = (found: ReturnType<typeof differencesOf>) => found.filter(({ reason }) => reason !== 'figures')
      const undeclared = ofLines(differencesOf(sides(platform, lines.toSpliced(gone, 1))))
      // With nothing listed at all the figures alone are compared.
      if (rows.length > 1)
        assert.deepEqual(
          undeclared.map(({ reason, settlement }) => [reason, settlement]),
          [['not_declared', `S${gone}`]],
        )
      const unknown = ofLines(differencesOf(sides(platform.toSpliced(gone, 1), lines)))
      assert.deepEqual(
        unknown.map(({ reason, line }) => [reason, line]),
        [['unknown', gone + 2]],
      )
      const more = lines.with(gone, { ...lines[gone]!, fundFen: lines[gone]!.fundFen + 1 })
      const [changed, ...rest] = ofLines(differencesOf(sides(platform, more)))
      assert.equal(changed?.reason, 'amounts')
      assert.equal(changed.provider!.fundFen! - changed.platform!.fundFen!, 1)
      assert.deepEqual(rest, [])
    }),
  )
})

test('a settlement listed twice is one difference; what is no identifier of ours is unknown', () => {
  const { platform, lines } = both([{ category: '11', totalFen: 300, fundFen: 200, accountFen: 0, cashFen: 100 }])
  const found = differencesOf({
    ...sides(platform, lines),
    lines: [...lines, { ...lines[0]!, no: 9 }, { ...lines[0]!, settlement: 'X', no: 10 }],
  })
  assert.deepEqual(
    found.map(({ reason, line }) => [reason, line]),
    [
      ['twice', 9],
      ['unknown', 10],
    ],
  )
})

test('a list is refused with line and column, and read whatever order its columns have', () => {
  const wrong = (text: string) => {
    const read = listedLines(text, isCategory)
    assert.ok(!read.ok)
    return [read.code, read.facts.line, read.facts.column]
  }
  assert.deepEqual(wrong('结算编号,清算类别\nS1,11'), ['declaration_list_cell', 1, '医疗费总额'])
  assert.deepEqual(wrong(`${HEAD}\nS1,11,3.00,2.00,0,1\nS2,99,3,2,0,1`), ['declaration_list_cell', 3, '清算类别'])
  assert.deepEqual(wrong(`${HEAD}\nS1,11,3.001,2,0,1`), ['declaration_list_cell', 2, '医疗费总额'])
  assert.equal(wrong(`${HEAD}\n`)[0], 'declaration_list_empty')
  const read = listedLines('﻿现金,结算编号,清算类别,医疗费总额,基金支付,个人账户\r\n1,S1,11,3,2,0\r\n', isCategory)
  const line = { no: 2, settlement: 'S1', category: '11', totalFen: 300, fundFen: 200, accountFen: 0, cashFen: 100 }
  assert.deepEqual(read, accepted([line]))
})

test('figures that their own list does not add up to are sent back before anything is compared', () => {
  const { lines } = both([{ category: '11', totalFen: 300, fundFen: 200, accountFen: 0, cashFen: 100 }])
  const [own] = figuresOf(lines)
  assert.ok(own && declaredFigures([own], lines, isCategory).ok)
  const codeOf = (figures: Parameters<typeof declaredFigures>[0]) => {
    const taken = declaredFigures(figures, lines, isCategory)
    return taken.ok ? '' : taken.code
  }
  assert.equal(codeOf([{ ...own, fundFen: 201 }]), 'declaration_sums')
  assert.equal(codeOf([own, own]), 'declaration_category')
  assert.equal(codeOf([{ ...own, category: '98' }]), 'declaration_category')
  assert.equal(codeOf([{ ...own, payers: { pooled: 199 } }]), 'declaration_payers')
})

test('a meeting leaves no difference without a word, and lies between declaration and today', () => {
  const base = {
    settlement: 'S1',
    category: '11',
    line: 2,
    provider: null,
    platform: null,
    reason: 'unknown',
    detail: '',
  } as const
  const declaration = {
    declaredOn: '2026-06-08',
    differences: [
      { ...base, id: 'a' },
      { ...base, id: 'b' },
    ],
    differencesCount: 2,
  } as never
  const meeting = { heldOn: '2026-06-10', place: '', ofProvider: '甲', ofBureau: '乙', agreed: '同意', rest: null }
  const one = { difference: 'a', resolution: 'as_platform', note: '' } as const
  const codeOf = (each: Parameters<typeof checkMeeting>[1]) => {
    const checked = checkMeeting(declaration, each, '2026-06-20')
    return checked.ok ? '' : checked.code
  }
  assert.equal(codeOf({ ...meeting, resolutions: [one] }), 'declaration_unresolved')
  assert.equal(codeOf({ ...meeting, resolutions: [one], rest: 'next_month' }), '')
  assert.equal(codeOf({ ...meeting, resolutions: [one, { ...one, difference: 'b' }] }), '')
  assert.equal(codeOf({ ...meeting, heldOn: '2026-06-07', resolutions: [], rest: 'next_month' }), 'declaration_met_on')
  assert.equal(codeOf({ ...meeting, heldOn: '2026-06-21', resolutions: [], rest: 'next_month' }), 'declaration_met_on')
})
