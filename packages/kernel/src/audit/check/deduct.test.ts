// Validity by service day, scope, rescue, exemptions, and one deduction a line whoever else has found it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FaultList, faultText } from '../../policy/text/faults.ts'
import type { RuleCard } from '../card/card.ts'
import { readCard } from '../card/read-card.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import { readAuditCase } from '../cases/read-case.ts'
import { viewOf } from '../facts/view.ts'
import { compileAudit } from './compile.ts'
import { deductions } from './deduct.ts'
import type { Exemption } from './finding.ts'
import { textFor } from './finding.ts'
import { runAudit } from './run.ts'

const message = "{ zh: '{item}限{limit}，为{found}', en: '{item}: {limit}, found {found}' }"

function card(id: string, category: string, rest = ''): RuleCard {
  const faults = new FaultList()
  const text = `id: ${id}
version: '3'
title: { zh: 甲, en: a }
category: ${category}
subject: drug
family: line-limit
knowledge: kp_sex
stages: [mid, post]
result: definite
excess: whole_line
${rest}
messages: { doctor: ${message}, provider: ${message}, insured: ${message}, auditor: ${message} }
basis: [{ title: 甲 }]
tests: [{ name: a }, { name: b }, { name: c }]
`
  const made = readCard(`${id}.yaml`, text, faults)
  assert.ok(made, faults.faults.map(faultText).join('\n'))
  return made
}

/** A man in an outpatient visit of 2026-03-02 with one line of D at 10 yuan. */
function caseOf(knowledge: readonly object[], visit: object = {}) {
  const faults = new FaultList()
  const value = {
    id: 'T',
    persons: [{ id: 'P1', sex: 'M', birthDate: '1970-05-10' }],
    providers: [{ id: 'H1', level: 1 }],
    encounters: [
      { id: 'E1', personId: 'P1', providerId: 'H1', careMode: 'outpatient', start: '2026-03-02T09:00', ...visit },
    ],
    lines: [
      {
        id: 'L1',
        encounterId: 'E1',
        at: '2026-03-02T09:00',
        catalog: 'drug',
        code: 'D',
        name: '丁',
        qty: 1,
        unitPrice: 10,
        amount: 10,
      },
    ],
    knowledge,
  }
  const read = readAuditCase(nodeFromJson(value, ''), faults)
  assert.ok(read, faults.faults.map(faultText).join('\n'))
  return read
}

function found(
  cards: readonly RuleCard[],
  knowledge: readonly object[],
  visit: object = {},
  exemptions: readonly Exemption[] = [],
) {
  const read = caseOf(knowledge, visit)
  const audit = compileAudit(cards, read.knowledge, new FaultList())
  return runAudit(audit, viewOf(read.facts), { stage: 'mid', exemptions })
}

const woman = (rest: object = {}) => ({ rule: 'N67', codes: ['D'], sex: 'F', ...rest })

test('a finding names rule, version, point, facts used, excess and a text for each reader', () => {
  const made = card('N67', 'medical')
  const [finding] = found([made], [woman({ kpId: 'KP-7', version: '2' })])
  assert.ok(finding)
  assert.deepEqual([finding.rule, finding.ruleVersion, finding.knowledge], ['N67', '3', [{ id: 'KP-7', version: '2' }]])
  assert.deepEqual([finding.excessQuantity, finding.excessAmountFen, finding.severity], [10_000, 1000, 'definite'])
  assert.deepEqual(textFor(finding, made, 'provider'), { zh: '丁限女，为男', en: '丁: female, found male' })
})

test('rule and point must hold on the day of service, first and last day included', () => {
  const during = (validFrom: string, validTo: string) =>
    found([card('N67', 'medical')], [woman({ validFrom, validTo })]).length
  assert.deepEqual(
    [during('2026-03-02', '2026-03-02'), during('2026-03-03', '2026-12-31'), during('2025-01-01', '2026-03-01')],
    [1, 0, 0],
  )
  const ofRule = (dates: string) => found([card('N67', 'medical', dates)], [woman()]).length
  assert.deepEqual(
    [ofRule('validFrom: 2026-03-02'), ofRule('validFrom: 2026-03-03'), ofRule('validTo: 2026-03-01')],
    [1, 0, 0],
  )
})

test('a rule runs at its stages and in its scope only, and leaves a rescue alone when it says so', () => {
  const run = (rest: string, visit: object = {}) => found([card('N67', 'medical', rest)], [woman()], visit).length
  assert.deepEqual(
    [
      run('scope: { careMode: [inpatient] }'),
      run('scope: { providerLevel: [1, 2] }'),
      run('scope: { providerLevel: [3] }'),
    ],
    [0, 1, 0],
  )
  assert.deepEqual([run('exemptsRescue: true', { rescue: true }), run('', { rescue: true })], [0, 1])
  const read = caseOf([woman()])
  const audit = compileAudit([card('N67', 'medical')], read.knowledge, new FaultList())
  assert.deepEqual(runAudit(audit, viewOf(read.facts), { stage: 'pre' }), [])
})

test('an exemption is recorded in the finding, and nothing is deducted then', () => {
  const exemption: Exemption = { id: 'X1', rule: 'N67', personId: 'P1', from: '2026-01-01', reason: '登记性别更正中' }
  const [excepted] = found([card('N67', 'medical')], [woman()], {}, [{ ...exemption, personId: 'P9' }, exemption])
  assert.equal(excepted?.exemption?.id, 'X1')
  assert.deepEqual(deductions(excepted ? [excepted] : []), [])
  const [late] = found([card('N67', 'medical')], [woman()], {}, [{ ...exemption, from: '2026-03-03' }])
  assert.equal(late?.exemption, undefined)
})

test('a line that three rules find is deducted once: policy, then management, then medical; then priority, then id', () => {
  const cards = [
    card('N67', 'medical'),
    card('N46', 'management'),
    card('N13', 'policy', 'priority: 5'),
    card('N12', 'policy'),
  ]
  const points = ['N67', 'N46', 'N13', 'N12'].map((rule) => woman({ rule }))
  const [deduction, ...others] = deductions(found(cards, points))
  assert.deepEqual(others, [])
  assert.deepEqual([deduction?.lineId, deduction?.finding.rule, deduction?.amountFen], ['L1', 'N13', 1000])
  assert.deepEqual(
    deduction?.concurrent.map((finding) => finding.rule),
    ['N12', 'N46', 'N67'],
  )
})

test('what is not definite deducts nothing', () => {
  assert.deepEqual(deductions(found([{ ...card('N67', 'medical'), result: 'suspect' }], [woman()])), [])
})
