// A trial counts what two versions find in the same history, and judges them by labels where there are any.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditFinding } from '../check/finding.ts'
import { type TrialItem, trial } from './trial.ts'

const found = (line: string, amountFen: number, severity: AuditFinding['severity'] = 'definite'): AuditFinding =>
  ({
    ...{ rule: 'N10', severity, excessAmountFen: amountFen, lines: [{ lineId: line, quantity: 1, amountFen }] },
    ...{ encounters: [], persons: [], providers: [], practitioners: [], purchasers: [], codes: [] },
  }) as unknown as AuditFinding

test('the same version finds the same: nothing added, gone or changed', () => {
  const [only] = trial([{ before: [found('L1', 100)], after: [found('L1', 100)] }])
  assert.deepEqual([only?.added, only?.gone, only?.changed], [0, 0, 0])
  assert.equal(only?.precisionAfter, undefined, 'without labels nothing is called right')
})

test('findings that come, go, and change their amount or severity are counted, with the money of both', () => {
  const before = [found('L1', 100), found('L2', 200), found('L3', 300)]
  const after = [found('L1', 100), found('L2', 250), found('L3', 0, 'needs_evidence'), found('L4', 50)]
  const [only] = trial([{ before, after }])
  assert.deepEqual([only?.added, only?.gone, only?.changed], [1, 0, 2])
  assert.deepEqual([only?.before.amountFen, only?.after.amountFen], [600, 400])
  assert.deepEqual([only?.after.definite, only?.after.needsEvidence], [3, 1])
  const [other] = trial([{ before: after, after: before }])
  assert.deepEqual([other?.added, other?.gone, other?.changed], [0, 1, 2])
})

test('labels give precision and what was missed; a rule that is tolerated is not held against a version', () => {
  const labels = {
    fire: [
      { rule: 'N10', lines: ['L1', 'L2'] },
      { rule: 'N10', lines: ['L9'] },
    ],
    notFire: [],
    mayFire: [],
  }
  const item: TrialItem = { before: [found('L5', 1)], after: [found('L1', 1), found('L2', 1), found('L3', 1)], labels }
  const [only] = trial([item])
  assert.deepEqual([only?.before.right, only?.before.wrong, only?.before.missed, only?.precisionBefore], [0, 1, 2, 0])
  assert.deepEqual([only?.after.right, only?.after.wrong, only?.after.missed, only?.precisionAfter], [2, 1, 1, 66.7])
  const [tolerated] = trial([{ ...item, labels: { ...labels, mayFire: ['N10'] } }])
  assert.equal(tolerated?.precisionAfter, 100)
})
