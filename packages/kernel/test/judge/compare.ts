// Puts the engine's answer into the judge's form, so that the two can be held against each other amount by amount.

import type { Settlement } from '../../src/benefits/settlement.ts'
import type { Outcome } from '../../src/outcome.ts'
import type { Judged, Verdict } from './judge.ts'

export type Comparable = { readonly ok: true; readonly value: Judged } | { readonly ok: false; readonly code: string }

export function comparable(outcome: Outcome<Settlement>): Comparable {
  if (!outcome.ok) return { ok: false, code: outcome.code }
  const { tiers, lines, changes, work, policyVersion, mutual, denials, ...amounts } = outcome.value
  return {
    ok: true,
    value: {
      ...amounts,
      denials: [...denials],
      tiers: tiers.map(({ title, ...tier }) => tier),
      mutual: mutual.map(({ giver, paid }) => ({ giver, paid })),
      lines: lines.map(({ full, over, pre, inScope, reason }) => ({ full, over, pre, inScope, reason })),
      changes: Object.fromEntries(changes.map(({ key, change }) => [key, change])),
    },
  }
}

export const withoutKeys = (verdict: Verdict): Comparable =>
  verdict.ok ? { ok: true, value: verdict.value } : { ok: false, code: verdict.code }
