// Batches of knowledge: read strictly, compared exactly, and on every day the last word published by then holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FaultList, faultText } from '../../policy/text/faults.ts'
import { addDays, type Day, day } from '../../time/day.ts'
import type { RuleCard } from '../card/card.ts'
import { families } from '../families/index.ts'
import { readCsv } from './csv.ts'
import { diffBatch } from './diff.ts'
import type { BatchForm } from './form.ts'
import { joinTables } from './join.ts'
import { type Batch, readBatch } from './read-batch.ts'
import { type StoredPoint, storedPoints, tableText } from './stored.ts'

const card = (id: string, zh: string): RuleCard =>
  ({ id, title: { zh, en: id }, family: families.get('line-limit') }) as unknown as RuleCard
const cards = [card('N67', '药品区分性别使用'), card('N65', '药品儿童专用')]

function batchOf(text: string, form: Partial<BatchForm> = {}): { batch: Batch | undefined; says: string[] } {
  const faults = new FaultList()
  const table = readCsv('list.csv', text, faults)
  const batch = table && readBatch('list.csv', table, { batch: 'b', ...form }, cards, faults)
  return { batch, says: faults.faults.map(faultText) }
}

const LIST =
  '规则名称,医保药品代码,药品名称,限定,生效日期\n药品区分性别使用,X1,甲药,男,2025-05-23\n药品区分性别使用,X2,"乙,药",女,2025-05-23\n'
const SEX: Partial<BatchForm> = {
  columns: new Map([['sex', '限定']]),
  words: new Map([
    ['男', 'M'],
    ['女', 'F'],
  ]),
}

test('a published list is read by its own titles, names of rules and words', () => {
  const { batch, says } = batchOf(LIST, SEX)
  assert.deepEqual(says, [])
  assert.deepEqual(
    batch?.points.map(({ rule, key, cells }) => [
      rule,
      key,
      cells.get('sex'),
      cells.get('genericName'),
      cells.get('validFrom'),
    ]),
    [
      ['N67', 'N67/X1', 'M', '甲药', '2025-05-23'],
      ['N67', 'N67/X2', 'F', '乙,药', '2025-05-23'],
    ],
  )
})

test('a wrong row refuses the batch whole, and the message names file, line and the column of the list', () => {
  const wrong = LIST.replace('女,2025-05-23', '双,2025-05-23')
  assert.deepEqual(batchOf(wrong, SEX), {
    batch: undefined,
    says: ['list.csv:3[限定] wrong_value: found 双; expected one of M, F'],
  })
  const says = (text: string, form: Partial<BatchForm> = SEX) => batchOf(text, form).says.join('\n')
  assert.match(
    says(LIST.replace('2025-05-23\n药', '2025-02-30\n药')),
    /list\.csv:2\[生效日期\] wrong_value: found 2025-02-30/,
  )
  assert.match(
    says(LIST.replace('药品区分性别使用,X2', '没有的规则,X2')),
    /list\.csv:3\[规则名称\] unknown_rule: found 没有的规则/,
  )
  assert.match(says(LIST.replace('X2', 'X1')), /list\.csv:3\[医保药品代码\] wrong_value: found the point N67\/X1 again/)
  assert.match(says(LIST.replace(',男,', ',男,多,')), /list\.csv:2 wrong_value: found 6 cells; expected 5/)
  assert.match(says(LIST, { ...SEX, columns: new Map([['sex', '性别']]) }), /found a map of sex to 性别/)
  assert.match(says(LIST, { ...SEX, rules: ['N99'] }), /unknown_rule: found N99; expected one of N67, N65/)
  assert.match(says('药品代码,限定\nX1,男\n', { ...SEX, rules: ['N67'] }), /list\.csv:2\[validFrom\] missing_key/)
  assert.match(says('药品代码,限定\n"X1,男\n', SEX), /list\.csv:2 not_csv/)
  assert.match(says('', SEX), /list\.csv:1 empty_file/)
  assert.match(says('规则名称,医保药品代码\n', {}), /list\.csv:1 empty_file: found titles without rows/)
  assert.match(
    says(LIST.replace('X2', '=cmd()'), SEX),
    /list\.csv:3\[医保药品代码\] wrong_value: found "=cmd\(\)"; expected codes/,
  )
  assert.match(says(LIST.replace('甲药', '甲\u0000药'), SEX), /list\.csv:2\[药品名称\] wrong_value/)
})

test('rows of rules that were not asked for are passed over and counted', () => {
  const { batch } = batchOf(`${LIST}药品儿童专用,X3,丙药,,2025-05-23\n`, { ...SEX, rules: ['N67'] })
  assert.equal(batch?.points.length, 2)
  assert.deepEqual([...(batch?.passedOver ?? [])], [['药品儿童专用', 1]])
})

