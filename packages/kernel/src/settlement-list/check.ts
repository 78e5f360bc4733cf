// All quality rules over one settlement list, in their order: an error sends it back, a warning is shown and counted.
import { clinicalRules } from './clinical.ts'
import { identityRules } from './identity.ts'
import type { ListContext, ListFinding, SettlementList } from './model.ts'
import { moneyRules } from './money.ts'

const RULES = Object.entries({ ...identityRules, ...clinicalRules, ...moneyRules }).sort(([a], [b]) => (a < b ? -1 : 1))

/** Numbers of the rules that are checked here; Q27 (forms of codes) is checked where the message is read. */
export const LIST_RULES: readonly string[] = RULES.map(([id]) => id)

/** The version of the rule set: raised when a rule changes what it finds. */
export const LIST_RULES_VERSION = '2026-11'

export function checkList(list: SettlementList, context: ListContext): ListFinding[] {
  return RULES.flatMap(([rule, check]) => check(list, context).map((finding) => ({ ...finding, rule })))
}

export const isRefused = (findings: readonly ListFinding[]): boolean => findings.some(({ level }) => level === 'error')
