// What the checker says of a wrong card, table or point: place, what was found, what is allowed. One small change each time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FaultList } from '../../policy/text/faults.ts'
import { compileAudit } from '../check/compile.ts'
import { readKnowledge } from '../knowledge/read-csv.ts'
import { readCard } from './read-card.ts'

const message = "{ zh: '{item}用到第{total}天', en: 'day {total} of {item}' }"
const RIGHT = `id: N10
officialCode: GZ10000101010000
version: '1'
title: { zh: 药品限支付疗程, en: A course }
category: policy
subject: drug
family: distinct-days
parameters: { window: stay }
knowledge: kp_course
stages: [pre, mid, post]
result: definite
excess: above_limit
messages:
  doctor: ${message}
  provider: ${message}
  insured: ${message}
  auditor: ${message}
basis: [{ title: 某条例 }]
tests: [{ name: a }, { name: b }, { name: c }]
`

function said(text: string): string[] {
  const faults = new FaultList()
  const card = readCard('N10.yaml', text, faults)
  assert.equal(card === undefined, faults.refuses)
  return faults.faults.map(({ line, code, found, expected }) => `${line} ${code}: ${found} → ${expected}`)
}

test('a right card has no fault', () => {
  assert.deepEqual(said(RIGHT), [])
})

const WRONG: readonly { from: string; to: string; says: RegExp }[] = [
  { from: 'id: N10', to: 'id: 10', says: /^1 wrong_value: 10 → an id such as N10/ },
  { from: 'GZ10000101010000', to: 'GZ1', says: /^2 wrong_value: GZ1 → a national code/ },
  { from: 'category: policy', to: 'category: polcy', says: /^5 wrong_value: polcy → one of policy, management/ },
  {
    from: 'family: distinct-days',
    to: 'family: distinct-day',
    says: /^7 wrong_value: distinct-day → one of .*distinct-days/,
  },
  { from: '{ window: stay }', to: '{ windw: stay }', says: /^8 unknown_key: windw → window\?/ },
  {
    from: 'stages: [pre, mid, post]',
    to: 'stages: [pre, late]',
    says: /^10 wrong_value: late → one of pre, mid, post/,
  },
  {
    from: 'excess: above_limit',
    to: 'excess: whole_line',
    says: /^1 wrong_value: excess: whole_line → above_limit or none/,
  },
  { from: '{item}用到第{total}天', to: '{item}用到第{totl}天', says: /^14 unknown_key: \{totl\} → \{total\}\?/ },
  { from: ', { name: c }', to: '', says: /^19 wrong_value: a list of 2 → a list of at least 3/ },
  { from: "version: '1'\n", to: '', says: /^1 missing_key: a map without version/ },
  { from: 'subject: drug', to: 'subject: drug\nsubjekt: drug', says: /^7 unknown_key: subjekt → subject\?/ },
  {
    from: 'knowledge: kp_course',
    to: 'validFrom: 2026-02-30\nknowledge: kp_course',
    says: /^9 wrong_value: 2026-02-30 → a calendar day/,
  },
  {
    from: 'knowledge: kp_course',
    to: 'validFrom: 2026-02-01\nvalidTo: 2026-01-01\nknowledge: kp_course',
    says: /valid from 2026-02-01 to 2026-01-01/,
  },
]

for (const { from, to, says } of WRONG) {
  test(`a card with ${JSON.stringify(to || `no ${from}`)} is refused with its place`, () => {
    assert.ok(RIGHT.includes(from))
    const lines = said(RIGHT.replace(from, to))
    assert.ok(
      lines.some((line) => says.test(line)),
      `said instead:\n${lines.join('\n')}`,
    )
  })
}

/** Points of a table under the right card, and what is said about them. */
function table(text: string): { points: number; says: string[] } {
  const faults = new FaultList()
  const card = readCard('N10.yaml', RIGHT, faults)
  const points = readKnowledge('kp.csv', text, faults)
  const audit = compileAudit(card ? [card] : [], points, faults)
  return {
    points: audit.pointCount,
    says: faults.faults.map(({ line, code, found, expected }) => `${line} ${code}: ${found} → ${expected}`),
  }
}

test('a table is read with lists, quotes, empty cells and a byte order mark; what a point leaves out the card says', () => {
  const text =
    '\ufeffkpId,rule,version,validFrom,genericName,codes,maxDays,window\r\nA,N10,1,2026-01-01,"甲,""乙""\n丙",X1|X2,14,\r\nB,N10,1,,,X3,20,episode\r\n'
  assert.deepEqual(table(text), { points: 2, says: [] })
})

test('a wrong row is named by its line', () => {
  const header = 'kpId,rule,codes,maxDays\n'
  assert.deepEqual(table(`${header}A,N10,X1,0\n`).says, ['2 wrong_value: 0 → a whole number from 1'])
  assert.deepEqual(table(`${header}A,N10,X1\n`).says, ['2 wrong_value: 3 cells → 4, as the first line has titles'])
  assert.deepEqual(table(`${header}A,N99,X1,3\n`).says, ['2 unknown_rule: N99 → a rule with a card: N10'])
  assert.deepEqual(table(`${header}A,N10,,3\n`).says, ['2 missing_key: a map without codes → 项目编码，合并计天'])
  assert.deepEqual(table(`${header}A,N10,X1,3\nA,N10,X2,3\n`).says, [
    '3 wrong_value: the point A 1 again → each point and version once; first in line 2',
  ])
  assert.deepEqual(table('kpId,rule,codes,maxDay\nA,N10,X1,3\n').says, [
    '1 unknown_key: maxDay → maxDays?',
    '2 missing_key: a map without maxDays → 支付天数',
  ])
})
