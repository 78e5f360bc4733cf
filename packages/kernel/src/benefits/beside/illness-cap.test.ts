// The limit of serious illness insurance with its incentives, by the policy's own expression; years without a claim.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroClaimYears } from './illness-cap.ts'

test('a year without a claim counts when the next one is paid, within the unbroken run, from the year of the rule', () => {
  assert.equal(zeroClaimYears([2023, 2024, 2025, 2026, 2027], [], 2027, 2025), 2)
  assert.equal(zeroClaimYears([2025, 2026, 2027], [2025], 2027, 2025), 1)
  assert.equal(zeroClaimYears([2025, 2027, 2028], [], 2028, 2025), 1, 'a break ends the run')
  assert.equal(zeroClaimYears([2025, 2026], [], 2027, 2025), 0, 'this year is not paid')
  assert.equal(zeroClaimYears([], [], 2027, 2025), 0)
})
