// Reads what the audit commands are given: rule cards and tables of knowledge points that are right.
import { type CompiledAudit, compileAudit, faultText } from '@yibao/kernel'
import { loadRules, type RuleSet } from '@yibao/policy'
import { UsageError } from './command.ts'

/** The rules at a path, or those that ship; refused whole, with every fault, when one of them is wrong. */
export function rulesAt(path: string | undefined): RuleSet & { readonly audit: CompiledAudit } {
  const rules = loadRules(path)
  const audit = compileAudit(rules.cards, rules.points, rules.faults)
  if (rules.faults.refuses) throw new UsageError(rules.faults.faults.map(faultText).join('\n'))
  return { ...rules, audit }
}
