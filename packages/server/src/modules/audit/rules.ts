// The rules and knowledge points in force, read once when the platform opens.
import { type CompiledAudit, compileAudit, type FaultList, faultText, type RawPoint } from '@yibao/kernel'
import { loadPoints, loadRules, rulesOf } from '@yibao/policy'

/** A card or a table of points is wrong: the whole set is refused, with every fault and its place. */
export class RulesUnusable extends Error {
  override readonly name = 'RulesUnusable'
}

const shipped = new Map<string, CompiledAudit>()

/**
 * The product's rules; points that a pooling area imported stand in for those that ship with the same rule. They never
 * change while a process lives, so that platforms of one process share them.
 */
export function rulesInForce(folder?: string): CompiledAudit {
  const known = shipped.get(folder ?? '')
  if (known) return known
  const { cards, points, faults } = loadRules()
  const audit = compileAudit(cards, folder === undefined ? points : withImported(points, folder, faults), faults)
  if (faults.refuses) throw new RulesUnusable(faults.faults.map(faultText).join('\n'))
  shipped.set(folder ?? '', audit)
  return audit
}

function* withImported(own: readonly RawPoint[], folder: string, faults: FaultList): Iterable<RawPoint> {
  const imported = rulesOf(folder)
  yield* own.filter((point) => !imported.has(point.rule))
  yield* loadPoints(folder, faults)
}
