// The year in review: sentences with all their figures and no others, figures that lead to their definition, and a Word file that opens.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { IndicatorValue } from '@yibao/lake'
import { indicatorsIn, shippedIndicators } from '../indicators/read.ts'
import { composeReport, figureText } from './compose.ts'
import { reportPage } from './page.ts'
import { idsIn, readTemplate } from './template.ts'
import { reportWord } from './word.ts'

const source = readFileSync(new URL('../../../../reports/year-in-review.yaml', import.meta.url), 'utf8')
const value = (id: string, shown: string | undefined, unit = '人次', numerator = '5'): IndicatorValue => ({
  ...{
    id,
    title: `${id}的名称<b>`,
    titleEn: id,
    status: shown === undefined ? 'waiting' : 'computed',
    value: shown,
    unit,
  },
  ...{ numerator, denominator: '1', definition: '定义', version: 1, asOf: '2025-12-31', from: '2025-01-01', area: '' },
  waitsFor: shown === undefined ? '某种记录' : undefined,
  waitsForEn: shown === undefined ? 'some record' : undefined,
})
const names = { area: '某市', year: '2025', from: '2025-01-01', to: '2025-12-31' }

test('the shipped text names indicators that exist, and charts that can be drawn', () => {
  const { template, faults } = readTemplate('year-in-review.yaml', source)
  assert.deepEqual(faults, [])
  const known = new Set(indicatorsIn(shippedIndicators).map(({ id }) => id))
  const named = template?.sections.flatMap(({ sentences, charts }) => [
    ...sentences.flatMap(idsIn),
    ...charts.map(({ indicator }) => indicator),
  ])
  assert.ok((named?.length ?? 0) > 40)
  assert.deepEqual(
    named?.filter((id) => !known.has(id)),
    [],
  )
})

test('a text with an unknown chart is refused with its line', () => {
  const { template, faults } = readTemplate('x.yaml', source.replace('[stays_by_level]', '[stays_by_moon]'))
  assert.equal(template, undefined)
  assert.ok(faults.some(({ line, expected }) => line > 5 && expected.includes('stays_by_level')))
})

const template = {
  ...{ id: 'r', title: '{area}{year}年', lead: '说明' },
  sections: [
    { heading: '甲', sentences: ['结算{AA-001}，住院{AA-002}。', '救助{AA-003}。'], charts: [] },
    { heading: '乙', sentences: ['只有{AA-003}。'], charts: [] },
  ],
}
const values = new Map(
  [value('AA-001', '5'), value('AA-002', '3'), value('AA-003', undefined)].map((each) => [each.id, each]),
)
const report = composeReport(template, values, new Map(), names)

test('a sentence is written with all its figures or not at all, and what is missing is listed', () => {
  assert.equal(report.title, '某市2025年')
  assert.deepEqual(
    report.sections.map(({ heading }) => heading),
    ['甲'],
  )
  const text = report.sections[0]?.paragraphs
    .flat()
    .map((piece) => ('text' in piece ? piece.text : `[${piece.figure}]`))
    .join('')
  assert.equal(text, '结算[5人次]，住院[3人次]。')
  assert.deepEqual(
    report.missing.map(({ id }) => id),
    ['AA-003'],
  )
})

test('each figure of the page leads to its row, and nothing is markup that was not', () => {
  const page = reportPage(report)
  for (const id of ['AA-001', 'AA-002']) assert.ok(page.includes(`href="#${id}"`) && page.includes(`id="${id}"`))
  assert.ok(!page.includes('<b>') && !page.includes('<script'))
})

test('the Word file is a document with a bookmark for each link', async () => {
  const file = await reportWord(report)
  assert.equal(file.subarray(0, 2).toString(), 'PK')
  assert.ok(file.length > 5000)
})

test('small sums are shown in a unit that shows them', () => {
  assert.equal(figureText(value('A', '0.03', '亿元', '341000000')), '341.00万元')
  assert.equal(figureText(value('A', '0.00', '亿元', '12345')), '123.45元')
  assert.equal(figureText(value('A', '0.31', '万人次', '3100')), '3100人次')
  assert.equal(figureText(value('A', '12.50', '亿元', '125000000000')), '12.50亿元')
  assert.equal(figureText(value('A', '0.50', '%')), '0.50%')
})