test('codes in one table and what is said of their names in another are joined on the columns both have', () => {
  const faults = new FaultList()
  const codes = readCsv('codes.csv', 'rule,name,code\nR,甲,X1\nR,甲,X2\nR,乙,X3\n', faults)!
  const limits = readCsv('limits.csv', 'rule,name,limit\nR,甲,男\n', faults)!
  const joined = joinTables(codes, limits, { main: 'codes.csv', other: 'limits.csv' }, faults)
  assert.deepEqual(joined.titles, ['rule', 'name', 'code', 'limit'])
  assert.deepEqual(joined.rows[1]?.cells, ['R', '甲', 'X2', '男'])
  assert.deepEqual(faults.faults.map(faultText), ['codes.csv:4 no_partner: found R / 乙; expected a row of limits.csv'])
})

/** Points of the sexes given, from one day. */
const published = (from: Day, sexes: Readonly<Record<string, string>>, name: string = from): Batch => {
  const rows = Object.entries(sexes).map(([code, sex]) => `N67,${code},${sex},${from}`)
  const { batch } = batchOf(`rule,codes,sex,validFrom\n${rows.join('\n')}\n`, { batch: name })
  assert.ok(batch)
  return batch
}

const laid = (existing: readonly StoredPoint[], batch: Batch, isWhole = false) => {
  const faults = new FaultList()
  const diff = diffBatch(existing, batch, { isWhole }, 'list.csv', faults)
  return {
    ...diff,
    says: faults.faults.map(faultText),
    count: diff.changes.map(({ change, key }) => `${change} ${key}`),
  }
}

test('added, changed, the same and ended: history is cut at a day, and versions count on', () => {
  const first = laid([], published(day('2025-05-23'), { X1: 'M', X2: 'F', X3: 'F' }))
  assert.deepEqual(first.count, ['added N67/X1', 'added N67/X2', 'added N67/X3'])
  const second = laid(first.points, published(day('2026-01-06'), { X1: 'F', X2: 'F' }), true)
  assert.deepEqual(second.count, ['changed N67/X1', 'same N67/X2', 'ended N67/X3'])
  const said = second.points.map(({ key, version, from, to, cells }) => [
    key,
    version,
    from,
    to,
    cells.get('supersedes'),
  ])
  assert.deepEqual(said, [
    ['N67/X1', 1, '2025-05-23', '2026-01-05', undefined],
    ['N67/X1', 2, '2026-01-06', undefined, 'N67/X1@1'],
    ['N67/X2', 1, '2025-05-23', undefined, undefined],
    ['N67/X3', 1, '2025-05-23', '2026-01-05', undefined],
  ])
})

test('a correction of the same day takes the place of what it corrects; an older batch than what is there is refused', () => {
  const first = laid([], published(day('2025-05-23'), { X1: 'M' }))
  const corrected = laid(first.points, published(day('2025-05-23'), { X1: 'F' }))
  assert.deepEqual(
    corrected.points.map(({ version, cells }) => [version, cells.get('sex')]),
    [[2, 'F']],
  )
  const older = laid(corrected.points, published(day('2024-01-01'), { X1: 'M' }))
  assert.match(older.says.join(), /wrong_order: found N67\/X1 from 2024-01-01, while 2025-05-23 is there already/)
})

test('on every day the last batch by then holds; the tables written say the same when they are read again', () => {
  const codes = ['X1', 'X2', 'X3']
  const content = fc.dictionary(fc.constantFrom(...codes), fc.constantFrom('M', 'F'), {
    minKeys: 1,
    noNullPrototype: true,
  })
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), content, fc.boolean()), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(batches, (steps) => {
      let [points, from]: [readonly StoredPoint[], Day] = [[], day('2025-01-01')]
      const truth: { from: Day; sexes: Record<string, string> }[] = []
      for (const [days, sexes, isWhole] of steps) {
        from = addDays(from, days)
        const result = laid(points, published(from, sexes), isWhole)
        assert.deepEqual(result.says, [])
        const again = readCsv('t.csv', tableText(result.points), new FaultList())
        points = storedPoints(again!)
        truth.push({ from, sexes: isWhole ? sexes : { ...truth.at(-1)?.sexes, ...sexes } })
      }
      for (const { from: on, sexes } of truth) {
        for (const code of codes) {
          const holding = points.filter(
            (each) => each.key === `N67/${code}` && each.from! <= on && (each.to === undefined || on <= each.to),
          )
          assert.deepEqual(
            holding.map((each) => each.cells.get('sex')),
            sexes[code] === undefined ? [] : [sexes[code]],
          )
        }
      }
      const ids = points.map((each) => `${each.cells.get('kpId')}@${each.version}`)
      assert.equal(new Set(ids).size, ids.length)
    }),
  )
})
