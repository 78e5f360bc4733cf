// The bounds of coding: each is named when it is touched, and only then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CodedAs, codingWarnings } from './what-if.ts'

const recorded: CodedAs = {
  ...{ diagnoses: ['J18.900', 'E11.900'], procedures: ['33.2200'], isGrouped: true },
  ...{ family: 'ER2', weight: 0.7, severities: [], unknown: [] },
}
const bounds = (change: Partial<CodedAs>): string[] =>
  codingWarnings(recorded, { ...recorded, ...change }).map(({ bound }) => bound)

test('the record as it stands touches no bound', () => {
  assert.deepEqual(bounds({}), [])
  assert.deepEqual(bounds({ unknown: ['j18'] }), ['unknown_code'])
})

test('an added severity is told twice: no evidence, and what it does', () => {
  const change = { diagnoses: ['J18.900', 'E11.900', 'A41.900'], weight: 1.4, severities: ['A41.900'] }
  assert.deepEqual(bounds(change), ['code_without_evidence', 'severity_added'])
  const [first] = codingWarnings(recorded, { ...recorded, ...change })
  assert.deepEqual(first?.codes, ['A41.900'])
  assert.match(first?.zh ?? '', /第735号/)
})

test('principal diagnosis and another of the record change places: upcoding when heavier, silent when lighter', () => {
  const diagnoses = ['E11.900', 'J18.900']
  assert.deepEqual(bounds({ diagnoses, weight: 0.9 }), ['principal_swapped_for_weight'])
  assert.deepEqual(bounds({ diagnoses, weight: 0.5 }), [])
})

test('procedures that bring a heavier family, and codes that disappear', () => {
  assert.deepEqual(bounds({ procedures: ['32.4100', '33.2200'], family: 'EB1', weight: 3 }), [
    'code_without_evidence',
    'procedure_changed_for_group',
  ])
  assert.deepEqual(bounds({ procedures: [] }), ['code_left_out'])
  assert.deepEqual(bounds({ diagnoses: ['J18.900'], isGrouped: false, weight: 0 }), ['code_left_out', 'not_groupable'])
})
