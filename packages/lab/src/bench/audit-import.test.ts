// The bench of imports loses no point, and gives a whole result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadRules } from '@yibao/policy'
import { auditImportText, benchAuditImport } from './audit-import.ts'
import { benchText } from './measure.ts'

test('a run imports, imports again and loads the same points', () => {
  const result = benchAuditImport({ cards: loadRules().cards, points: 2000, rounds: 1 })
  assert.deepEqual([result.points, result.rows.length, result.n], [2000, 4, 2000])
  assert.ok(result.importSeconds > 0 && result.loadSeconds > 0)
  assert.match(auditImportText(result, benchText(result)), /2,000 points, processor time: import/)
})
