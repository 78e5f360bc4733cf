// Reads what the audit commands are given: rule cards and tables of knowledge points that are right.
import {
  type CompiledAudit,
  compileAudit,
  type FaultList,
  faultText,
  type RawPoint,
  type RuleCard,
} from '@yibao/kernel'
import { loadPoints, loadRules, rulesOf } from '@yibao/policy'
import { UsageError } from './command.ts'

export interface RulesInForce {
  readonly cards: readonly RuleCard[]
  readonly audit: CompiledAudit
}

/**
 * The rules at a path, or those that ship; refused whole, with every fault, when one of them is wrong. Points that a
 * pooling area imported stand in for those that ship with the same rule: the two never judge one line together.
 */
export function rulesAt(path: string | undefined, folder?: string): RulesInForce {
  const { cards, points, faults } = loadRules(path)
  const audit = compileAudit(cards, folder === undefined ? points : withImported(points, folder, faults), faults)
  if (faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  return { cards, audit }
}

function* withImported(shipped: readonly RawPoint[], folder: string, faults: FaultList): Iterable<RawPoint> {
  const imported = rulesOf(folder)
  yield* shipped.filter((point) => !imported.has(point.rule))
  yield* loadPoints(folder, faults)
}
