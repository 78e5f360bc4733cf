// The bench of audit checks compares two functions that find the same, and gives a whole result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadRules } from '@yibao/policy'
import { auditCheckText, benchAuditCheck } from './audit-check.ts'
import { benchText } from './measure.ts'

test('a run finds what the hand-written loop finds, and gives a rate, quantiles and a row for each piece', () => {
  const { cards } = loadRules()
  // Points fewer than codes would leave most lines without any: the same codes, so fewer findings, but some.
  const result = benchAuditCheck({ cards, points: 20_000, rounds: 1, secondsEach: 0.02, historyLines: 40 })
  assert.equal(result.rows.length, 4)
  assert.ok(result.rows.every(({ perSecond, p50Us, n }) => perSecond > 0 && p50Us > 0 && n > 0))
  assert.ok(result.points >= 20_000 && result.rules === cards.length && result.findingsPerOrder > 0)
  assert.match(auditCheckText(result, benchText(result)), /written by hand, 4 rules/)
})
