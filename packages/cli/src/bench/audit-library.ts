// The rules of `bench audit-pre`: every card that ships, with as many made-up points as a published library has.
import { type CompiledAudit, compileAudit, FaultList } from '@yibao/kernel'
import { benchPoints, random } from '@yibao/lab'
import { loadRules } from '@yibao/policy'

const POINTS_SEED = 20_260_630

/** The same for the same count, in whichever process. */
export function auditLibrary(count: number): CompiledAudit {
  const faults = new FaultList()
  const { cards, points } = loadRules()
  const audit = compileAudit(cards, [...points, ...benchPoints(cards, count, random(POINTS_SEED), faults)], faults)
  if (faults.refuses) throw new Error(`The bench's points are refused: ${JSON.stringify(faults.faults[0])}`)
  return audit
}
