// What a list tells of its case, as the configuration reads it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseInput } from './model.ts'
import { paymentCaseOf, tagsOf } from './rules.ts'

const CASE: CaseInput = {
  ...{ settlementId: 'S1', listId: 'L1', personNo: 'P1', provider: 'H1', area: '990101', county: '990101' },
  ...{ scheme: 'employee', setting: 'inpatient', settledOn: '2026-06-10', admittedOn: '2026-06-01' },
  ...{ dischargedOn: '2026-06-10', diagnosis: 'K35.800', totalFen: 1_000_000, fundFen: 700_000, personFen: 300_000 },
  ...{ review: '', group: null },
}
const tagged = (more: Partial<CaseInput>) => paymentCaseOf({ ...CASE, ...more }, 'tertiary')

test('a plain stay carries no tag, and a list of before counts no Chinese medicine', () => {
  assert.deepEqual(tagged({}).tags, [])
  assert.equal(tagged({}).tcmFen, 0)
})

test('a main diagnosis of Chinese medicine makes the case one of its diseases, with what the list states for it', () => {
  const { tags, tcmFen } = tagged({ chinese: { isMain: true, fen: 520_000 } })
  assert.deepEqual([tags, tcmFen], [['tcm_advantage'], 520_000])
  assert.deepEqual(tagged({ chinese: { isMain: false, fen: 520_000 } }).tags, [])
})

test('a stay of 60 days is no long stay, one of 61 is; mental disorders go by F00 to F99', () => {
  assert.deepEqual(tagsOf(CASE, 60), [])
  assert.deepEqual(tagsOf(CASE, 61), ['long_stay'])
  assert.deepEqual(tagged({ diagnosis: 'F20.900' }).tags, ['mental'])
  assert.deepEqual(tagged({ diagnosis: 'G30.900' }).tags, [])
})

test('day surgery and day treatment carry their own word', () => {
  assert.deepEqual(tagged({ setting: 'day_surgery' }).tags, ['day_surgery'])
  assert.deepEqual(tagged({ setting: 'day_treatment' }).tags, ['day_treatment'])
})
